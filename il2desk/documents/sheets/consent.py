"""The patient's consent sheet: wording and figures from packs, the contact from the centre, no value of the patient."""

from collections.abc import Mapping
from dataclasses import replace

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.paper import SheetWithheld
from il2desk.documents.model.rich_text import Strong, Words, plain
from il2desk.documents.sections.provenance import PROGRAM, Imprint, named
from il2desk.domain.dosing.clearance import Clearance
from il2desk.domain.packs.reference import (
    PLACEHOLDER,
    ConsentWording,
    Declaration,
    Library,
    Passage,
    Section,
    figures_in_words,
    fill,
)
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.user_text import UserText

NO_CONTACT = "The consent sheet cannot be made: the centre has not set its 24-hour contact for patients."
RECORDED = {"contact", "centre", "case"}


def consent_sheet(clearance: Clearance, wording: ConsentWording, library: Library, imprint: Imprint) -> r.Report:
    """The consent sheet of a cleared case. Raises SheetWithheld where the 24-hour contact is not set."""
    patient, settings = clearance.assessment.case.patient, clearance.settings
    if settings.contact_24h is None:
        raise SheetWithheld(NO_CONTACT)
    foot = replace(imprint, packs=(*imprint.packs, named(wording)))
    values = figures_in_words(library.figures) | {
        "contact": settings.contact_24h.value,
        "centre": settings.centre.value if settings.centre else "",
        "case": foot.case_id,
        "revision": str(foot.revision),
        "printed": foot.instant,
        "versions": foot.versions,
    }
    recorded = (patient.name, patient.identifier, patient.date_of_birth)
    return r.Report(
        sheet=SheetKind.CONSENT,
        title=wording.title,
        subtitle=wording.subtitle,
        identity=tuple(
            b.LabelledValue(label, UserText(value or ""))
            for label, value in zip(wording.identity, recorded, strict=True)
        ),
        marks=(),
        footer=tuple(_filled(line, values) for line in wording.footer),
        pages=wording.pages,
        printed=foot.printed,
        language=wording.language,
        author=PROGRAM,
        subject=foot.subject,
        stamp=foot.stamp,
        blocks=_blocks(clearance, wording, library, values),
        reader=r.Audience.PATIENT,
    )


def _blocks(
    clearance: Clearance, wording: ConsentWording, library: Library, values: Mapping[str, str]
) -> tuple[b.Block, ...]:
    blocks: list[b.Block] = []
    if clearance.settings.sample:
        blocks.append(b.Banner(wording.example_heading, (wording.example,), b.BannerTone.STOP))
    for section in wording.sections:
        blocks += _section(section, library, values)
        if section is wording.sections[0] and clearance.deviations:
            blocks.append(b.Banner(wording.deviation_heading, (wording.deviation,), b.BannerTone.CAUTION))
    lines = [_filled(line, values) for line in wording.contact]
    contact = tuple(b.Text(line, b.Voice.LEAD) for line in lines if plain(line).strip())
    blocks.append(b.Box(wording.contact_heading, contact))
    blocks += [_declaration(one, wording) for one in wording.declarations]
    blocks.append(_declaration(wording.withdrawal, wording))
    blocks += [b.Heading(wording.sources_lead, level=2), b.Text(_sources(wording, library), b.Voice.SMALL)]
    return tuple(blocks)


def _section(section: Section, library: Library, values: Mapping[str, str]) -> list[b.Block]:
    blocks: list[b.Block] = [b.Heading(section.heading)]
    for one, follower in zip(section.passages, (*section.passages[1:], None), strict=True):
        passage = _passage(one, library, values, leads=follower is not None and follower.text is None)
        # rows of figures say no more than a number each: what they count stands on their page
        blocks.append(b.KeepTogether((blocks.pop(), passage)) if one.rows else passage)
    return blocks


def _passage(passage: Passage, library: Library, values: Mapping[str, str], leads: bool) -> b.Block:
    if passage.text:
        return b.Text(_filled(passage.text, values), leads=leads)
    if passage.bullets:
        return b.Bullets(tuple(_filled(item, values) for item in passage.bullets))
    if passage.rows:
        return b.LabelledValues(
            tuple(b.LabelledValue(row.label, _figures_strong(row.says, values)) for row in passage.rows)
        )
    strongest = len(passage.people) - 1
    return b.PeopleChart(
        tuple(
            (int(library.figures.named(group.figure).figure), _filled(group.says, values), strongest - place)
            for place, group in enumerate(passage.people)
        )
    )


def _declaration(said: Declaration, wording: ConsentWording) -> b.KeepTogether:
    lead = (b.Text(said.lead),) if said.lead else ()
    ticks = (b.TickBoxes(said.ticks, frozenset(said.blanks)),) if said.ticks else ()
    signatures = b.SignatureLines(wording.sign_head, tuple(b.SignatureBlock(role) for role in said.signers))
    return b.KeepTogether((b.Heading(said.heading), *lead, *ticks, signatures))


def _filled(text: str, values: Mapping[str, str]) -> Words:
    """The wording with its figures; what the centre typed is kept apart as recorded."""
    pieces = PLACEHOLDER.split(text)
    if not RECORDED.intersection(pieces[1::2]):
        return fill(text, values)
    words = [piece if place % 2 == 0 else _value(piece, values) for place, piece in enumerate(pieces)]
    return tuple(word for word in words if word != "")


def _figures_strong(text: str, values: Mapping[str, str]) -> Words:
    """The wording with its figures in bold, for rows that are looked through rather than read."""
    pieces = PLACEHOLDER.split(text)
    return tuple(Strong(values[piece]) if place % 2 else piece for place, piece in enumerate(pieces) if piece)


def _value(name: str, values: Mapping[str, str]) -> str | UserText:
    return UserText(values[name]) if name in RECORDED else values[name]


def _sources(wording: ConsentWording, library: Library) -> str:
    """The publications behind the figures that this wording uses, in the order of their ids."""
    used = set(PLACEHOLDER.findall(wording.model_dump_json()))
    cited = {one.source for figure in library.figures.figures if figure.id in used for one in figure.cite}
    return " ".join(source.text for source in library.references.sources if source.id in cited)
