"""Copies are numbered, replace each other, and are shown again exactly as they were printed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from il2desk.domain.assessment.second_cycle import second_cycle
from il2desk.domain.records.print_record import PrintRecord, Replaced
from il2desk.ui.sheets import sheet_output
from il2desk.ui.sheets.printing import PrintError
from il2desk.ui.sheets.sheets import new_record
from tests.cases import NOW
from tests.ui.outside import Dialog, check_patient, everything_said, name_printer, press, single


def record_of(page: Any) -> PrintRecord:
    """The one record of all sheets that are shown."""
    first = page.made[0].record
    assert all(sheet.record is first for sheet in page.made)
    return first


def print_now(qtbot: Any, page: Any) -> None:
    press(qtbot, page.print_button)
    Dialog.opened[-1].accept()


@pytest.fixture
def ready(qtbot, shown, outside, sample, printer):
    page = shown(outside.session(sample))
    check_patient(qtbot, page)
    return page


def test_the_first_print_is_copy_1_and_the_next_is_copy_2_and_replaces_it(qtbot, ready, printer) -> None:
    first = record_of(ready)
    assert (first.copy_number, first.replaces, first.person) == (1, None, "N. Printer")
    print_now(qtbot, ready)
    assert ready.made == ()
    assert "copy 2" in ready.print_button.text()
    press(qtbot, ready.print_button)
    second = record_of(ready)
    assert (second.copy_number, second.replaces) == (2, Replaced(revision=1, copy_number=1))
    assert len(Dialog.opened) == 2, "Print again prints, and does not only make the sheets"
    Dialog.opened[-1].accept()
    press(qtbot, ready.print_button)
    assert record_of(ready).replaces == Replaced(revision=1, copy_number=2)
    assert len(printer) == 2


def test_print_again_prints_the_sheets_and_the_paper_that_are_shown(qtbot, ready, printer) -> None:
    single(qtbot, ready, "order", "summary")
    press(qtbot, ready.choice.papers.buttons["Letter"])
    print_now(qtbot, ready)
    press(qtbot, ready.print_button)
    Dialog.opened[-1].accept()
    first, _ = ready._session.printings
    press(qtbot, ready.before.buttons[-1])
    assert ready.as_printed == first
    ready.choice.take(("consent",))
    ready.choice.papers.take("A4")
    press(qtbot, ready.print_button)
    assert [(sheet.name, sheet.paper) for sheet in ready.made] == [("order", "Letter"), ("summary", "Letter")]
    Dialog.opened[-1].accept()
    assert [one.record.copy_number for one in ready._session.printings] == [1, 2, 3]
    assert len(printer) == 6


def test_print_again_of_an_older_revision_only_leads_back(qtbot, ready, printer) -> None:
    print_now(qtbot, ready)
    (older,) = ready._session.printings
    ready._session.answer("ecog_grade", "0")
    ready._session.sign("Dr. B. Sample")
    print_now(qtbot, ready)
    ready.show_as_printed(older)
    assert "again" not in ready.print_button.text()
    opened = len(Dialog.opened)
    press(qtbot, ready.print_button)
    assert ready.as_printed is None
    assert len(Dialog.opened) == opened


def test_print_again_of_a_case_signed_since_only_leads_back(qtbot, ready, printer) -> None:
    print_now(qtbot, ready)
    (before,) = ready._session.printings
    ready._session.sign("Dr. C. Other")
    ready.show_as_printed(before)
    assert "again" not in ready.print_button.text()
    opened = len(Dialog.opened)
    press(qtbot, ready.print_button)
    assert ready.as_printed is None
    assert len(Dialog.opened) == opened, "these sheets show another signature, and nobody has looked at them"


def test_what_was_printed_is_shown_again_byte_for_byte_and_can_be_saved(qtbot, ready, outside, printer) -> None:
    print_now(qtbot, ready)
    sent = [content for content, _ in printer]
    press(qtbot, ready.print_button)
    made = outside.made
    press(qtbot, ready.before.buttons[0])
    assert [sheet.content for sheet in ready.as_printed.sheets] == sent
    assert outside.made == made
    assert "As printed. Revision 1, copy 1" in everything_said(ready)
    ready.output._save("/kept.pdf", ready.as_printed.sheets, ready.as_printed, ())
    assert outside.files == {"/kept.pdf": sent[0]}
    assert ready.as_printed.record.copy_number == 1


def test_sheets_printed_together_share_one_record(qtbot, ready) -> None:
    single(qtbot, ready, "order", "summary", "consent")
    assert len(ready.made) == 3
    assert record_of(ready).copy_number == 1
    print_now(qtbot, ready)
    [printing] = ready._session.printings
    assert [sheet.name for sheet in printing.sheets] == ["order", "summary", "consent"]


def test_an_edit_after_printing_begins_a_new_revision_whose_first_copy_replaces_the_last(qtbot, ready) -> None:
    print_now(qtbot, ready)
    session = ready._session
    session.answer("ecog_grade", "0")
    assert (session.case.revision, session.case.signatures) == (2, ())
    assert session.case.parent is not None
    session.answer("ecog_grade", "1")
    assert session.case.revision == 2
    session.sign("Dr. B. Sample")
    assert (record_of(ready).copy_number, record_of(ready).replaces) == (1, Replaced(revision=1, copy_number=1))


def test_the_papers_of_cycle_2_replace_none_of_cycle_1(qtbot, ready) -> None:
    print_now(qtbot, ready)
    session = ready._session
    session.begin(second_cycle(session.case, "11", "2026-11-02", "2026-11-06"))
    assert len(list(session.printings)) == 1
    assert new_record("A4", session).replaces is None
    assert session.case.revision == 2


def test_sheets_that_tell_an_old_time_are_made_again_before_they_are_printed(
    qtbot, ready, outside, printer, monkeypatch
) -> None:
    now = NOW + timedelta(minutes=16)
    monkeypatch.setattr(ready._session, "ports", replace(ready._session.ports, now=lambda: now))
    press(qtbot, ready.print_button)
    assert printer == []
    assert "time of printing" in ready.status.words.text()
    assert record_of(ready).printed == now


def test_an_edit_before_printing_stays_in_the_revision(ready) -> None:
    ready._session.answer("ecog_grade", "0")
    assert ready._session.case.revision == 1


def test_a_print_that_fails_before_a_sheet_is_out_keeps_the_copy_number(qtbot, ready, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise PrintError("The printer stopped.")

    monkeypatch.setattr(sheet_output, "print_sheet", fail)
    print_now(qtbot, ready)
    assert "The printer stopped." in ready.status.words.text()
    assert record_of(ready).copy_number == 1
    assert list(ready._session.printings) == []


def test_a_print_that_fails_after_a_sheet_is_out_makes_the_next_one_a_new_copy(qtbot, ready, monkeypatch) -> None:
    out: list[str] = []

    def fail_later(_content: bytes, _printer: object, job: str, _tell: object) -> None:
        if out:
            raise PrintError("The printer stopped.")
        out.append(job)

    monkeypatch.setattr(sheet_output, "print_sheet", fail_later)
    single(qtbot, ready, "summary", "consent")
    print_now(qtbot, ready)
    assert "The printer stopped." in ready.status.words.text()
    assert [sheet.name for sheet in ready.as_printed.sheets] == ["summary"]
    press(qtbot, ready.print_button)
    assert record_of(ready).copy_number == 2


def test_nobody_prints_without_a_name_and_the_name_is_kept(qtbot, shown, outside, sample, printer) -> None:
    page = shown(outside.session(sample))
    check = page.patient_check
    check._passed_for = (sample.case_id, sample.patient.identifier, sample.patient.date_of_birth)
    press(qtbot, page.print_button)
    assert printer == []
    assert "Type your name" in everything_said(page)
    assert page.printed_by.name.hasFocus()
    name_printer(qtbot, page, "Zoe O'Hara")
    assert record_of(page).person == "Zoe O'Hara"
    page._session.begin(sample)
    assert page._session.person == "Zoe O'Hara"


@pytest.mark.parametrize("name", ["", "   ", "-", "…"])
def test_what_names_nobody_is_no_name(qtbot, shown, outside, sample, name: str) -> None:
    page = shown(outside.session(sample))
    page.printed_by.name.setText(name)
    page.printed_by.take()
    assert page._session.person is None


def test_a_name_with_a_mark_that_cannot_be_seen_is_refused(shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    page.printed_by.name.setText("Ann\u202e")
    page.printed_by.take()
    assert page._session.person is None
    assert "invisible character" in page.printed_by.echo.words.text()


def test_a_name_typed_but_not_yet_on_the_sheets_is_put_there_before_anything_is_printed(
    qtbot,
    shown,
    outside,
    sample,
    printer,
) -> None:
    page = shown(outside.session(sample))
    page.printed_by.name.setText("N. Printer")
    page._print()
    assert printer == []
    assert "Your name is on the sheets now" in page.status.words.text()
    assert record_of(page).person == "N. Printer"


def test_unchecked_sheets_are_said_to_be_marked_and_the_button_leads_to_the_check(
    qtbot, shown, outside, sample
) -> None:
    page = shown(outside.session(sample))
    assert "marked NOT CHECKED" in everything_said(page)
    assert page.unchecked.go_button.isVisible()


def test_a_case_without_a_plan_is_not_said_to_be_unchecked(shown, outside, sample) -> None:
    page = shown(outside.session(sample, signed=False))
    assert not page.unchecked.isVisible()
