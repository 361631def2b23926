"""What a ward works from: the dose at one place on each sheet, every figure the plan's, nothing pre-printed or cut."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from pikepdf import Pdf, parse_content_stream

from il2desk.documents.layout.duplex import LEFT_BLANK
from il2desk.documents.layout.ward_forms import NUMBER
from il2desk.documents.model.form_blocks import BagLabel, FormGrid, Labels
from il2desk.documents.model.paper import Paper, SheetWithheld
from il2desk.documents.model.report import Report
from il2desk.documents.model.rich_text import plain, spoken
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.sections.provenance import imprint
from il2desk.documents.sheets.administration import EARLIER, GIVING, LOOKED_AT, LOOKED_AT_BESIDE_WIDE, UNITS
from il2desk.documents.sheets.order import order_sheet
from il2desk.domain.case.case import Patient
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.schedule import lay_out
from il2desk.domain.dosing.validity import holds_until
from il2desk.domain.packs.reference import HoldStopSet
from il2desk.domain.records.print_record import JournalHead, Replaced
from il2desk.domain.values.local_settings import LocalSettings
from tests.cases import a_record
from tests.documents.desk import BORN, IDENTIFIER, NAME, NOW, Desk
from tests.documents.pdf_text import FONTS, body, outside_margins, pages, pdf, runs, squeezed

WARD = ("order", "administration", "pharmacy")
JOURNAL = JournalHead(length=1234, head="BA2A982B6326628E")
DOSED = (*WARD, "summary")


def said(report: Report) -> str:
    return " ".join(each.text for each in spoken(report))


def first_page(report: Report, paper: Paper = Paper.A4) -> str:
    return squeezed(pages(pdf(report, paper))[0])


@pytest.mark.parametrize("paper", list(Paper))
def test_the_dose_stands_at_the_same_place_on_every_sheet_of_the_ward(desk: Desk, paper: Paper) -> None:
    places = set()
    for name in WARD:
        drawn = runs(pdf(desk.sheet(name), paper))[0]
        dose = next(run for run in drawn if run.text.strip().startswith("42 million"))
        places.add((round(dose.left), round(dose.y)))
    assert len(places) == 1


@pytest.mark.parametrize("name", DOSED)
def test_dose_per_kg_weight_and_its_date_stand_on_page_one(desk: Desk, name: str) -> None:
    plan = desk.plan(desk.case(weight="82.4 kg"))
    first = first_page(desk.sheet(name, plan))
    for words in (plan.per_kg_in_words, "82.4 kg dated 2026-11-01", "49.44 million international units (49,440,000)"):
        assert squeezed(words) in first


@pytest.mark.parametrize("name", DOSED)
def test_each_sheet_says_until_when_it_holds_and_why(desk: Desk, name: str) -> None:
    plan = desk.plan(desk.case())
    limit = holds_until(plan.clearance.assessment)
    assert limit is not None
    first = first_page(desk.sheet(name, plan))
    assert squeezed(f"{limit.day.isoformat()}, that day included. {limit.what}") in first


@pytest.mark.parametrize("name", DOSED)
def test_each_sheet_says_what_it_replaces_on_every_page(desk: Desk, name: str) -> None:
    plan = desk.plan(desk.case())
    record = a_record(plan.clearance.assessment, "A4", NOW, copy_number=3, replaces=Replaced(revision=4, copy_number=2))
    other = Desk()
    other.imprint = lambda assessment: imprint(assessment, desk.library, record)  # type: ignore[method-assign]
    printed = pages(pdf(other.sheet(name, plan)))
    assert all(squeezed("copy 3") in squeezed(page) for page in printed)
    assert all(squeezed("Replaces copy 2 of revision 4.") in squeezed(page) for page in printed)


@pytest.mark.parametrize("name", DOSED)
def test_an_unchecked_dose_is_marked_on_every_page_and_a_checked_one_on_none(desk: Desk, name: str) -> None:
    unchecked, checked = desk.sheet(name), desk.sheet(name, desk.checked(desk.case()))
    assert all("NOTCHECKED" in squeezed(page) for page in pages(pdf(unchecked)))
    assert all("NOTCHECKED" not in squeezed(page) for page in pages(pdf(checked)))


def test_each_bag_label_carries_the_mark_of_its_sheet(desk: Desk) -> None:
    def marks(report: Report) -> set[tuple[str, ...]]:
        return {one.marks for one in labels_of(report)}

    assert marks(desk.sheet("pharmacy")) == {("NOT CHECKED",)}
    assert marks(desk.sheet("pharmacy", desk.checked(desk.case()))) == {()}
    assert marks(desk.sheet("pharmacy", desk.retimed(desk.case()))) == {("NOT CHECKED", "RE-TIMED")}


@pytest.mark.parametrize("name", WARD)
def test_the_checkers_result_is_never_printed(desk: Desk, name: str) -> None:
    assert "Clara Third" not in said(desk.sheet(name, desk.checked(desk.case())))


@pytest.mark.parametrize("name", DOSED)
def test_re_timed_doses_are_marked_with_from_when_to_when_and_why(desk: Desk, name: str) -> None:
    report = desk.sheet(name, desk.retimed(desk.case()))
    assert all("RE-TIMED" in squeezed(page) for page in pages(pdf(report)))
    for words in (
        "Thursday 2026-11-05 06:00",
        "Wednesday 2026-11-04 17:00 as first planned",
        "2026-11-04 09:30",
        "Held <twice> for",
    ):
        assert squeezed(words) in first_page(report)


@pytest.mark.parametrize("name", ["order", "administration"])
def test_every_moved_slot_says_so(desk: Desk, name: str) -> None:
    assert body(desk.sheet(name, desk.retimed(desk.case()))).count("afterdose1;re-timed") == 10


def test_a_re_timed_worksheet_has_rows_labels_and_stock_for_the_doses_from_the_new_start_on_alone(desk: Desk) -> None:
    report = desk.sheet("pharmacy", desk.retimed(desk.case()))
    assert [one.count for one in labels_of(report)] == [f"Dose {number} of at most 14" for number in range(5, 15)]
    [log] = [one for one in report.blocks if isinstance(one, FormGrid) and one.head[0] == "Dose"]
    assert [row[0] for row in log.rows] == [str(number) for number in range(5, 15)]
    printed = body(report)
    assert printed.count(squeezed("Doses 1 to 4: on the worksheet printed earlier.")) == 2
    assert squeezed("30 vials: 3 for each of at most 10 doses, from dose 5 on") in printed
    assert squeezed("printed earlier") not in body(desk.sheet("pharmacy"))


def test_a_re_timed_order_is_signed_for_the_doses_that_are_left(desk: Desk) -> None:
    plan = desk.retimed(desk.case())
    assert f"Ordered: up to 10 doses of {plan.in_words} each, from dose 5 on" in said(desk.sheet("order", plan))
    for name in ("order", "administration", "pharmacy"):
        words = said(desk.sheet(name, plan))
        assert "Up to 10 doses, from dose 5 on, each only after its pre-dose check" in words, name
        assert "Up to 14 doses" not in words, name


def test_doses_before_a_re_timing_are_said_to_stand_on_the_earlier_record(desk: Desk) -> None:
    order = desk.sheet("order", desk.retimed(desk.case()))
    assert body(order).count(squeezed("on the earlier record")) == 4
    for name in ("order", "summary"):
        report = desk.sheet(name, desk.retimed(desk.case()))
        assert squeezed("Doses 1 to 4 as first planned: see the record printed earlier.") in body(report)
        assert squeezed("as first planned") not in body(desk.sheet(name))


@pytest.mark.parametrize("name", [*DOSED, "cover"])
def test_a_re_timed_sheet_names_no_last_day_for_a_first_dose_that_was_given(desk: Desk, name: str) -> None:
    first = first_page(desk.sheet(name, desk.retimed(desk.case())))
    assert "Firstdoseby" not in first
    assert squeezed("The doses from the new start on. The cycle has begun") in first


@pytest.mark.parametrize("name", [*DOSED, "cover"])
def test_a_second_cycle_says_what_was_given_before(desk: Desk, name: str) -> None:
    first = first_page(desk.sheet(name, desk.second_cycle()))
    assert squeezed("2. Cycle 1: 11 doses given, the first on Tuesday 2026-10-13, the last on") in first
    assert squeezed("At most 28 doses in the course") in first


@pytest.mark.parametrize("name", DOSED)
@pytest.mark.parametrize("paper", list(Paper))
def test_a_deviation_is_boxed_on_page_one_with_outcome_reason_words_and_both_names(
    desk: Desk, name: str, paper: Paper
) -> None:
    plan = desk.plan(desk.deviating(text="Falling <since> & so on."))
    first = first_page(desk.sheet(name, plan), paper)
    coded = desk.packs.guideline.deviation_reasons[0].label
    for words in ("Deviation from the guideline", "LDH normal", "Not met", coded, "Falling <since> & so on."):
        assert squeezed(words) in first
    assert squeezed("Dr Anna Example") in first
    assert squeezed("Prof. B. Second") in first
    assert squeezed(plan.clearance.assessment.verdict) in body(desk.sheet("order", plan))


@pytest.mark.parametrize("name", DOSED)
def test_the_age_of_the_guidance_and_not_a_prescription_stand_on_each(desk: Desk, name: str) -> None:
    printed = body(desk.sheet(name))
    assert squeezed(desk.packs.guideline.notice.text) in printed
    assert squeezed("Not a prescription") in first_page(desk.sheet(name))


@pytest.mark.parametrize("name", ["order", "administration"])
@pytest.mark.parametrize(
    ("unset", "named"),
    [
        ({"hold_stop_set": None}, "Operative hold and stop set"),
        ({"hold_stop_set": "own"}, "The centre's own hold and stop set"),
        ({"hold_stop_set": "B", "counting_rule": None}, "Counting rule for relative items"),
    ],
)
def test_without_a_whole_operative_set_the_sheet_is_withheld_and_the_setting_named(
    desk: Desk, name: str, unset: dict[str, object], named: str
) -> None:
    with pytest.raises(SheetWithheld, match=named) as refusal:
        desk.with_settings(**unset).sheet(name)
    assert refusal.value.setting in LocalSettings.model_fields


def test_without_a_method_the_worksheet_is_withheld_and_the_order_states_no_rate(desk: Desk) -> None:
    unset = desk.with_settings(dilution=None)
    with pytest.raises(SheetWithheld, match="Drug volume: added to the bag, or replacing diluent"):
        unset.sheet("pharmacy")
    order = said(unset.sheet("order"))
    assert "mL per hour" not in order
    assert "Not stated: the centre has not set how the bag is mixed" in order


@pytest.mark.parametrize("name", ["order", "administration"])
@pytest.mark.parametrize("chosen", ["A", "B"])
def test_only_the_operative_set_stands_there_whole_and_with_its_source(desk: Desk, name: str, chosen: str) -> None:
    printed = body(desk.with_settings(hold_stop_set=chosen).sheet(name))
    rules, other = desk.library.sets[chosen], desk.library.sets["B" if chosen == "A" else "A"]
    signs = [sign.says for row in rules.rows for sign in (*row.hold, *row.stop)]
    assert [one for one in signs if squeezed(one) not in printed] == []
    assert squeezed(f"{rules.cite[0].source} ({rules.cite[0].at})") in printed
    assert squeezed(other.title) not in printed
    counting = desk.settings.counting_rule
    assert counting is not None
    assert (squeezed(counting.value) in printed) is (chosen == "B")


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("chosen", ["A", "B"])
def test_every_front_with_doses_has_the_stop_items_beside_and_the_set_overleaf(
    desk: Desk, paper: Paper, chosen: str
) -> None:
    plan = desk.checked(desk.case()) if chosen == "A" else desk.with_settings(hold_stop_set="B").checked(desk.case())
    report = desk.sheet("administration", plan)
    printed = [squeezed(page) for page in pages(pdf(report, paper))]
    fronts = [at for at, page in enumerate(printed) if re.search(r"Dose\d+\w+day2026", page)]
    assert fronts == [0, 2]
    stops = [sign.says for row in desk.library.sets[chosen].rows for sign in row.stop]
    for at in fronts:
        assert [one for one in stops if squeezed(one) not in printed[at]] == []
        assert squeezed("Source: ") in printed[at + 1]
        assert squeezed(desk.library.sets[chosen].title) in printed[at + 1]


def test_the_record_has_a_place_for_everything_for_each_of_fourteen_doses(desk: Desk) -> None:
    printed = body(desk.sheet("administration"))
    labels = "Identity Given Held Omitted Start End Pressure Pulse Temperature Oxygen Urine Weight Bleeding"
    for label in (*labels.split(), "Bag lot", "Mental state", "Why not given", "Count given"):
        assert printed.count(squeezed(label)) >= 14, label
    assert printed.count("Initials") == 28
    for slot in desk.plan(desk.case()).schedule.slots:
        assert squeezed(f"Dose {slot.number} {slot.shown}") in printed


def test_doses_before_a_re_timing_stand_on_the_earlier_record_without_a_time_or_a_place_to_write(desk: Desk) -> None:
    plan = desk.retimed(desk.case())
    printed = body(desk.sheet("administration", plan))
    for slot in plan.schedule.slots:
        earlier = slot.number < 5
        assert (squeezed(f"Dose {slot.number} {EARLIER}") in printed) is earlier
        assert (squeezed(f"Dose {slot.number} {slot.shown}") in printed) is not earlier
    assert all(printed.count(squeezed(label)) == 10 for label in ("Why not given", "Omitted", "Bag lot"))
    assert squeezed(EARLIER) not in body(desk.sheet("administration"))


@pytest.mark.parametrize("number", [2, 14])
def test_a_record_can_be_re_timed_from_any_dose(desk: Desk, number: int) -> None:
    plan = desk.retimed(desk.case())
    assert plan.retimed is not None
    schedule = replace(plan.schedule, retimed=replace(plan.retimed, from_dose=number))
    printed = body(desk.sheet("administration", replace(plan, schedule=schedule)))
    assert printed.count(squeezed(EARLIER)) == number - 1
    assert printed.count("Omitted") == 15 - number


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("chosen", ["A", "B"])
@pytest.mark.parametrize("kind", ["unchecked", "re-timed"])
def test_the_set_stands_overleaf_of_every_front_that_says_so(desk: Desk, paper: Paper, chosen: str, kind: str) -> None:
    whose = desk.with_settings(hold_stop_set=chosen)
    plan = whose.retimed(whose.case()) if kind == "re-timed" else whose.plan(whose.case())
    printed = [squeezed(page) for page in pages(pdf(whose.sheet("administration", plan), paper))]
    fronts = [at for at, page in enumerate(printed) if "Omitted" in page]
    assert fronts
    for at in fronts:
        assert squeezed("for the set overleaf") in printed[at]
        assert at % 2 == 0
        assert squeezed(whose.library.sets[chosen].title) in printed[at + 1]


def test_a_set_too_long_for_the_back_is_said_to_stand_behind_the_last_dose(desk: Desk) -> None:
    a = desk.library.sets["A"]
    long = tuple(row.model_copy(update={"hold": row.hold * 60}) for row in a.rows)
    other = Desk()
    sets = {**desk.library.sets, "A": a.model_copy(update={"rows": long})}
    other.library = type(desk.library)(desk.library.figures, sets, desk.library.retreatment, desk.library.references)
    fronts = fronts_of(other.sheet("administration"), Paper.A4)
    assert fronts
    assert all(squeezed("for the set behind the last dose") in squeezed(page) for page in fronts)
    assert all("overleaf" not in page for page in fronts)


def test_given_held_and_omitted_have_boxes_that_a_hand_can_tick(desk: Desk) -> None:
    least = 3.5 * 72 / 25.4
    with Pdf.open(BytesIO(pdf(desk.sheet("administration")))) as file:
        drawn = [operands for page in file.pages for operands, name in parse_content_stream(page) if str(name) == "re"]
    sides = [(float(width), float(height)) for _, _, width, height in drawn]
    boxes = [width for width, height in sides if 1 < width == height < 30]  # not those of the page's code
    assert len(boxes) == 14 * 4  # and one for the identity
    assert min(boxes) >= least


def test_no_letter_of_a_doses_time_touches_the_frame_below_it(desk: Desk) -> None:
    """Its ground reaches below the line it stands on, down to the frame."""
    with Pdf.open(BytesIO(pdf(desk.sheet("administration", desk.checked(desk.case()))))) as file:
        drawn = [tuple(map(float, one)) for one, name in parse_content_stream(file.pages[0]) if str(name) == "re"]
    grounds = [height for *_, width, height in drawn if 390 < width < 410]
    assert len(grounds) == 7
    assert min(grounds) > NUMBER.leading + 1


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("kind", ["unchecked", "checked", "re-timed", "deviating", "long name", "set B"])
def test_no_front_holds_a_single_dose(desk: Desk, paper: Paper, kind: str) -> None:
    long = Patient(name="Maria " * 20, identifier="9" * 40, date_of_birth=BORN)
    made: dict[str, Callable[[], tuple[Desk, DosePlan]]] = {
        "unchecked": lambda: (desk, desk.plan(desk.case())),
        "checked": lambda: (desk, desk.checked(desk.case())),
        "re-timed": lambda: (desk, desk.retimed(desk.case())),
        "deviating": lambda: (desk, desk.plan(desk.deviating(text="Because.\n" * 12))),
        "long name": lambda: (desk, desk.plan(desk.case(patient=long))),
        "set B": lambda: ((other := desk.with_settings(hold_stop_set="B")), other.plan(other.case())),
    }
    whose, plan = made[kind]()
    printed = map(squeezed, pages(pdf(whose.sheet("administration", plan), paper)))
    counts = [count for page in printed if (count := page.count("Whynotgiven"))]
    assert sum(counts) == (10 if kind == "re-timed" else 14)
    assert min(counts) >= 3
    if kind in {"unchecked", "checked"}:
        assert len(counts) == 2


def test_a_clock_change_and_a_sixth_day_are_marked_at_their_doses(desk: Desk) -> None:
    plan, regimen = desk.plan(desk.case()), desk.packs.guideline.regimen
    zone = ZoneInfo("Europe/Paris")
    moved = replace(plan, schedule=lay_out(datetime(2026, 10, 23, 17, tzinfo=zone), zone, regimen, 5))
    for name in ("order", "administration"):
        printed = said(desk.sheet(name, moved))
        assert "clock changed, now UTC+01:00" in printed
        assert "calendar day 6" in printed


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(
    ("hour", "which"), [(10, "first 02:30 of that day, UTC+02:00"), (9, "second 02:30 of that day, UTC+01:00")]
)
def test_a_clock_time_that_comes_twice_says_everywhere_which_one_is_meant(
    desk: Desk, paper: Paper, hour: int, which: str
) -> None:
    plan, zone = desk.checked(desk.case()), ZoneInfo("Europe/Paris")
    begun = datetime(2026, 10, 23, hour, 30, tzinfo=zone) + (hour == 9) * timedelta(hours=2)
    twice = replace(plan, schedule=lay_out(begun, zone, desk.packs.guideline.regimen, 5))
    for name, times in (("order", 1), ("administration", 1), ("pharmacy", 2)):
        report = desk.sheet(name, twice)
        assert body(report, paper).count(squeezed(which)) == times
        assert outside_margins(pdf(report, paper), paper) == []
        assert squeezed("of that day") not in body(desk.sheet(name, plan), paper)


def test_the_figures_of_the_worksheet_are_those_of_an_independent_look(desk: Desk) -> None:
    """82.4 kg by hand: 49.44 million, 2.7467 mL, 3.0213 mg, 50 mL replacing, 60.43, 200 mL per hour, 3 vials."""
    printed = body(desk.sheet("pharmacy", desk.plan(desk.case(weight="82.4 kg"))))
    units = Fraction("82.4") * 600_000
    assert units / 18_000_000 == Fraction(412, 150)
    for words in (
        "49.44 million international units (49,440,000)",
        "2.75 mL (3.02 mg)",
        "50 mL of 5 percent dextrose",
        "60.43 micrograms per mL",
        "200 mL per hour",
        "42 vials: 3 for each of at most 14 doses",
        "Use before: at most 48 hours later",
        "The overfill of the bag is not counted.",
    ):
        assert squeezed(words) in printed


def test_what_the_pack_says_to_keep_in_mind_is_printed_with_its_source(desk: Desk) -> None:
    printed = body(desk.sheet("pharmacy"))
    for title in ("Never", "Flush", "Expiry", "Interactions to think of", "Albumin", "Check the local licence"):
        note = desk.packs.product.statement(title)
        assert squeezed(f"{note.text} Source: {note.cite[0].source}") in printed


def labels_of(report: Report) -> list[BagLabel]:
    return [one for block in report.blocks if isinstance(block, Labels) for one in block.labels]


def test_there_is_a_label_for_each_dose_with_all_a_bag_must_say(desk: Desk) -> None:
    plan = desk.plan(desk.case())
    labels = labels_of(desk.sheet("pharmacy", plan))
    assert [one.count for one in labels] == [f"Dose {number} of at most 14" for number in range(1, 15)]
    for label, slot in zip(labels, plan.schedule.slots, strict=True):
        words = " ".join(each.text for each in spoken(label))
        for asked in (NAME, IDENTIFIER, BORN, "aldesleukin (Proleukin)", plan.in_words, slot.shown, "50 mL", "51.33"):
            assert asked in words
        assert {"Prepared by", "Checked by", "Use before: date and time"} <= {cell.label for cell in label.blanks}


@pytest.mark.parametrize("paper", list(Paper))
def test_labels_stand_at_even_distances_for_the_scissors(desk: Desk, paper: Paper) -> None:
    patient = Patient(name="A. Short", identifier=IDENTIFIER, date_of_birth=BORN)
    checked = 0
    for page in runs(pdf(desk.sheet("pharmacy", desk.checked(desk.case(patient=patient))), paper)):
        lines = [run.y for run in page if re.fullmatch(r"Dose \d+ of at most 14", run.text.strip())][::2]
        apart = [above - below for above, below in pairwise(lines)]
        assert not apart or max(apart) - min(apart) < 0.5
        checked += len(lines)
    assert checked == 7


@pytest.mark.parametrize("paper", [Paper.A4, pytest.param(Paper.LETTER, marks=pytest.mark.proof)])
@pytest.mark.parametrize("name", WARD)
def test_long_names_long_reasons_and_hostile_words_stand_whole_within_the_margins(
    desk: Desk, name: str, paper: Paper
) -> None:
    hostile = "<b>& {0} %s</para> ' \" \\ <img src=/etc/passwd>"
    reason = "\n".join(f"Line {number} of the reason: {hostile}" for number in range(40))
    patient = Patient(name="Maria " * 32 + "X" * 8, identifier="9" * 60, date_of_birth=BORN)
    case = desk.deviating(text=reason).model_copy(update={"patient": patient})
    typed = {"supportive_medicines": f"Own {hostile}", "held_dose_rule": f"Held {hostile}"}
    report = desk.with_settings(**typed).sheet(name, desk.with_settings(**typed).plan(case))
    printed = body(report, paper)
    assert squeezed(reason) in printed
    asked = {"order": typed.values(), "administration": (typed["held_dose_rule"],), "pharmacy": ()}[name]
    assert [words for words in asked if squeezed(words) not in printed] == []
    for page in pages(pdf(report, paper)):
        assert squeezed(patient.name or "") in squeezed(page)
        assert patient.identifier in squeezed(page)
    assert outside_margins(pdf(report, paper), paper) == []


def own_set(desk: Desk, stops: int) -> Desk:
    """A desk whose operative set is the centre's own, with so many stop items."""
    a = desk.library.sets["A"]
    row = a.rows[0]
    said = tuple(row.stop[0].model_copy(update={"says": f"Own item {n} < 90 U/L <b>"}) for n in range(stops))
    changes = {"id": "hold-stop-own", "set_id": "own", "title": "Ours & theirs"}
    own: HoldStopSet = a.model_copy(update={**changes, "rows": (row.model_copy(update={"stop": said}),)})
    other = desk.with_settings(hold_stop_set="own")
    other.library = type(desk.library)(
        desk.library.figures, {**desk.library.sets, "own": own}, desk.library.retreatment, desk.library.references
    )
    return other


