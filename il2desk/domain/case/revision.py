"""A new revision of a case: its answers go along, and nothing that was signed or computed."""

from types import MappingProxyType
from typing import Any

from il2desk.domain.case.case import LARGEST_REVISION, Case, content_digest
from il2desk.domain.errors import RefusedForReasons
from il2desk.domain.values.parsing import Refused


class CannotBegin(RefusedForReasons):
    """A cycle or a revision cannot be begun; `reasons` are sentences."""


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
    return unsigned(case).model_copy(update={"revision": case.revision + 1, "parent": parent})


def unsigned(case: Case) -> Case:
    """The case without signatures and second checks, and without what signing kept in it."""
    taken_out: dict[str, Any] = {
        "settings": None,
        "zone": None,
        "packs": MappingProxyType({}),
        "signatures": (),
        "second_checks": (),
    }
    return case.model_copy(update=taken_out)


def edited(before: Case, entered: Case, *, is_out: bool) -> Case:
    """What an entry made in a case gives: never signed, and where `before` is out, on paper or kept, a new revision."""
    after = unsigned(entered) if before.signatures else entered
    if not is_out:
        return after
    following = new_revision(before)
    return after.model_copy(update={"revision": following.revision, "parent": following.parent})
