"""Whether two typed names may be one person's, by the words of the names without titles, accents and order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product, takewhile

from il2desk.domain.values.folding import run_together, shortened, words
from il2desk.domain.values.parsing import LONGEST_LINE
from il2desk.domain.values.titles import ALSO_NAMES, TITLES

NAMESAKES = (
    "If these are two persons of one name, add a middle name to one of them, or a staff number to both, as in "
    "“Anna Example (1234)”."
)
# As text, so that each is compiled when a name is first compared; `re` keeps it.
_ADDED = r"[(\[{\uff08]([^)\]}\uff09]*)[)\]}\uff09]?"
_COMMA = "[,;\u060c\uff0c]"
_LONGEST_TITLE = 4  # words, as in M. B. Ch. B.
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """The ways to read one name, those that may leave a part of it out, and what was added to tell namesakes apart."""

    whole: frozenset[_Words]
    partly: frozenset[_Words]
    added: frozenset[str]


def names_someone(name: str) -> bool:
    """Whether a typed name holds more than titles and punctuation."""
    return bool(_read(name).whole)


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the same words in any order, of which some may be only first letters.

    What stands in brackets or holds a figure tells two persons apart where both names have it and neither has all of
    the other's. What stands behind a comma may be no part of the name where the other name has none of it.
    """
    here, there = _read(one), _read(other)
    if not (here.added <= there.added or there.added <= here.added):
        return False
    pairs = chain(product(here.whole, there.whole | there.partly), product(here.partly, there.whole))
    return any(_are_alike(*pair) for pair in pairs)


def _read(text: str) -> _Name:
    name = text[:LONGEST_LINE]
    pieces = [_untitled(piece, begins=not at) for at, piece in enumerate(re.split(_COMMA, re.sub(_ADDED, " ", name)))]
    named = [tuple(word for word in piece if not _has_figure(word)) for piece in pieces]
    added = {word for piece in pieces for word in piece if _has_figure(word)}
    added.update(_untitled(" ".join(re.findall(_ADDED, name))))
    if not any(named):
        named, added = [_untitled(name)], set()
    full = tuple(chain.from_iterable(named))
    whole, partly = {full}, set[_Words]()
    for fewer in _with_fewer_roles(full):
        (whole if len(fewer) > 1 else partly).add(fewer)
    for number in range(1, len(named)):
        front = tuple(chain.from_iterable(named[:number]))
        partly.update(one for one in (front, _without_roles(front)) if len(one) > 1)
    return _Name(frozenset(whole - {()}), frozenset(partly - {()}), frozenset(added))


def _untitled(text: str, *, begins: bool = False) -> _Words:
    """Words as they are compared, without titles; where a name begins, letters with points are its first letters."""
    left, kept = list(map(shortened, words(text))), list[str]()
    if "".join(left) in _titles():
        return ()
    while left:
        longest = 1 if begins and not kept else _LONGEST_TITLE
        title = next((n for n in range(longest, 0, -1) if "".join(left[:n]) in _titles()), 0)
        if not title:
            kept.append(left[0])
        del left[: title or 1]
    return tuple(kept)


def _with_fewer_roles(full: _Words) -> Iterator[_Words]:
    """Without any word of a role, and without those before or behind the rest one after another: some are names too."""
    before = sum(1 for _ in takewhile(_is_role, full))
    behind = sum(1 for _ in takewhile(_is_role, reversed(full)))
    yield _without_roles(full)
    for start, end in product(range(before + 1), range(len(full) - behind, len(full) + 1)):
        yield full[start:end]


def _is_role(word: str) -> bool:
    return word in _also_names()


def _without_roles(read: _Words) -> _Words:
    return tuple(word for word in read if not _is_role(word))


def _has_figure(word: str) -> bool:
    return any(mark.isdigit() for mark in word)


def _are_alike(one: _Words, other: _Words) -> bool:
    """Whether they are the same words, first letters for words included, or the same letters from some word on."""
    if any(len(word) > 1 for word in set(one) & set(other)) and _fit_by_first_letters(one, other):
        return True
    return sorted(one) == sorted(other) or not _turned(one).isdisjoint(_turned(other))


def _fit_by_first_letters(one: _Words, other: _Words) -> bool:
    """Whether each word that only one of them has stands in the other as its first letter."""
    here, there = Counter(one), Counter(other)
    ours, theirs = list((here - there).elements()), list((there - here).elements())
    return _first_letters(ours) == _alone(theirs) and _first_letters(theirs) == _alone(ours)


def _first_letters(of: Iterable[str]) -> list[str]:
    return sorted(word[0] for word in of if len(word) > 1)


def _alone(of: Iterable[str]) -> list[str]:
    return sorted(word for word in of if len(word) == 1)


def _turned(read: _Words) -> set[str]:
    """All letters run together from each word on, for blanks and hyphens within a name come and go."""
    return {"".join(read[at:] + read[:at]) for at in range(len(read))}


@cache
def _titles() -> frozenset[str]:
    return _folded(TITLES)


@cache
def _also_names() -> frozenset[str]:
    return _folded(ALSO_NAMES)


def _folded(listed: str) -> frozenset[str]:
    return frozenset(shortened(run_together(one)) for one in listed.split())
