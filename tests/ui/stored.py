"""A real store with keys that are cheap to derive, for tests."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from il2desk.storage.cases.keys import Costs
from il2desk.storage.places import resources
from il2desk.store_gate import OpenStore, StoreGate
from tests.cases import NOW, packs

CHEAP = Costs(iterations=1, lanes=1, memory_kib=64)
PASSPHRASE = "correct horse battery"
NAME = "A. Oncologist"


def a_gate(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> StoreGate:
    return StoreGate(folder / "store", resources(), now, packs().digests, CHEAP)


def a_store(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> OpenStore:
    """A new store, unlocked by its first user, a clinician."""
    store, _ = a_gate(folder, now).create(NAME, "clinician", PASSPHRASE)
    return store


def unlocked(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> OpenStore:
    """The store of `a_store`, unlocked again."""
    gate = a_gate(folder, now)
    return gate.unlock(gate.users()[0], PASSPHRASE)
