"""People and care of an unlocked store as the screen is given them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from il2desk.app.saving import FileSaver
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.recall import Recall
from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.passphrase import as_printed
from il2desk.storage.store.care import users
from il2desk.storage.store.care.backup import back_up, backup_reminder, last_backup
from il2desk.storage.store.care.export_and_erase import Erased, erase_case, export_case
from il2desk.storage.store.care.integrity import IntegrityReport, verify_data
from il2desk.storage.store.care.recall import recall_outcome, recall_pack
from il2desk.storage.store.keys.key_file import Costs
from il2desk.storage.store.store import CaseStore


@dataclass(frozen=True)
class StorePeople(FileSaver):
    """See `il2desk.ui.case.store_ports.PeopleOfStore`. `costs` are those of new keys, None for the usual."""

    inner: CaseStore
    now: Callable[[], datetime]
    costs: Costs | None = None

    @property
    def user(self) -> User:
        return self.inner.user

    def users(self) -> tuple[User, ...]:
        return self.inner.key_folder.users()

    def add_user(self, name: str, role: Role, passphrase: str, *, manages: bool) -> User:
        return users.add_user(self.inner, name, role, passphrase, manages=manages, costs=self.costs)

    def remove_user(self, user: User) -> None:
        users.remove_user(self.inner, user)

    def let_manage(self, user: User, manages: bool, passphrase: str) -> User:
        return users.let_manage(self.inner, user, manages, passphrase, self.costs)

    def change_passphrase(self, old: str, new: str) -> None:
        users.change_passphrase(self.inner, old, new, self.now(), self.costs)

    def new_recovery_key(self) -> str:
        return users.new_recovery_key(self.inner, self.costs)


@dataclass(frozen=True)
class StoreCare(FileSaver):
    """See `il2desk.ui.case.store_ports.CareOfStore`. `remind_after` is how many days old a backup may be."""

    inner: CaseStore
    resources: Path
    now: Callable[[], datetime]
    remind_after: int

    @property
    def user(self) -> User:
        return self.inner.user

    def last_backup(self) -> datetime | None:
        return last_backup(self.inner)

    def reminder(self) -> str:
        try:
            return backup_reminder(self.inner, self.now(), self.remind_after) or ""
        except StoreRefused:
            return ""

    def back_up(self, folder: Path) -> Path:
        return back_up(self.inner, folder, self.now())

    def look_through(self) -> IntegrityReport:
        return verify_data(self.inner)

    def compare_head(self, length: int, head: str) -> str:
        return self.inner.journal.check(JournalHead(length=length, head=as_printed(head))).says

    def export(self, case_id: str, folder: Path) -> Path:
        return export_case(self.inner, case_id, folder)

    def erase(self, case_id: str) -> Erased:
        return erase_case(self.inner, case_id)

    def recall_pack(self, pack: str, first: str | None, last: str | None) -> Recall:
        return recall_pack(self.inner, pack, first, last)

    def recall_outcome(self, criterion: str, outcome: str) -> Recall:
        return recall_outcome(self.inner, criterion, outcome)

    def recall_sheet(self, recall: Recall) -> bytes:
        """Raises PaperError or StoreRefused."""
        return recall_sheet(recall, self.inner, self.now(), self.resources)


def recall_sheet(recall: Recall, store: CaseStore, now: datetime, resources: Path) -> bytes:
    """The printed list of a recall, with the journal's length and head of before it left. Raises PaperError."""
    from il2desk.documents.model.paper import Paper
    from il2desk.documents.pdf.render import to_pdf
    from il2desk.documents.sheets.recall_list import recall_list

    report = recall_list(recall, now, store.user.name, store.journal.head())
    return to_pdf([report], Paper.A4, resources / "fonts")
