"""What the screen needs of a store of cases; the store's own classes satisfy it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from il2desk.domain.case.case import Case
    from il2desk.domain.records.print_history import Printing
    from il2desk.domain.records.print_record import JournalHead
    from il2desk.domain.records.recall import Recall
    from il2desk.domain.records.store_records import Draft, Erased, Kept, KeptAs, Listed, OtherCase, Role, Stand, User

SaveFile = Callable[[bytes, str], None]
"""Writes bytes under a path, whole or not at all. Raises PaperError."""


class Listing(Protocol):
    """The list of cases, last used first; pages of it, after a given row; all cases or only unsigned ones."""

    def recent(self, limit: int, after: "Listed | None" = None, *, unfinished: bool = False) -> "tuple[Listed, ...]":
        """All cases."""

    def found(
        self, typed: str, limit: int, after: "Listed | None" = None, *, unfinished: bool = False
    ) -> "tuple[Listed, ...]":
        """The cases that match the words typed."""


class Drafts(Protocol):
    """Cases as last saved while they are recorded."""

    def open(self, case_id: str) -> "Draft | None":
        """Reads a draft; noted in the journal."""

    def save(self, case: "Case", stand: "Stand", *, settled: bool) -> None:
        """Replaces the draft; `settled` unless somebody is in the middle of typing."""

    def drop(self, case_id: str) -> None:
        """Removes a draft in which nothing is recorded any more."""


class Revisions(Protocol):
    """Cases kept for good."""

    def of_case(self, case_id: str) -> "tuple[Kept, ...]":
        """All revisions of a case, oldest first."""


class PrintedSheets(Protocol):
    """Sheets that were printed or saved."""

    def of_case(self, case_id: str) -> "tuple[Printing, ...]":
        """All printings of a case, oldest first."""

    def keep(self, printing: "Printing") -> None:
        """Keeps the record and bytes of sheets that are about to be printed or saved."""


class Journal(Protocol):
    """Who did what when."""

    def head(self) -> "JournalHead":
        """Its present length and head."""


class Store(Protocol):
    """An unlocked store. Methods that write return once the change is on the disk; all raise StoreRefused."""

    @property
    def user(self) -> "User":
        """Who unlocked it."""

    @property
    def is_read_only(self) -> bool:
        """Whether another window writes to it."""

    @property
    def missing(self) -> int:
        """Number of journal entries that were seen before and are gone."""

    @property
    def left_open(self) -> "str | None":
        """The case that was open when the program ended without being closed."""

    @property
    def listing(self) -> Listing: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def revisions(self) -> Revisions: ...
    @property
    def printed(self) -> PrintedSheets: ...
    @property
    def journal(self) -> Journal: ...

    def cases_of_identifier(self, identifier: str, other_than: str) -> "tuple[OtherCase, ...]":
        """The other cases of a patient identifier; not noted in the journal."""

    def note_view(self, kept: "Kept") -> None:
        """Notes in the journal that a revision is shown."""

    def keep(self, case: "Case", kept_as: "KeptAs", name: str, outcomes: Mapping[str, str]) -> None:
        """Keeps a revision for good, with the outcome of each criterion."""

    def confirm(self, passphrase: str) -> None:
        """Re-authenticates the current user; needs no disk. Raises WrongPassphrase."""

    def lock(self) -> None:
        """Closes the store and forgets its key."""


class StoreGate(Protocol):
    """A locked store. Methods raise Refusal: WrongPassphrase, or StoreGone for a store that was there before."""

    def is_there(self) -> bool:
        """Whether a store was created before, even if it cannot be found now."""

    def users(self) -> "tuple[User, ...]":
        """Who can unlock it."""

    def create(self, name: str, role: "Role", passphrase: str) -> tuple[Store, str]:
        """Creates the store with its first user; returns it unlocked, with its recovery key."""

    def unlock(self, user: "User", passphrase: str) -> Store: ...
    def unlock_by_recovery(self, typed: str, user: "User", passphrase: str) -> Store:
        """Unlocks with the recovery key and gives that user a new passphrase."""


class UsersOfStore(Protocol):
    """The users of an unlocked store. Methods that change raise Refusal; nothing is changed then."""

    @property
    def user(self) -> "User":
        """The current user."""

    def users(self) -> "tuple[User, ...]": ...
    def add_user(self, name: str, role: "Role", passphrase: str, *, manages: bool) -> "User": ...
    def remove_user(self, user: "User") -> None: ...
    def let_manage(self, user: "User", manages: bool, passphrase: str) -> "User":
        """Grants or withdraws the right to manage; needs that user's own passphrase."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Replaces the current user's passphrase."""

    def new_recovery_key(self) -> str:
        """Replaces the recovery key and returns the new one."""


class DataReport(Protocol):
    """Result of verifying the data, without patient data."""

    @property
    def faults(self) -> tuple[str, ...]: ...
    @property
    def in_words(self) -> str: ...


class JournalCheck(Protocol):
    """Result of comparing the journal with a printed head; `says` is empty if they agree."""

    @property
    def says(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Maintenance of an unlocked store. All but `reminder` raise Refusal if something was not done."""

    user: "User"
    last_backup: Callable[[], datetime | None]
    reminder: Callable[[], str]
    """Says that a backup is due, or nothing."""
    back_up: Callable[[Path], Path]
    """Backs up into a new folder within the given one; returns it."""
    verify: Callable[[], DataReport]
    check_journal: "Callable[[JournalHead], JournalCheck]"
    export: Callable[[str, Path], Path]
    """Writes a case as plain files into a new folder within the given one; returns it."""
    erase: "Callable[[str], Erased]"
    recall_pack: "Callable[[str, str | None, str | None], Recall]"
    """The kept revisions judged with a pack, from a first to a last version."""
    recall_outcome: "Callable[[str, str], Recall]"
    """The kept revisions in which a criterion had an outcome."""
    recall_sheet: "Callable[[Recall], bytes]"
    save_file: SaveFile


@dataclass(frozen=True, slots=True)
class Restoring:
    """Replaces a locked store by a backup. The functions raise Refusal; the present store is untouched then."""

    users_of: "Callable[[Path], tuple[User, ...]]"
    restore: "Callable[[Path, User, str], str]"
    """With that user's passphrase; returns a sentence about what is in place."""
    restore_by_recovery: "Callable[[Path, User, str], str]"
    """With the backup's recovery key."""


@dataclass(frozen=True, slots=True)
class StoreServices:
    """What belongs to a store that the gate has unlocked, loaded when first asked for."""

    users: Callable[[Any], UsersOfStore]
    maintenance: Callable[[Any], Maintenance]
    restoring: Callable[[], Restoring]
