"""What the screen gets from outside: packs, settings, the clock, the makers of sheets, and where files are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from il2desk.domain.assessment.assessment import Assessment, Packs
from il2desk.domain.values.local_settings import LocalSettings

if TYPE_CHECKING:
    from il2desk.domain.dosing.dose_plan import DosePlan
    from il2desk.domain.packs.body_outline import Body
    from il2desk.domain.records.pdf_payload import PdfComparison, Returned
    from il2desk.domain.records.print_record import PrintRecord, Replaced
    from il2desk.domain.records.sheet_kinds import SheetKind
    from il2desk.domain.values.local_settings import PaperName


class Recorder(Protocol):
    """Makes the record of a printing: its copy number follows the one it replaces of the same revision."""

    def __call__(
        self,
        assessment: Assessment,
        paper: "PaperName",
        printed: datetime,
        *,
        person: str | None = None,
        replaces: "Replaced | None" = None,
    ) -> "PrintRecord": ...


@dataclass(frozen=True, slots=True)
class Ports:
    """`now` gives an aware instant. What it cannot do, a port refuses: it raises Refusal, and nothing was changed.
    `save_settings` gives the path under which it kept a file of settings that could not be used, None where none was;
    `settings_fault` says that there is such a file, and so nothing is set.
    `record` makes the record of a printing from an assessment, the paper ("A4", "Letter") and the instant.
    `print_job` begins the printing of an assessment and its dose plan or None under a record, and gives what turns a
    kind of sheet into PDF bytes; both raise Refusal where a sheet cannot be made.
    `open_returned` reads a PDF of this program back from its bytes, and `verify` holds it against what a store keeps of
    it, or against what is made of what it carries; both run beside the window.
    `body` gives the body outline, read when it is first asked for.
    """

    packs: Packs
    settings: LocalSettings
    now: Callable[[], datetime]
    save_settings: Callable[[LocalSettings], Path | None]
    record: Recorder
    print_job: Callable[[Assessment, "DosePlan | None", "PrintRecord"], Callable[["SheetKind"], bytes]]
    save_file: Callable[[bytes, str], None]
    open_returned: Callable[[bytes], "Returned"]
    verify: Callable[[bytes, bytes | None], "PdfComparison"]
    body: Callable[[], "Body"]
    settings_fault: str = ""
