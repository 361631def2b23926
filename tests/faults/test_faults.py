"""A share of every fault that `make faults` tries, each system call at least once; and builds known to be broken."""

import json
import sys
from pathlib import Path
from subprocess import run

import pytest

from tests.faults.__main__ import PAGE, SECTIONS
from tests.faults.rows import Row

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_acknowledged_is_lost_and_every_broken_build_is_found(section: str, tmp_path: Path) -> None:
    told = tmp_path / "rows.json"
    command = [sys.executable, "-m", "tests.faults", section, "--short", "--json", str(told)]
    done = run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.exists(), done.stderr
    rows = [Row(**one) for one in json.loads(told.read_text(encoding="utf-8"))]
    assert rows
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert [row.fault for row in rows if f"{row.fault} |" not in page] == [], "not in the table that a reviewer reads"
    assert [(row.fault, row.lost, row.broken, row.examples) for row in rows if not row.holds] == []
