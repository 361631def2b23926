"""Why a store cannot be used: each a sentence saying what happened, what is safe, and what to do."""


class StoreRefused(ValueError):
    """The store cannot be opened or written to as asked; nothing in it was changed."""


class WrongPassphrase(StoreRefused):
    """It opens nothing; `wait` is how many seconds must pass before the next one is tried."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class Damaged(StoreRefused):
    """What is on the disk is not what was written."""


class NotSaved(StoreRefused):
    """A change did not reach the disk; what was there before is whole."""


class ChangedElsewhere(StoreRefused):
    """Another window saved the same case meanwhile."""


class ReadOnly(StoreRefused):
    """Another window of this program holds the store for writing."""
