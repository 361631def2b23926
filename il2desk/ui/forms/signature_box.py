"""Signing: the clinician types a name and presses Sign; nothing else signs."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.signing import CannotSign
from il2desk.domain.values.local_time import shown_with_offset
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, asked, refusal, understood
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.buttons import FilledButton
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import SectionPanel

COVERS = (
    "Covers the answers, the weight and the first dose as they stand now. A name typed here is printed as “named, not "
    "electronically signed”."
)


class SignatureBox(SectionPanel):
    """The name, the button, and what came of it."""

    def __init__(self, session: Session) -> None:
        super().__init__("Signature", COVERS)
        self._session = session
        label = Words(bold=True)
        self.name = LineEdit()
        self.name.setAccessibleName("Your name, as clinician")
        self.name.setAccessibleDescription(COVERS)
        self.name.setMaximumWidth(420)
        label.setBuddy(self.name)
        label.say("Your name, as clinici&an")
        self.sign_button = FilledButton("S&ign")
        self.sign_button.setMinimumWidth(120)
        self.outcome = Echo()
        self.add(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name, 1)
        row.addWidget(self.sign_button)
        row.addStretch(0)
        self.rows.addLayout(row)
        self.add(self.outcome)
        self.sign_button.clicked.connect(self._sign)
        self.name.typed.connect(lambda _text: self.outcome.show_echo(self._standing(session.assessment)))
        self.name.refused.connect(lambda why: self.outcome.show_echo(refusal(why)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter behind the name leads to the button; it never signs by itself."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.name.hasFocus() and self.sign_button.isEnabled():
            event.accept()
            self.sign_button.setFocus()
        else:
            super().keyPressEvent(event)

    def refresh(self, assessment: Assessment) -> None:
        signed = assessment.signature is not None
        if signed and self.sign_button.hasFocus():
            self.name.setFocus()  # or the focus would go on to whatever comes next in the window
        self.sign_button.setEnabled(not signed)
        self.sign_button.setText("Signed" if signed else "S&ign")
        self.outcome.show_echo(self._standing(assessment))

    def _standing(self, assessment: Assessment) -> Echoed:
        signature = assessment.signature
        if signature is None:
            return NOTHING
        when = datetime.fromisoformat(signature.instant)
        said = f"Signed by {signature.name}, {shown_with_offset(when)}."
        voids = "Any change from here on voids the signature."
        lacks = " ".join(assessment.deviation_gaps)
        return asked(f"{said} It allows no plan: {lacks} {voids}") if lacks else understood(f"{said} {voids}")

    def _sign(self) -> None:
        try:
            self._session.sign(self.name.text())
        except CannotSign as why:
            self.outcome.show_echo(refusal(" ".join(dict.fromkeys(why.reasons))))
