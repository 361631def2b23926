"""Blocks that are pictures: what they show, and in a sentence the same for who does not see them."""

from dataclasses import dataclass, field
from fractions import Fraction

from il2desk.documents.model.rich_text import UNPRINTED, Words
from il2desk.domain.packs.body_outline import Body


@dataclass(frozen=True, slots=True)
class MarkedSite:
    """A site filled on the outline, and the words of its label."""

    site: str = field(metadata=UNPRINTED)
    label: Words


@dataclass(frozen=True, slots=True)
class BodyOutline:
    """The body outline with the involved sites filled and labelled; `alternative` says the picture in a sentence."""

    sites: tuple[MarkedSite, ...]
    caption: Words
    alternative: Words
    body: Body = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Moment:
    """Words at a place of a time line, in minutes after its beginning."""

    words: tuple[str, ...]
    at: int = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class TimedDose:
    """A dose on a time line; one after the label's days is drawn in another shape."""

    number: str
    clock: str
    at: int = field(metadata=UNPRINTED)
    late: bool = field(default=False, metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Doses by elapsed time; `nights` are shaded, `days` are words from midnight to midnight, all in minutes."""

    doses: tuple[TimedDose, ...]
    days: tuple[Moment, ...]
    changes: tuple[Moment, ...]
    caption: Words
    alternative: Words
    nights: tuple[tuple[int, int], ...] = field(metadata=UNPRINTED)
    length: int = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure on a scale, with its words; one that is chosen is solid."""

    words: Words
    at: Fraction = field(metadata=UNPRINTED)
    inside: bool = field(metadata=UNPRINTED)
    chosen: bool = field(metadata=UNPRINTED)


@dataclass(frozen=True, slots=True)
class ConcentrationWindow:
    """A scale with its window shaded, one reading above it and one below."""

    least: str
    most: str
    above: Reading
    below: Reading
    caption: Words
    alternative: Words
    ends: tuple[Fraction, Fraction] = field(metadata=UNPRINTED)
