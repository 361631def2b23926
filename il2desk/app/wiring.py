"""Wires everything, once: packs, settings, sheets and clock, for the window and for the commands."""

import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import active_count
from typing import TYPE_CHECKING

from il2desk.app.saving import save_file
from il2desk.app.sheet_service import SheetMaker
from il2desk.app.startup import has_display, make_application, settle_in
from il2desk.app.startup_files import Found, find
from il2desk.domain.assessment.assessment import Packs
from il2desk.domain.case.case import Case
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.storage.files.atomic_file import write_whole
from il2desk.storage.packs.library import prove
from il2desk.storage.site.paths import resources, window_file
from il2desk.storage.site.policy import store_folder
from il2desk.storage.site.settings_file import write_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from il2desk.domain.records.pdf_payload import PdfComparison, Returned
    from il2desk.ui.case.ports import Ports
    from il2desk.ui.widgets.theme import Colours
    from il2desk.ui.window.main_window import MainWindow


def new_case() -> Case:
    """An empty case with an id nobody can guess and a person can read aloud; there is nothing in it to be validated."""
    return Case.model_construct(case_id="-".join(secrets.token_hex(2).upper() for _ in range(3)))


def open_returned(raw: bytes, packs: Packs) -> "Returned":
    """What a PDF of this program carries, fit to be shown. Raises PdfRefused."""
    from il2desk.app.verify_pdf import open_returned as opened

    return opened(raw, packs)


def verify(raw: bytes, kept: bytes | None, packs: Packs, sheets: SheetMaker) -> "PdfComparison":
    """How such a PDF compares with what was printed. Raises PdfRefused."""
    from il2desk.app.verify_pdf import verify as held

    return held(raw, packs, sheets, kept)


def ports(
    packs: Packs,
    settings: LocalSettings,
    now: Callable[[], datetime],
    own_settings: Path,
    sheets: SheetMaker,
    settings_fault: str = "",
) -> "Ports":
    """What the screen is given."""
    from il2desk.ui.case.ports import Ports

    return Ports(
        packs=packs,
        settings=settings,
        now=now,
        save_settings=lambda changed: write_settings(own_settings, changed),
        record=sheets.record,
        print_job=lambda assessment, plan, record: sheets.job(assessment, plan, record).pdf,
        save_file=save_file,
        body=lambda: sheets.body,
        open_returned=lambda raw: open_returned(raw, packs),
        settings_fault=settings_fault,
        verify=lambda raw, kept: verify(raw, kept, packs, sheets),
    )


def make_window(found: Found) -> "MainWindow":
    """The program's window, not yet shown; there must be a QApplication."""
    from il2desk.ui.window.main_window import MainWindow

    sheets = SheetMaker(resources())
    given = ports(found.packs, found.settings, found.now, found.settings_file, sheets, found.settings_fault)
    return MainWindow(given, new_case)


UNREACHABLE = (
    "Nothing is kept: the folder of the case store cannot be reached ({why}). Cases stored before are untouched. Ask "
    "who looks after the workstation; what you type now can be saved as PDF."
)


def keep_cases(window: "MainWindow", found: Found) -> None:
    """Let the window keep its cases, unless the site's policy or the place of the store forbids it."""
    if found.policy.keep_nothing:
        return
    from il2desk.app.store_wiring import store_services
    from il2desk.storage.site.shared_folders import PlaceRefused, refuse_shared
    from il2desk.storage.store.folder.folder_swap import finish
    from il2desk.storage.store.gate import StoreGate
    from il2desk.ui.window.workspace import Workspace

    folder = store_folder(found.policy)
    gate = StoreGate(folder, found.now, found.packs.digests)
    try:
        refuse_shared(folder)
        finish(folder)
        gate.is_there()  # raises OSError if the folder cannot be reached
    except PlaceRefused as refused:
        window.alert.say(f"Nothing is kept: {refused}")
        return
    except OSError as problem:
        window.alert.say(UNREACHABLE.format(why=problem.strerror))
        return
    services = store_services(folder, found.now, found.policy.backup_reminder_days)
    Workspace(window, gate, services, new_case, found.policy.lock_after_minutes)


def dress(application: "QApplication", scheme: "Colours | None" = None) -> None:
    """Give the application il2desk's look: the bundled type, and the desktop's light or dark unless one is given."""
    from il2desk.ui.widgets import theme

    theme.apply(application, resources() / "fonts", scheme)


def open_window(settings: Path | None = None, now: str | None = None, today: str | None = None) -> int:
    """Open the program's window and stay until it is closed.

    The packs prove themselves once the first page is painted, before the first keystroke is taken.
    """
    if not has_display():
        sys.stderr.write("il2desk: there is no display here; `il2desk demo --out DIR` works without one\n")
        return 2
    found = find(settings, now, today)
    application = make_application()
    from il2desk.ui.widgets.first_paint import AfterFirstPaint

    _keep_no_history()
    dress(application)
    window = make_window(found)
    window.catch_errors()
    keep_cases(window, found)
    if os.name == "posix":
        from il2desk.ui.window.termination_signals import LeavingWhenTold

        LeavingWhenTold(window, window.autosave.flush)
    AfterFirstPaint(window, lambda: _settle_in(found.packs, application))
    _remember_place(window, application)
    window.show()
    code = application.exec()
    if _refusals:
        window.hide()
        raise _refusals[0]
    if active_count() > 1:  # a file is still compared: all is stored, and what comes of it is told to nobody
        os._exit(code)
    return code


def _remember_place(window: "MainWindow", application: "QApplication") -> None:
    """Put the window where it was when it was last closed; where that cannot be read or kept, it is as at first."""
    from il2desk.ui.widgets.window_size import place

    remembered = b""
    with suppress(OSError):
        remembered = window_file().read_bytes()
    place(window, remembered)

    def remember() -> None:
        with suppress(OSError):
            window_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(window_file(), bytes(window.saveGeometry().data()))

    application.aboutToQuit.connect(remember)


def _keep_no_history() -> None:
    """Qt's file dialog writes the folders it was shown into the user's settings; here there is nowhere to write to."""
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


_refusals: list[Exception] = []


def _settle_in(packs: Packs, application: "QApplication") -> None:
    """What can wait until the first page is there: the proof of the packs, and tidying up after the start."""
    settle_in()
    try:
        prove(packs, resources())
    except Exception as refusal:  # whatever keeps packs from proving themselves, nothing may be computed with them
        _refusals.append(refusal)
        application.exit(2)
