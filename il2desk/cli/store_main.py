"""The commands that care for the store of cases; see `il2desk.cli.store_commands` for what they do."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from il2desk.cli.prompt import write

_FOLDER = click.Path(path_type=Path)


def _of_store(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--user", metavar="NAME", help="Who you are, where the store has several users.")(command)
    return click.option("--store", "folder", type=_FOLDER, metavar="DIR", help="Another place than the usual.")(command)


@click.group()
def journal() -> None:
    """Look at the journal of the case store."""


@journal.command("verify")
@click.option("--printed", metavar="LENGTH:HEAD", help="Length and head as they stand at the foot of a sheet.")
@_of_store
def journal_verify(printed: str | None, folder: Path | None, user: str | None) -> None:
    """Follow the chain of the journal and name the first bad entry.

    Exit code 0: whole. 3: an entry is bad or missing.
    """
    from il2desk.cli.store_commands import verify_journal

    _told(*verify_journal(folder, user, printed))


@journal.command("show")
@click.option("--case", "case_id", metavar="CASE_ID", help="Only the entries of this case.")
@_of_store
def journal_show(case_id: str | None, folder: Path | None, user: str | None) -> None:
    """Print every entry: number, instant, person, kind, case and what it tells, parted by tabs."""
    from il2desk.cli.store_commands import show_journal

    for line in show_journal(folder, user, case_id):
        write(line)


@click.command()
@click.option("--to", required=True, type=_FOLDER, metavar="DIR", help="A folder on another disk or a stick.")
@_of_store
def backup(to: Path, folder: Path | None, user: str | None) -> None:
    """Copy the store, encrypted, into a new folder within DIR, and look the copy through."""
    from il2desk.cli.store_commands import make_backup

    write(make_backup(folder, user, to))


@click.command()
@click.argument("backup", type=_FOLDER)
@click.option("--recovery", is_flag=True, help="Ask for the printed recovery key instead of a passphrase.")
@_of_store
def restore(backup: Path, recovery: bool, folder: Path | None, user: str | None) -> None:
    """Put BACKUP in the place of the store; the store that is there is moved aside, not deleted."""
    from il2desk.cli.store_commands import restore_backup

    write(restore_backup(folder, user, backup, by_recovery=recovery))


@click.command("verify-data")
@_of_store
def verify_data(folder: Path | None, user: str | None) -> None:
    """Look at every page, entry, draft, revision and printed sheet in the store.

    Exit code 0: all is as it was written. 3: it is not, and what is wrong is said.
    """
    from il2desk.cli.store_commands import verify_store

    _told(*verify_store(folder, user))


@click.command("export")
@click.argument("case_id")
@click.option("--out", required=True, type=_FOLDER, metavar="DIR", help="Folder for the case's own new folder.")
@_of_store
def export(case_id: str, out: Path, folder: Path | None, user: str | None) -> None:
    """Write everything of one case as plain files, which are not encrypted."""
    from il2desk.cli.store_commands import export as exported

    write(exported(folder, user, case_id, out))


@click.command()
@click.argument("case_id")
@_of_store
def erase(case_id: str, folder: Path | None, user: str | None) -> None:
    """Remove everything of one case for good; its id is to be typed again."""
    from il2desk.cli.store_commands import erase as erased

    write(erased(folder, user, case_id))


@click.command()
@click.option("--pack", metavar="ID", help="Judged with this pack ...")
@click.option("--from", "first", metavar="VERSION", help="... in this version or a later one,")
@click.option("--to", "last", metavar="VERSION", help="and in this version or an earlier one.")
@click.option("--criterion", metavar="ID", help="Where this criterion ...")
@click.option("--outcome", metavar="OUTCOME", help="... had this outcome, as `il2desk assess` names it.")
@click.option("--out", type=_FOLDER, metavar="FILE.pdf", help="Write the list to be printed instead of lines.")
@_of_store
def recall(out: Path | None, folder: Path | None, user: str | None, **asked: Any) -> None:
    """Say which kept revisions used a pack, or had an outcome, that was found to be wrong."""
    from il2desk.cli.store_commands import recall_outcome, recall_pack

    pack, criterion, outcome = asked["pack"], asked["criterion"], asked["outcome"]
    versions = asked["first"], asked["last"]
    if pack and not (criterion or outcome):
        lines = recall_pack(folder, user, pack, versions, out)
    elif criterion and outcome and not (pack or any(versions)):
        lines = recall_outcome(folder, user, criterion, outcome, out)
    else:
        raise click.UsageError("recall takes either --pack with --from and --to, or --criterion with --outcome")
    for line in lines:
        write(line)


def _told(says: str, code: int) -> None:
    write(says)
    sys.exit(code)


COMMANDS: tuple[click.Command, ...] = (journal, backup, restore, verify_data, export, erase, recall)
