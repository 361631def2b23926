"""The store of cases as the screen is given it: its parts behind one face, and the texts of the packs beside them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from il2desk.domain.case import Case
from il2desk.domain.print_record import JournalHead
from il2desk.domain.printings import Printing
from il2desk.domain.stored import Draft, Kept, KeptAs, Listed, Role, Stand, User
from il2desk.storage.cases import store as cases
from il2desk.storage.cases.key_folder import KeyFolder
from il2desk.storage.cases.keys import Costs
from il2desk.storage.cases.refusals import NotSaved, StoreRefused, WrongPassphrase
from il2desk.storage.cases.revisions import PackText
from il2desk.storage.cases.store import CaseStore


class OpenStore:
    """An unlocked store; see `il2desk.ui.keeping.Store`. `inner` has the parts that only commands and care need."""

    def __init__(self, inner: CaseStore, resources: Path) -> None:
        self.inner, self._resources = inner, resources

    @property
    def user(self) -> User:
        return self.inner.user

    @property
    def is_read_only(self) -> bool:
        return self.inner.is_read_only

    @property
    def missing(self) -> int:
        return self.inner.missing

    @property
    def left_open(self) -> str | None:
        return self.inner.left_open

    def recent(self, limit: int, after: Listed | None = None) -> tuple[Listed, ...]:
        return self.inner.listing.recent(limit, after)

    def unfinished(self, limit: int, after: Listed | None = None) -> tuple[Listed, ...]:
        return self.inner.listing.unfinished(limit, after)

    def found(self, typed: str, limit: int, after: Listed | None = None) -> tuple[Listed, ...]:
        return self.inner.listing.found(typed, limit, after)

    def number(self) -> int:
        return self.inner.listing.number()

    def open(self, case_id: str) -> Draft | None:
        return self.inner.drafts.open(case_id)

    def look_at(self, kept: Kept) -> None:
        self.inner.note("view", kept.case.case_id, {"revision": kept.case.revision, "kept": kept.number})

    def revisions(self, case_id: str) -> tuple[Kept, ...]:
        return self.inner.revisions.of_case(case_id)

    def printings(self, case_id: str) -> tuple[Printing, ...]:
        return self.inner.printed.of_case(case_id)

    def save(self, case: Case, stand: Stand, *, settled: bool) -> None:
        self.inner.drafts.save(case, stand, settled=settled)

    def keep(self, case: Case, kept_as: KeptAs, name: str, outcomes: Mapping[str, str]) -> None:
        try:
            texts = pack_texts(self._resources, case.packs)
        except OSError as problem:
            raise NotSaved(
                f"Not kept: the packs it was judged with cannot be read ({_why(problem)}). What is stored is whole; "
                "what is typed is on the screen. Try again."
            ) from problem
        self.inner.revisions.keep(case, kept_as, name, outcomes, texts)

    def keep_printing(self, printing: Printing) -> None:
        self.inner.printed.keep(printing)

    def journal_head(self) -> JournalHead:
        return self.inner.journal.head()

    def confirm(self, passphrase: str) -> None:
        try:
            self.inner.presence.confirm(self.user, passphrase)
        except WrongPassphrase:
            with suppress(StoreRefused):  # the journal may be what cannot be written just now
                body = {"user": self.user.id, "at": self.inner.ledger.instant()}
                self.inner.note("failed_unlock", None, body)
            raise

    def lock(self) -> None:
        self.inner.lock()


@dataclass(frozen=True)
class StoreGate:
    """A place of a store, locked; see `il2desk.ui.keeping.Gate`. `costs` are those of new keys, None for the usual."""

    folder: Path
    resources: Path
    now: Callable[[], datetime]
    packs: Mapping[str, str]
    costs: Costs | None = None

    def is_there(self) -> bool:
        return cases.is_there(self.folder)

    def users(self) -> tuple[User, ...]:
        return KeyFolder(self.folder).users()

    def create(self, name: str, role: Role, passphrase: str) -> tuple[OpenStore, str]:
        with _in_words():
            made, recovery = cases.create(self.folder, name, role, passphrase, self.now, self.costs)
        with suppress(NotSaved):  # the recovery key is shown this once; of the packs the next unlocking tells
            made.note_packs(self.packs)
        return OpenStore(made, self.resources), recovery

    def unlock(self, user: User, passphrase: str) -> OpenStore:
        with _in_words():
            inner = cases.unlock(self.folder, user, passphrase, self.now)
        return self._opened(inner)

    def unlock_by_recovery(self, typed: str, user: User, passphrase: str) -> OpenStore:
        with _in_words():
            inner = cases.unlock_by_recovery(self.folder, typed, user, passphrase, self.now, self.costs)
        return self._opened(inner)

    def _opened(self, inner: CaseStore) -> OpenStore:
        try:
            inner.note_packs(self.packs)
        except BaseException:
            inner.lock()  # a store that is held by nobody who can be seen would be read-only at the next try
            raise
        return OpenStore(inner, self.resources)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the folder's disk refuses becomes a sentence, as everything else that a store says."""
    try:
        yield
    except OSError as problem:
        raise NotSaved(
            f"The folder of the case store cannot be used ({_why(problem)}). What is stored is whole. Check that its "
            "disk is there, has room and may be written to, then try again."
        ) from problem


def _why(problem: OSError) -> str:
    return problem.strerror or "the system does not say why"


def pack_texts(resources: Path, digests: Mapping[str, str]) -> tuple[PackText, ...]:
    """The installed packs of those digests, by the name of their folder and file."""
    wanted = set(digests.values())
    found = []
    for file in sorted(resources.rglob("*.toml")):
        text = file.read_bytes()
        digest = sha256(text).hexdigest()
        if digest in wanted:
            found.append(PackText(file.parent.name, file.stem, digest, text))
            wanted.discard(digest)
    return tuple(found)