@pytest.mark.parametrize(
    ("name", "stops"), [("order", 3), ("order", 300), ("administration", 40), ("administration", 300), ("summary", 40)]
)
def test_the_centres_own_set_is_printed_whole_as_it_was_typed(desk: Desk, stops: int, name: str) -> None:
    report = own_set(desk, stops).sheet(name)
    printed = body(report)
    assert all(squeezed(f"Own item {n} < 90 U/L <b>") in printed for n in range(stops))
    typed = [each for each in spoken(report) if "Own item" in each.text]
    assert all(each.recorded for each in typed)
    assert outside_margins(pdf(report), Paper.A4) == []


@pytest.mark.parametrize("paper", list(Paper))
def test_the_prescriber_never_signs_on_a_page_without_orders(desk: Desk, paper: Paper) -> None:
    for plan in (desk.plan(desk.case()), desk.checked(desk.case()), desk.plan(desk.deviating()), desk.second_cycle()):
        *_, last = pages(pdf(desk.sheet("order", plan), paper))
        for words in (
            f"up to 14 doses of {plan.in_words} each",
            "Supportive care",
            "Allergies",
            "Resuscitation status",
        ):
            assert squeezed(words) in squeezed(last)


@pytest.mark.parametrize("paper", list(Paper))
def test_an_order_unchecked_checked_or_with_a_deviation_is_two_sides_of_one_paper(desk: Desk, paper: Paper) -> None:
    for plan in (desk.plan(desk.case()), desk.checked(desk.case()), desk.checked(desk.deviating())):
        assert len(pages(pdf(desk.sheet("order", plan), paper))) == 2


