"""The store: one autosave, a search in many cases, and the first list, each against what must be done at the least."""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

RUNS, MANY, FEW = 150, 100_000, 100
FAMILY = ("Łukaszewicz", "Ørsted", "Đorđević", "Müller", "Nguyễn", "O'Neill", "García", "王", "Σταύρου", "Ivanova")
GIVEN = ("Anna", "Zoë", "小明", "Mária", "Björn", "Ana Sofía", "Jean-Luc", "Õnne", "Fatma", "Ida")
SEARCHES = ("luk", "ørst", "小明", "EX-0419", "1961-04", "meets", "an luk", "zzz")


def store_rows(row: type) -> list[object]:
    """Medians taken in turn."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with a_folder() as folder:
        autosave = _autosave(folder)
        search = _search(folder / "many")
        first = _first_list(folder)
    return [
        row("autosave of a case (bare: the same text, same settings)", "ms", *autosave, 1.5),
        row(f"search in {MANY:,} cases (bare: the full-text query)", "ms", *search, 1.5),
        row(f"unlocking to the list of {MANY:,} cases (bare: of {FEW})", "ms", *first, 1.2),
    ]


@contextmanager
def a_folder() -> Iterator[Path]:
    """On the disk of the checkout, where syncing costs what it costs; temporary files may lie in memory."""
    out = Path("out")
    out.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _gate(folder: Path) -> Any:
    from sample import NOW

    from il2desk.storage.store.folder.known_stores import KnownStores
    from il2desk.storage.store.gate import StoreGate
    from il2desk.storage.store.keys.key_file import Costs

    costs, known = Costs(iterations=1, lanes=1, memory_kib=64), KnownStores(folder.with_name("stores.json"))
    return StoreGate(folder, lambda: NOW, {}, costs, known)


def a_store(folder: Path) -> Any:
    store, _ = _gate(folder).create("A. Bench", "clinician", "correct horse battery")
    return store


def _autosave(folder: Path) -> tuple[float, float]:
    from il2desk.domain.case.case import canonical
    from il2desk.domain.records.store_records import Stand
    from il2desk.storage.files.case_file import read_case
    from il2desk.storage.site.paths import resources
    from il2desk.storage.store.tables.database import close_database, create_database

    store = a_store(folder / "autosave")
    case = read_case(resources() / "sample" / "case.json")
    stand = Stand("undetermined", "unfinished", "ldh")
    store.drafts.save(case, stand, settled=True)
    bare = create_database(folder / "bare.db", bytes(32))
    bare.execute("INSERT INTO drafts VALUES ('x', 1, '', 'ldh', '[]', '', '')")
    ours, theirs = [], []
    for number in range(RUNS):
        changed = case.with_answer("ldh_value", str(number))
        text = canonical(changed)
        ours.append(_timed(lambda changed=changed: store.drafts.save(changed, stand, settled=False)))
        theirs.append(_timed(lambda text=text: _write(bare, text)))
    close_database(bare)
    store.lock()
    return statistics.median(ours), statistics.median(theirs)


def _write(bare: Any, text: str) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("UPDATE drafts SET content = ?, version = version + 1 WHERE case_id = 'x'", (text,))
    bare.execute("COMMIT")


def filled(folder: Path, number: int) -> Any:
    """A store with so many cases in its list."""
    from il2desk.domain.values.folding import found_by, run_together

    store = a_store(folder)
    names = cycle([f"{family}, {given}" for family in FAMILY for given in GIVEN])
    lines, words = [], []
    for place in range(1, number + 1):
        born = f"19{place % 70 + 20}-{place % 12 + 1:02}-{place % 28 + 1:02}"
        said = (next(names), f"EX-{place:06}", born, ("meets", "outside", "undetermined")[place % 3], "signed")
        lines.append((f"B-{place}", 1, place, *said, 1, "", "2026-11-20T10:00:00+01:00", run_together(said[1])))
        words.append((place, " ".join(word for text in (*said[:4], "2026-11-20") for word in found_by(text))))
    with store.ledger.writing() as connection:
        connection.executemany("INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", lines)
        connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", words)
    return store


def _search(folder: Path) -> tuple[float, float]:
    from il2desk.domain.values.folding import query

    store = filled(folder, MANY)
    connection = store.ledger.connection
    ours, theirs = [], []
    for typed, _ in zip(cycle(SEARCHES), range(RUNS * 2), strict=False):
        wanted = query(typed)
        ours.append(_timed(lambda typed=typed: store.listing.found(typed, 100)))
        theirs.append(
            _timed(
                lambda wanted=wanted: connection.execute(
                    "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 100", (wanted,)
                ).fetchall()
            )
        )
    store.lock()
    return statistics.median(ours), statistics.median(theirs)


def _first_list(folder: Path) -> tuple[float, float]:
    from PySide6.QtWidgets import QApplication

    from il2desk.app.wiring import dress

    application = QApplication.instance() or QApplication(["il2desk"])
    dress(application)  # type: ignore[arg-type]
    filled(folder / "few", FEW).lock()
    many, few = [], []
    for _ in range(20):
        many.append(_timed(lambda: _open_list(folder / "many", application)))
        few.append(_timed(lambda: _open_list(folder / "few", application)))
    return statistics.median(many), statistics.median(few)


def _open_list(folder: Path, application: Any) -> None:
    """From the passphrase to the painted list; the passphrase's own cost is the same for both and kept small."""
    from il2desk.ui.cases.case_list_page import CaseListPage

    gate = _gate(folder)
    store = gate.unlock(gate.users()[0], "correct horse battery")
    page = CaseListPage(store)
    page.resize(1280, 800)
    page.show()
    application.processEvents()
    page.grab()
    page.close()
    page.deleteLater()
    store.lock()


def _timed(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return (time.perf_counter() - begun) * 1000
