"""The lines of the table: one fault, how often it was tried, and what it did."""

from dataclasses import dataclass, field


@dataclass
class Row:
    """`lost` counts tries after which something acknowledged was missing, `broken` those that left anything torn,
    unreadable or unexplained. A control is a build known to be broken: it must lose or break something.
    """

    section: str
    fault: str
    tried: int = 0
    lost: int = 0
    broken: int = 0
    says: str = ""
    control: bool = False
    examples: list[str] = field(default_factory=list)

    def lose(self, example: str) -> None:
        self.lost += 1
        self._keep(example)

    def break_(self, example: str) -> None:
        self.broken += 1
        self._keep(example)

    @property
    def holds(self) -> bool:
        """Whether the program did as it should, or the control was caught."""
        found = self.lost + self.broken > 0
        return self.tried > 0 and found == self.control

    def _keep(self, example: str) -> None:
        if len(self.examples) < 5:
            self.examples.append(example)


TITLES = {
    "kills": "Killed at a random moment",
    "syscalls": "Interrupted at every system call that writes",
    "power": "Power cut",
    "bits": "One bit flipped",
    "conditions": "The workstation as it should not be",
    "window": "The real window",
}


def tables(rows: list[Row]) -> str:
    """The rows as tables in Markdown, one a section."""
    lines = []
    for section, title in TITLES.items():
        mine = [row for row in rows if row.section == section]
        if mine:
            lines += [f"### {title}", "", "| fault | tried | lost | broken | what the program says or does |"]
            lines += ["|---|---:|---:|---:|---|", *map(_line, mine), ""]
    return "\n".join(lines)


def _line(row: Row) -> str:
    name = f"*control:* {row.fault}" if row.control else row.fault
    return f"| {name} | {row.tried:,} | {row.lost:,} | {row.broken:,} | {row.says} |"
