"""The printed list of a recall: whose kept revisions are concerned, so that each can be looked at and ticked off."""

from datetime import datetime
from hashlib import sha256

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.rich_text import Part, Words
from il2desk.documents.sections.provenance import PROGRAM, to_the_minute
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.recall import Recall, Recalled
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.user_text import UserText

HEAD = ("Patient", "Identifier", "Date of birth", "Case, revision", "Kept on", "State", "Seen")
SHARES = (7, 5, 4, 6, 4, 5, 2)
NOBODY = "No kept revision is concerned. Drafts that nobody signed, checked or named are not looked through."
WHAT_TO_DO = "Look at each case again, newest revision first. Tick it here when that is done."
HELD = "This list names patients. Keep it as you keep the records it leads to, and destroy it when the recall is over."


def recall_list(recall: Recall, printed: datetime, person: str, journal: JournalHead) -> r.Report:
    """One sheet of as many pages as it takes; `printed` is an aware instant."""
    digest = sha256(repr((recall, printed.isoformat(), person)).encode()).hexdigest()
    at = to_the_minute(printed)
    counted = f"{len(recall.rows)} in {recall.cases} {'case' if recall.cases == 1 else 'cases'}"
    by: tuple[Part, ...] = (f"Printed {at} by ", UserText(person), ".")
    head = f" Journal before this list was printed: {journal.length} entries, head {journal.head}."
    return r.Report(
        sheet=SheetKind.RECALL,
        title="Recall list",
        subtitle="Kept revisions that something found to be wrong concerns",
        identity=(
            b.LabelledValue("Asked for", UserText(recall.asked)),
            b.LabelledValue("Kept revisions concerned", counted),
        ),
        marks=(),
        footer=((*by, head), f"{PROGRAM}."),
        pages="Page {n} of {m}",
        printed=printed,
        language="en",
        author=PROGRAM,
        subject="Recall list",
        stamp=r.Stamp("RECALL", 1, digest, f"{digest[:4]}-{digest[4:8]}".upper()),
        blocks=_blocks(recall),
    )


def _blocks(recall: Recall) -> tuple[b.Block, ...]:
    if not recall.rows:
        return (b.Text(NOBODY),)
    rows = tuple(_row(one) for one in recall.rows)
    return b.Text(WHAT_TO_DO), b.Grid(HEAD, rows, SHARES, compact=True), b.Text(HELD, b.Voice.SMALL)


def _row(one: Recalled) -> tuple[Words, ...]:
    known = "" if one.known == "used" else f"; {one.known}"
    return (
        _told(one.name),
        _told(one.identifier),
        _told(one.date_of_birth),
        (UserText(one.case_id), f", {one.revision}"),
        one.day,
        f"{one.kept_as}; now {one.state}{known}",
        "[  ]",
    )


def _told(text: str) -> Words:
    return UserText(text) if text else "not recorded"
