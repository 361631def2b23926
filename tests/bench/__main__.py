"""Ratios measured side by side in one run: start-up, verdict, sheet and more; a table on stdout and in out/bench.md.

Run as `make bench`; `make batch` makes a thousand sets instead, with its table in out/batch.md. Nothing here is an
assertion; a goal that is missed says so in the table.
"""

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """Two medians of the same run, and the ratio that should not be passed."""

    what: str
    unit: str
    ours: float
    bare: float
    goal: float

    def __str__(self) -> str:
        ratio = self.ours / self.bare
        kept = "kept" if ratio <= self.goal else "MISSED"
        both = f"{self.ours:.4g} {self.unit} | {self.bare:.4g} {self.unit}"
        return f"| {self.what} | {both} | {ratio:.2f} | {self.goal:g} | {kept} |"


def main() -> None:
    from sets import set_rows
    from sheet import sheet_rows
    from standing import standing_rows
    from start import start_rows
    from store import store_rows
    from verdicts import verdict_rows

    lines = ["| what | il2desk | bare | ratio | goal | |", "|---|---|---|---|---|---|"]
    for rows in (start_rows, standing_rows, verdict_rows, store_rows, sheet_rows, set_rows):
        lines += [str(row) for row in rows(Row)]
    keep("bench.md", "\n".join(lines) + "\n")


def long_batch() -> None:
    from batch import NUMBER, batch, table

    keep("batch.md", table(Row, batch(NUMBER)))


def keep(name: str, table: str) -> None:
    out = Path("out")
    out.mkdir(exist_ok=True)
    (out / name).write_text(table, encoding="utf-8")
    sys.stdout.write(table)


if __name__ == "__main__":
    long_batch() if sys.argv[1:] == ["batch"] else main()
