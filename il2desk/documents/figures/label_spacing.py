"""Spreads labels along a line so that none touches another, each as near as possible to what it names."""

from collections.abc import Sequence


def spread_out(wished: Sequence[float], sizes: Sequence[float], gap: float, room: float) -> list[float]:
    """Centres of labels of these sizes between 0 and `room`, with a gap between them; `wished` must rise.

    Labels that would touch are moved equally far. If the room is too small for all, they run over its end.
    """
    groups: list[tuple[int, int, float]] = []  # first label, one behind the last, where the group begins
    for place in range(len(wished)):
        first, behind = place, place + 1
        begin = _begin(wished, sizes, gap, room, first, behind)
        while groups and begin < groups[-1][2] + _length(sizes, gap, groups[-1][0], first) + gap:
            first = groups.pop()[0]
            begin = _begin(wished, sizes, gap, room, first, behind)
        groups.append((first, behind, begin))
    centres = []
    for first, behind, begin in groups:
        at = begin
        for place in range(first, behind):
            centres.append(at + sizes[place] / 2)
            at += sizes[place] + gap
    return centres


def _length(sizes: Sequence[float], gap: float, first: int, behind: int) -> float:
    return sum(sizes[first:behind]) + gap * (behind - first - 1)


def _begin(wished: Sequence[float], sizes: Sequence[float], gap: float, room: float, first: int, behind: int) -> float:
    """Where a group begins so that its labels are on average where they were wished."""
    before, misses = 0.0, 0.0
    for place in range(first, behind):
        misses += wished[place] - before - sizes[place] / 2
        before += sizes[place] + gap
    return max(0.0, min(misses / (behind - first), room - _length(sizes, gap, first, behind)))
