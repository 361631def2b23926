"""The key file on the disk, and how often a wrong passphrase was tried, which slows down the next."""

from datetime import datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from il2desk.domain.case.case import Instant, canonical
from il2desk.domain.errors import StoreRefused, WrongPassphrase
from il2desk.domain.records.store_records import User
from il2desk.domain.values.model_base import Strict
from il2desk.storage.files.atomic_file import clear_parts, write_whole
from il2desk.storage.store.folder.errors import Damaged
from il2desk.storage.store.folder.location import KEYS
from il2desk.storage.store.keys.key_file import KeyFile

if TYPE_CHECKING:
    from il2desk.storage.store.keys.keys import DataKey

ATTEMPTS = "attempts.json"
LARGEST = 1_000_000
_UNSEALED_FORMAT = b'"il2desk-keys-1"'
_OLDER = (
    "The case store was made by il2desk before its first release, and its key file is of the form of that time. "
    "Nothing was changed; open it with the version that made it."
)
_UNREADABLE = (
    "The key file of the case store is damaged or of a newer version. The cases themselves are untouched; bring the "
    "key file back from a backup, or install the newer version."
)
_UNSEALED = (
    "The key file of the case store is not as this program wrote it: a part of it was damaged, or exchanged for "
    "another. Nothing was opened or changed, and the cases themselves are untouched; bring the key file back from the "
    "newest backup."
)
FREE_ATTEMPTS, LONGEST_WAIT, MOST_NOTED = 3, 300, 10_000


class Failed(Strict):
    """One wrong passphrase: for which user (none for the recovery key), and when."""

    user: str | None = None
    instant: Instant


class Attempts(Strict):
    """Wrong passphrases since the store was last unlocked."""

    failed: tuple[Failed, ...] = Field(default=(), max_length=MOST_NOTED)


class KeyFolder:
    """The small files beside the store. `failed` is told to the journal at the next unlocking.

    Wrong tries are noted in that folder, or in the one given for them.
    """

    def __init__(self, folder: Path, noted_in: Path | None = None) -> None:
        self.folder, self._attempts = folder, (noted_in or folder) / ATTEMPTS

    @property
    def exists(self) -> bool:
        return (self.folder / KEYS).exists()

    def keys(self) -> KeyFile:
        """Raises Damaged with a sentence where the file is missing or not as it was written."""
        path = self.folder / KEYS
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST)
        except OSError as problem:
            raise Damaged(
                f"The key file of the case store cannot be read ({problem.strerror}). Without it no case can be "
                "opened; bring it back from a backup."
            ) from problem
        try:
            return KeyFile.model_validate_json(raw)
        except ValidationError as problem:
            raise Damaged(_OLDER if _UNSEALED_FORMAT in raw else _UNREADABLE) from problem

    def keys_of(self, data: "DataKey") -> KeyFile:
        """The keys, each part of them as it was sealed with that data key. Raises Damaged."""
        from il2desk.storage.store.keys.seal import is_sealed

        keys = self.keys()
        if not is_sealed(keys, data):
            raise Damaged(_UNSEALED)
        return keys

    def write(self, keys: KeyFile) -> None:
        """Put sealed keys on the disk. Raises OSError; either file is whole then, the one before or this."""
        write_whole(self.folder / KEYS, canonical(keys).encode())

    def clear(self) -> None:
        """Remove what a kill left of writing keys: it would still open with a passphrase that was given up since.

        Only for who holds the store, for nobody else writes keys then.
        """
        clear_parts(self.folder / KEYS)

    def users(self) -> tuple[User, ...]:
        return tuple(one.user for one in self.keys().users)

    def unlock(self, user: User, passphrase: str, now: datetime) -> "DataKey":
        """Raises WrongPassphrase with the wait that follows; a try before the wait is over does not count.

        Raises StoreRefused where the user is not among them as given, Damaged where any part is not as it was sealed.
        """
        from il2desk.storage.store.keys.keys import unwrap_for

        self._refuse_too_soon(now)
        keys = self.keys()
        data = unwrap_for(keys, user, passphrase)
        return _whole(keys, data) if data is not None else self._failed(user.id, now)

    def unlock_by_recovery(self, typed: str, now: datetime) -> "DataKey":
        """As `unlock`. Raises Refused for a recovery key that was misread, which costs no attempt."""
        from il2desk.storage.store.keys.keys import unwrap_recovery

        self._refuse_too_soon(now)
        keys = self.keys()
        data = unwrap_recovery(keys, typed)
        return _whole(keys, data) if data is not None else self._failed(None, now)

    def failed(self) -> tuple[Failed, ...]:
        """Wrong passphrases since the last unlocking; a file that cannot be read tells of none."""
        try:
            return Attempts.model_validate_json(self._attempts.read_bytes()).failed
        except (OSError, ValidationError):
            return ()

    def forget_failed(self) -> None:
        self._attempts.unlink(missing_ok=True)

    def wait(self, now: datetime) -> int:
        """Seconds until the next passphrase is tried; never more than after the last wrong one."""
        failed = self.failed()
        pause = pause_after(len(failed))
        if not pause:
            return 0
        since = (now - datetime.fromisoformat(failed[-1].instant)).total_seconds()
        return min(pause, max(0, ceil(pause - since)))

    def _refuse_too_soon(self, now: datetime) -> None:
        self._mind_the_clock(now)
        wait = self.wait(now)
        if wait:
            raise WrongPassphrase(f"Wait {_seconds(wait)} before the next try.", wait)

    def _mind_the_clock(self, now: datetime) -> None:
        """Where the clock was set back, the wait begins now: it would not end before the clock is there again."""
        failed = self.failed()
        if failed and now < datetime.fromisoformat(failed[-1].instant):
            last = failed[-1].model_copy(update={"instant": now.isoformat(timespec="seconds")})
            self._note((*failed[:-1], last))

    def _failed(self, user: str | None, now: datetime) -> "DataKey":
        failed = (*self.failed(), Failed(user=user, instant=now.isoformat(timespec="seconds")))
        self._note(failed[-MOST_NOTED:])
        wait = self.wait(now)
        raise wrong(f"This {'passphrase' if user else 'recovery key'} does not open the store.", wait)

    def _note(self, failed: tuple[Failed, ...]) -> None:
        try:
            write_whole(self._attempts, canonical(Attempts(failed=failed)).encode())
        except OSError as problem:
            raise StoreRefused(
                f"The wrong try could not be noted ({problem.strerror}); nothing is opened until it can be."
            ) from problem


def _whole(keys: KeyFile, data: "DataKey") -> "DataKey":
    """The key that opened a part of the keys, once the rest of them is found as it was sealed."""
    from il2desk.storage.store.keys.seal import is_sealed

    if not is_sealed(keys, data):
        data.forget()
        raise Damaged(_UNSEALED)
    return data


def pause_after(tries: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row."""
    return 0 if tries < FREE_ATTEMPTS else min(LONGEST_WAIT, 2 << min(tries - FREE_ATTEMPTS, 20))


def wrong(sentence: str, wait: int) -> WrongPassphrase:
    """What is told of a wrong try: what it was, that nothing came of it, and how long to wait."""
    told_wait = f" Wait {_seconds(wait)} before the next try." if wait else ""
    return WrongPassphrase(f"{sentence} Nothing was changed.{told_wait}", wait)


def _seconds(number: int) -> str:
    return "1 second" if number == 1 else f"{number} seconds"
