"""The linter of CLINICAL.md 11: it catches each seeded fault, and finds none in any sheet."""

from dataclasses import replace

import pytest

from il2desk.documents.model.blocks import DoseLine, KeepTogether, LabelledValue, Text
from il2desk.documents.model.report import Report
from il2desk.domain.values.user_text import UserText
from tests.documents.desk import Desk
from tests.documents.random_sheets import badly_written, sheets_of, with_a_bad_template
from tests.documents.writing_rules import RULES, dose_line_faults, dose_lines, faults, faults_in
from tests.random_cases import random_case

SEEDED = {
    "write international units in full": ["600,000 IU per kg", "42 MIU", "42MIU"],
    "never U for units": ["250 U/L", "42,000 U"],
    "units of a dose are international units": ["42 million units", "22,000 units", "600,000 units per kg"],
    "write 'every 8 hours' or 'daily'": ["q8h", "q 8 h", "QOD", "once QD", "TID"],
    "micrograms or mcg, never the Greek letter": ["30 µg per mL", "30 μg per mL"],
    "mL, never cc or ml": ["50 cc", "50 ml"],
    "words instead of < > and their kin": ["FEV1 > 2 litres", "LDH ≤ limit"],
    "'per' instead of a slash": ["600,000 international units/kg", "7 mg/dL", "200 mL/h"],
    "a leading zero": ["give .5 mg", ".8 micrograms", "give ,5 mg"],
    "no trailing zero": ["2.0 mL", "1.50 mg"],
    "a space between number and unit": ["200mL", "70kg", "15minutes"],
    "weights in kilograms only": ["154 lb", "154 pounds"],
    "group the digits of long numbers": ["42000000 international units", "30000 per cubic millimetre", "1000 mL"],
    "a dose as words and figures": ["42,000,000 international units each"],
    "the full generic name": ["IL-2 as ordered"],
    "the brand only in brackets behind the generic name": ["Proleukin 2.33 mL"],
}
WELL_WRITTEN = [
    "42 million international units (42,000,000)",
    "600,000 international units per kg, every 8 hours, over 15 minutes",
    "LDH 210 units per litre, at most 250 units per litre",
    "0.5 mL, 2 mL, 2.33 mL, 51.33 micrograms per mL, 200 mL per hour",
    "aldesleukin (Proleukin)",
    "Planned times in America/New_York. UTC-05:00",
    "benefit-and-harm 2026.1 (12345678)",
    "il2desk 0.1.0. Packs: cco-ebs-8-5 2026.11.1 (77792fd1).",
    "42,000,000 ÷ 18,000,000 international units per mL",
    "Curr Oncol 2007;14(1):21–26. doi 10.3747/co.2007.97.",
]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in SEEDED.items() for text in texts])
def test_each_seeded_fault_is_caught_by_its_own_rule(rule: str, text: str) -> None:
    assert any(fault.startswith(f"{rule}: ") for fault in faults(text))


def test_every_rule_has_a_seeded_fault() -> None:
    assert SEEDED.keys() == RULES.keys()


@pytest.mark.parametrize("text", WELL_WRITTEN)
def test_what_is_well_written_passes(text: str) -> None:
    assert faults(text) == []


def test_no_sheet_breaks_a_writing_rule(all_reports: dict[str, Report]) -> None:
    assert {name: found for name, report in all_reports.items() if (found := faults_in(report))} == {}


def test_a_bad_template_is_caught_wherever_it_stands(desk: Desk) -> None:
    report = desk.planned_summary()
    bad = KeepTogether((Text(("Give ", "42 MIU", " q8h")),))
    assert len(faults_in(replace(report, blocks=(*report.blocks, bad)))) == 2


def test_what_a_person_typed_is_not_held_to_the_rules(desk: Desk) -> None:
    report = desk.planned_summary()
    typed = Text(("Reason: ", UserText("LDH > 250 U/L, give 42 MIU")))
    assert faults_in(replace(report, blocks=(*report.blocks, typed))) == []


def test_the_planned_summary_has_exactly_one_dose_line(desk: Desk) -> None:
    assert len(dose_lines(desk.planned_summary().blocks)) == 1


@pytest.mark.parametrize(
    "line",
    [
        DoseLine(
            LabelledValue("a", "600,000 international units per kg"),
            LabelledValue("b", "70 kg\ndated 2026-11-01"),
            LabelledValue("One dose", "42 million international units (42,000,000)"),
        ),
        DoseLine(
            LabelledValue("a", "600,000 international units per kg"),
            LabelledValue("b", "70 kg"),
            LabelledValue("aldesleukin", "42 million international units (42,000,000)"),
        ),
        DoseLine(
            LabelledValue("a", "0.6 million per kg"),
            LabelledValue("b", "70 kg\ndated 2026-11-01"),
            LabelledValue("aldesleukin", "42 million international units (42,000,000)"),
        ),
        DoseLine(
            LabelledValue("a", "600,000 international units per kg"),
            LabelledValue("b", "70 kg\ndated 2026-11-01"),
            LabelledValue("aldesleukin", "42,000,000 international units"),
        ),
    ],
)
def test_a_dose_line_with_a_part_missing_is_caught(line: DoseLine) -> None:
    assert len(dose_line_faults(line)) == 1


SIXTY = range(60)


def test_no_sheet_of_sixty_random_cases_breaks_a_writing_rule(desk: Desk) -> None:
    assert badly_written(SIXTY, desk.library) == {}


def test_sixty_random_cases_have_every_kind_of_sheet(desk: Desk) -> None:
    kinds = [sheet.sheet for number in SIXTY for sheet in sheets_of(random_case(number), desk.library)]
    assert {kind: kinds.count(kind) for kind in kinds if kinds.count(kind) < 10} == {}
    assert len(set(kinds)) == 5


def test_a_bad_template_is_found_in_sixty_cases(desk: Desk) -> None:
    found = badly_written(range(10), with_a_bad_template(desk.library))
    assert found
    assert {rule for faults in found.values() for rule in ("MIU", "q8h") if any(rule in one for one in faults)} == {
        "MIU",
        "q8h",
    }
