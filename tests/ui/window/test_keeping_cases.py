"""Whether a window keeps its cases: as the site says, and only where the place is fit for it."""

from pathlib import Path

import pytest

from il2desk.app import wiring
from il2desk.app.startup_files import Found
from il2desk.app.wiring import keep_cases
from il2desk.storage.site import shared_folders
from il2desk.storage.site.policy import Policy
from il2desk.storage.store.gate import StoreGate
from il2desk.ui.window.workspace import Workspace
from tests.cases import NOW, packs, settings
from tests.ui.conftest import Opened


def found(folder: Path, **policy: object) -> Found:
    decided = Policy.model_validate({"store": folder / "store", **policy} if "keep_nothing" not in policy else policy)
    return Found(packs(), settings(), folder / "settings.toml", lambda: NOW, decided)


def test_a_window_keeps_its_cases_where_the_policy_says(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    keep_cases(window, found(tmp_path))
    [desk] = window.findChildren(Workspace)
    assert not desk.stack.shows_case


def test_where_nothing_may_be_kept_there_is_the_case_alone(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    keep_cases(window, found(tmp_path, keep_nothing=True))
    assert window.findChildren(Workspace) == []
    assert list(tmp_path.iterdir()) == []


def test_on_a_shared_place_nothing_is_kept_and_it_says_so(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shared(folder: Path) -> None:
        raise shared_folders.PlaceRefused(folder, "this is a network drive")

    monkeypatch.setattr(shared_folders, "refuse_shared", shared)
    window = opened()
    keep_cases(window, found(tmp_path))
    assert window.findChildren(Workspace) == []
    assert window.alert.words.text().startswith("Nothing is kept: ")
    assert "network drive" in window.alert.words.text()


def test_a_place_that_cannot_be_looked_into_is_said_and_does_not_end_the_program(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(_gate: StoreGate) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(StoreGate, "is_there", denied)
    window = opened()
    keep_cases(window, found(tmp_path))
    assert window.findChildren(Workspace) == []
    assert window.alert.words.text() == wiring.UNREACHABLE.format(why="Permission denied")
