"""A refusal stands until what it is about is mended: it goes with the next entry made by hand."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from il2desk.ui.fields.feedback import NOTHING, Echo
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.theme import Tone


def clear_when_mended(echo: Echo, form: QWidget) -> None:
    """Blank a refusal when something in the form, as it now stands, is typed or marked."""

    def clear() -> None:
        if echo.echoed.tone is Tone.BAD:
            echo.show_echo(NOTHING)

    for line in form.findChildren(LineEdit):
        line.typed.connect(clear)
    for one in form.findChildren(QAbstractButton):
        if one.isCheckable():
            one.clicked.connect(clear)
