"""What a sheet is made of, as frozen records of plain text: no toolkit, no measurements, no markup."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from il2desk.documents.model.figure_blocks import BodyOutline, ConcentrationWindow, TimeLine
from il2desk.documents.model.form_blocks import Cells, DoseRecord, FormGrid, Labels
from il2desk.documents.model.rich_text import UNPRINTED, Words, plain


class BannerTone(Enum):
    """How loudly a banner speaks."""

    PLAIN = "plain"
    CAUTION = "caution"
    STOP = "stop"


class OutcomeShape(Enum):
    """How a criterion stands; drawn as a shape beside its word."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class Voice(Enum):
    """How a paragraph is set."""

    BODY = "body"
    LEAD = "lead"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class LabelledValue:
    label: str
    value: Words


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = field(default=1, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; one that leads stays on the page of what follows it."""

    words: Words
    voice: Voice = Voice.BODY
    leads: bool = field(default=False, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, in one or more columns that are read across."""

    items: tuple[Words, ...]
    voice: Voice = Voice.BODY
    columns: int = field(default=1, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """Labels beside values; compact ones are set small, without rules; halved, in two columns that are read down."""

    rows: tuple[LabelledValue, ...]
    compact: bool = field(default=False, metadata=UNPRINTED)
    halved: bool = field(default=False, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Across:
    """LabelledValues side by side, each label above its value; `shares` are the relative widths."""

    facts: tuple[LabelledValue, ...]
    shares: tuple[int, ...] = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `shares` are the relative column widths; the head is repeated on each page."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    shares: tuple[int, ...] = field(metadata=UNPRINTED)
    compact: bool = field(default=False, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Banner:
    """What must be seen first; a slim one is a single run of words."""

    title: Words
    lines: tuple[Words, ...] = ()
    tone: BannerTone = BannerTone.PLAIN
    slim: bool = field(default=False, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class DoseLine:
    """Per-kilogram dose, weight with its date, and calculated dose in one row; `dose` alone is large."""

    per_kg: LabelledValue
    weight: LabelledValue
    dose: LabelledValue


@dataclass(frozen=True, slots=True)
class ArithmeticStep:
    label: str
    working: Words
    result: Words


@dataclass(frozen=True, slots=True)
class Steps:
    """Arithmetic: what is computed, how, and the result, the results under one another."""

    rows: tuple[ArithmeticStep, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One criterion: its outcome in word and shape, what was found beside what is asked, and on whose word."""

    title: str
    outcome: OutcomeShape
    outcome_word: str
    found: Words
    asked: Words
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionCards:
    """Cards under one head of three words: outcome, found, asked."""

    head: tuple[str, str, str]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class PeopleChart:
    """A hundred small figures; each group is (how many, what they stand for, how strongly they are drawn 0 to 2)."""

    groups: tuple[tuple[int, Words, int], ...]

    @property
    def alternative(self) -> str:
        """The picture in words."""
        told = ", ".join(f"{count}: {plain(words).rstrip('.')}" for count, words, _ in self.groups)
        return f"{sum(count for count, _, _ in self.groups)} people. {told}."


@dataclass(frozen=True, slots=True)
class TickBoxes:
    """Empty boxes to tick by hand; an item may end in a blank to write on."""

    items: tuple[Words, ...]
    blanks: frozenset[int] = field(default=frozenset(), metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class WriteLines:
    label: str
    lines: int = field(default=1, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs; a typed name stands with `note`, which says that it is not a signature."""

    role: str
    name: Words = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Blanks for name, signature, date and time, in the words of `head`."""

    head: tuple[str, str, str, str]
    rows: tuple[SignatureBlock, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class BothSides:
    """A record of doses on the fronts of as many papers as it takes, and blocks on the back of each."""

    front: DoseRecord
    overleaf: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks within a frame, with a title."""

    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page as long as a page can hold them."""

    blocks: tuple["Block", ...]


Block: TypeAlias = (
    Heading
    | Text
    | Bullets
    | LabelledValues
    | Across
    | Grid
    | Banner
    | DoseLine
    | Steps
    | CriterionCards
    | PeopleChart
    | BodyOutline
    | TimeLine
    | ConcentrationWindow
    | TickBoxes
    | WriteLines
    | SignatureLines
    | Cells
    | FormGrid
    | Labels
    | PageBreak
    | BothSides
    | Box
    | KeepTogether
)
