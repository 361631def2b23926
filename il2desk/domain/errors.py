"""What a person may be told when something is refused; every other exception is a fault of the program."""

from collections.abc import Iterable


class Refusal(Exception):
    """Something was not done or is not to be had; the message says why, in words for the person who asked.

    Only a refusal is ever shown. `exit_code` is that of a command which ends with it.
    """

    exit_code = 2


class RefusedForReasons(Refusal):
    """Several things are in the way; `reasons` are sentences, one for each."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class StoreRefused(Refusal):
    """The store cannot be opened or written to as asked; nothing in it was changed."""


class WrongPassphrase(StoreRefused):
    """It opens nothing; `wait` is how many seconds must pass before the next one is tried."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class StoreGone(StoreRefused):
    """A store was in that folder before, and none is there now; a person may still want another one there."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"The store of cases that was in {folder} is not there now; il2desk has not removed it. If it lies on a "
            "disk of its own, see that this disk is there, then try again. If the store is lost, bring back a backup. "
            "A new store begins empty: make one only where the old one is not to be had."
        )
