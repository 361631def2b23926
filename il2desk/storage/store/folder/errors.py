"""Why a store could not do something: each a sentence saying what happened, what is safe, and what to do."""

from il2desk.domain.errors import StoreRefused


class Damaged(StoreRefused):
    """What is on the disk is not what was written."""


class NotSaved(StoreRefused):
    """A change did not reach the disk; what was there before is whole."""


class ChangedElsewhere(StoreRefused):
    """Another window saved the same case meanwhile."""


class ReadOnly(StoreRefused):
    """Another window of this program holds the store for writing."""


def because(problem: OSError) -> str:
    """What the disk gives as its reason, as it goes on in a sentence."""
    reason = problem.strerror or "the disk gives no reason"
    return f"{reason[0].lower()}{reason[1:]}"
