"""The order in which letters of both directions are seen: the Unicode rules, worked out twice and compared.

The levels come from python-bidi's rules in Python, to which the one of brackets (N0) is added here. The order they give
must be that of its compiled rules, which know brackets but tell no levels, without which a line cannot be broken.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from bidi import algorithm, get_base_level, get_display  # type: ignore[import-untyped]  # it has no types of its own
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

from il2desk.documents.model.paper import PaperError
from il2desk.documents.text.fonts import RIGHT_TO_LEFT
from il2desk.domain.values.characters import JOINERS

DEEPEST = 63
AS_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def is_left_to_right(text: str) -> bool:
    """Whether nothing in the text runs the other way."""
    return not any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in text)


def base_level(text: str) -> int:
    """The direction of a text by its first strong character: 0 to the right, 1 to the left."""
    level: int = get_base_level(text)
    return level


def levels(text: str, base: int) -> list[int]:
    """The level of each character of one line-break-free text: even ones run to the right, odd ones to the left."""
    if base == 0 and is_left_to_right(text):
        return [0] * len(text)
    bare = "".join(char for char in text if char not in JOINERS)
    found = _levels_of(bare, base)
    seen = "".join(bare[place] for place in visual_order(_at_the_end(bare, found, base)))
    if seen != get_display(bare, base_dir="LR"[base]):
        raise PaperError("The order in which this text of two directions is read is not certain; write it differently.")
    return list(_with_joiners(text, found, base))


def visual_order(found: Sequence[int]) -> list[int]:
    """The places of a line's pieces from left to right, by rule L2, for the level of each in the order of reading."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        reordered: list[int] = []
        for inside, group in groupby(order, lambda place, level=level: found[place] >= level):  # type: ignore[misc]
            places = list(group)
            reordered += reversed(places) if inside else places
        order = reordered
    return order


def _with_joiners(text: str, found: Sequence[int], base: int) -> Iterator[int]:
    """A joiner has the level of the character before it."""
    others = iter(found)
    last = base
    for char in text:
        last = last if char in JOINERS else next(others)
        yield last


def _levels_of(text: str, base: int) -> list[int]:
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "LR"[base])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    if len(storage["chars"]) != len(text):
        raise PaperError("A text holds an invisible character that changes the order of its letters; type it again.")
    return [each["level"] for each in storage["chars"]]


def _at_the_end(text: str, found: Sequence[int], base: int) -> list[int]:
    """Blanks at the end of a line stand where the line ends (rule L1)."""
    ends = len(text.rstrip(" \N{IDEOGRAPHIC SPACE}"))
    return [*found[:ends], *[base] * (len(text) - ends)]


def _resolve_brackets(chars: list[dict[str, Any]], embedding: str) -> None:
    """Rule N0: both brackets of a pair run in the direction of what they hold, or of what stands before them."""
    for first, last in sorted(_pairs(chars)):
        held = {AS_STRONG.get(each["type"]) for each in chars[first + 1 : last]} - {None}
        if not held:
            continue
        direction = embedding
        if embedding not in held:
            before = (AS_STRONG[each["type"]] for each in reversed(chars[:first]) if each["type"] in AS_STRONG)
            direction = next(before, embedding)
        for place in (first, last):
            chars[place]["type"] = direction
            _carry(chars, place + 1, direction)


def _carry(chars: list[dict[str, Any]], place: int, direction: str) -> None:
    """Marks upon a bracket go with it."""
    while place < len(chars) and chars[place]["orig"] == "NSM":
        chars[place]["type"] = direction
        place += 1


def _pairs(chars: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for place, each in enumerate(chars):
        kind = unicodedata.category(each["ch"]) if each["type"] == "ON" and each["ch"] in MIRRORED else ""
        if kind == "Ps":
            if len(opened) == DEEPEST:
                return
            opened.append((MIRRORED[each["ch"]], place))
        elif kind == "Pe":
            at = next((at for at in reversed(range(len(opened))) if opened[at][0] == each["ch"]), None)
            if at is not None:
                yield opened[at][1], place
                del opened[at:]
