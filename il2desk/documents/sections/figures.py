"""Pictures as blocks: the involved sites on the outline, and the concentration in its window."""

from fractions import Fraction

from il2desk.documents.model.figure_blocks import BodyOutline, ConcentrationWindow, MarkedSite, Reading
from il2desk.documents.model.rich_text import Part, Strong, Words, parts, plain
from il2desk.documents.sections.preparation import METHODS
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.case.case import Site
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.preparation import Mixture, Preparation
from il2desk.domain.packs.body_outline import Body
from il2desk.domain.packs.guideline import SiteKind
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.parsing import plain as figure
from il2desk.domain.values.user_text import UserText, capitalized

LONGEST_NAME = 60
ELSEWHERE = "named among the answers"


def sites_picture(assessment: Assessment, body: Body) -> BodyOutline:
    """The involved sites on the outline; those it does not show are named below it."""
    kinds = assessment.packs.guideline.sites
    involved: dict[str, list[Site]] = {}
    for site in assessment.case.sites:
        involved.setdefault(site.id, []).append(site)
    labels = {kind.id: _label(kind, involved[kind.id]) for kind in kinds if kind.id in involved}
    drawn = tuple(MarkedSite(id_, words) for id_, words in labels.items() if id_ in body.shape_by_site)
    left_out = [words for id_, words in labels.items() if id_ not in body.shape_by_site]
    complete = assessment.case.sites_complete
    listed = "complete" if complete else "not complete"
    missing: tuple[Part, ...] = ("Not on the outline: ", *_joined(left_out), ". ") if left_out else ()
    caption = (f"{capitalized(body.view)}. ", *missing, f"List {listed}.")
    named = _joined(list(labels.values())) or ("no site listed",)
    alternative = (f"Body outline, {body.view}. Involved: ", *named, f". List {listed}.")
    return BodyOutline(drawn, caption, alternative, body)


def _label(kind: SiteKind, sites: list[Site]) -> Words:
    """The kind and, where sites of it have names that are short, these."""
    names = list(filter(None, (trimmed(site.text or "") for site in sites)))
    if not names:
        return kind.label
    if sum(len(name) for name in names) > LONGEST_NAME or any("\n" in name for name in names):
        return f"{kind.label}, {ELSEWHERE}"
    return (f"{kind.label}: ", *_joined([UserText(name) for name in names]))


def _joined(many: list[Words] | list[UserText]) -> tuple[Part, ...]:
    together: list[Part] = []
    for words in many:
        together += [", ", *parts(words)] if together else parts(words)
    return tuple(together)


def concentration_window(plan: DosePlan) -> ConcentrationWindow:
    """Both methods' concentrations on one scale with the product's window."""
    prepared, dilution = plan.preparation, plan.clearance.assessment.packs.product.dilution
    least, most = figure(dilution.at_least), figure(dilution.at_most)
    above, below = _reading(prepared.replacing, prepared), _reading(prepared.added, prepared)
    window = f"{least} to {most} micrograms per mL"
    said = " ".join(f"{plain(one.words)}." for one in (above, below))
    solid = "Solid: the centre's method." if prepared.chosen else "The centre has not set which method it uses."
    return ConcentrationWindow(
        least=least,
        most=most,
        above=above,
        below=below,
        caption=f"Concentration in the bag. Shaded: the window, {window}. {solid}",
        alternative=f"Scale of the concentration with the window of {window}. {said}",
        ends=(Fraction(dilution.at_least), Fraction(dilution.at_most)),
    )


def _reading(mixture: Mixture, prepared: Preparation) -> Reading:
    where: Part = "inside" if mixture.in_window else Strong("outside")
    words = (f"{METHODS[mixture.method]}: {mixture.shown}, ", where)
    return Reading(words, mixture.concentration, mixture.in_window, mixture is prepared.chosen)
