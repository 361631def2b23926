"""The one thing that changes: a session holds one frozen case, replaces it, and says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from il2desk.domain.assessment import Assessment, Packs, assess
from il2desk.domain.case import Case, Deviation, Site
from il2desk.domain.clearance import NoClearance, clear
from il2desk.domain.record import no_texts
from il2desk.domain.settings import LocalSettings
from il2desk.domain.signing import sign

if TYPE_CHECKING:
    from il2desk.domain.dosing import DosePlan
    from il2desk.domain.picture import Body
    from il2desk.domain.print_record import PaperName, PrintRecord


@dataclass(frozen=True)
class Ports:
    """What the screen gets from outside: the clock, and where settings and files are written.

    `now` gives an aware instant. `save_settings` and `save_file` raise OSError or ValueError with a sentence.
    `record` makes the record of a printing from an assessment, the paper ("A4", "Letter") and the instant.
    `make_sheet` turns a sheet's name ("summary", "consent"), an assessment, a dose plan or None and a record into
    PDF bytes; it raises ValueError with a sentence where the sheet cannot be made.
    `body` gives the body outline, read when it is first asked for; it raises ValueError with a sentence.
    """

    packs: Packs
    settings: LocalSettings
    now: Callable[[], datetime]
    save_settings: Callable[[LocalSettings], None]
    record: Callable[[Assessment, "PaperName", datetime], "PrintRecord"]
    make_sheet: Callable[[str, Assessment, "DosePlan | None", "PrintRecord"], bytes]
    save_file: Callable[[bytes, str], None]
    body: Callable[[], "Body"]


_UNSIGNED: dict[str, object] = {"signatures": (), "settings": None, "zone": None, "packs": no_texts()}
"""What signing kept in a case, taken out again when an entry is changed afterwards."""


class Session(QObject):
    """One case being recorded, its assessment and, once it is signed and cleared, its dose plan."""

    changed = Signal()
    signature_voided = Signal()

    def __init__(self, ports: Ports, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ports = ports
        self.case = case
        self.settings = ports.settings
        self.assessment: Assessment
        self.plan: DosePlan | None = None
        self.blocked_by_error = False
        self._begun_with = case
        self._on_paper: Case | None = None
        self._judge_again()

    @property
    def is_on_paper(self) -> bool:
        """Whether the case as it stands was printed or saved as PDF."""
        return self._on_paper == self.case

    @property
    def would_be_lost(self) -> bool:
        """Whether something is recorded that is on no paper; the window keeps no file of a case."""
        return self.case != self._begun_with and not self.is_on_paper

    def put_on_paper(self) -> None:
        """Note that the case as it stands was printed or saved as PDF."""
        self._on_paper = self.case
        self.changed.emit()

    def begin(self, case: Case) -> None:
        """Put the present case away for good and begin another."""
        self.plan = None
        self.case = self._begun_with = case
        self._on_paper = None
        self._judge_again()

    @property
    def today(self) -> date:
        """The day on the centre's calendar where its zone is known, else on the workstation's."""
        now = self.ports.now()
        zone = self.settings.zone
        if zone is None:
            return now.date()
        from zoneinfo import ZoneInfo

        return now.astimezone(ZoneInfo(zone.value)).date()

    def answer(self, question: str, text: str | None) -> None:
        """Replace the answer to one question of the pack; None or blank removes it."""
        self._replace(self.case.with_answer(question, text))

    def set_patient(self, field: str, text: str | None) -> None:
        """Replace `name`, `identifier` or `date_of_birth`."""
        self._replace(self.case.with_patient(**{field: text or None}))

    def set_sites(self, sites: tuple[Site, ...], complete: bool | None) -> None:
        self._replace(self.case.model_copy(update={"sites": sites, "sites_complete": complete}))

    def set_cycle(self, **changes: Any) -> None:
        """Replace fields of the present cycle (see `il2desk.domain.case.Cycle`)."""
        self._replace(self.case.with_cycle(**changes))

    def confirm(self, what: str, confirmed: bool) -> None:
        """Set or remove one confirmation of the present cycle."""
        others = tuple(one for one in self.case.cycle.confirmed if one != what)
        self.set_cycle(confirmed=(*others, what) if confirmed else others)

    def deviate(self, deviation: Deviation) -> None:
        """Record or replace the deviation for one criterion."""
        others = tuple(one for one in self.case.cycle.deviations if one.criterion != deviation.criterion)
        self.set_cycle(deviations=(*others, deviation))

    def change_settings(self, settings: LocalSettings) -> None:
        """Write the centre's settings, then judge by them. Raises what the port raises; nothing is changed then."""
        self.ports.save_settings(settings)
        self.settings = settings
        self._replace(self.case, even_if_equal=True)

    def sign(self, name: str) -> None:
        """Sign the case as it stands, judged anew on the day it now is. Raises CannotSign with reasons."""
        self.assessment = self._assess()
        self.case = sign(self.assessment, name, self.ports.now())
        self._judge_again()

    def block(self) -> None:
        """After an unexpected error: no dose is shown and nothing printed until an entry is judged without one."""
        self.blocked_by_error = True
        self.plan = None
        self.changed.emit()

    def _replace(self, case: Case, *, even_if_equal: bool = False) -> None:
        if case == self.case and not even_if_equal:
            return
        signed = bool(self.case.signatures)
        self.plan = None
        self.case = case.model_copy(update=_UNSIGNED) if signed else case
        self._judge_again()
        if signed:
            self.signature_voided.emit()

    def _judge_again(self) -> None:
        self.plan = None
        self.assessment = self._assess()
        self.plan = self._plan_doses()
        self.blocked_by_error = False
        self.changed.emit()

    def _plan_doses(self) -> "DosePlan | None":
        try:
            clearance = clear(self.assessment)
        except NoClearance:
            return None
        from il2desk.domain.dosing import plan_doses

        return plan_doses(clearance)

    def _assess(self) -> Assessment:
        return assess(self.case, self.ports.packs, self.settings, self.today)
