"""The work that a fault interrupts: a seeded sequence of real operations, and what a store must hold after each."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from types import MappingProxyType

from il2desk.domain.case.case import Case, canonical, case_digest
from il2desk.domain.records.print_history import Printed, Printing
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.records.store_records import Stand
from il2desk.storage.packs.library import open_packs
from il2desk.storage.site.paths import resources
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.database import reading
from tests.cases import ANSWERS, a_case

CANARY = "Canary-Zyxwvut"
STEPS = ("patient", "answers", "sites", "dose", "documents")
ENTRIES_BEFORE_ANOTHER_CASE = 9
OUTCOMES = {"ecog": "met", "ldh": "not_met", "cns": "cannot_tell"}


@dataclass(frozen=True)
class World:
    """What was done, by case: the draft as last saved, the revisions kept, the printings kept."""

    drafts: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    revisions: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    printings: dict[str, tuple[tuple[str, tuple[Printed, ...]], ...]] = field(default_factory=dict)

    def difference(self, other: "World") -> str:
        """In a few words, where two worlds differ first; empty where they do not."""
        for what in ("drafts", "revisions", "printings"):
            mine, theirs = getattr(self, what), getattr(other, what)
            for case_id in sorted({*mine, *theirs}):
                if mine.get(case_id) != theirs.get(case_id):
                    return f"{what} of {case_id}"
        return ""


@dataclass(frozen=True)
class Operation:
    """One call on the store, and the world once it returned; `told` where the journal notes it."""

    kind: str
    case: Case
    do: Callable[[CaseStore], None]
    after: World
    told: bool = True


class Work:
    """Operations by number: the same seed gives the same sequence. `world` is how it stands after those taken."""

    def __init__(self, seed: int) -> None:
        self.seed, self.number, self.world = seed, 0, World()
        self._cases: dict[str, Case] = {}

    def next(self, kind: str | None = None) -> Operation:
        """The next operation, of that kind where one is asked for; taking it changes nothing here: see `taken`."""
        chance = Random(f"{self.seed}/{self.number}")
        case = self._case()
        drawn = chance.choices(("save", "keep", "print"), (86, 7, 7))[0]
        return {"save": self._save, "keep": self._keep, "print": self._print}[kind or drawn](case, chance)

    def taken(self, operation: Operation) -> None:
        self._cases[operation.case.case_id] = operation.case
        self.number, self.world = self.number + 1, operation.after

    def _case_id(self) -> str:
        return f"case-{self.seed}-{self.number // ENTRIES_BEFORE_ANOTHER_CASE % 3}"

    def _case(self) -> Case:
        case_id = self._case_id()
        return self._cases.get(case_id) or _first(case_id)

    def _save(self, case: Case, chance: Random) -> Operation:
        question = chance.choice(sorted(ANSWERS))
        case = case.with_answer(question, chance.choice((ANSWERS[question], f"typed {self.number}", None)))
        case = case.with_patient(identifier=f"{CANARY}-{self.number}")
        typed = (("ldh_value", f"half-typed {CANARY} {self.number}"),) if chance.random() < 0.5 else ()
        stand = Stand("undetermined", "unfinished", chance.choice(STEPS), typed)
        settled = chance.random() < 0.6
        drafts = {**self.world.drafts, case.case_id: (canonical(case), stand.step, typed)}
        after = replace(self.world, drafts=drafts)
        return Operation("save", case, lambda store: store.drafts.save(case, stand, settled=settled), after, settled)

    def _keep(self, case: Case, chance: Random) -> Operation:
        case = case.model_copy(update={"revision": self.number + 2, "packs": MappingProxyType(_packs())})
        name = f"before the board, {self.number}"
        kept = (*self.world.revisions.get(case.case_id, ()), (canonical(case), "named", name))
        after = replace(self.world, revisions={**self.world.revisions, case.case_id: kept})
        return Operation("keep", case, lambda store: store.keep(case, "named", name, OUTCOMES), after)

    def _print(self, case: Case, chance: Random) -> Operation:
        record = PrintRecord(
            case=case_digest(case), instant="2026-11-20T10:00+01:00", person=f"{CANARY} {self.number}", program="1",
            packs=MappingProxyType(_packs()), paper="A4",
        )  # fmt: skip
        sheets = tuple(
            Printed(name, name.capitalize(), f"{name}-{self.number}", chance.randbytes(chance.randint(500, 9_000)))
            for name in ("order", "pharmacy")
        )
        printing = Printing(case.case_id, case.revision, 1, record, sheets)
        kept = (*self.world.printings.get(case.case_id, ()), (canonical(record), sheets))
        after = replace(self.world, printings={**self.world.printings, case.case_id: kept})
        return Operation("print", case, lambda store: store.printed.keep(printing), after)


def read_world(store: CaseStore) -> World:
    """Everything the store tells of its cases, read as the screen reads it."""
    world = World()
    drafts, revisions, printings = dict(world.drafts), dict(world.revisions), dict(world.printings)
    with reading():
        case_ids = [
            row[0]
            for row in store.ledger.connection.execute(
                "SELECT case_id FROM drafts UNION SELECT case_id FROM revisions UNION SELECT case_id FROM printings"
            )
        ]
    for case_id in case_ids:
        draft = store.drafts.open(case_id)
        if draft is not None:
            drafts[case_id] = (canonical(draft.case), draft.step, draft.typed)
        kept = tuple((canonical(one.case), one.kept_as, one.name) for one in store.revisions.of_case(case_id))
        printed = tuple((canonical(one.record), one.sheets) for one in store.printed.of_case(case_id))
        revisions |= {case_id: kept} if kept else {}
        printings |= {case_id: printed} if printed else {}
    return World(drafts, revisions, printings)


def _first(case_id: str) -> Case:
    case = a_case(name=f"{CANARY}, Anna", identifier=CANARY)
    return case.model_copy(update={"case_id": case_id, "packs": MappingProxyType(_packs())})


@cache
def _packs() -> dict[str, str]:
    return dict(open_packs(resources()).digests)
