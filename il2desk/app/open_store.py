"""An unlocked store as the screen is given it: its parts behind one face, and the texts of the packs beside them."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from il2desk.domain.assessment.earlier_cycle import given_before
from il2desk.domain.case.case import Case
from il2desk.domain.errors import StoreRefused, WrongPassphrase
from il2desk.domain.records.print_history import Printing
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.store_records import Draft, Kept, KeptAs, Listed, OtherCase, Stand, User
from il2desk.storage.store.folder.errors import NotSaved, because
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.revisions import PackText


class OpenStore:
    """An unlocked store (`ui.case.store_ports.Store`). `inner` has the parts that only commands and care need."""

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

    def recent(self, limit: int, after: Listed | None = None, *, unfinished: bool = False) -> tuple[Listed, ...]:
        return self.inner.listing.recent(limit, after, unfinished=unfinished)

    def found(
        self, typed: str, limit: int, after: Listed | None = None, *, unfinished: bool = False
    ) -> tuple[Listed, ...]:
        return self.inner.listing.found(typed, limit, after, unfinished=unfinished)

    def of_identifier(self, identifier: str, other_than: str) -> tuple[OtherCase, ...]:
        lines: dict[str, list[Listed]] = {}
        for one in self.inner.listing.of_identifier(identifier):
            if one.case_id != other_than:
                lines.setdefault(one.case_id, []).append(one)
        drafts = {case_id: self.inner.drafts.read(case_id) for case_id in lines}
        return tuple(
            OtherCase(tuple(lines[case_id]), given_before(draft.case) if draft else ())
            for case_id, draft in drafts.items()
        )

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

    def drop(self, case_id: str) -> None:
        self.inner.drafts.drop(case_id)

    def keep(self, case: Case, kept_as: KeptAs, name: str, outcomes: Mapping[str, str]) -> None:
        try:
            texts = pack_texts(self._resources, case.packs)
        except OSError as problem:
            raise NotSaved(
                f"Not kept: the packs it was judged with cannot be read ({because(problem)}). What is stored is whole; "
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