def kept_in_a_journal(desk: Desk, plan: DosePlan, person: str) -> Report:
    """The order as a store prints it, by that person."""
    record = a_record(plan.clearance.assessment, "A4", NOW, person=person, journal=JOURNAL)
    return order_sheet(plan, desk.library, imprint(plan.clearance.assessment, desk.library, record))


@pytest.mark.parametrize("person", ["Prof. Dr. Maximiliana-Alexandra Hohenlohe-Langenburg", "Maria-Magdalena " * 12])
def test_an_order_kept_in_a_journal_by_a_long_name_stays_two_sides_with_nothing_cut(desk: Desk, person: str) -> None:
    plan = desk.checked(desk.case())
    content = pdf(kept_in_a_journal(desk, plan, person))
    printed = pages(content)
    assert len(printed) == 2
    assert all(squeezed(f"by {person.strip()}") in squeezed(page) for page in printed)
    assert all(squeezed("Journal before: 1234 entries, head BA2A982B6326628E") in squeezed(page) for page in printed)
    assert outside_margins(content, Paper.A4) == []


def test_on_letter_a_checked_order_by_a_centres_own_settings_is_two_sides(desk: Desk) -> None:
    own = Desk()
    own.settings = own.settings.model_copy(update={"sample": False})
    content = pdf(kept_in_a_journal(own, own.checked(own.case()), "Maria-Magdalena " * 12), Paper.LETTER)
    assert len(pages(content)) == 2
    assert outside_margins(content, Paper.LETTER) == []


