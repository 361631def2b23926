"""From spawning the process to the first page painted, and its memory, against a bare QWizard of as many controls."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 11
HERE = Path(__file__).resolve().parent


def start_rows(row: type) -> list[object]:
    """Seconds and megabytes, medians of runs taken in turn."""
    counts = json.loads(_run("count")[0])
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as kept:
        json.dump(counts, kept)
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    memory: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(RUNS):
        for which, seconds_taken in took.items():
            said, seconds = _run(which, kept.name)
            seconds_taken.append(seconds)
            memory[which].append(float(said))
    Path(kept.name).unlink()
    controls = sum(sum(page.values()) for page in counts)
    what = f"start to first page ({len(counts)} pages, {controls} controls)"
    return [
        row(what, "s", statistics.median(took["ours"]), statistics.median(took["bare"]), 1.25),
        row("memory at first page", "MB", statistics.median(memory["ours"]), statistics.median(memory["bare"]), 1.4),
    ]


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
