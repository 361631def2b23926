"""The commands that care for the store: asked at the terminal only, one line of error, and exit codes as promised."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from il2desk.cli import store_commands
from il2desk.cli.case_commands import failure
from il2desk.cli.main import program
from il2desk.cli.prompt import NoTerminal, ask_line, ask_secret
from il2desk.cli.store_commands import the_user
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import User
from il2desk.storage.packs.library import PackRefused
from il2desk.storage.site.policy import Policy
from il2desk.storage.store import open_store as cases
from tests.at_terminal import run_at_terminal, run_without_terminal
from tests.cases import packs
from tests.stores import (
    NURSE,
    OTHER,
    OWNER,
    PACK,
    PASSPHRASE,
    Made,
    a_printing,
    a_stand,
    a_store,
    behind_its_back,
    case_of,
    keep,
    save,
    signed_of,
    with_nurse,
)

CANARY = "Łukasz Canary"


@pytest.fixture
def locked(tmp_path: Path) -> Made:
    """A store with one case signed and printed and two users, locked."""
    made = a_store(tmp_path / "store")
    case = signed_of(case_of("3F2A-91C0-77AA", CANARY))
    save(made, case, a_stand("signed"))
    keep(made, case, outcomes={"ecog": "met", "ldh": "not_met"})
    made.store.printed.keep(a_printing(case, b"%PDF"))
    with_nurse(made)
    made.store.lock()
    return made


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed at the terminal, in this order."""
    typed: list[str] = []
    monkeypatch.setattr(store_commands, "ask_secret", lambda _: typed.pop(0))
    monkeypatch.setattr(store_commands, "ask_line", lambda *_: typed.pop(0))
    return typed


class Desk:
    """Commands run in this process against one store, with what is typed."""

    def __init__(self, made: Made, answers: list[str]) -> None:
        self.made, self.answers = made, answers

    def run(self, *words: str, user: str = OWNER, typed: tuple[str, ...] = (PASSPHRASE,)) -> tuple[int, str, str]:
        self.answers[:] = typed
        told = (*words, "--store", str(self.made.folder), *(("--user", user) if user else ()))
        done = CliRunner().invoke(program, told, standalone_mode=False)
        return code_of(done)


def code_of(done: Result) -> tuple[int, str, str]:
    """Exit code, stdout, and the one line of error, as `main` gives them."""
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.stdout, ""
    told = failure(done.exception) if isinstance(done.exception, Exception) else None
    if told is None and hasattr(done.exception, "format_message"):
        told = done.exception.format_message(), 2
    assert told is not None, done.exception
    assert CANARY not in told[0]
    return told[1], done.stdout, told[0]


@pytest.fixture
def desk(locked: Made, answers: list[str]) -> Desk:
    return Desk(locked, answers)


@pytest.fixture
def again(locked: Made) -> Iterator[Callable[[], Made]]:
    """The store unlocked once more, after a command has run."""
    owner = next(one for one in locked.store.key_folder.users() if one.manages)
    opened: list[Made] = []

    def unlock() -> Made:
        store = cases.unlock(locked.folder, owner, PASSPHRASE, store_commands.now)
        opened.append(Made(locked.folder, store, locked.recovery))
        return opened[-1]

    yield unlock
    for one in opened:
        one.store.lock()


# --- the terminal ---


def test_the_passphrase_is_asked_at_the_terminal_and_not_shown_there(locked: Made) -> None:
    ran = run_at_terminal("journal", "verify", "--store", str(locked.folder), "--user", OWNER, typed=(PASSPHRASE,))
    assert (ran.code, ran.error) == (0, "")
    assert ran.out.startswith("The journal is whole: ")
    assert f"Passphrase of {OWNER}: " in ran.shown
    assert PASSPHRASE not in ran.shown + ran.out + ran.error


def test_erasing_asks_for_the_case_once_more_at_the_terminal(locked: Made) -> None:
    words = ("erase", "3F2A-91C0-77AA", "--store", str(locked.folder), "--user", OWNER)
    for mistyped in ("3F2A-91C0-77AB", "\udcfc in another encoding"):
        other = run_at_terminal(*words, typed=(PASSPHRASE, mistyped))
        assert (other.code, other.out) == (2, "")
        assert other.error == "il2desk: What was typed is not the id of the case. Nothing was erased.\n"
    ran = run_at_terminal(*words, typed=(PASSPHRASE, "3f2a 91co 77aa "))
    assert (ran.code, ran.error) == (0, "")
    assert ran.out.startswith("Erased: 1 draft, 1 revisions, 1 printed sheets.")
    assert "Type the id of the case again" in ran.shown


