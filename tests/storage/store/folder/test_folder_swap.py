"""The folder of an open store is moved, removed or replaced: nothing is said to be stored that is kept nowhere."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from il2desk.storage.store.folder.errors import NotSaved
from tests.stores import Made, case_of, save

Fault = Callable[[Path], object]


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def replaced(folder: Path) -> None:
    moved(folder)
    shutil.copytree(folder.with_name("elsewhere"), folder)


def without(name: str) -> Fault:
    return lambda folder: (folder / name).unlink()


FAULTS: dict[str, Fault] = {
    "removed": shutil.rmtree,
    "moved": moved,
    "replaced": replaced,
    "without its database": without("cases.db"),
    "without what is not yet in the database": without("cases.db-wal"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_would_be_kept_nowhere_is_not_said_to_be_stored(made: Made, fault: str) -> None:
    save(made, case_of("C-1"))
    FAULTS[fault](made.folder)
    with pytest.raises(NotSaved, match="gone, or another was put in its place"):
        save(made, case_of("C-1", name="Another, Name"))


def test_a_folder_that_was_put_back_is_written_to_again(made: Made) -> None:
    save(made, case_of("C-1"))
    moved(made.folder)
    with pytest.raises(NotSaved):
        save(made, case_of("C-1", name="Another, Name"))
    made.folder.with_name("elsewhere").rename(made.folder)
    save(made, case_of("C-1", name="Another, Name"))
    draft = made.again().store.drafts.open("C-1")
    assert draft is not None
    assert draft.case.patient.name == "Another, Name"


def test_a_store_that_is_locked_and_unlocked_is_written_to(made: Made) -> None:
    save(made, case_of("C-1"))
    again = made.again()
    save(again, case_of("C-2"))
    assert again.store.listing.number() == 2
