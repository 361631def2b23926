"""A case goes on: the second cycle of a course, and a new revision of what was signed; nothing computed goes along."""

from types import MappingProxyType
from typing import Any

from il2desk.domain.case import LARGEST_REVISION, Case, Cycle, content_digest
from il2desk.domain.entry import Refused
from il2desk.domain.given import Given, given_before

__all__ = ["CannotBegin", "Given", "given_before", "new_revision", "second_cycle"]

SECOND = 2


class CannotBegin(Exception):
    """A cycle or a revision cannot be begun; `reasons` are sentences."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def second_cycle(case: Case, doses_given: str | None, first_given: str | None, last_given: str | None) -> Case:
    """The case of the second cycle: the same patient, and of the first cycle what was planned and given, as typed.

    Answers, sites, deviations and weights are asked again. What was given may still be incomplete here; it is read
    with the rest and must be complete before signing. Raises CannotBegin with every reason.
    """
    if len(case.cycles) != 1:
        raise CannotBegin(("A course has two cycles; the second is begun from the case of the first.",))
    typed = {"doses_given": doses_given, "first_given": first_given, "last_given": last_given}
    over = case.cycle.model_copy(update={name: (text or "").strip() or None for name, text in typed.items()})
    asked_again: dict[str, Any] = {"answers": MappingProxyType({}), "sites": (), "sites_complete": None}
    return new_revision(case).model_copy(update={"cycles": (over, Cycle(number=SECOND)), **asked_again})


def new_revision(case: Case) -> Case:
    """The next revision of a case, its answers kept; signatures, second checks, settings, zone and packs are not.

    `parent` is the SHA-256 of the content it came from. Raises CannotBegin with every reason.
    """
    if case.revision >= LARGEST_REVISION:
        raise CannotBegin(("This case has had its last revision; begin a new case.",))
    try:
        parent = content_digest(case)
    except Refused as refusal:
        raise CannotBegin((str(refusal),)) from refusal
    taken_out: dict[str, Any] = {
        "settings": None,
        "zone": None,
        "packs": MappingProxyType({}),
        "signatures": (),
        "second_checks": (),
    }
    return case.model_copy(update={"revision": case.revision + 1, "parent": parent, **taken_out})
