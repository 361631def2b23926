"""A section that is a button until somebody wants it: the form behind it opens below, and closes without a trace."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from il2desk.ui.fields.feedback import NOTHING, Echo
from il2desk.ui.forms.mending import clear_when_mended
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.layouts import Item, add, button_row, column
from il2desk.ui.widgets.panel import SectionPanel


class Disclosed(SectionPanel):
    """`form` takes the rows; subclasses say what `accept` does. `opened` tells that the form was opened by hand."""

    opened = Signal()

    def __init__(self, heading: str, note: str, open_words: str, accept_words: str) -> None:
        super().__init__(heading, note)
        self.open_button = button(open_words)
        self.form = QWidget()
        self.form_rows = column(of=self.form, spacing=12)
        self.outcome = Echo(holds_place=False)
        self.accept_button, self.close_button = FilledButton(accept_words), button("Leave it")
        self.accept_button.setMinimumWidth(self.accept_button.sizeHint().width() + 24)
        self.rows.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.form)
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self.close_form)
        self.accept_button.clicked.connect(self.accept)
        self.form.hide()

    def finish_form(self, *rows: Item) -> None:
        """Adds rows to the form, then its outcome and buttons."""
        add(self.form_rows, *rows, self.outcome, button_row(self.accept_button, self.close_button))
        clear_when_mended(self.outcome, self.form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter behind a line leads on, as Tab does; it never accepts by itself."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(QApplication.focusWidget(), QLineEdit):
            event.accept()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @property
    def is_open(self) -> bool:
        return not self.form.isHidden()

    def accept(self) -> None:
        raise NotImplementedError

    def first_control(self) -> QWidget:
        raise NotImplementedError

    def close_form(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.form.isAncestorOf(focus)
        self.form.hide()
        self.open_button.show()
        self.outcome.show_echo(NOTHING)
        if had_focus:
            self.open_button.setFocus()

    def show_form(self) -> None:
        """Open it without a hand: nothing is put into it, and the focus stays where it is."""
        self.form.show()
        self.open_button.hide()

    def _open(self) -> None:
        self.show_form()
        self.opened.emit()
        self.first_control().setFocus()
