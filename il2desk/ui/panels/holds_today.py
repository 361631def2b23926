"""At the top of plan and documents: what is no longer true of the case today, and what to keep in mind."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.ui.case.session import Session
from il2desk.ui.case.what_holds import in_mind, warned
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import BannerPanel, Panel
from il2desk.ui.widgets.theme import Size, Tone


class HoldsToday(QWidget):
    """A warning in a tone of its own, and calm sentences below it; each shown only where there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.warning, self._calm, self.said = BannerPanel(), Panel(Tone.ACCENT), Words(size=Size.SMALL)
        inside = QVBoxLayout(self._calm)
        inside.setContentsMargins(14, 7, 14, 8)
        inside.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.warning)
        column.addWidget(self._calm)

    def refresh(self, session: Session, *, warns: bool = True) -> None:
        """Say it of the case as it stands, on the day it now is; without `warns` something else does."""
        found, said = warned(session) if warns else None, in_mind(session)
        if found is not None:
            self.warning.say(found.words, found.detail, Tone.ATTENTION, IconLabel.ATTENTION)
        self.warning.setVisible(found is not None)
        self.said.say("\n".join(said))
        self._calm.setAccessibleName(" ".join(said))
        self._calm.setVisible(bool(said))
        self.setVisible(found is not None or bool(said))
