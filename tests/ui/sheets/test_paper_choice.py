"""The paper of the centre stays: where the documents page begins, and what is asked where none is set."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from il2desk.domain.case.case import Case
from il2desk.domain.errors import Refusal
from il2desk.domain.values.local_settings import LocalSettings, PaperName, PaperSize
from il2desk.ui.case.session import Session
from tests.ui.outside import SETTINGS, Outside

NAME = "A. Printer"
UNSET = SETTINGS().model_copy(update={"paper": None})


def of_centre(paper: PaperName) -> LocalSettings:
    setting = PaperSize(value=paper, set_by="Dr. One", set_on=date(2026, 11, 1))
    return SETTINGS().model_copy(update={"paper": setting})


class Disk:
    """Takes settings, or not."""

    def __init__(self) -> None:
        self.taken: list[LocalSettings] = []
        self.problem: Refusal | None = None

    def save(self, settings: LocalSettings) -> None:
        if self.problem is not None:
            raise self.problem
        self.taken.append(settings)


def with_disk(case: Case) -> tuple[Session, Disk]:
    session, disk = Outside(UNSET).session(case), Disk()
    session.ports = replace(session.ports, save_settings=disk.save)
    return session, disk


def click(qtbot: QtBot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("local", "begins"), [(of_centre("Letter"), "Letter"), (UNSET, "A4")])
def test_the_page_begins_with_the_paper_of_the_centre(shown, sample: Case, local: LocalSettings, begins: str) -> None:
    page = shown(Outside(local).session(sample))
    assert page.choice.papers.buttons[begins].isChecked()
    assert {sheet.paper for sheet in page.made} == {begins}
    assert not page.choice.papers.keep_button.isVisible(), "nothing is asked before anything is chosen"


def test_the_first_choice_by_hand_is_asked_and_kept_with_the_name(qtbot: QtBot, shown, sample: Case) -> None:
    session, disk = with_disk(sample)
    page = shown(session)
    papers = page.choice.papers
    page.printed_by.name.setFocus()
    page.printed_by.name.selectAll()
    qtbot.keyClicks(page.printed_by.name, NAME)
    click(qtbot, papers.buttons["Letter"])
    assert "Begin with Letter from now on?" in papers.echo.words.text()
    click(qtbot, papers.keep_button)
    assert session.settings.paper is not None
    assert (session.settings.paper.value, session.settings.paper.set_by) == ("Letter", NAME)
    assert disk.taken == [session.settings]
    assert "Kept" in papers.echo.words.text()
    assert not papers.keep_button.isVisible()
    assert session.case.signatures, "the paper judges nobody, so the signature holds"
    assert {sheet.paper for sheet in page.made} == {"Letter"}


def test_nothing_is_kept_where_that_is_not_wished_and_the_choice_holds(qtbot: QtBot, shown, sample: Case) -> None:
    session, disk = with_disk(sample)
    page = shown(session)
    papers = page.choice.papers
    click(qtbot, papers.buttons["Letter"])
    click(qtbot, papers.leave_button)
    assert disk.taken == []
    assert not papers.echo.isVisible()
    assert not papers.keep_button.isVisible()
    assert session.settings.paper is None
    assert papers.paper == "Letter"


def test_a_paper_is_kept_only_with_a_name_and_a_disk_that_takes_it(qtbot: QtBot, shown, sample: Case) -> None:
    session, disk = with_disk(sample)
    session.person = None
    page = shown(session)
    papers = page.choice.papers
    click(qtbot, papers.buttons["Letter"])
    click(qtbot, papers.keep_button)
    assert "Type your name" in papers.echo.words.text()
    session.person, disk.problem = NAME, Refusal("The disk is full.")
    click(qtbot, papers.keep_button)
    assert "The paper was not kept. The disk is full." in papers.echo.words.text()
    assert session.settings.paper is None
    disk.problem = None
    click(qtbot, papers.keep_button)
    assert session.settings.paper is not None


def test_another_case_begins_with_the_paper_of_the_centre_again(qtbot: QtBot, shown, sample: Case) -> None:
    session = Outside(of_centre("A4")).session(sample)
    page = shown(session)
    click(qtbot, page.choice.papers.buttons["Letter"])
    assert not page.choice.papers.keep_button.isVisible()
    session.answer("ecog_grade", "0")
    assert page.choice.papers.paper == "Letter"
    session.begin(Case(case_id="another"))
    assert page.choice.papers.paper == "A4"
    assert page.choice.papers.buttons["A4"].isChecked()


def test_beside_a_file_of_settings_that_cannot_be_used_no_paper_alone_takes_its_place(
    qtbot: QtBot, shown, sample: Case
) -> None:
    session, _ = with_disk(sample)
    session.settings_fault = "Nothing is set, because the file of settings cannot be used."
    papers = shown(session).choice.papers
    click(qtbot, papers.buttons["Letter"])
    assert papers.paper == "Letter"
    assert not papers.keep_button.isVisible()
