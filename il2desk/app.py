"""Wires everything, once: packs, settings, sheets and clock, for the window and for the commands."""

import gc
import os
import secrets
import sys
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from il2desk import __version__
from il2desk.domain.assessment import Assessment, Packs
from il2desk.domain.case import Case
from il2desk.domain.settings import LocalSettings
from il2desk.moment import moment, zone_called
from il2desk.storage.library import PackRefused, open_packs, prove
from il2desk.storage.places import resources, settings_file
from il2desk.storage.settings_file import read_settings, write_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from il2desk.documents.report import Report
    from il2desk.domain.dosing import DosePlan
    from il2desk.domain.picture import Body
    from il2desk.domain.print_record import PaperName, PrintRecord, Replaced
    from il2desk.domain.reference import ConsentWording, Library
    from il2desk.ui.main_window import MainWindow
    from il2desk.ui.session import Ports
    from il2desk.ui.theme import Colours

SHEETS = ("summary", "order", "pharmacy", "administration", "consent")
IN_A_SET = ("order", "administration", "pharmacy", "summary", "consent")
SET = "set"
NAMES = {
    "order": "order sheet",
    "pharmacy": "pharmacy worksheet",
    "administration": "administration record",
    "consent": "consent sheet",
}


def only_locked_time_zones() -> None:
    """Leave the workstation's own time-zone data aside: only the locked tzdata counts."""
    zoneinfo.reset_tzpath(to=[])


def settings_from(file: Path | None) -> LocalSettings:
    """The settings in `file`, or in the user's configuration folder, or none set where that file is absent."""
    if file is not None:
        return read_settings(file)
    own = settings_file()
    return read_settings(own) if own.exists() else LocalSettings()


def new_case() -> Case:
    """An empty case with an id nobody can guess and a person can read aloud."""
    return Case(case_id="-".join(secrets.token_hex(2).upper() for _ in range(3)))


def sheet_file_name(sheet: str, assessment: Assessment) -> str:
    """A file name without patient words."""
    case = "".join(mark for mark in assessment.case.case_id if mark.isascii() and (mark.isalnum() or mark == "-"))
    return f"il2desk-{sheet}-{case[:40]}-r{assessment.case.revision}.pdf"


