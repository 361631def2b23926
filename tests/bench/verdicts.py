"""Verdicts through the real packs, and kept revisions judged again, each against the seconds they may take.

Time is the processor's, of one core, so that what else the machine does is not taken for a slow rule.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store import a_folder, a_store

VERDICTS, SHARE = 3_000, 30
CASES, REVISIONS = 100, 100
"""Ten thousand kept revisions in all."""


def verdict_rows(row: type) -> list[object]:
    """One row for cases in hand, one for cases read from a store."""
    with a_folder() as folder:
        again = _judged_again(folder / "kept")
    many = CASES * REVISIONS
    return [
        row(f"{VERDICTS:,} verdicts (bare: the second they may take)", "s", _verdicts(), 1, 1),
        row(f"{many:,} kept revisions read and judged again (bare: the seconds they may take)", "s", again, 4, 1),
    ]


def _verdicts() -> float:
    """Seconds for so many verdicts on the sample case, as while it is filled in: the median of shares."""
    case, packs, settings, today = _sample()
    from il2desk.domain.assessment.assessment import assess

    def share() -> None:
        for _ in range(VERDICTS // SHARE):
            assess(case, packs, settings, today)

    return statistics.median(_processor_seconds(share) for _ in range(SHARE)) * SHARE


def _judged_again(folder: Path) -> float:
    """Seconds for every revision of a store: each read, its signature compared, and judged on its day."""
    from il2desk.domain.assessment.assessment import assess

    case, packs, settings, today = _sample()
    store = a_store(folder)
    _keep_many(store, case)

    def judge_all() -> None:
        for number in range(CASES):
            for kept in store.revisions.of_case(f"B-{number}"):
                assess(kept.case, packs, settings, today)

    took = _processor_seconds(judge_all)
    store.lock()
    return took


def _keep_many(store: Any, case: Any) -> None:
    """Written as they are kept, but all at once, and none of them told in the journal."""
    from sample import NOW

    from il2desk.domain.assessment.assessment import assess
    from il2desk.domain.assessment.signing import sign
    from il2desk.domain.case.case import canonical

    _, packs, settings, today = _sample()
    rows = []
    for number in range(CASES):
        named = case.model_copy(update={"case_id": f"B-{number}"})
        text = canonical(sign(assess(named, packs, settings, today), "Dr. B. Sample", NOW))
        for at in range(REVISIONS):
            rows.append((named.case_id, at + 1, f"{number}-{at}", text, NOW.isoformat()))
    with store.ledger.writing() as connection:
        connection.executemany(
            "INSERT INTO revisions "
            "(case_id, revision, digest, content, instant, kept_as, name, content_digest, person) VALUES "
            "(?, ?, ?, ?, ?, 'signed', 'Dr. B. Sample', '', 'A. Bench')",
            rows,
        )


def _sample() -> tuple[Any, Any, Any, Any]:
    from sample import NOW

    from il2desk.storage.files.case_file import read_case
    from il2desk.storage.packs.library import load_packs
    from il2desk.storage.site.paths import resources
    from il2desk.storage.site.settings_file import read_settings

    sample = resources() / "sample"
    settings = read_settings(sample / "settings.toml")
    return read_case(sample / "case.json"), load_packs(resources()), settings, NOW.date()


def _processor_seconds(what: Callable[[], object]) -> float:
    begun = time.process_time()
    what()
    return time.process_time() - begun