def fronts_of(record: Report, paper: Paper) -> list[str]:
    """The pages of an administration record that have doses on them."""
    return [page for page in pages(pdf(record, paper)) if "Omitted" in page]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("chosen", ["A", "B"])
def test_the_dose_stands_on_every_front_of_the_record(desk: Desk, paper: Paper, chosen: str) -> None:
    other = desk.with_settings(hold_stop_set=chosen)
    for plan in (other.checked(other.case(weight="82.4 kg")), other.retimed(other.case(weight="82.4 kg"))):
        fronts = fronts_of(other.sheet("administration", plan), paper)
        assert len(fronts) > 1
        assert all(squeezed(plan.in_words) in squeezed(page) for page in fronts)
        assert [squeezed(page).count("49,440,000") for page in fronts] == [1] * len(fronts)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("chosen", ["A", "B"])
def test_the_operative_set_of_an_order_stands_on_one_page_below_its_counting_rule(
    desk: Desk, paper: Paper, chosen: str
) -> None:
    other = desk.with_settings(hold_stop_set=chosen)
    rules = other.library.sets[chosen]
    for plan in (other.checked(other.case()), other.retimed(other.case()), other.plan(other.deviating())):
        printed = [squeezed(page) for page in pages(pdf(other.sheet("order", plan), paper))]
        whole = next(page for page in printed if squeezed(rules.title) in page)
        stops = [whole.index(squeezed(sign.says)) for row in rules.rows for sign in row.stop]
        if rules.needs_counting_rule:
            assert whole.index(squeezed("Counting rule of the centre")) < min(stops)


