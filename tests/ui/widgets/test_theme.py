"""Every text colour can be read on every ground it stands on, in both schemes, and nothing is said by colour alone."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from il2desk.domain.assessment.findings import Outcome
from il2desk.ui.case.steps import State
from il2desk.ui.fields.line_edit import LineEdit, PassageEdit
from il2desk.ui.panels.outcome import LOOKS
from il2desk.ui.panels.step_list import LOOKS as STATE_LOOKS
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.theme import DARK, LIGHT, Colours, Tone, colours, palette_of
from tests.cases import a_case
from tests.ui.conftest import Opened


def luminance(name: str) -> float:
    parts = [value / 255 for value in QColor(name).getRgb()[:3]]  # type: ignore[union-attr, index]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(scheme: Colours) -> None:
    texts = (scheme.text, scheme.muted, scheme.accent, scheme.good, scheme.bad, scheme.attention)
    grounds = (scheme.window, scheme.base)
    tints = (scheme.calm_tint, scheme.good_tint, scheme.bad_tint, scheme.attention_tint)
    for text, ground in product(texts, grounds):
        assert contrast(text, ground) >= 4.5, (text, ground)
    for text, ground in product((scheme.text, scheme.muted), tints):
        assert contrast(text, ground) >= 4.5, (text, ground)
    own = zip((scheme.accent, scheme.good, scheme.bad, scheme.attention), tints, strict=True)
    for text, ground in own:
        assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(scheme.accent, scheme.attention_tint) >= 4.5
    assert contrast(scheme.accent, scheme.bad_tint) >= 4.5
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("editor", [LineEdit, PassageEdit])
def test_the_edge_of_a_line_to_type_in_is_seen(
    qtbot: QtBot, editor: type[LineEdit | PassageEdit], scheme: Colours
) -> None:
    before = QApplication.palette()
    try:
        QApplication.setPalette(palette_of(scheme))
        line = editor()
        qtbot.addWidget(line)
        line.resize(200, line.minimumHeight() or 80)
        picture = line.grab().toImage()
        edge = [picture.pixelColor(x, line.height() // 2).name() for x in range(4)]
        assert max(contrast(one, scheme.base) for one in edge) >= 3, edge
    finally:
        QApplication.setPalette(before)


def test_black_on_white_is_measured_as_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_palette_tells_its_scheme() -> None:
    assert colours(palette_of(LIGHT)) is LIGHT
    assert colours(palette_of(DARK)) is DARK


def test_outcomes_and_states_differ_in_symbol_and_not_in_colour_alone() -> None:
    for bad in (Outcome.NOT_MET, Outcome.STOP, Outcome.CANNOT_TELL):
        assert LOOKS[bad][0] is not LOOKS[Outcome.MET][0]
    assert len({mark for mark, _ in STATE_LOOKS.values()}) == len(State)


def test_the_standing_says_outcome_value_threshold_and_source_in_words(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    card = window.sides.standing.cards["ecog"]
    assert card.outcome.text() == "not met"
    assert card.tone is Tone.BAD
    assert "2 – walks" in card.value.text()
    assert "not met" in card.accessibleName()
    assert "Asked: " in card.accessibleName()
    window.session.answer("ecog_grade", "1")
    assert card.outcome.text() == "met"
    assert card.tone is Tone.GOOD


def test_a_change_of_the_desktops_scheme_reaches_every_colour(opened: Opened) -> None:
    window = opened(a_case())
    before = QApplication.palette()
    try:
        QApplication.setPalette(palette_of(DARK))
        QApplication.processEvents()
        assert colours(window.sides.standing.palette()) is DARK
        muted = window.sides.standing.findChildren(type(window.header.patient))[0]
        assert muted.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text)
    finally:
        QApplication.setPalette(before)


@pytest.mark.parametrize("kind", [PassageEdit, lambda: button("Back")], ids=["passage", "button"])
def test_what_has_the_focus_is_ringed_in_the_accent_colour_however_the_focus_came(qtbot: QtBot, kind: Any) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    ringed, other = kind(), LineEdit()
    for one in (ringed, other):
        column.addWidget(one)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
    accent = QColor(colours(ringed.palette()).accent)

    def is_ringed() -> bool:
        shown = getattr(ringed, "viewport", lambda: ringed)()
        return bool(shown.grab().toImage().pixelColor(1, shown.height() // 2) == accent)

    other.setFocus()
    assert not is_ringed()
    ringed.setFocus(Qt.FocusReason.OtherFocusReason)
    assert is_ringed()


MISSING_GLYPHS = """
import sys
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
from il2desk.app.wiring import dress

application = QApplication([])
dress(application)
for name in sys.argv[1:]:
    for bold in (False, True):
        font = application.font()
        font.setBold(bold)
        layout = QTextLayout(name, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        if any(0 in run.glyphIndexes() for run in layout.glyphRuns()):
            print(name)
"""


def test_every_name_that_can_be_printed_is_shown_with_the_bundled_fonts_alone(tmp_path: Path) -> None:
    without_fonts = tmp_path / "fonts.conf"
    without_fonts.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>", encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FONTCONFIG_FILE": str(without_fonts)}
    names = ("Łukasz Żółć", "Ødegård", "Đặng Thị Hồng", "Ελένη", "Іван", "יעל כהן", "كريم", "देवी", "สมชาย", "王小明")
    said = subprocess.run(
        [sys.executable, "-c", MISSING_GLYPHS, *names], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == ""
