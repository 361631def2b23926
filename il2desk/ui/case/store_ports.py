"""What the screen sees of a store of cases: its gate while it is locked, and the store once it is unlocked."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from il2desk.domain.case.case import Case
    from il2desk.domain.records.print_history import Printing
    from il2desk.domain.records.print_record import JournalHead
    from il2desk.domain.records.recall import Recall
    from il2desk.domain.records.store_records import Draft, Kept, KeptAs, Listed, OtherCase, Role, Stand, User


SaveFile = Callable[[bytes, str], None]


class SavesFiles(Protocol):
    """What else the screen gets from whoever hands it something that can be kept in a file."""

    def save_file(self, content: bytes, path: str) -> None:
        """Write the bytes under that name, whole or not at all. Raises PaperError with a sentence."""


class Store(Protocol):
    """An unlocked store. Each method that writes returns once it is on the disk, and raises StoreRefused where
    it is not; what was there before is whole then.
    """

    @property
    def user(self) -> "User":
        """Who unlocked it."""

    @property
    def is_read_only(self) -> bool:
        """Whether another window writes to it."""

    @property
    def missing(self) -> int:
        """How many entries of the journal were there before and are gone."""

    @property
    def left_open(self) -> "str | None":
        """The case this user was working on when the program ended without being closed."""

    def recent(self, limit: int, after: "Listed | None" = None, *, unfinished: bool = False) -> "tuple[Listed, ...]":
        """What was last worked with, or what follows `after`; of all cases, or of those that nobody has signed."""

    def found(
        self, typed: str, limit: int, after: "Listed | None" = None, *, unfinished: bool = False
    ) -> "tuple[Listed, ...]":
        """Of the same, what fits the words typed."""

    def of_identifier(self, identifier: str, other_than: str) -> "tuple[OtherCase, ...]":
        """The cases of that patient identifier but one, however it is spelled; changes nothing and tells no journal."""

    def number(self) -> int:
        """How many cases there are."""

    def open(self, case_id: str) -> "Draft | None":
        """A case as it was last saved; the journal is told."""

    def look_at(self, kept: "Kept") -> None:
        """Tell the journal that a revision is looked at."""

    def revisions(self, case_id: str) -> "tuple[Kept, ...]":
        """What was kept of a case for good, in the order in which it was kept."""

    def printings(self, case_id: str) -> "tuple[Printing, ...]":
        """What was put on paper of a case."""

    def save(self, case: "Case", stand: "Stand", *, settled: bool) -> None:
        """Replace the draft; `settled` where nobody is in the middle of typing."""

    def drop(self, case_id: str) -> None:
        """Take away a draft in which nothing is recorded any more."""

    def keep(self, case: "Case", kept_as: "KeptAs", name: str, outcomes: Mapping[str, str]) -> None:
        """Keep a revision for good, with the outcome of each criterion."""

    def keep_printing(self, printing: "Printing") -> None:
        """Keep record and bytes of sheets that are about to leave the screen."""

    def journal_head(self) -> "JournalHead":
        """Length and head of the journal as it now stands."""

    def confirm(self, passphrase: str) -> None:
        """Let who unlocked it show that they are back, whether or not the disk can be reached; changes nothing.

        Raises WrongPassphrase.
        """

    def lock(self) -> None:
        """Close it and forget its key."""


class StoreGate(SavesFiles, Protocol):
    """The place of a store. Methods raise StoreRefused: WrongPassphrase for a passphrase that opens nothing, StoreGone
    for a store that was there and is not now. Where typed text cannot be taken they raise Refused.
    """

    def is_there(self) -> bool:
        """Whether a store was made already, also where it is not to be found now."""

    def users(self) -> "tuple[User, ...]":
        """Who may unlock it."""

    def create(self, name: str, role: "Role", passphrase: str) -> tuple[Store, str]:
        """Make the store with its first user; the second part is the recovery key, which is shown this once."""

    def unlock(self, user: "User", passphrase: str) -> Store:
        """Open it for that user."""

    def unlock_by_recovery(self, typed: str, user: "User", passphrase: str) -> Store:
        """Open it by the recovery key and give that user another passphrase."""


class Behind(Protocol):
    """What else of a store can be had, made when it is first asked for."""

    def people(self, store: Store) -> "PeopleOfStore":
        """Who may unlock that store."""

    def care(self, store: Store) -> "CareOfStore":
        """Backup, looking through, one case taken along or erased, and recall."""

    def restoring(self) -> "Restoring":
        """The way a backup takes the place of the store."""


class PeopleOfStore(SavesFiles, Protocol):
    """Who may unlock an open store. Methods that change raise Refusal; nothing is changed then."""

    @property
    def user(self) -> "User":
        """Who unlocked it."""

    def users(self) -> "tuple[User, ...]":
        """Who may unlock it now."""

    def add_user(self, name: str, role: "Role", passphrase: str, *, manages: bool) -> "User":
        """Let somebody else unlock it, with a passphrase of their own."""

    def remove_user(self, user: "User") -> None:
        """That user's passphrase opens nothing any more."""

    def let_manage(self, user: "User", manages: bool, passphrase: str) -> "User":
        """Give or take the right to manage; the user's own passphrase is typed for it."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Replace the passphrase of who unlocked it."""

    def new_recovery_key(self) -> str:
        """Another recovery key; the one before opens nothing any more."""