def test_the_date_of_birth_is_no_part_of_the_diagnosis(desk: Desk) -> None:
    printed = body(desk.sheet("order"))
    assert squeezed("Diagnosis Melanoma: Yes; Histology: Cutaneous") in printed
    assert squeezed("Sites: Lung, Skin (list complete)") in printed
    assert squeezed("Date of birth") not in printed


def test_stop_items_too_many_for_the_strip_send_the_reader_to_the_set(desk: Desk) -> None:
    said = squeezed("They are too many to stand here: all of them stand behind the last dose.")
    assert said in body(own_set(desk, 300).sheet("administration"))
    assert squeezed("They are too many to stand here") not in body(own_set(desk, 3).sheet("administration"))


def test_the_cover_lists_the_sheets_in_the_order_a_ward_files_them(desk: Desk) -> None:
    plan = desk.plan(desk.case())
    cover = desk.sheet("cover", plan)
    printed = body(cover)
    titles = [desk.sheet(one, plan).title for one in ("order", "administration", "pharmacy", "summary", "consent")]
    places = [printed.find(squeezed(title)) for title in titles]
    assert -1 not in places
    assert places == sorted(places)
    assert plan.in_words not in said(cover)
    assert squeezed(f"Set {cover.stamp.set_id}") in printed
    assert squeezed("Checked by Not checked") in printed


