"""A gate and a store as the pages before a case see them, without a disk; and many invented cases."""

from collections.abc import Callable
from typing import Any

from il2desk.domain.errors import Refusal, WrongPassphrase
from il2desk.domain.records.store_records import Listed, Role, State, User

RECOVERY = "4T7K-9M2Q-XW5D-0RGH-ZC8N-1VFB-6JYP-3SEA"
ANNA = User("a1", "Dr. Anna Sample", "clinician", True)
PETER = User("b2", "Peter Ward", "pharmacist", False)
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 5
VERDICTS = ("meets", "outside", "undetermined", "meets_stop", "wrong_context")
STATES: tuple[State, ...] = ("unfinished", "signed", "checked", "printed")
NAMES = ("Example, Anna", "Łukasz Żółć", "Ødegård, Bjørn", "王小明", "Đặng Thị Hồng", "O’Neill, Siobhán", "יעל כהן")


def a_listed(number: int = 0, **changes: Any) -> Listed:
    """The invented case of that number, by difference."""
    given: dict[str, Any] = {
        "case_id": f"CASE-{number:06d}",
        "name": NAMES[number % len(NAMES)],
        "identifier": f"EX-{number:05d}",
        "date_of_birth": f"{1940 + number % 60}-04-17",
        "verdict": VERDICTS[number % len(VERDICTS)],
        "state": STATES[number % len(STATES)],
        "revision": 1 + number % 2,
        "instant": f"2026-11-{28 - number % 28:02d}T10:00:00+01:00",
    }
    return Listed(**{**given, **changes})


class FakeStore:
    """The first of `number` invented cases are made when they are asked for; `asked` tells how."""

    def __init__(self, number: int = 0, user: User = ANNA, **changes: Any) -> None:
        self.size, self.user, self.listing = number, user, self
        self.is_read_only: bool = changes.get("is_read_only", False)
        self.missing: int = changes.get("missing", 0)
        self.left_open: str | None = None
        self.make: Callable[[int], Listed] = changes.get("make", a_listed)
        self.asked: list[tuple[str, int, str | None]] = []
        self.problem: Refusal | None = None
        self.is_locked = False

    def recent(self, limit: int, after: Listed | None = None, *, unfinished: bool = False) -> tuple[Listed, ...]:
        kept_to = "unfinished" if unfinished else "recent"
        return self._page(kept_to, limit, after, lambda one: not unfinished or one.state == "unfinished")

    def found(
        self, typed: str, limit: int, after: Listed | None = None, *, unfinished: bool = False
    ) -> tuple[Listed, ...]:
        words = typed.casefold().split()
        return self._page(
            typed,
            limit,
            after,
            lambda one: all(word in _said(one) for word in words) and (not unfinished or one.state == "unfinished"),
        )

    def _page(self, what: str, limit: int, after: Listed | None, fits: Callable[[Listed], bool]) -> tuple[Listed, ...]:
        self.asked.append((what, limit, after.case_id if after else None))
        if self.problem is not None:
            raise self.problem
        found: list[Listed] = []
        at = int(after.case_id[-6:]) + 1 if after else 0
        while at < self.size and len(found) < limit:
            if fits(self.make(at)):
                found.append(self.make(at))
            at += 1
        return tuple(found)

    def confirm(self, passphrase: str) -> None:
        if passphrase != FakeGate.right:
            raise WrongPassphrase("This is not your passphrase. Nothing was changed.", 0)

    def lock(self) -> None:
        self.is_locked = True


class FakeGate:
    """Opens for the passphrase of `right`; `made` is what it was asked to make."""

    right = "correct horse battery"

    def __init__(self, *users: User) -> None:
        self._users = users
        self.made: list[tuple[str, Role, str]] = []
        self.recovered: list[tuple[str, User, str]] = []
        self.problem: Refusal | None = None
        self.wait = 0

    def is_there(self) -> bool:
        return bool(self._users)

    def users(self) -> tuple[User, ...]:
        if self.problem is not None:
            raise self.problem
        return self._users

    def create(self, name: str, role: Role, passphrase: str) -> tuple[FakeStore, str]:
        if self.problem is not None:
            raise self.problem
        self.made.append((name, role, passphrase))
        return FakeStore(user=User("c3", name, role, True)), RECOVERY

    def unlock(self, user: User, passphrase: str) -> FakeStore:
        if self.problem is not None:
            raise self.problem
        if passphrase != self.right:
            raise WrongPassphrase("This passphrase does not open the store. Nothing was changed.", self.wait)
        return FakeStore(user=user)

    def unlock_by_recovery(self, typed: str, user: User, passphrase: str) -> FakeStore:
        if typed != RECOVERY:
            raise WrongPassphrase("This recovery key does not open the store. Nothing was changed.", self.wait)
        self.recovered.append((typed, user, passphrase))
        return FakeStore(user=user)


def _said(one: Listed) -> str:
    parts = (one.name, one.identifier, one.date_of_birth, one.verdict.replace("_", " "), one.instant[:10])
    return " ".join(parts).casefold()
