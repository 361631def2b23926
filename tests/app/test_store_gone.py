"""A store whose disk is not there is not taken for none: it is said, and another is made only by who asks for it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from il2desk.cli import store_commands
from il2desk.domain.errors import StoreGone, StoreRefused
from il2desk.storage.site.paths import known_stores_file
from il2desk.storage.store.folder.known_stores import MOST, KnownStores
from il2desk.storage.store.gate import StoreGate
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.unlock import UnlockPage
from tests.cases import NOW
from tests.stores import CHEAP, OWNER, PASSPHRASE, a_store
from tests.ui.desks import desks, page


@pytest.fixture
def known(tmp_path: Path) -> KnownStores:
    return KnownStores(tmp_path / "config" / "il2desk" / "stores.json")


@pytest.fixture
def gate(tmp_path: Path, known: KnownStores) -> StoreGate:
    """Before a store on a disk of its own, which was made, used and locked."""
    made = StoreGate(tmp_path / "disk" / "store", lambda: NOW, {}, CHEAP, known)
    made.create(OWNER, "clinician", PASSPHRASE)[0].lock()
    return made


def take_out(gate: StoreGate) -> Path:
    """The disk of the store is taken out; where its content is meanwhile."""
    away = gate.folder.parent.with_name("away")
    gate.folder.parent.rename(away)
    return away


def put_in(gate: StoreGate, away: Path) -> None:
    shutil.rmtree(gate.folder.parent, ignore_errors=True)
    away.rename(gate.folder.parent)


def test_before_anything_was_made_there_is_nothing_to_be_gone(tmp_path: Path, known: KnownStores) -> None:
    assert not StoreGate(tmp_path / "store", lambda: NOW, {}, CHEAP, known).is_there()


@pytest.mark.parametrize("mount_point_is_left", [False, True])
def test_a_store_that_is_gone_is_said_to_be_so_until_it_is_back(gate: StoreGate, mount_point_is_left: bool) -> None:
    user = gate.users()[0]
    away = take_out(gate)
    if mount_point_is_left:
        gate.folder.mkdir(parents=True)
    assert gate.is_there(), "a first start would be offered"
    asked: tuple[Callable[[], object], ...] = (
        gate.users,
        lambda: gate.unlock(user, PASSPHRASE),
        lambda: gate.unlock_by_recovery("", user, PASSPHRASE),
    )
    for ask in asked:
        with pytest.raises(StoreGone, match=r"il2desk has not removed it\. .* see that this disk is there"):
            ask()
    put_in(gate, away)
    gate.unlock(gate.users()[0], PASSPHRASE).lock()


def test_who_asks_for_a_new_store_gets_one(gate: StoreGate) -> None:
    take_out(gate)
    store, recovery = gate.create("Somebody Else", "clinician", PASSPHRASE)
    assert recovery
    store.lock()
    assert [one.name for one in gate.users()] == ["Somebody Else"]


def test_a_store_that_was_only_unlocked_here_is_known_too(tmp_path: Path, known: KnownStores) -> None:
    made = a_store(tmp_path / "store")
    made.store.lock()
    gate = StoreGate(made.folder, lambda: NOW, {}, CHEAP, known)
    assert not known.holds(made.folder)
    gate.unlock(gate.users()[0], PASSPHRASE).lock()
    assert known.holds(made.folder)


def test_what_is_remembered_is_the_folder_alone_and_readable_by_nobody_else(gate: StoreGate, tmp_path: Path) -> None:
    (file,) = (tmp_path / "config").rglob("*.json")
    assert file.read_text(encoding="ascii") == f'["{gate.folder}"]'
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    before = file.stat().st_mtime_ns
    gate.unlock(gate.users()[0], PASSPHRASE).lock()
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, null]", b"[" * 90_000, b"\xff", b'["/other"]'])
def test_a_note_that_cannot_be_read_keeps_nobody_from_working(gate: StoreGate, tmp_path: Path, content: bytes) -> None:
    (file,) = (tmp_path / "config").rglob("*.json")
    file.write_bytes(content)
    assert not gate.known.holds(gate.folder)
    gate.unlock(gate.users()[0], PASSPHRASE).lock()
    assert gate.known.holds(gate.folder)


def test_a_note_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "config").write_bytes(b"a file in the place of the folder")
    known = KnownStores(tmp_path / "config" / "stores.json")
    gate = StoreGate(tmp_path / "store", lambda: NOW, {}, CHEAP, known)
    gate.create(OWNER, "clinician", PASSPHRASE)[0].lock()
    assert not known.holds(gate.folder)


def test_of_many_stores_the_last_are_remembered(known: KnownStores, tmp_path: Path) -> None:
    for number in range(MOST + 5):
        known.add(tmp_path / f"store-{number}")
    assert known.holds(tmp_path / f"store-{MOST + 4}")
    assert known.holds(tmp_path / "store-5")
    assert not known.holds(tmp_path / "store-4")


def test_what_a_kill_left_of_writing_the_note_is_gone_after_the_next(known: KnownStores, tmp_path: Path) -> None:
    known.add(tmp_path / "one")
    left = tmp_path / "config" / "il2desk" / ".stores-abcdefgh.part"
    left.touch()
    known.add(tmp_path / "two")
    assert not left.exists()


def test_the_page_says_it_and_looks_again_or_begins_anew_but_only_when_it_is_asked(
    qtbot: QtBot, gate: StoreGate
) -> None:
    away = take_out(gate)
    shown = UnlockPage(gate)
    qtbot.addWidget(shown)
    shown.show()
    assert "see that this disk is there" in shown.trouble.words.text()
    assert shown.again.isVisible()
    assert shown.make_new.isVisible()
    with qtbot.waitSignal(shown.begin_anew):
        shown.make_new.click()
    put_in(gate, away)
    shown.again.click()
    assert not shown.trouble.isVisible()
    assert not shown.make_new.isVisible()
    assert shown.passphrase.isVisible()


def test_a_store_that_is_damaged_offers_no_new_one(qtbot: QtBot, gate: StoreGate) -> None:
    (gate.folder / "keys.json").write_bytes(b"{}")
    shown = UnlockPage(gate)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.again.isVisible()
    assert not shown.make_new.isVisible()


def test_the_window_offers_no_first_start_where_a_store_is_gone_and_makes_one_when_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made = a_store(tmp_path / "disk" / "store")
    made.store.lock()
    KnownStores(known_stores_file()).add(made.folder)
    shutil.rmtree(made.folder.parent)
    with desks(qtbot, made.folder.parent) as open_one:
        desk = open_one()
        shown: Any = page(desk)
        assert isinstance(shown, UnlockPage)
        shown.make_new.click()
        QApplication.processEvents()
        assert isinstance(page(desk), FirstStartPage)


def test_a_command_says_that_the_store_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_commands, "ask_secret", lambda _: PASSPHRASE)
    folder = tmp_path / "store"
    with pytest.raises(StoreRefused, match="there is no case store"):
        store_commands.verify_store(folder, None)
    a_store(folder).store.lock()
    store_commands.verify_store(folder, None)
    shutil.rmtree(folder)
    with pytest.raises(StoreGone, match="see that this disk is there"):
        store_commands.verify_store(folder, None)


def test_a_restore_by_command_says_that_the_store_before_was_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_commands, "ask_secret", lambda _: PASSPHRASE)
    folder = tmp_path / "store"
    a_store(folder).store.lock()
    backup = Path(store_commands.make_backup(folder, None, tmp_path).splitlines()[0])
    shutil.rmtree(folder)
    assert "would cover this one" in store_commands.restore_backup(folder, None, backup, by_recovery=False)
    never = store_commands.restore_backup(tmp_path / "other", None, backup, by_recovery=False)
    assert never.endswith("There was no store before.")