def test_a_wrong_passphrase_is_one_line_and_exit_2(locked: Made) -> None:
    ran = run_at_terminal("verify-data", "--store", str(locked.folder), "--user", OWNER, typed=("wrong passphrase",))
    assert (ran.code, ran.out) == (2, "")
    assert ran.error == "il2desk: This passphrase does not open the store. Nothing was changed.\n"


@pytest.mark.parametrize("words", [("journal", "verify"), ("verify-data",), ("erase", "3F2A-91C0-77AA")])
def test_without_a_terminal_nothing_is_done_whatever_else_holds_the_passphrase(
    locked: Made, words: tuple[str, ...]
) -> None:
    told = (*words, "--store", str(locked.folder), "--user", OWNER)
    before = (locked.folder / "cases.db").read_bytes()
    ran = run_without_terminal(*told, given=f"{PASSPHRASE}\n{PASSPHRASE}\n", IL2DESK_PASSPHRASE=PASSPHRASE)
    assert (ran.code, ran.out) == (2, "")
    assert ran.error.count("\n") == 1
    assert "There is no terminal here to type the passphrase of" in ran.error
    assert (locked.folder / "cases.db").read_bytes() == before


def test_no_command_takes_a_passphrase_as_an_option() -> None:
    for command in program.commands.values():
        names = [name for option in command.params for name in option.opts]
        assert [name for name in names if "pass" in name or "key" in name] == []


def test_asking_without_a_terminal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OSError(6, "No such device or address")

    monkeypatch.setattr("builtins.open", gone)
    for ask in (lambda: ask_secret("passphrase"), lambda: ask_line("Again: ", "id")):
        with pytest.raises(NoTerminal, match="taken from nowhere else"):
            ask()


# --- who and where ---


def test_who_works_is_asked_for_where_there_are_several(desk: Desk) -> None:
    code, _, error = desk.run("verify-data", user="")
    assert (code, error) == (
        2, f"Say who you are with --user. The store has these users: {OWNER}, {NURSE}."
    )  # fmt: skip
    code, _, error = desk.run("verify-data", user="Nobody")
    assert (code, error) == (2, f"The store has no user of this name, but: {OWNER}, {NURSE}.")
    assert desk.run("verify-data", user="clara third NURSE", typed=(OTHER,))[0] == 0


def test_of_users_who_may_be_meant_the_one_whose_whole_name_is_written_is_taken() -> None:
    users = [User(str(number), name, "nurse", False) for number, name in enumerate(("C. Same (12)", "Carl Same (34)"))]
    assert the_user(users, "SAME, Carl (34)") == users[1]
    assert the_user(users, "c same 12") == users[0]
    with pytest.raises(
        StoreRefused, match=r"Several users may be meant by this name: C. Same \(12\), Carl Same \(34\)"
    ):
        the_user(users, "Carl Same")


def test_the_only_user_need_not_be_named(tmp_path: Path, answers: list[str]) -> None:
    made = a_store(tmp_path / "store")
    made.store.lock()
    assert Desk(made, answers).run("verify-data", user="")[0] == 0


def test_a_place_without_a_store_is_said_to_be_so(tmp_path: Path, answers: list[str]) -> None:
    done = CliRunner().invoke(program, ["verify-data", "--store", str(tmp_path / "none")], standalone_mode=False)
    code, _, error = code_of(done)
    assert (code, error) == (2, f"{tmp_path / 'none'}: there is no case store. Name its folder with --store.")
    assert answers == []
    root = CliRunner().invoke(program, ["verify-data", "--store", "/"], standalone_mode=False)
    assert code_of(root)[2] == "/: there is no case store. Name its folder with --store."


def test_where_nothing_is_kept_there_is_no_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_commands, "read_policy", lambda: Policy(keep_nothing=True))
    code, _, error = desk.run("verify-data")
    assert (code, error) == (2, "By the site's policy no case is kept on this workstation, so there is no store.")


# --- journal ---


