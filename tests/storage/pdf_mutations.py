"""Damage to a PDF by number: bits turned, bytes cut out, put in, doubled, and pieces of another file."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

Damage = Callable[[bytearray, bytes, Random], None]


def _turn_bits(raw: bytearray, _other: bytes, chance: Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def _cut_off(raw: bytearray, _other: bytes, chance: Random) -> None:
    del raw[chance.randrange(1, len(raw)) :]


def _cut_out(raw: bytearray, _other: bytes, chance: Random) -> None:
    start = chance.randrange(len(raw))
    del raw[start : start + chance.choice((1, 10, 1000))]


def _splice(raw: bytearray, other: bytes, chance: Random) -> None:
    start, length = chance.randrange(len(other)), chance.choice((1, 10, 1000, len(other)))
    place = chance.randrange(len(raw))
    raw[place : place + chance.choice((0, length))] = other[start : start + length]


def _change_digits(raw: bytearray, _other: bytes, chance: Random) -> None:
    """Figures steer a PDF: lengths, places, numbers of objects."""
    places = [place for place, mark in enumerate(raw[-4000:], len(raw) - min(len(raw), 4000)) if 48 <= mark <= 57]
    for place in chance.sample(places, min(len(places), 3)):
        raw[place] = 48 + chance.randrange(10)


def _join(raw: bytearray, other: bytes, _chance: Random) -> None:
    raw += other


DAMAGES: tuple[Damage, ...] = (_turn_bits, _cut_off, _cut_out, _splice, _change_digits, _join)


@dataclass(frozen=True)
class Mutation:
    """One or two kinds of damage, the same each time for the same seed."""

    kinds: tuple[int, ...]
    seed: int

    def of(self, raw: bytes, other: bytes) -> bytes:
        """The first file damaged, with pieces of the second."""
        damaged, chance = bytearray(raw), Random(self.seed)
        for kind in self.kinds:
            DAMAGES[kind](damaged, other, chance)
        return bytes(damaged)


def mutations() -> st.SearchStrategy[Mutation]:
    kinds = st.lists(st.integers(0, len(DAMAGES) - 1), min_size=1, max_size=2).map(tuple)
    return st.builds(Mutation, kinds, st.integers(0, 2**32))