def test_the_cover_names_who_checked_and_when(desk: Desk) -> None:
    printed = body(desk.sheet("cover", desk.checked(desk.case())))
    assert squeezed("Checked by Nurse Clara Third, 2026-11-02 10:00 +01:00") in printed


@pytest.mark.parametrize("paper", list(Paper))
def test_the_cover_states_the_pages_of_each_sheet(desk: Desk, paper: Paper) -> None:
    plan = desk.plan(desk.case())
    names = ("cover", "order", "administration", "pharmacy", "summary", "consent")
    reports = [desk.sheet(one, plan) for one in names]
    printed = [squeezed(page) for page in pages(to_pdf(reports, paper, FONTS))]
    last = [int(found[1]) for page in printed if (found := re.search(r"Page1of(\d+)", page))]
    for report, pages_of_it in zip(reports[1:], last[1:], strict=True):
        assert squeezed(f"{report.title} 1 to {pages_of_it}") in printed[0]
    assert "1to" not in body(reports[0], paper)


@pytest.mark.parametrize("paper", list(Paper))
def test_in_a_set_every_sheet_begins_on_a_front(desk: Desk, paper: Paper) -> None:
    plan: DosePlan = desk.plan(desk.case())
    reports = [desk.sheet(one, plan) for one in ("cover", "order", "administration", "pharmacy", "summary", "consent")]
    printed = [squeezed(page) for page in pages(to_pdf(reports, paper, FONTS))]
    begun = [at for at, page in enumerate(printed) if re.search(r"Page1of\d", page)]
    assert len(begun) == 6
    assert all(at % 2 == 0 for at in begun)
    assert any(squeezed(LEFT_BLANK) in page for page in printed)
    assert all(squeezed(NAME) in page for page in printed)


