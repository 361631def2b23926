"""Why a store cannot be used: each a sentence saying what happened, what is safe, and what to do."""

from pathlib import Path


class StoreRefused(ValueError):
    """The store cannot be opened or written to as asked; nothing in it was changed."""


class WrongPassphrase(StoreRefused):
    """It opens nothing; `wait` is how many seconds must pass before the next one is tried."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class Damaged(StoreRefused):
    """What is on the disk is not what was written."""


class Gone(StoreRefused):
    """A store was in that folder before, and none is there now; a person may still want another one there."""

    may_begin_anew = True

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The store of cases that was in {folder} is not there now; il2desk has not removed it. If it lies on a "
            "disk of its own, see that this disk is there, then try again. If the store is lost, bring back a backup. "
            "A new store begins empty: make one only where the old one is not to be had."
        )


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
