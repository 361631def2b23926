"""Many sets of one process, each with a print record of its own: time for each, and the peak of memory held.

Run as `make batch` for a thousand of them; the table is on stdout and in out/batch.md. Time is the processor's, so that
what else the machine does over several minutes is not taken for a set that became slow.
"""

import statistics
import time
from collections.abc import Sequence
from datetime import timedelta

NUMBER = 1000
SHOWN = (10, 20, 50, 100, 200, 500, 1000)
TENTH, TEN = 9, 10

Measured = tuple[float, float]
"""Seconds of the processor that a set took, and the peak of memory up to its end in megabytes."""


def batch(number: int) -> list[Measured]:
    """So many five-sheet sets of the signed sample case, printed a minute apart, so that no two are alike."""
    from sample import signed_sample

    from il2desk.app.sheet_service import SheetMaker
    from il2desk.domain.records.sheet_kinds import SheetKind
    from il2desk.storage.site.paths import resources

    assessment, plan, now = signed_sample()
    maker = SheetMaker(resources())
    made: list[Measured] = []
    for place in range(number):
        begun = time.process_time()
        record = maker.record(assessment, "A4", now + place * timedelta(minutes=1))
        maker.job(assessment, plan, record).pdf(SheetKind.SET)
        made.append((time.process_time() - begun, _peak()))
    return made


def batch_rows(row: type, number: int) -> list[object]:
    """The last ten of so many sets against the tenth to the nineteenth, in time and in memory held."""
    return _rows(row, batch(number))


def _rows(row: type, made: Sequence[Measured]) -> list[object]:
    early, late = made[TENTH : TENTH + TEN], made[-TEN:]
    what = f"of {len(made)} sets, the last ten against the tenth to nineteenth"
    times = (statistics.median(seconds for seconds, _ in some) * 1000 for some in (late, early))
    peaks = (max(held for _, held in some) for some in (late, early))
    return [row(f"{what}: processor time", "ms", *times, 1.1), row(f"{what}: peak memory", "MB", *peaks, 1.1)]


def _peak() -> float:
    """Peak memory of this process so far, in megabytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(row: type, made: Sequence[Measured]) -> str:
    """How it went on: for some of the sets the median time of the ten up to it, and the peak so far."""
    lines = ["| set | processor time, median of the ten up to it | peak memory |", "|---|---|---|"]
    for number in SHOWN:
        if number <= len(made):
            seconds = statistics.median(each for each, _ in made[number - TEN : number])
            lines.append(f"| {number} | {seconds * 1000:.1f} ms | {made[number - 1][1]:.1f} MB |")
    lines += ["", "| what | late | early | ratio | goal | |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *map(str, _rows(row, made)), ""])
