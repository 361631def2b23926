"""A real store behind its gate, as the screen is given it, with keys that are cheap to derive."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from il2desk.storage.store.gate import StoreGate
from il2desk.storage.store.store import CaseStore
from tests.cases import NOW, packs
from tests.stores import CHEAP, PASSPHRASE

__all__ = ["NAME", "PASSPHRASE", "a_gate", "a_store", "unlocked"]

NAME = "A. Oncologist"


def a_gate(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> StoreGate:
    return StoreGate(folder / "store", now, packs().digests, CHEAP)


def a_store(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> CaseStore:
    """A new store, unlocked by its first user, a clinician."""
    store, _ = a_gate(folder, now).create(NAME, "clinician", PASSPHRASE)
    return store


def unlocked(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> CaseStore:
    """The store of `a_store`, unlocked again."""
    gate = a_gate(folder, now)
    return gate.unlock(gate.users()[0], PASSPHRASE)
