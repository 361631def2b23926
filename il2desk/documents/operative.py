"""The centre's operative hold and stop set on paper: as a table with its source, and its stop items as a strip."""

from collections.abc import Iterable

from il2desk.documents import blocks as b
from il2desk.documents.criteria import cited
from il2desk.documents.form_blocks import Strip
from il2desk.documents.printing import SheetWithheld
from il2desk.documents.words import Part, Recorded, Strong, Words
from il2desk.domain.reference import HoldStopSet, Library, Sign
from il2desk.domain.settings import LocalSettings, title_of

OWN = "own"
NO_BREAK = "\N{NO-BREAK SPACE}"
STRIP_LEAD = "Before each dose look for these and for the set overleaf."
INSTEAD = "They are too many to stand here: all of them stand overleaf."


def operative_set(settings: LocalSettings, library: Library, sheet: str) -> HoldStopSet:
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


def withheld(sheet: str, setting: str, why: str) -> SheetWithheld:
    """Why a sheet is not made, and which local setting would allow it."""
    return SheetWithheld(f"The {sheet} cannot be made: {why}. Local setting: {title_of(setting)}.", setting)


def set_blocks(rules: HoldStopSet, settings: LocalSettings) -> tuple[b.Block, ...]:
    """The whole set with its source, under the centre's counting rule where the set leaves it open."""
    own = rules.set_id == OWN
    rows = tuple(
        (told(row.system, own), signs_in_words(row.hold, own, "\n"), signs_in_words(row.stop, own, "\n"))
        for row in rules.rows
    )
    head = ("System", told(rules.hold_means, own), told(rules.stop_means, own))
    notes: Words = told("\n".join(rules.notes), own)
    counting = settings.counting_rule if rules.needs_counting_rule else None
    whole = (
        b.Text(("The centre's operative set. ", Strong(rules.title) if not own else Recorded(rules.title)), leads=True),
        b.Text(("Source: ", told(cited(rules.cite), own), "."), b.Voice.SMALL, leads=True),
        *((b.Facts((b.Fact("Counting rule of the centre", Recorded(counting.value)),)),) if counting else ()),
        b.Grid(head, rows, (4, 10, 11), compact=True),
    )
    return b.KeepTogether(whole), *((b.Text(notes, b.Voice.SMALL),) if rules.notes else ())


def signs_in_words(signs: Iterable[Sign], own: bool = False, between: str = f"{NO_BREAK} ") -> Words:
    """The signs of one column, each behind a bullet where there are several; `between` may begin a new line."""
    said = [sign.says + (f", until {sign.until}" if sign.until else "") for sign in signs]
    words = between.join(said if len(said) == 1 else (f"•{NO_BREAK}{one}" for one in said)) or "none listed"
    return told(words, own and bool(said))


def stop_strip(rules: HoldStopSet) -> Strip:
    """The items that stop treatment, system by system."""
    own = rules.set_id == OWN
    groups: list[Words] = []
    for row in rules.rows:
        if row.stop:
            items: tuple[Part, ...] = (told("; ".join(sign.says for sign in row.stop), own),)
            groups.append((*(_heads(row.system, own)), *items))
    return Strip(("Stop items: ", told(rules.stop_means, own)), STRIP_LEAD, tuple(groups), INSTEAD)


def _heads(system: str, own: bool) -> tuple[Part, ...]:
    return (Recorded(system), ": ") if own else (Strong(f"{system}: "),)


def told(words: str, own: bool) -> Part:
    """Words of a set: the program's, or as the centre typed them."""
    return Recorded(words) if own else words
