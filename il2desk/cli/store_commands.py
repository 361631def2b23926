"""What the commands do that care for the store of cases; each asks for the passphrase on the terminal only."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from il2desk.app.clock import moment
from il2desk.app.saving import save_file
from il2desk.app.startup_files import only_locked_time_zones
from il2desk.app.store_wiring import recall_sheet
from il2desk.cli.case_commands import DONE, NO_PLAN
from il2desk.cli.prompt import ask_line, ask_secret, harmless
from il2desk.domain.errors import StoreGone, StoreRefused
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.recall import Recall
from il2desk.domain.records.store_records import User
from il2desk.domain.values.folding import words
from il2desk.domain.values.names import same_person
from il2desk.domain.values.passphrase import as_printed
from il2desk.storage.packs.library import PackRefused, open_packs
from il2desk.storage.site.paths import known_stores_file, resources
from il2desk.storage.site.policy import read_policy, store_folder
from il2desk.storage.site.shared_folders import refuse_shared
from il2desk.storage.store import open_store as cases
from il2desk.storage.store.care import backup, export_and_erase, integrity, restore
from il2desk.storage.store.care import recall as recalling
from il2desk.storage.store.care.users import refuse_who_does_not_manage
from il2desk.storage.store.folder.folder_swap import finish
from il2desk.storage.store.folder.known_stores import KnownStores
from il2desk.storage.store.folder.location import is_there
from il2desk.storage.store.keys.key_folder import KeyFolder
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.journal import HEAD_DIGITS

FOUND_WRONG = NO_PLAN
_NO_STORE = "{place}: there is no case store. Name its folder with --store."
Told = tuple[str, int]
_HEAD = re.compile(rf"(?P<length>[1-9][0-9]{{0,14}}):(?P<head>[0-9A-F]{{{HEAD_DIGITS}}})")


def now() -> datetime:
    return moment(None, None, None)


def verify_journal(folder: Path | None, user: str | None, printed: str | None) -> Told:
    """Follow the chain, against a printed length and head where they are given; 3 and the first bad entry if any."""
    head = printed_head(printed) if printed is not None else None
    with unlocked(folder, user) as store:
        found = store.journal.check(head)
        store.note("verify", None, {"first_bad": found.first_bad or 0})
        if found.first_bad is not None:
            return f"First bad entry: {found.first_bad}. {_capital(found.says)}.", FOUND_WRONG
        if store.missing:
            return f"The end of the journal is gone: {store.missing} entries that were there before.", FOUND_WRONG
        losses = sum(entry.kind == "loss_found" for entry in store.journal.entries())
        earlier = f" Entries of the kind loss_found, which tell of a lost end: {losses}." if losses else ""
        fits = " It holds the entry from which the printed head was made." if head else ""
        return f"The journal is whole: {found.length} entries, head {found.head}.{fits}{earlier}", DONE


def show_journal(folder: Path | None, user: str | None, case_id: str | None) -> Iterator[str]:
    """A line for each entry: number, instant, person, kind, case, and what it tells as JSON; parted by tabs."""
    with unlocked(folder, user) as store:
        meant = export_and_erase.id_of_case(store, case_id, erased_too=True) if case_id is not None else None
        for one in store.journal.entries(meant):
            yield "\t".join((str(one.number), one.instant, one.person, one.kind, one.case_id or "-", one.told))


def make_backup(folder: Path | None, user: str | None, to: Path) -> str:
    with unlocked(folder, user) as store:
        made = backup.back_up(store, to, now())
    return f"{harmless(made)}\nIt was brought back, looked through and found whole."


def restore_backup(folder: Path | None, user: str | None, source: Path, *, by_recovery: bool) -> str:
    place = place_of(folder)
    who = the_user(restore.users_of(source), user)
    if by_recovery:
        done = restore.restore_by_recovery(source, place, who, ask_secret("recovery key"), now())
    else:
        done = restore.restore(source, place, who, ask_secret(_passphrase_of(who)), now())
    if done.aside:
        before = f"The store that was there is now in {harmless(done.aside)}."
    elif KnownStores(known_stores_file()).holds(place):
        before = (
            "The store that was there before was gone; if it lies on a disk of its own, that disk would cover this one."
        )
    else:
        before = "There was no store before."
    return f"Restored to the state of {done.manifest.instant}. {before}"


def verify_store(folder: Path | None, user: str | None) -> Told:
    with unlocked(folder, user) as store:
        found = integrity.verify_data(store)
    return found.in_words, FOUND_WRONG if found.faults else DONE


def export(folder: Path | None, user: str | None, case_id: str, out: Path) -> str:
    with unlocked(folder, user) as store:
        made = export_and_erase.export_case(store, export_and_erase.id_of_case(store, case_id), out)
    return f"{harmless(made)}\nThese files are not encrypted: keep them as you keep the patient's record."


def erase(folder: Path | None, user: str | None, case_id: str) -> str:
    """Erase a case once its id was typed again. Raises StoreRefused where another was typed."""
    with unlocked(folder, user) as store:
        refuse_who_does_not_manage(store, "erase a case")
        case_id = export_and_erase.id_of_case(store, case_id)
        question = "This cannot be undone. Type the id of the case again to erase it: "
        if as_printed(ask_line(question, "id of the case")) != as_printed(case_id):
            raise StoreRefused("What was typed is not the id of the case. Nothing was erased.")
        done = export_and_erase.erase_case(store, case_id)
    rest = "" if done.settled else " Close the window that is open on the store, to remove the last of it."
    return (
        f"Erased: {done.drafts} draft, {done.revisions} revisions, {done.sheets} printed sheets.{rest}\n"
        "Backups, exports, printed paper and folders set aside by a restore still hold the case."
    )


def recall_pack(
    folder: Path | None, user: str | None, pack: str, versions: tuple[str | None, str | None], out: Path | None
) -> Iterator[str]:
    return _recalled(folder, user, out, lambda store: recalling.recall_pack(store, pack, *versions))


def recall_outcome(
    folder: Path | None, user: str | None, criterion: str, outcome: str, out: Path | None
) -> Iterator[str]:
    return _recalled(folder, user, out, lambda store: recalling.recall_outcome(store, criterion, outcome))


def _recalled(
    folder: Path | None, user: str | None, out: Path | None, asked: Callable[[CaseStore], Recall]
) -> Iterator[str]:
    """The list as lines parted by tabs, or the file of the printed list."""
    with unlocked(folder, user) as store:
        recall = asked(store)
        yield f"{recall.asked}: {len(recall.rows)} kept revisions in {recall.cases} cases"
        if out is not None:
            save_file(recall_sheet(recall, store, now()), out)
            yield harmless(out)
            return
    for row in recall.rows:
        told = (row.case_id, str(row.revision), row.day, row.state, row.known, row.identifier, row.name)
        yield "\t".join((*told, row.date_of_birth))


@contextmanager
def unlocked(folder: Path | None, user: str | None) -> Iterator[CaseStore]:
    """The store, unlocked by a passphrase typed on the terminal, and locked again afterwards."""
    only_locked_time_zones()
    place = place_of(folder)
    known = KnownStores(known_stores_file())
    finish(place)
    if not is_there(place):
        raise StoreGone(place) if known.holds(place) else StoreRefused(_NO_STORE.format(place=place))
    who = the_user(KeyFolder(place).users(), user)
    store = cases.unlock(place, who, ask_secret(_passphrase_of(who)), now)
    try:
        known.add(place)
        _tell_packs(store)
        yield store
    finally:
        store.lock()


def _tell_packs(store: CaseStore) -> None:
    """As the window does; a store is cared for also where the packs cannot be read."""
    with suppress(PackRefused):
        store.note_packs(open_packs(resources(), read_policy().intended_use).digests)


def place_of(folder: Path | None) -> Path:
    """The store's folder: the one given, or the policy's, or the usual. Raises StoreRefused, or what reading raises."""
    policy = read_policy()
    if policy.keep_nothing:
        raise StoreRefused("By the site's policy no case is kept on this workstation, so there is no store.")
    place = (folder or store_folder(policy)).absolute()
    refuse_shared(place)
    return place


def the_user(users: Sequence[User], name: str | None) -> User:
    """The user of that name, or the only one. Raises StoreRefused."""
    names = ", ".join(user.name for user in users)
    if name is None:
        if len(users) != 1:
            raise StoreRefused(f"Say who you are with --user. The store has these users: {names}.")
        return users[0]
    asked = words(name)
    found = [one for one in users if words(one.name) == asked] or [one for one in users if same_person(one.name, name)]
    if not found:
        raise StoreRefused(f"The store has no user of this name, but: {names}.")
    if len(found) > 1:
        fitting = ", ".join(user.name for user in found)
        raise StoreRefused(f"Several users may be meant by this name: {fitting}. Write the whole name.")
    return found[0]


def printed_head(text: str) -> JournalHead:
    """LENGTH:HEAD as they stand at the foot of a sheet. Raises StoreRefused."""
    length, _, head = text.partition(":")
    read = _HEAD.fullmatch(f"{''.join(length.split())}:{as_printed(head)}")
    if read is None:
        raise StoreRefused("--printed: write the number of entries and the head as printed, as in 42:0123456789ABCDEF.")
    return JournalHead(length=int(read["length"]), head=read["head"])


def _passphrase_of(user: User) -> str:
    return f"passphrase of {user.name}"


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