def test_the_journal_is_held_against_a_printed_head(desk: Desk, again: Callable[[], Made]) -> None:
    opened = again()
    head = opened.store.journal.head()
    opened.store.lock()
    code, out, _ = desk.run("journal", "verify", "--printed", f"{head.length}:{head.head.lower()}")
    assert code == 0
    assert "It holds the entry from which the printed head was made." in out
    code, out, _ = desk.run("journal", "verify", "--printed", f"{head.length}:{'0' * 16}")
    assert (code, out) == (
        3, f"First bad entry: {head.length}. Entry {head.length} is not the one the printed head was made from.\n"
    )  # fmt: skip
    spaced = " ".join(head.head[at : at + 4] for at in range(0, 16, 4)).replace("0", "O")
    assert desk.run("journal", "verify", "--printed", f"{head.length} :\u00a0{spaced}")[0] == 0
    code, out, _ = desk.run("journal", "verify", "--printed", f"9999:{head.head}")
    assert code == 3
    assert "the journal ends with entry" in out


@pytest.mark.parametrize(
    "printed",
    ["", "12", "0:0123456789ABCDEF", "-1:0123456789ABCDEF", "12:0123", "x:0123456789ABCDEF", "12:0123456789ABCDEG"],
)
def test_a_head_that_cannot_be_read_is_refused_before_anything_is_asked(desk: Desk, printed: str) -> None:
    code, _, error = desk.run("journal", "verify", "--printed", printed)
    assert code == 2
    assert error.startswith("--printed: write the number of entries")
    assert desk.answers == [PASSPHRASE]


def test_the_first_bad_entry_is_named_with_exit_3(desk: Desk, again: Callable[[], Made]) -> None:
    with behind_its_back(again()) as db:
        db.execute("UPDATE journal SET person = 'x' WHERE number = 4")
    code, out, _ = desk.run("journal", "verify")
    assert (code, out) == (3, "First bad entry: 4. Entry 4 is not as it was written.\n")
    code, out, _ = desk.run("verify-data")
    assert code == 3
    assert "Journal: entry 4 is not as it was written." in out


def test_a_lost_end_is_exit_3_once_and_told_ever_after(desk: Desk, again: Callable[[], Made]) -> None:
    with behind_its_back(again()) as db:
        db.execute("DELETE FROM journal WHERE number > 5")
    code, out, _ = desk.run("journal", "verify")
    assert code == 3
    assert out.startswith("The end of the journal is gone: ")
    code, out, _ = desk.run("journal", "verify")
    assert code == 0
    assert "which tell of a lost end: 1." in out


def test_the_journal_is_shown_whole_or_of_one_case(desk: Desk) -> None:
    code, out, _ = desk.run("journal", "show", "--case", "3F2A-91C0-77AA")
    lines = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert [line[3] for line in lines] == ["created", "change", "verdict", "sign", "print"]
    assert all(json.loads(line[5]) is not None for line in lines)
    assert desk.run("journal", "show", "--case", "3f2a 91c0 77aa")[1] == out
    assert "There is no case of this id" in desk.run("journal", "show", "--case", "77AA")[2]
    whole = desk.run("journal", "show")[1].splitlines()
    assert [line.split("\t")[0] for line in whole] == [str(number) for number in range(1, len(whole) + 1)]
    assert CANARY not in "".join(whole)


def packs_told(made: Made) -> list[object]:
    told = [one.body["packs"] for one in made.entries("pack_change")]
    made.store.lock()
    return told


