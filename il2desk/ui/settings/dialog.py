"""The centre's local settings: what is typed is checked, and named and dated when it is saved."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.values.parsing import Refused, read_line
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import NOTHING, Echo, asked, refusal, understood
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.settings.form import SettingsForm
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import BannerPanel
from il2desk.ui.widgets.theme import Tone
from il2desk.ui.widgets.window_size import fit

_LEAD = (
    "No source states these values: your centre decides them. A field left empty stays unset, nothing is assumed for "
    "it, and the program says so wherever the value would be needed."
)
_SAMPLE = "These are example values, not a centre’s. Never plan a patient with them."
_SIGNED = (
    "The case on the screen is signed. Saving a change of more than the paper voids the signature: the case is judged "
    "again by the new settings and must be signed again."
)
_UNSAVED = "There are changes that are not saved. Press “Discard changes” or Escape once more to drop them."
_KEPT = "Your settings are saved. The file that could not be used is kept as {}; nothing in it was changed."
_NAMELESS = "Type your name: it is kept with each setting you change."


class SettingsDialog(QDialog):
    """Opened with open(); `focus` names the setting the cursor is put on."""

    def __init__(self, session: Session, focus: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._may_discard = False
        self.setWindowTitle("Local settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = SettingsForm(session, (Words(_LEAD), *_warnings(session)))
        self._focus = focus if focus in self.form.rows else next(iter(self.form.rows))
        self.name = LineEdit()
        self.echo = Echo(holds_place=False)
        self.save_button = FilledButton("&Save settings")
        self.cancel_button = button("&Cancel")
        self._lay_out()
        self.form.edited.connect(self._edited)
        self.name.typed.connect(self._edited)
        self.name.returnPressed.connect(self.save)
        self.name.refused.connect(lambda why: self.echo.show_echo(refusal(why)))
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.form.go_to(self._focus))

    def save(self) -> None:
        """Write the changed settings and close; where that is refused, say why and keep every entry."""
        try:
            values = self.form.read()
            if not values:
                raise Refused("No setting was changed, so nothing was saved.")
            settings = self.form.settings(values, self._read_name())
        except Refused as problem:
            self.echo.show_echo(refusal(str(problem)))
            return
        try:
            kept = self._session.change_settings(settings)
        except Refusal as problem:
            if self._session.settings is settings:
                raise  # they were written; what failed came after
            self.echo.show_echo(refusal(f"Nothing was saved; your entries are kept here. {problem}"))
        else:
            self.accept() if kept is None else self._tell_kept(kept)

    def _tell_kept(self, kept: Path) -> None:
        """Stay, and say what became of the file that could not be used."""
        for one in (self.form, self.name, self.save_button):
            one.setEnabled(False)
        self._may_discard = True
        self.cancel_button.setText("&Close")
        self.cancel_button.setFocus()
        self.echo.show_echo(understood(_KEPT.format(kept)))

    def reject(self) -> None:
        """Escape and Cancel drop typed changes only when they are pressed a second time."""
        if self._may_discard or not self.form.is_changed():
            super().reject()
            return
        self._may_discard = True
        self.cancel_button.setText("&Discard changes")
        self.echo.show_echo(asked(_UNSAVED))

    def _read_name(self) -> str:
        try:
            name = read_line(self.name.text(), "Your name")
        except Refused:
            self.name.setFocus()
            raise
        if not name:
            self.name.setFocus()
            raise Refused(_NAMELESS)
        return name

    def _edited(self) -> None:
        self._may_discard = False
        self.cancel_button.setText("&Cancel")
        self.echo.show_echo(NOTHING)

    def _lay_out(self) -> None:
        label = Words("&Your name, kept with each setting you change")
        label.setBuddy(self.name)
        self.name.setAccessibleName("Your name, kept with each setting you change")
        signing = QVBoxLayout()
        signing.setSpacing(4)
        signing.addWidget(label)
        signing.addWidget(self.name)
        footer = QHBoxLayout()
        footer.addLayout(signing, 1)
        for one in (self.save_button, self.cancel_button):
            footer.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.addWidget(self.form, 1)
        column.addWidget(self.echo)
        column.addLayout(footer)
        fit(self, 760, 900)


def _warnings(session: Session) -> list[QWidget]:
    sentences = [_SAMPLE] if session.settings.sample else []
    if session.case.signatures:
        sentences.append(_SIGNED)
    banners: list[QWidget] = []
    for sentence in sentences:
        banner = BannerPanel()
        banner.say(sentence, "", Tone.ATTENTION, IconLabel.ATTENTION)
        banners.append(banner)
    return banners