@pytest.mark.parametrize("chosen", ["A", "B"])
@pytest.mark.parametrize("paper", list(Paper))
def test_no_label_of_a_cell_is_broken(desk: Desk, paper: Paper, chosen: str) -> None:
    """A long strip leaves the cells less width."""
    other = desk.with_settings(hold_stop_set=chosen)
    labels = {cell.label for cell in (*GIVING, *(LOOKED_AT if chosen == "A" else LOOKED_AT_BESIDE_WIDE))}
    for page in fronts_of(other.sheet("administration"), paper):
        drawn = page.splitlines()
        assert sorted(label for label in labels if label not in drawn) == []


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("chosen", ["A", "B"])
@pytest.mark.parametrize("kind", ["checked", "re-timed"])
def test_each_front_says_in_which_unit_a_hand_writes(desk: Desk, paper: Paper, chosen: str, kind: str) -> None:
    """In the labels of the cells, or above the doses where a long strip leaves the labels no room."""
    whose = desk.with_settings(hold_stop_set=chosen)
    plan = whose.checked(whose.case()) if kind == "checked" else whose.retimed(whose.case())
    for page in fronts_of(whose.sheet("administration", plan), paper):
        in_labels = all(
            page.count(one) == page.count("Omitted") for one in ("Pressure, mmHg", "Oxygen, %", "Urine, mL")
        )
        assert in_labels is (chosen == "A")
        assert (squeezed(UNITS) in squeezed(page)) is (chosen == "B")


