"""Connects the window and the store: the gate, the users, maintenance and restoring."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from il2desk.app.saving import save_file
from il2desk.storage.site.paths import resources
from il2desk.ui.case.store_ports import Maintenance, Restoring, StoreServices

if TYPE_CHECKING:
    from il2desk.domain.records.recall import Recall
    from il2desk.storage.store.care.users import StoreUsers
    from il2desk.storage.store.store import CaseStore


def store_services(folder: Path, now: Callable[[], datetime], remind_after: int) -> StoreServices:
    """What the window needs beside the gate; `remind_after` is the age of a backup in days after which one is due."""
    return StoreServices(
        partial(_users, now=now), partial(_maintenance, now=now, days=remind_after), partial(_restoring, folder, now)
    )


def _users(store: "CaseStore", now: Callable[[], datetime]) -> "StoreUsers":
    from il2desk.storage.store.care.users import StoreUsers

    return StoreUsers(store, now)


def _maintenance(store: "CaseStore", now: Callable[[], datetime], days: int) -> Maintenance:
    from il2desk.storage.store.care.backup import back_up, backup_reminder, last_backup
    from il2desk.storage.store.care.export_and_erase import erase_case, export_case
    from il2desk.storage.store.care.integrity import verify_data
    from il2desk.storage.store.care.recall import recall_outcome, recall_pack

    return Maintenance(
        user=store.user,
        last_backup=partial(last_backup, store),
        reminder=lambda: backup_reminder(store, now(), days),
        back_up=lambda to: back_up(store, to, now()),
        verify=partial(verify_data, store),
        check_journal=store.journal.check,
        export=partial(export_case, store),
        erase=partial(erase_case, store),
        recall_pack=partial(recall_pack, store),
        recall_outcome=partial(recall_outcome, store),
        recall_sheet=lambda recall: recall_sheet(recall, store, now()),
        save_file=save_file,
    )


def _restoring(folder: Path, now: Callable[[], datetime]) -> Restoring:
    from il2desk.storage.store.care.restore import restore, restore_by_recovery, users_of

    return Restoring(
        users_of,
        lambda backup, user, typed: restore(backup, folder, user, typed, now()).in_words,
        lambda backup, user, typed: restore_by_recovery(backup, folder, user, typed, now()).in_words,
    )


def recall_sheet(recall: "Recall", store: "CaseStore", now: datetime) -> bytes:
    """The printed list of a recall, with length and head of the journal. Raises PaperError."""
    from il2desk.documents.model.paper import Paper
    from il2desk.documents.pdf.render import to_pdf
    from il2desk.documents.sheets.recall_list import recall_list

    report = recall_list(recall, now, store.user.name, store.journal.head())
    return to_pdf([report], Paper.A4, resources() / "fonts")
