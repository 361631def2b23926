"""The bidirectional algorithm (UAX #9): embedding levels, and the visual order they give.

The levels come from python-bidi's rules in Python, to which the rule of paired brackets (N0) is added here. The order
they give must be that of its compiled rules, which know N0 but return no levels, without which a line cannot be broken.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Any

from bidi import algorithm, get_base_level, get_display  # type: ignore[import-untyped]  # it has no types of its own
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

from il2desk.documents.model.paper import PaperError
from il2desk.documents.text.fonts import RIGHT_TO_LEFT
from il2desk.domain.values.characters import JOINERS

DEEPEST = 63
AS_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def is_left_to_right(text: str) -> bool:
    """Whether no character of the text is right to left."""
    return not any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in text)


def base_level(text: str) -> int:
    """The level of a paragraph by its first strong character (P2, P3): 0 left to right, 1 right to left."""
    return int(get_base_level(text)) if text else 0  # python-bidi raises ValueError for an empty line


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a text without line breaks: even is left to right, odd right to left.

    Raises PaperError for a text that holds invisible marks of direction, or whose order is uncertain.
    """
    if base == 0 and is_left_to_right(text):
        return [0] * len(text)
    bare = "".join(char for char in text if char not in JOINERS)
    found = _levels_of(bare, base)
    seen = "".join(bare[place] for place in visual_order(_at_the_end(bare, found, base)))
    if seen != get_display(bare, base_dir="LR"[base]):
        raise PaperError("The order in which this text of two directions is read is not certain; write it differently.")
    return list(_with_joiners(text, found, base))


def visual_order(found: Sequence[int]) -> list[int]:
    """The indexes of runs from left to right (L2), given their levels in logical order."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        reordered: list[int] = []
        for inside, group in groupby(order, lambda place, level=level: found[place] >= level):  # type: ignore[misc]
            places = list(group)
            reordered += reversed(places) if inside else places
        order = reordered
    return order


def _with_joiners(text: str, found: Sequence[int], base: int) -> Iterator[int]:
    """The levels with those of joiners put in, each that of the character before it."""
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
    """The levels with blanks at the end of the line reset to that of the paragraph (L1)."""
    ends = len(text.rstrip(" \N{IDEOGRAPHIC SPACE}"))
    return [*found[:ends], *[base] * (len(text) - ends)]


def _resolve_brackets(chars: list[dict[str, Any]], embedding: str) -> None:
    """Gives both brackets of a pair the direction of what they hold, or of the text before them (N0)."""
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
            for mark in takewhile(lambda each: each["orig"] == "NSM", chars[place + 1 :]):
                mark["type"] = direction


def _pairs(chars: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """The indexes of the two brackets of each pair (BD16)."""
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
