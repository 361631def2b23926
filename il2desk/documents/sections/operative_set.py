"""The centre's operative hold and stop set on paper: as a table with its source, and its stop items as a strip."""

from collections.abc import Iterable

from il2desk.documents.model import blocks as b
from il2desk.documents.model.form_blocks import MarginStrip
from il2desk.documents.model.paper import SheetWithheld
from il2desk.documents.model.rich_text import Part, Strong, Words
from il2desk.documents.sections.criteria import cited
from il2desk.domain.packs.reference import HoldStopSet, Library, Sign
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.local_settings import LocalSettings, title_of
from il2desk.domain.values.user_text import UserText

OWN = "own"
NO_BREAK = "\N{NO-BREAK SPACE}"
STRIP_LEAD = "Before each dose look for these and for the set {where}."
INSTEAD = "They are too many to stand here: all of them stand {where}."
OVERLEAF, BEHIND = "overleaf", "behind the last dose"


def operative_set(settings: LocalSettings, library: Library, sheet: SheetKind) -> HoldStopSet:
    """The set the centre chose. Raises SheetWithheld, naming the sheet and the setting, where it is incomplete."""
    if settings.hold_stop_set is None:
        raise withheld(sheet, "hold_stop_set", "no set is chosen")
    chosen = settings.hold_stop_set.value
    rules = library.sets.get(chosen)
    if rules is None:
        raise withheld(sheet, "own_hold_stop_set", "the centre's own set is chosen, but not typed in")
    if rules.needs_counting_rule and settings.counting_rule is None:
        raise withheld(sheet, "counting_rule", "the operative set does not say how many items stop treatment")
    return rules


def withheld(sheet: SheetKind, setting: str, why: str) -> SheetWithheld:
    """Why a sheet is not made, and which local setting would allow it."""
    return SheetWithheld(f"The {sheet.called} cannot be made: {why}. Local setting: {title_of(setting)}.", setting)


def set_blocks(rules: HoldStopSet, settings: LocalSettings) -> tuple[b.Block, ...]:
    """The whole set with its source, under the centre's counting rule where the set leaves it open."""
    own = rules.set_id == OWN
    rows = tuple(
        (told(row.system, own), signs_in_words(row.hold, own, "\n"), signs_in_words(row.stop, own, "\n"))
        for row in rules.rows
    )
    head = ("System", told(rules.hold_means, own), told(rules.stop_means, own))
    counting = settings.counting_rule if rules.needs_counting_rule else None
    title = Strong(rules.title) if not own else UserText(rules.title)
    whole = (
        b.Text(("The centre's operative set. ", title, ". Source: ", told(cited(rules.cite), own), "."), leads=True),
        *(
            (b.LabelledValues((b.LabelledValue("Counting rule of the centre", UserText(counting.value)),)),)
            if counting
            else ()
        ),
        b.Grid(head, rows, (4, 10, 11), compact=True),
    )
    return b.KeepTogether(whole), *set_notes(rules)


def set_notes(rules: HoldStopSet) -> tuple[b.Block, ...]:
    """What must be said of a set, on one page; the centre's own notes keep their lines."""
    if not rules.notes:
        return ()
    own = rules.set_id == OWN
    said = told(("\n" if own else " ").join(rules.notes), own)
    return (b.KeepTogether((b.Text(said, b.Voice.SMALL),)),)


def signs_in_words(signs: Iterable[Sign], own: bool = False, between: str = f"{NO_BREAK} ") -> Words:
    """The signs of one column, each behind a bullet where there are several; `between` may begin a new line."""
    said = [sign.says + (f", until {sign.until}" if sign.until else "") for sign in signs]
    words = between.join(said if len(said) == 1 else (f"•{NO_BREAK}{one}" for one in said)) or "none listed"
    return told(words, own and bool(said))


def stop_strip(rules: HoldStopSet, where: str) -> MarginStrip:
    """The items that stop treatment, system by system, and where the whole set stands."""
    own = rules.set_id == OWN
    groups: list[Words] = []
    for row in rules.rows:
        if row.stop:
            items: tuple[Part, ...] = (told("; ".join(sign.says for sign in row.stop), own),)
            groups.append((*(_heads(row.system, own)), *items))
    lead, instead = (words.format(where=where) for words in (STRIP_LEAD, INSTEAD))
    return MarginStrip(("Stop items: ", told(rules.stop_means, own)), lead, tuple(groups), instead)


def _heads(system: str, own: bool) -> tuple[Part, ...]:
    return (UserText(system), ": ") if own else (Strong(f"{system}: "),)


def told(words: str, own: bool) -> Part:
    """Words of a set: the program's, or as the centre typed them."""
    return UserText(words) if own else words
