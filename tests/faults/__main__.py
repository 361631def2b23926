"""Run as `make faults`: every harness in full, the table in out/faults.md and out/faults.json.

With names of sections only those; `--short` takes a share of each; `--json FILE` writes the rows of one run there;
`--page` puts the rows of out/faults.json into docs/reliability.md.
"""

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from subprocess import run
from time import monotonic

from tests.faults.rows import Row, tables

SECTIONS = ("syscalls", "power", "windows", "bits", "kills", "conditions")
AT_ONCE = 3  # on two cores: what is killed at random moments mostly waits
OUT = Path("out")
PAGE, BEGIN, END = Path("docs/reliability.md"), "<!-- tables -->", "<!-- end of the tables -->"
ON_A_DISK = ("kills", "windows")  # where waiting for the disk is part of what a kill may hit
MEMORY = Path("/dev/shm")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--page", action="store_true")
    chosen = parser.parse_args()
    if chosen.page:
        _fill_page(_read(OUT / "faults.json"))
        return 0
    sections = tuple(chosen.sections) or SECTIONS
    if chosen.json:
        rows = [row for section in sections for row in _rows(section, short=chosen.short)]
        chosen.json.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    else:
        rows = _side_by_side(sections, short=chosen.short)
        OUT.mkdir(exist_ok=True)
        (OUT / "faults.json").write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
        (OUT / "faults.md").write_text(tables(rows), encoding="utf-8")
        sys.stdout.write(tables(rows))
    for row in () if chosen.json else rows:
        if not row.holds:
            sys.stderr.write(f"{row.section}: {row.fault}: {row.examples or 'found nothing'}\n")
    return 0 if all(row.holds for row in rows) else 1


def _rows(section: str, *, short: bool) -> list[Row]:
    begun = monotonic()
    place = None if section in ON_A_DISK or not MEMORY.is_dir() else MEMORY
    with tempfile.TemporaryDirectory(prefix=f"il2desk-{section}-", dir=place) as folder:
        rows: list[Row] = import_module(f"tests.faults.{section}").rows(Path(folder), short=short)
    sys.stderr.write(f"{section}: {monotonic() - begun:.0f} s\n")
    return rows


def _side_by_side(sections: tuple[str, ...], *, short: bool) -> list[Row]:
    """Each section in a process of its own, a few at a time."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        files = [Path(folder) / f"{section}.json" for section in sections]
        options = ["--short"] if short else []
        list(
            pool.map(
                lambda pair: run(
                    [sys.executable, "-m", "tests.faults", pair[0], *options, "--json", str(pair[1])], check=False
                ),
                zip(sections, files, strict=True),
            )
        )
        return [row for file in files for row in _read(file)]


def _read(file: Path) -> list[Row]:
    return [Row(**told) for told in json.loads(file.read_text(encoding="utf-8"))]


def _fill_page(rows: list[Row]) -> None:
    """The tables stand between two marks; the words around them are written by hand."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin and end, f"{PAGE} has lost the marks of its tables"
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables(rows)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
