"""Blocks a hand fills in, as frozen records of plain text: cells, ruled forms, dose rows and bag labels."""

from dataclasses import dataclass, field

from il2desk.documents.model.rich_text import UNPRINTED, PagesOf, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """A small label with room to write below it, or words behind a box to tick, or a label with a box below it.

    `share` is its width beside its neighbours.
    """

    label: str
    share: int = field(metadata=UNPRINTED)
    tick: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of cells, ruled."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class FormGrid:
    """A fully ruled table whose empty cells are written in by hand.

    `strong` columns are set in bold, and those of `figures` that are worked from as large as running words.
    """

    head: tuple[Words, ...]
    rows: tuple[tuple[Words | PagesOf, ...], ...]
    shares: tuple[int, ...] = field(metadata=UNPRINTED)
    strong: frozenset[int] = field(default=frozenset({0}), metadata=UNPRINTED)
    figures: frozenset[int] = field(default=frozenset(), metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class MarginStrip:
    """What must be seen beside the rows it belongs to: a title, a lead, items by group, and what is said instead.

    `instead` stands there where the items are too many to stand beside any rows.
    """

    title: Words
    lead: str
    groups: tuple[Words, ...]
    instead: str = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One dose to be given: its number and planned time, and what must be known about that time."""

    number: str
    planned: str
    remarks: str


@dataclass(frozen=True, slots=True)
class EarlierDose:
    """A dose that stands on another record, and which; there is no room to write."""

    number: str
    where: str


@dataclass(frozen=True, slots=True)
class DoseRecord:
    """Doses under one another, each with boxes for its outcome beside rows of cells, and a strip beside all.

    Where they go on, what one dose is stands above them again: `again` names it and `dose` is its figure. `behind` is
    the strip where what it leads to is too long to stand overleaf, and stands behind the last dose. `beside_wide` are
    the cells, with less in their labels, beside a strip that is wide; `units` then stands above the doses.
    """

    earlier: tuple[EarlierDose, ...]
    doses: tuple[DoseRow, ...]
    outcomes: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    beside_wide: tuple[tuple[Cell, ...], ...] = field(metadata=UNPRINTED)
    units: str = field(metadata=UNPRINTED)
    strip: MarginStrip
    behind: MarginStrip = field(metadata=UNPRINTED)
    again: Words = field(metadata=UNPRINTED)
    dose: Words = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class BagLabel:
    """What is stuck on one bag: marks, whose it is, the dose, how it runs, and blanks."""

    marks: tuple[str, ...]
    patient: Words
    identifiers: Words
    drug: str
    dose: str
    count: str
    lines: tuple[Words, ...]
    blanks: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels to cut out, two beside each other."""

    labels: tuple[BagLabel, ...]
