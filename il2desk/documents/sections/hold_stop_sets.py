"""Reference matter of a clinical sheet: hold and stop sets beside the order, and the sources."""

import re

from il2desk.documents.model import blocks as b
from il2desk.documents.sections.criteria import cited
from il2desk.documents.sections.operative_set import OWN, set_notes, signs_in_words, told
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.packs.citations import Source
from il2desk.domain.packs.reference import HoldStopSet, Library
from il2desk.domain.values.user_text import UserText

READ = {
    "full": "",
    "part": "",
    "abstract": " (abstract read)",
    "no": " (not read; as reported by S0)",
}


def hold_stop_blocks(assessment: Assessment, library: Library) -> tuple[b.Block, ...]:
    """Every set, each by itself and never merged; the centre's operative one is named, and the order carries it."""
    chosen = assessment.settings.hold_stop_set
    if chosen is None:
        operative = "The centre has not set its operative set."
    else:
        operative = f"The centre's operative set is {'its own' if chosen.value == 'own' else chosen.value}."
    lead = f"For reference, not the order: only the operative set stands on the order. {operative}"
    blocks: list[b.Block] = [b.Heading("Hold and stop sets"), b.Text(lead, b.Voice.SMALL, leads=True)]
    for rules in library.sets.values():
        blocks += _set(rules)
    retreatment = library.retreatment
    blocks += [
        b.Heading(retreatment.title, level=2),
        b.Text(f"Source: {cited(retreatment.cite)}.", b.Voice.SMALL, leads=True),
        b.Bullets(retreatment.items, b.Voice.SMALL, columns=2),
    ]
    return tuple(blocks)


def _set(rules: HoldStopSet) -> list[b.Block]:
    own = rules.set_id == OWN
    rows = tuple(
        (told(row.system, own), signs_in_words(row.hold, own), signs_in_words(row.stop, own)) for row in rules.rows
    )
    head = ("System", told(rules.hold_means, own), told(rules.stop_means, own))
    title = (b.Text(("The centre's own set: ", UserText(rules.title)), leads=True),)
    source = ("For reference, not the order. Source: ", told(cited(rules.cite), own), ".")
    return [
        *(title if own else (b.Heading(rules.title, level=2),)),
        b.Text(source, b.Voice.SMALL, leads=True),
        b.Grid(head, rows, (4, 10, 11), compact=True),
        *set_notes(rules),
    ]


def references_block(assessment: Assessment, library: Library) -> b.LabelledValues:
    """The sources of both packs and of the reference sets, each once, in the order of their numbers."""
    packs = assessment.packs
    ids = {one.source for rules in library.sets.values() for one in rules.cite}
    ids |= {one.source for one in library.retreatment.cite} | _named_in_notes(library)
    sources = {source.id: source for source in library.references.sources if source.id in ids}
    sources |= {source.id: source for source in (*packs.product.sources, *packs.guideline.sources)}
    ordered = sorted(sources.values(), key=_rank)
    rows = tuple(b.LabelledValue(source.id, source.text + READ[source.read]) for source in ordered)
    return b.LabelledValues(rows, compact=True, halved=True)


def _named_in_notes(library: Library) -> set[str]:
    notes = " ".join(note for rules in library.sets.values() for note in rules.notes)
    return set(re.findall(r"\bS\d+\b", notes))


def _rank(source: Source) -> tuple[bool, int, str]:
    number = source.id.removeprefix("S")
    numbered = number.isdecimal()
    return not numbered, int(number) if numbered else 0, source.id
