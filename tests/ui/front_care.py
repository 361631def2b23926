"""People and care of a store without a disk: what was asked of them, and problems on demand."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from il2desk.app.saving import save_file
from il2desk.domain.errors import Refusal
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.recall import Recall, Recalled
from il2desk.domain.records.store_records import Erased, Role, User
from il2desk.storage.store.tables.journal import Checked
from tests.ui.front import ANNA, PETER, RECOVERY

PACKS = {"hdil2-2006": "High-dose IL-2, guideline of 2006", "aldesleukin": "Aldesleukin"}
CRITERIA = {"ecog": "Performance status", "ldh": "LDH", "cns": "CNS screening"}


class FakePeople:
    def __init__(self, user: User = ANNA, others: tuple[User, ...] = (PETER,)) -> None:
        self.user = user
        self._users = (user, *others)
        self.done: list[tuple[object, ...]] = []
        self.problem: Refusal | None = None

    def users(self) -> tuple[User, ...]:
        return self._users

    def add_user(self, name: str, role: Role, passphrase: str, *, manages: bool) -> User:
        self._do("add", name, role, passphrase, manages)
        added = User("n9", name, role, manages)
        self._users = (*self._users, added)
        return added

    def remove_user(self, user: User) -> None:
        self._do("remove", user)
        self._users = tuple(one for one in self._users if one != user)

    def let_manage(self, user: User, manages: bool, passphrase: str) -> User:
        self._do("manage", user, manages, passphrase)
        return user

    def change_passphrase(self, old: str, new: str) -> None:
        self._do("passphrase", old, new)

    def new_recovery_key(self) -> str:
        self._do("recovery")
        return RECOVERY

    def _do(self, *what: object) -> None:
        if self.problem is not None:
            raise self.problem
        self.done.append(what)


@dataclass(frozen=True)
class Looked:
    faults: tuple[str, ...]
    in_words: str


class FakeCare:
    save_file = staticmethod(save_file)

    def __init__(self, user: User = ANNA) -> None:
        self.user = user
        self.last: datetime | None = None
        self.done: list[tuple[object, ...]] = []
        self.problem: Refusal | None = None
        self.faults: tuple[str, ...] = ()
        self.settled = True
        self.head_says = ""
        self.concerned = 25

    def last_backup(self) -> datetime | None:
        return self.last

    def reminder(self) -> str:
        return ""

    def back_up(self, folder: Path) -> Path:
        self._do("back up", folder)
        self.last = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
        return folder / "il2desk-backup-1"

    def verify(self) -> Looked:
        self._do("look")
        return Looked(self.faults, " ".join(self.faults) or "All is as it was written.")

    def check_journal(self, printed: JournalHead) -> Checked:
        self._do("head", printed.length, printed.head)
        return Checked(0, "", says=self.head_says)

    def export(self, case_id: str, folder: Path) -> Path:
        self._do("export", case_id, folder)
        return folder / f"il2desk-case-{case_id}"

    def erase(self, case_id: str) -> Erased:
        self._do("erase", case_id)
        return Erased(1, 2, 5, self.settled)

    def recall_pack(self, pack: str, first: str | None, last: str | None) -> Recall:
        self._do("recall pack", pack, first, last)
        return self._found()

    def recall_outcome(self, criterion: str, outcome: str) -> Recall:
        self._do("recall outcome", criterion, outcome)
        return self._found()

    def recall_sheet(self, recall: Recall) -> bytes:
        self._do("sheet", recall.asked)
        return b"%PDF list"

    def _found(self) -> Recall:
        made = "2026-11-20T10:00:00+01:00"
        return Recall(
            "asked",
            tuple(
                Recalled(f"CASE-{at}", f"Name {at}", "", "", 1, "signed", made, "printed")
                for at in range(self.concerned)
            ),
        )

    def _do(self, *what: object) -> None:
        if self.problem is not None:
            raise self.problem
        self.done.append(what)


class FakeRestoring:
    def __init__(self, *users: User) -> None:
        self.users = users
        self.done: list[tuple[object, ...]] = []
        self.problem: Refusal | None = None
        self.on_restore: Refusal | None = None

    def users_of(self, backup: Path) -> tuple[User, ...]:
        if self.problem is not None:
            raise self.problem
        return self.users

    def restore(self, backup: Path, user: User, passphrase: str) -> str:
        return self._do(backup, user, passphrase)

    def restore_by_recovery(self, backup: Path, user: User, typed: str) -> str:
        return self._do(backup, user, typed, "by recovery key")

    def _do(self, *what: object) -> str:
        if self.on_restore is not None:
            raise self.on_restore
        self.done.append(what)
        return "The backup is in place."
