"""What differs between two states of a case, by the place it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from il2desk.domain.case.case import Case

_SIGNED_WITH = {"signatures", "second_checks", "settings", "packs", "zone"}
_TOLD_OTHERWISE = {*_SIGNED_WITH, "case_schema", "case_id", "revision", "parent"}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry: its place, such as `answers.ecog`, and what stood there before and after; None for nothing."""

    what: str
    before: str | None
    after: str | None


def changes(before: Case | None, after: Case) -> tuple[Change, ...]:
    """Every entry that was added, replaced or removed, in the order of their places.

    Signatures, second checks, and what signing keeps in a case are not entries.
    """
    old = dict(_entries(before)) if before is not None else {}
    new = dict(_entries(after))
    return tuple(
        Change(what, old.get(what), new.get(what)) for what in sorted({*old, *new}) if old.get(what) != new.get(what)
    )


def _entries(case: Case) -> Iterator[tuple[str, str]]:
    told = case.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=_TOLD_OTHERWISE)
    return _leaves(told, "")


def _leaves(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _leaves(one, f"{place}.{number}")
    else:
        yield place, str(value)
