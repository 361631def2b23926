"""The assessment and plan summary: in its order, with every finding, and with a dose only where there is a plan."""

import re
from dataclasses import replace

import pytest

from il2desk.documents.model import blocks as b
from il2desk.documents.model.paper import Paper
from il2desk.documents.model.report import Report
from il2desk.documents.model.rich_text import plain, spoken
from il2desk.documents.sections.answers import answers_grid
from il2desk.domain.case.case import Case, Cycle, Retiming, Site
from il2desk.domain.values.user_text import UserText
from tests.documents.desk import BORN, IDENTIFIER, NAME, Desk
from tests.documents.pdf_text import body, pages, pdf, runs, squeezed


def said(report: Report) -> str:
    return " ".join(each.text for each in spoken(report))


def cards(report: Report) -> list[b.Card]:
    return [card for block in report.blocks if isinstance(block, b.CriterionCards) for card in block.cards]


def test_its_parts_stand_in_the_order_of_the_form(desk: Desk) -> None:
    printed = body(desk.planned_summary(desk.deviating()))
    parts = [
        "Outside the guideline as written.",
        "Example settings",
        "Verdict",
        "One dose of aldesleukin (Proleukin)",
        "How given",
        "How many",
        "Deviation from the guideline",
        "Criteria of the guideline",
        "Checks from the US drug label",
        "Age of the guidance",
        "Arithmetic",
        "Preparation of one dose",
        "Schedule",
        "Answers as recorded",
        "Hold and stop sets",
        "Set A: current US label",
        "Set B: consensus 2014",
        "What forbids a further course",
        "References",
        "Signatures",
    ]
    places = [printed.find(squeezed(part)) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_deviation_stands_on_page_one_with_both_names(desk: Desk) -> None:
    first = squeezed(pages(pdf(desk.planned_summary(desk.deviating(text="Falling <since> & so on."))))[0])
    for words in ("Deviation from the guideline", "Falling <since> & so on.", "Dr Anna Example", "Prof. B. Second"):
        assert squeezed(words) in first


def test_what_contradicts_each_other_stands_on_page_one_and_only_as_long_as_it_is_not_settled(desk: Desk) -> None:
    says = squeezed("LDH normal: The M category's suffix (0) says LDH is not raised, but this LDH is above its limit.")
    case = desk.case(ldh_value="290", ajcc_ldh_suffix="not_raised")
    assert says in squeezed(pages(pdf(desk.summary(desk.judged(case))))[0])
    settled = desk.judged(case.with_answer("ldh_suffix_settled", "as_recorded"))
    assert says not in squeezed(pages(pdf(desk.summary(settled)))[0])
    assert says in squeezed("".join(pages(pdf(desk.summary(settled)))))
    assert "contradict" not in pages(pdf(desk.planned_summary()))[0]


def test_a_deviation_never_changes_the_words_of_the_verdict(desk: Desk) -> None:
    deviating = desk.planned_summary(desk.deviating())
    outside = desk.summary(desk.signed(desk.case(ldh_value="290", ajcc_ldh_suffix="raised")))
    titles = [
        plain(report.blocks[0].title) for report in (deviating, outside) if isinstance(report.blocks[0], b.Banner)
    ]
    assert titles == ["Outside the guideline as written."] * 2


def test_every_finding_has_a_card_with_value_threshold_outcome_and_source(desk: Desk) -> None:
    assessment = desk.signed(desk.case())
    report = desk.summary(assessment)
    printed = body(report)
    assert len(cards(report)) == len(assessment.findings) == 15
    for finding, card in zip((*assessment.block("guideline"), *assessment.block("label")), cards(report), strict=True):
        assert finding.title in card.title
        assert plain(card.outcome_word).casefold() == finding.outcome.words
        assert squeezed(plain(card.found)).casefold() == squeezed(finding.found).casefold()
        assert squeezed(plain(card.asked)).casefold() == squeezed(finding.threshold).casefold()
        assert all(cited.source in plain(card.notes[0]) for cited in finding.sources)
        assert (finding.criterion.reading or "") in plain(card.notes[0])
        assert squeezed(plain(card.notes[0])) in printed
        assert squeezed(plain(card.found)) in printed
        assert squeezed(plain(card.asked)) in printed


def test_the_value_found_stands_under_its_own_head(desk: Desk) -> None:
    drawn = [run for page in runs(pdf(desk.planned_summary())) for run in page]
    left = {run.text.strip(): round(run.left) for run in drawn}
    found = next(run for run in drawn if run.text.startswith("LDH: 210 units per litre;"))
    assert left["Found in this patient"] == round(found.left)
    assert left["What the guideline asks"] == left["ECOG 0 or 1"]
    assert left["Found in this patient"] < left["What the guideline asks"]


def test_the_label_block_is_headed_as_the_labels_and_apart_from_the_guideline(desk: Desk) -> None:
    blocks = desk.planned_summary().blocks
    at = [place for place, block in enumerate(blocks) if isinstance(block, b.CriterionCards)]
    heads = [blocks[place - 2] for place in at]
    titles = [head.text for head in heads if isinstance(head, b.Heading)]
    assert titles == ["Criteria of the guideline", "Checks from the US drug label"]


def test_outcomes_differ_by_word_and_by_shape_not_by_colour(desk: Desk) -> None:
    report = desk.summary(
        desk.judged(desk.case(ldh_value="290", ajcc_ldh_suffix="raised", infection="active", cns_status="suspected"))
    )
    shapes = {plain(card.outcome_word): card.outcome for card in cards(report)}
    assert shapes == {
        "Met": b.OutcomeShape.MET,
        "Clear": b.OutcomeShape.MET,
        "Not met": b.OutcomeShape.NOT_MET,
        "Stop": b.OutcomeShape.NOT_MET,
        "Cannot tell": b.OutcomeShape.CANNOT_TELL,
    }


def test_page_one_tells_who_what_verdict_dose_how_given_and_how_many(desk: Desk) -> None:
    for case in (desk.case(weight="82.4 kg"), desk.deviating()):
        plan = desk.plan(case)
        first = squeezed(pages(pdf(desk.planned_summary(case)))[0])
        for words in (
            NAME,
            IDENTIFIER,
            plan.clearance.assessment.verdict,
            plan.per_kg_in_words,
            f"{plan.clearance.weight} dated {plan.clearance.weight_date.isoformat()}",
            plan.in_words,
            "Each intravenously over 15 minutes, every 8 hours",
            "Up to 14 doses",
            "Criteria of the guideline",
        ):
            assert squeezed(words) in first


@pytest.mark.parametrize("paper", list(Paper))
def test_every_criterion_of_the_guideline_stands_on_the_first_two_pages(desk: Desk, paper: Paper) -> None:
    opening = squeezed(" ".join(pages(pdf(desk.planned_summary(desk.deviating()), paper))[:2]))
    for finding in desk.signed(desk.deviating()).block("guideline"):
        assert squeezed(f"{finding.criterion.number} {finding.title}") in opening


@pytest.mark.parametrize(("paper", "most"), [(Paper.A4, 7), (Paper.LETTER, 8)])
def test_a_clean_case_takes_no_more_pages_than_the_form_is_meant_for(desk: Desk, paper: Paper, most: int) -> None:
    assert len(pages(pdf(desk.sheet("summary", desk.checked(desk.case())), paper))) <= most


def test_what_is_as_asked_is_not_said_again(desk: Desk) -> None:
    assert any(one.says == "As asked." for one in desk.signed(desk.case()).findings)
    assert "As asked." not in said(desk.planned_summary())


def test_the_dose_is_on_one_row_with_its_weight_and_date(desk: Desk) -> None:
    lines = [line for page in pages(pdf(desk.planned_summary())) for line in page.splitlines()]
    joined = squeezed(" ".join(lines))
    assert squeezed("42 million international units (42,000,000)") in joined
    assert squeezed("600,000 international units per kg") in joined
    assert squeezed("70 kg dated 2026-11-01") in joined


def test_the_schedule_has_fourteen_slots_with_weekday_date_time_and_offset(desk: Desk) -> None:
    plan = desk.plan(desk.case())
    printed = body(desk.planned_summary())
    for slot in plan.schedule.slots:
        assert squeezed(f"{slot.number} {slot.day} {slot.shown} UTC{slot.offset} {slot.elapsed_hours} hours") in printed
    assert len(plan.schedule.slots) == 14


def test_both_concentrations_and_both_vial_counts_are_printed(desk: Desk) -> None:
    printed = body(desk.planned_summary())
    for words in (
        "2 if 1.2 mL can be withdrawn, 3 if 1 mL can be withdrawn",
        "Drug replaces diluent (the centre's method) 50 mL 51.33 inside 200 mL per hour",
        "Drug added to the bag 52.33 mL 49.04 inside 209.33 mL per hour",
        "2.33 mL (2.57 mg)",
    ):
        assert squeezed(words) in printed


NO_DOSE = re.compile(r"millioninternationalunits\(|\dmgperdose|internationalunitsperkg×|UTC\+")


@pytest.mark.parametrize(
    ("mark", "answers", "is_signed"),
    [
        ("DRAFT", {}, False),
        ("WRONG CONTEXT", {"intended_use": "after_til"}, False),
        ("NO PLAN", {"infection": "active"}, True),
        ("OUTSIDE", {"ldh_value": "290", "ajcc_ldh_suffix": "raised"}, True),
    ],
)
def test_without_a_clearance_it_is_marked_and_holds_no_dose(
    desk: Desk, mark: str, answers: dict[str, str], is_signed: bool
) -> None:
    case = desk.case(weight="82.4 kg", **answers)
    report = desk.summary(desk.signed(case) if is_signed else desk.judged(case))
    assert [one.word for one in report.marks] == [mark]
    printed = body(report)
    assert not NO_DOSE.search(printed)
    assert "49.44" not in printed
    assert "49,440,000" not in printed


def test_the_dose_check_sees_the_dose_of_a_plan(desk: Desk) -> None:
    assert NO_DOSE.search(body(desk.planned_summary(desk.case(weight="82.4 kg"))))


def test_a_plan_of_another_assessment_is_refused(desk: Desk) -> None:
    plan = desk.plan(desk.case())
    with pytest.raises(ValueError, match="belongs to another assessment"):
        desk.summary(desk.signed(desk.case(weight="71 kg")), plan)


def test_a_signed_case_without_a_plan_is_never_left_unmarked(desk: Desk) -> None:
    assessment = desk.signed(desk.case())
    assert assessment.mark is None
    report = desk.summary(assessment)
    assert [one.word for one in report.marks] == ["NO PLAN"]


def test_every_reason_against_a_plan_stands_on_page_one(desk: Desk) -> None:
    assessment = desk.signed(desk.case(infection="active", allograft="yes"))
    first = squeezed(pages(pdf(desk.summary(assessment)))[0])
    assert len(assessment.no_plan) == 2
    assert all(squeezed(reason) in first for reason in assessment.no_plan)


def test_every_answer_is_listed_as_it_was_typed(desk: Desk) -> None:
    case = desk.case(weight="70,5 kg", ldh_value="210.0", pregnancy_reason="Said <so> & signed")
    printed = body(desk.summary(desk.judged(case)))
    for typed in ("70,5 kg", "210.0", "Said <so> & signed"):
        assert squeezed(typed) in printed
    for question in desk.packs.guideline.questions:
        if desk.judged(case).readings.is_asked(question.id):
            assert squeezed(question.short).casefold() in printed.casefold()


def test_what_was_typed_stands_behind_what_was_understood_unless_it_is_the_same(desk: Desk) -> None:
    printed = body(desk.summary(desk.judged(desk.case(ldh_value="210.0", pregnancy_reason="Said so"))))
    assert squeezed("LDH 210 units per litre; typed 210.0") in printed
    assert squeezed("LDH unit units per litre") in printed
    assert squeezed("because Said so") in printed
    assert squeezed("typed Said so") not in printed


def test_nothing_recorded_prints_as_not_recorded_and_never_as_blank(desk: Desk) -> None:
    report = desk.summary(desk.judged(Case(case_id="x")))
    assert [plain(fact.value) for fact in report.identity] == ["not recorded"] * 3
    grid = next(block for block in report.blocks if isinstance(block, b.Grid))
    pairs = [pair for row in grid.rows for pair in (row[:2], row[2:])]
    assert len(pairs) > 30
    assert all(plain(answer).strip() for question, answer in pairs if question)
    assert [pair for pair in pairs if not pair[0]] in ([], [("", "")])


def test_the_age_of_the_guidance_and_both_sets_are_for_reference(desk: Desk) -> None:
    printed = body(desk.planned_summary())
    assert squeezed(desk.packs.guideline.notice.text) in printed
    assert printed.count(squeezed("For reference, not the order")) == 3
    for rules in desk.library.sets.values():
        signs = [sign for row in rules.rows for sign in (*row.hold, *row.stop)]
        assert all(squeezed(sign.says) in printed for sign in signs)
        grid = next(
            block
            for block in desk.planned_summary().blocks
            if isinstance(block, b.Grid) and rules.hold_means in block.head
        )
        assert grid.head[1:] == (rules.hold_means, rules.stop_means)
        for row, printed_row in zip(rules.rows, grid.rows, strict=True):
            assert all(sign.says in plain(printed_row[1]) for sign in row.hold)
            assert all(sign.says in plain(printed_row[2]) for sign in row.stop)
    assert all(squeezed(item) in printed for item in desk.library.retreatment.items)
    assert len(desk.library.retreatment.items) == 10


def test_every_source_named_anywhere_is_among_the_references(desk: Desk) -> None:
    report = desk.planned_summary()
    end = report.blocks[-1]
    assert isinstance(end, b.KeepTogether)
    facts = next(block for block in end.blocks if isinstance(block, b.LabelledValues) and block.compact)
    listed = {row.label for row in facts.rows}
    assert set(re.findall(r"\bS\d{1,2}\b", said(report))) <= listed
    for row in facts.rows:
        if row.label in {"S1", "S3", "S4"}:
            assert plain(row.value).endswith("(not read; as reported by S0)")


def test_typed_names_are_said_not_to_be_signatures(desk: Desk) -> None:
    last = squeezed(" ".join(pages(pdf(desk.planned_summary(desk.deviating())))[-2:]))
    assert (
        last.count(squeezed("named, not electronically signed").casefold())
        + last.count(squeezed("Named, not electronically signed"))
        == 2
    )
    assert squeezed("Name Signature Date Time") in last


def test_a_draft_is_signed_by_nobody(desk: Desk) -> None:
    draft = said(desk.summary(desk.judged(desk.case())))
    assert "electronically signed" not in draft


def test_example_settings_are_said_on_page_one(desk: Desk) -> None:
    assert "Example settings" in pages(pdf(desk.planned_summary()))[0]
    real = Desk()
    real.settings = desk.settings.model_copy(update={"sample": False})
    assert "Example settings" not in said(real.planned_summary())


def test_what_the_patient_is_known_by_stands_on_each_page(desk: Desk) -> None:
    for page in pages(pdf(desk.planned_summary())):
        assert squeezed(f"Date of birth {BORN}") in squeezed(page) or BORN in page


def test_a_new_criterion_in_the_pack_appears_without_touching_python(desk: Desk) -> None:
    guideline = desk.packs.guideline
    ecog = next(one for one in guideline.criteria if one.id == "ecog")
    extra = ecog.model_copy(update={"id": "extra", "title": "An extra criterion", "number": "9"})
    other = Desk()
    other.packs = replace(desk.packs, guideline=guideline.model_copy(update={"criteria": (*guideline.criteria, extra)}))
    assert squeezed("An extra criterion") in body(other.summary(other.judged(other.case())))


def test_what_was_confirmed_and_another_weight_basis_are_listed(desk: Desk) -> None:
    case = desk.heavy().with_cycle(weight_basis="Ideal weight, because of ascites")
    printed = body(desk.planned_summary(case))
    assert squeezed("Confirmed with yes body mass index") in printed
    assert printed.count(squeezed("Ideal weight, because of ascites")) == 2


def test_a_deviation_left_over_from_an_earlier_answer_is_not_printed_as_one(desk: Desk) -> None:
    left_over = desk.deviating().with_answer("ldh_value", "210").with_answer("ajcc_ldh_suffix", "not_raised")
    assert "Deviation from the guideline" not in said(desk.planned_summary(left_over))


def test_the_notice_names_its_own_sources(desk: Desk) -> None:
    notice = desk.packs.guideline.notice
    cited = "; ".join(f"{one.source} ({one.at})" for one in notice.cite)
    assert squeezed(f"Source: {cited}.") in body(desk.planned_summary())


def test_the_label_version_last_checked_stands_with_its_date(desk: Desk) -> None:
    checked = desk.settings.label_version_checked
    assert checked is not None
    words = f"Label version last checked: {checked.value} ({checked.set_on.isoformat()})."
    assert squeezed(words) in body(desk.planned_summary())
    unset = Desk()
    unset.settings = desk.settings.model_copy(update={"label_version_checked": None})
    assert "has not recorded which version of the label" in said(unset.planned_summary())


def test_a_second_cycle_lists_what_the_first_one_gave(desk: Desk) -> None:
    printed = body(desk.sheet("summary", desk.second_cycle()))
    for words in (
        "Cycle 1, doses given 11",
        "Cycle 1, day of the first dose Tuesday 2026-10-13; typed 2026-10-13",
        "Cycle 1, day of the last dose Saturday 2026-10-17; typed 2026-10-17",
        "Stopping toxicity None of them",
    ):
        assert squeezed(words) in printed
    assert squeezed("doses given") not in body(desk.planned_summary())


def test_what_was_given_and_cannot_be_read_is_listed_as_typed(desk: Desk) -> None:
    before = desk.case().cycle.model_copy(update={"doses_given": "eleven", "first_given": "2026-10-13"})
    begun = desk.case().model_copy(update={"cycles": (before, Cycle(number=2))})
    rows = [fact for row in answers_grid(desk.judged(begun)).rows for fact in zip(row[::2], row[1::2], strict=True)]
    assert ("Cycle 1, doses given", ("recorded, but not readable", "; typed ", UserText("eleven"))) in rows
    assert ("Cycle 1, day of the last dose", ("not recorded",)) in rows


def test_a_re_timing_is_listed_as_it_was_typed(desk: Desk) -> None:
    printed = body(desk.sheet("summary", desk.retimed(desk.case())))
    for words in (
        "Re-timed from dose 5",
        "New start of dose 5 Thursday 2026-11-05 06:00 +01:00 (Europe/Paris); typed 2026-11-05 06:00",
        "Last dose given before began Wednesday 2026-11-04 09:30 +01:00 (Europe/Paris); typed 2026-11-04 09:30",
        "Reason for the re-timing Held <twice> for pressure",
    ):
        assert squeezed(words) in printed


def test_which_of_two_equal_clock_times_is_meant_is_listed(desk: Desk) -> None:
    says = {
        "earlier": "Sunday 2026-10-25 02:30 +02:00 (Europe/Paris)",
        "later": "Sunday 2026-10-25 02:30 +01:00 (Europe/Paris)",
    }
    says[None] = "recorded, but this clock time comes twice that day"
    for which in ("earlier", "later", None):
        moved = Retiming(from_dose=5, start="2026-10-25 02:30", start_occurrence=which, last_start=None)
        rows = answers_grid(desk.judged(desk.case().with_cycle(retiming=moved))).rows
        told = [fact for row in rows for fact in zip(row[::2], row[1::2], strict=True)]
        assert ("New start of dose 5", (says[which], "; typed ", UserText("2026-10-25 02:30"))) in told
        assert ("Reason for the re-timing", ("not recorded",)) in told


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("kind", ["checked", "unchecked", "deviating", "re-timed", "second cycle", "heavy"])
def test_the_schedule_each_sets_notes_and_the_end_are_not_torn_apart(desk: Desk, paper: Paper, kind: str) -> None:
    """Heading, time line and table on one page; a note whole; nobody signs on a page by itself."""
    made = {
        "checked": lambda: desk.checked(desk.case()),
        "unchecked": lambda: desk.plan(desk.case()),
        "deviating": lambda: desk.checked(desk.deviating()),
        "re-timed": lambda: desk.retimed(desk.case()),
        "second cycle": desk.second_cycle,
        "heavy": lambda: desk.plan(desk.heavy()),
    }
    plan = made[kind]()
    printed = [squeezed(page) for page in pages(pdf(desk.sheet("summary", plan), paper))]
    last = plan.schedule.slots[-1]
    row = squeezed(f"{last.number} {last.day} {last.shown} UTC")
    together = [("Shaded: 20:00", "Planned times in", row), ("References", "S29", "Signatures", "Dr Anna Example")]
    together += [tuple(rules.notes) for rules in desk.library.sets.values()]
    for words in together:
        assert any(all(squeezed(each) in page for each in words) for page in printed), words


def test_who_decided_an_organ_count_is_printed_as_recorded_wherever_the_verdict_stands(desk: Desk) -> None:
    sites = tuple(Site(id=site) for site in ("lung", "liver", "skin"))
    answers = {"ajcc_m": "not_known", "organ_count": "2", "organ_count_by": "Dr MIU Example"}
    case = desk.case(**answers).model_copy(update={"sites": sites})
    plan = desk.plan(case)
    assert plan.clearance.assessment.verdict.endswith("(organ count decided by Dr MIU Example)")
    for name in ("summary", "order"):
        named = [each for each in spoken(desk.sheet(name, plan)) if "MIU" in each.text]
        assert named
        assert all(each.recorded for each in named)


def test_the_number_of_the_dose_that_is_not_is_the_plans(desk: Desk) -> None:
    plan = replace(desk.plan(desk.case()), most_doses=6)
    assert "There is no dose 7." in said(desk.sheet("order", plan))
