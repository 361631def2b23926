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
GOAL, MEMORY_GOAL = 1.25, 1.4


def start_rows(row: type) -> list[object]:
    """Seconds, processor seconds and megabytes, medians of runs taken in turn."""
    _compile()
    counts = json.loads(_run("count")[0])
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as kept:
        json.dump(counts, kept)
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    memory: dict[str, list[float]] = {"ours": [], "bare": []}
    processor: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(RUNS):
        for which, seconds_taken in took.items():
            said, seconds = _run(which, kept.name)
            seconds_taken.append(seconds)
            megabytes, worked = said.split()
            memory[which].append(float(megabytes))
            processor[which].append(float(worked))
    Path(kept.name).unlink()
    controls = sum(sum(page.values()) for page in counts)
    what = f"start to first page ({len(counts)} pages, {controls} controls, from bytecode)"
    return [
        row(what, "s", statistics.median(took["ours"]), statistics.median(took["bare"]), GOAL),
        row(
            "processor time to first page",
            "s",
            statistics.median(processor["ours"]),
            statistics.median(processor["bare"]),
            GOAL,
        ),
        row(
            "memory at first page",
            "MB",
            statistics.median(memory["ours"]),
            statistics.median(memory["bare"]),
            MEMORY_GOAL,
        ),
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