class LookedThrough(Protocol):
    """What looking through the data found."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What is not as it was written; empty where all is well."""

    @property
    def in_words(self) -> str:
        """All of it in sentences, without patient data."""


class Erased(Protocol):
    """How much of a case was removed."""

    @property
    def revisions(self) -> int:
        """How many that were kept for good."""

    @property
    def sheets(self) -> int:
        """How many that were printed or saved."""

    @property
    def settled(self) -> bool:
        """Whether nothing of it is left in the files beside the database either."""


class CareOfStore(SavesFiles, Protocol):
    """Care of an open store. Methods raise Refusal where something was not done; see `Store`."""

    @property
    def user(self) -> "User":
        """Who unlocked it."""

    def last_backup(self) -> datetime | None:
        """When the last one was made."""

    def reminder(self) -> str:
        """A sentence where a backup is due; blank where none is, and where the store cannot be asked. Never raises."""

    def back_up(self, folder: Path) -> Path:
        """Make one within that folder and look it through; the folder it stands in."""

    def look_through(self) -> LookedThrough:
        """Look at every page, entry, draft, revision and sheet, and follow the journal."""

    def compare_head(self, length: int, head: str) -> str:
        """Whether the journal once had that length and head, printed on a sheet; a sentence, blank where it had."""

    def export(self, case_id: str, folder: Path) -> Path:
        """Everything of one case as plain files in a new folder within that one."""

    def erase(self, case_id: str) -> Erased:
        """Remove everything of one case."""

    def recall_pack(self, pack: str, first: str | None, last: str | None) -> "Recall":
        """The kept revisions judged with a pack in a version from `first` to `last`."""

    def recall_outcome(self, criterion: str, outcome: str) -> "Recall":
        """The kept revisions in which a criterion had an outcome."""

    def recall_sheet(self, recall: "Recall") -> bytes:
        """The list as a PDF to be printed or saved."""


class Restoring(Protocol):
    """The way a backup takes the place of a store that is locked. Methods raise as those of `Gate` do."""

    def users_of(self, backup: Path) -> "tuple[User, ...]":
        """Who may open that backup."""

    def restore(self, backup: Path, user: "User", passphrase: str) -> str:
        """Put it in place; a sentence saying which it is, and where the store before it stands now."""

    def restore_by_recovery(self, backup: Path, user: "User", typed: str) -> str:
        """As `restore`, by the recovery key of that backup."""
