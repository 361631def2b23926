"""From spawning the process to the first page painted, and its memory, against a bare QWizard of as many controls.

Both from bytecode, as an installed program runs: where none was kept, the wall would be Python's compiler.
"""

import compileall
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from store import a_store

RUNS = 31
HERE = Path(__file__).resolve().parent
IMPORTED = (
    "annotated_types",
    "pydantic",
    "pydantic_core",
    "PySide6",
    "shiboken6",
    "tomli",
    "typing_inspection",
    "tzdata",
)
GOAL, MEMORY_GOAL = 1.35, 1.4


def start_rows(row: type) -> list[object]:
    """Seconds, processor seconds and megabytes, medians of runs taken in turn."""
    _compile()
    with tempfile.TemporaryDirectory() as folder:
        return _rows(row, Path(folder))


def _rows(row: type, folder: Path) -> list[object]:
    counts = json.loads(_run("count")[0])
    kept = folder / "counts.json"
    kept.write_text(json.dumps(counts), encoding="utf-8")
    a_store(folder / "store").lock()
    starts = {
        "wizard": ("ours", ""),
        "first start": ("before", str(folder / "none")),
        "unlocking": ("before", str(folder / "store")),
        "bare": ("bare", str(kept)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in starts}
    memory: dict[str, list[float]] = {name: [] for name in starts}
    processor: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(RUNS):
        for name, words in starts.items():
            said, took = _run(*words)
            seconds[name].append(took)
            megabytes, worked = said.split()
            memory[name].append(float(megabytes))
            processor[name].append(float(worked))
    controls = sum(sum(page.values()) for page in counts)
    wizard = f"start to first page ({len(counts)} pages, {controls} controls, from bytecode)"

    def line(what: str, unit: str, of: dict[str, list[float]], name: str, goal: float) -> object:
        return row(what, unit, statistics.median(of[name]), statistics.median(of["bare"]), goal)

    return [
        line(wizard, "s", seconds, "wizard", GOAL),
        line("processor time to first page", "s", processor, "wizard", GOAL),
        line("start to the page of a first start", "s", seconds, "first start", GOAL),
        line("start to the page that unlocks a store", "s", seconds, "unlocking", GOAL),
        line("memory at first page", "MB", memory, "wizard", MEMORY_GOAL),
    ]


def _compile() -> None:
    """Keep bytecode of the program and of what it imports, on whatever terms this machine runs Python."""
    packages = Path(sysconfig.get_path("purelib"))
    compileall.compile_dir(HERE.parent.parent / "il2desk", quiet=2)
    for name in IMPORTED:
        compileall.compile_dir(packages / name, quiet=2)
    compileall.compile_dir(packages, maxlevels=0, quiet=2)


def _run(which: str, *words: str) -> tuple[str, float]:
    """What the child printed once its first page was painted, and how long that took from before it was spawned."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(HERE / "start_child.py"), which, *words],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        took = time.perf_counter() - begun
        child.wait()
    return said, took