def test_a_plain_text_of_a_report_is_not_empty(desk: Desk) -> None:
    for name in WARD:
        assert all(plain(fact.value) for fact in desk.sheet(name).identity)


def test_no_sentence_about_vials_begins_with_a_figure(desk: Desk) -> None:
    """A full stop before a figure reads as a decimal point."""
    for name in ("pharmacy", "summary"):
        assert not re.search(r"\. +\d+ are ordered", said(desk.sheet(name)))
        assert "can be withdrawn; order 3 until the pharmacist has entered the volume" in said(desk.sheet(name))


@pytest.mark.parametrize("paper", list(Paper))
def test_the_worksheet_says_beside_its_concentration_where_that_is_outside_the_window(desk: Desk, paper: Paper) -> None:
    outside = squeezed("micrograms per mL, outside the window")
    assert outside in first_page(desk.sheet("pharmacy", desk.checked(desk.heavy())), paper)
    assert outside not in first_page(desk.sheet("pharmacy", desk.checked(desk.case())), paper)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(
    ("method", "weight", "found"),
    [
        ("replacing", "200 kg", "Drug replaces diluent: 73.33 micrograms per mL."),
        ("added", "200 kg", None),
        (None, "200 kg", "Drug replaces diluent: 73.33 micrograms per mL."),
        ("added", "210 kg", "Drug added to the bag: 71.96 micrograms per mL."),
        (
            None,
            "210 kg",
            "Drug replaces diluent: 77 micrograms per mL. Drug added to the bag: 71.96 micrograms per mL.",
        ),
        ("replacing", "190.9 kg", None),
        ("replacing", "190.92 kg", "Drug replaces diluent: 70.004 micrograms per mL."),
        ("replacing", "70 kg", None),
    ],
)
def test_order_and_worksheet_say_at_their_head_where_the_bag_is_outside_the_window(
    desk: Desk, paper: Paper, method: str | None, weight: str, found: str | None
) -> None:
    whose = desk.with_settings(dilution=method)
    heavy = {"height": "230 cm", "weight_confirmed": weight, "confirmed": ("body_mass_index",)}
    case = whose.case(weight=weight)
    plan = whose.plan(case if weight == "70 kg" else case.with_cycle(**heavy))
    for name in ("order", "pharmacy") if method else ("order",):
        first = first_page(whose.sheet(name, plan), paper)
        assert (squeezed("Outside the window of 30 to 70 micrograms per mL.") in first) is (found is not None)
        if found:
            assert squeezed(f"micrograms per mL. {found} Pharmacist to decide.") in first


def test_a_bag_outside_the_window_says_so_on_its_label(desk: Desk) -> None:
    def told(report: Report) -> set[bool]:
        return {"Outside the window of 30 to 70 micrograms per mL" in said_on(one) for one in labels_of(report)}

    def said_on(label: BagLabel) -> str:
        return " ".join(each.text for each in spoken(label))

    assert told(desk.sheet("pharmacy", desk.checked(desk.heavy()))) == {True}
    assert told(desk.sheet("pharmacy", desk.checked(desk.case()))) == {False}