def test_a_command_tells_of_other_packs_once_as_the_window_does(
    desk: Desk, again: Callable[[], Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        assert desk.run("journal", "verify")[0] == 0
    assert packs_told(again()) == [dict(packs().digests)]
    other = replace(packs(), digests={"another": "00" * 32})
    monkeypatch.setattr(store_commands, "open_packs", lambda *_: other)
    assert desk.run("journal", "verify")[0] == 0
    assert packs_told(again())[1:] == [{"another": "00" * 32}]


def test_a_store_is_cared_for_also_where_the_packs_cannot_be_read(
    desk: Desk, again: Callable[[], Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise PackRefused("the pack is damaged")

    monkeypatch.setattr(store_commands, "open_packs", damaged)
    assert desk.run("verify-data")[0] == 0
    assert packs_told(again()) == []


# --- care ---


def test_everybody_backs_up_and_only_who_manages_restores(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code, out, _ = desk.run("backup", "--to", str(stick), user=NURSE, typed=(OTHER,))
    made = Path(out.splitlines()[0])
    assert (code, made.parent) == (0, stick)
    code, _, error = desk.run("restore", str(made), user=NURSE, typed=(OTHER,))
    assert (code, error) == (2, "Only somebody who manages the store may restore a backup. Nothing was changed.")
    code, out, _ = desk.run("restore", str(made))
    assert code == 0
    assert "The store that was there is now in " in out
    assert desk.run("verify-data")[0] == 0
    code, out, _ = desk.run("restore", str(made), "--recovery", typed=(desk.made.recovery,))
    assert code == 0


def test_a_backup_into_nothing_is_one_line_of_error(desk: Desk, tmp_path: Path) -> None:
    code, _, error = desk.run("backup", "--to", str(tmp_path / "gone"))
    assert (code, error) == (
        2, "The folder for the backup is not there. Put in the stick, or choose another folder."
    )  # fmt: skip


def test_a_restore_from_what_is_no_backup_asks_for_nothing(desk: Desk, tmp_path: Path) -> None:
    code, _, error = desk.run("restore", str(tmp_path))
    assert code == 2
    assert error.startswith("This folder is no backup of il2desk")
    assert desk.answers == [PASSPHRASE]


def test_all_is_well_with_a_whole_store(desk: Desk) -> None:
    code, out, _ = desk.run("verify-data")
    assert code == 0
    assert "1 drafts, 1 revisions and 1 printed sheets" in out


def test_a_case_is_exported_with_a_warning_that_it_is_not_encrypted(desk: Desk, tmp_path: Path) -> None:
    code, out, _ = desk.run("export", "3f2a91c077aa", "--out", str(tmp_path))
    folder = Path(out.splitlines()[0])
    assert (code, folder) == (0, tmp_path / "il2desk-case-3F2A-91C0-77AA")
    assert "not encrypted" in out
    assert CANARY in (folder / "draft.json").read_text(encoding="utf-8")
    code, _, error = desk.run("export", "3F2A-91C0-77AA", "--out", str(tmp_path), user=NURSE, typed=(OTHER,))
    assert (code, error) == (2, "Only somebody who manages the store may export a case. Nothing was changed.")


def test_erasing_is_refused_before_the_id_is_asked_again(desk: Desk) -> None:
    code, _, error = desk.run("erase", "3F2A-91C0-77AA", user=NURSE, typed=(OTHER, "3F2A-91C0-77AA"))
    assert (code, error) == (2, "Only somebody who manages the store may erase a case. Nothing was changed.")
    assert desk.answers == ["3F2A-91C0-77AA"]
    code, _, error = desk.run("erase", "none", typed=(PASSPHRASE, "none"))
    assert code == 2
    assert "There is no case of this id" in error
    assert desk.answers == ["none"]


def test_a_recall_is_listed_by_pack_and_by_outcome(desk: Desk, tmp_path: Path) -> None:
    code, out, _ = desk.run("recall", "--pack", PACK.id, "--from", PACK.version, "--to", PACK.version)
    first, line = out.splitlines()
    assert (code, first) == (0, "Pack guide, versions 2026.1 to 2026.1: 1 kept revisions in 1 cases")
    assert line.split("\t")[0] == "3F2A-91C0-77AA"
    assert desk.run("recall", "--pack", PACK.id.upper(), "--from", f"v{PACK.version}")[1].splitlines()[1] == line
    assert desk.run("recall", "--pack", PACK.id, "--from", "2027")[1].count("\n") == 1
    assert desk.run("recall", "--pack", f"{PACK.id}s")[1].count("\n") == 1
    file = tmp_path / "list.pdf"
    code, out, _ = desk.run("recall", "--criterion", "LDH", "--outcome", "not met", "--out", str(file))
    assert (code, out.splitlines()[1]) == (0, str(file))
    text = PdfReader(file).pages[0].extract_text()
    assert CANARY in text
    assert "Page 1 of 1" in text


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--pack", "x", "--criterion", "y"),
        ("--criterion", "y"),
        ("--outcome", "met"),
        ("--criterion", "y", "--outcome", "met", "--from", "1"),
    ],
)
def test_a_recall_asks_for_one_thing(desk: Desk, words: tuple[str, ...]) -> None:
    code, _, error = desk.run("recall", *words)
    assert code == 2
    assert error.startswith("recall takes either --pack")
    assert desk.answers == [PASSPHRASE]