class SheetMaker:
    """Makes sheets from what is under `resources`; what paper needs is read when the first sheet is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def library(self) -> "Library":
        from il2desk.storage.reference import load_library

        return load_library(self.folder / "reference")

    @cached_property
    def consent(self) -> "ConsentWording":
        from il2desk.storage.reference import load_consent

        return load_consent(self.folder / "consent" / "en.toml", self.library.figures)

    @cached_property
    def body(self) -> "Body":
        from il2desk.storage.picture import load_body

        return load_body(self.folder / "pictures" / "body.toml")

    def record(
        self,
        assessment: Assessment,
        paper: "PaperName",
        printed: datetime,
        *,
        person: str | None = None,
        replaces: "Replaced | None" = None,
    ) -> "PrintRecord":
        """The record of a printing; its copy number follows the one it replaces of the same revision."""
        from il2desk.domain.print_record import PrintRecord, as_judged, case_digest

        again = replaces is not None and replaces.revision == assessment.case.revision
        packs = (*self.library_for(assessment).packs, self.consent)
        return PrintRecord(
            case=case_digest(as_judged(assessment)),
            instant=printed.isoformat(timespec="seconds"),
            person=person,
            copy_number=replaces.copy_number + 1 if replaces and again else 1,
            replaces=replaces,
            program=__version__,
            packs={**assessment.packs.digests, **{pack.id: pack.digest for pack in packs}},
            paper=paper,
        )

    def library_for(self, assessment: Assessment) -> "Library":
        """The library with the centre's own hold and stop set, where that is the operative one. Raises PackRefused."""
        from il2desk.storage.own_set import OWN, own_hold_stop_set

        settings = assessment.settings
        own, chosen = settings.own_hold_stop_set, settings.hold_stop_set
        if own is None or chosen is None or chosen.value != OWN:
            return self.library
        sets = {**self.library.sets, OWN: own_hold_stop_set(own.value)}
        return replace(self.library, sets=MappingProxyType(sets))

    def report(self, sheet: str, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord") -> "Report":
        """What a single sheet says. Raises PaperError with a sentence where it cannot be made."""
        from il2desk.documents import administration, consent, order, pharmacy, summary
        from il2desk.documents.imprint import imprint
        from il2desk.documents.printing import SheetWithheld

        library = self.library_for(assessment)
        made = imprint(assessment, library, record)
        if sheet == "summary":
            return summary.summary_sheet(assessment, plan, library, made, self.body)
        if plan is None:
            raise SheetWithheld(f"The {NAMES[sheet]} is made only for a signed case with a plan.")
        match sheet:
            case "order":
                return order.order_sheet(plan, library, made)
            case "pharmacy":
                return pharmacy.pharmacy_sheet(plan, made)
            case "administration":
                return administration.administration_sheet(plan, library, made)
            case _:
                return consent.consent_sheet(plan.clearance, self.consent, library, made)

    def reports(
        self, sheet: str, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord"
    ) -> "tuple[Report, ...]":
        """The sheets of one PDF: a single one, or the cover list and the whole set in the order a ward files it."""
        from il2desk.documents.cover import cover_sheet
        from il2desk.documents.imprint import imprint

        if sheet != SET:
            return (self.report(sheet, assessment, plan, record),)
        inside = tuple(self.report(one, assessment, plan, record) for one in IN_A_SET)
        made = imprint(assessment, self.library_for(assessment), record)
        if plan is None:
            raise AssertionError("an order sheet is made only with a plan")
        return (cover_sheet(plan, inside, made), *inside)

    def pdf(self, sheet: str, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord") -> bytes:
        """The bytes of a sheet, or of the set, as its record says; the same for the same assessment and record."""
        from il2desk.documents.printing import Paper, to_pdf

        reports = self.reports(sheet, assessment, plan, record)
        return to_pdf(reports, Paper[record.paper.upper()], self.folder / "fonts")


def save_file(content: bytes, path: str) -> None:
    """Keep a file whole or not at all."""
    from il2desk.documents.saving import save

    save(content, Path(path))


def ports(
    packs: Packs, settings: LocalSettings, now: Callable[[], datetime], own_settings: Path, sheets: SheetMaker
) -> "Ports":
    """What the screen is given."""
    from il2desk.ui.session import Ports

    return Ports(
        packs=packs,
        settings=settings,
        now=now,
        save_settings=lambda changed: write_settings(own_settings, changed),
        record=sheets.record,
        make_sheet=sheets.pdf,
        save_file=save_file,
        body=lambda: sheets.body,
    )


@dataclass(frozen=True)
class Found:
    """All that is read from the disk before a window opens, and the clock it will go by."""

    packs: Packs
    settings: LocalSettings
    settings_file: Path
    now: Callable[[], datetime]


def find(settings: Path | None = None, now: str | None = None, today: str | None = None) -> Found:
    """Read packs and settings. Raises what reading them raises.

    It wants no Qt: once Qt for Python is loaded, it reads the source of every module that is imported.
    """
    only_locked_time_zones()
    packs, local = open_packs(resources()), settings_from(settings)
    zone = zone_called(local.zone.value if local.zone else None)
    fixed = moment(now, today, zone) if now or today else None
    return Found(packs, local, settings or settings_file(), lambda: fixed or datetime.now().astimezone())


def make_window(found: Found) -> "MainWindow":
    """The program's window, not yet shown; there must be a QApplication."""
    from il2desk.ui.main_window import MainWindow

    given = ports(found.packs, found.settings, found.now, found.settings_file, SheetMaker(resources()))
    return MainWindow(given, new_case)


def dress(application: "QApplication", scheme: "Colours | None" = None) -> None:
    """Give the application il2desk's look: the bundled type, and the desktop's light or dark unless one is given."""
    from il2desk.ui import theme

    theme.apply(application, resources() / "fonts", scheme)


def open_window(settings: Path | None = None, now: str | None = None, today: str | None = None) -> int:
    """Open the program's window and stay until it is closed.

    The packs prove themselves once the first page is painted, before the first keystroke is taken.
    """
    if not _has_display():
        sys.stderr.write("il2desk: there is no display here; `il2desk demo --out DIR` works without one\n")
        return 2
    found = find(settings, now, today)
    from PySide6.QtWidgets import QApplication

    from il2desk.ui.first_paint import AfterFirstPaint

    _keep_no_history()
    application = QApplication(sys.argv[:1])
    dress(application)
    window = make_window(found)
    window.catch_errors()
    AfterFirstPaint(window, lambda: _settle_in(found.packs, application))
    window.show()
    code = application.exec()
    if _refusals:
        raise _refusals[0]
    return code


def _keep_no_history() -> None:
    """Qt's file dialog writes the folders it was shown into the user's settings; here there is nowhere to write to."""
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


_refusals: list[PackRefused] = []


def _settle_in(packs: Packs, application: "QApplication") -> None:
    """What can wait until the first page is there: the proof of the packs, and tidying up after the start."""
    gc.enable()
    try:
        prove(packs)
    except PackRefused as refusal:
        _refusals.append(refusal)
        application.exit(2)


def _has_display() -> bool:
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return bool(
        chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
    )
