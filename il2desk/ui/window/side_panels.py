"""What stands beside the page: the steps on the left, the standing on the right, narrower in a narrow window."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.ui.case.steps import Progress, Step
from il2desk.ui.panels.criteria_panel import CriteriaPanel
from il2desk.ui.panels.step_list import StepList
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Tone

if TYPE_CHECKING:
    from il2desk.ui.panels.source_panel import WhyWindow

WIDTHS = ((1240, 252, 330), (1000, 222, 280), (0, 84, 260))
COMPACT_BELOW = 1000


class Sides:
    """Both columns; `left` and `right` are the widgets to lay out."""

    def __init__(self, steps: tuple[Step, ...], assessment: Assessment) -> None:
        self.steps = StepList(steps)
        self.standing = CriteriaPanel(assessment)
        self.left = _headed("Ste&ps", self.steps)
        self.right = _headed("Standin&g", self.standing)
        self._why: WhyWindow | None = None

    def refresh(self, assessment: Assessment, progress: Mapping[str, Progress], here: str) -> None:
        self.steps.show_progress(progress, here)
        self.standing.refresh(assessment)

    def look_at(self, assessment: Assessment, step: str) -> None:
        """Bring the cards of a step into view."""
        self.standing.look_at([one.id for one in assessment.findings if one.criterion.page == step])

    def fit(self, width: int) -> None:
        """Take the widths for a window as wide as this."""
        left, right = next((left, right) for least, left, right in WIDTHS if width >= least)
        self.left.setFixedWidth(left)
        self.right.setFixedWidth(right)
        self.steps.set_compact(width < COMPACT_BELOW)

    def why_window(self, parent: QWidget) -> "WhyWindow":
        """The one window of sources, made when first asked for."""
        if self._why is None:
            from il2desk.ui.panels.source_panel import WhyWindow

            self._why = WhyWindow(parent)
        return self._why

    def close_why(self) -> None:
        if self._why is not None:
            self._why.close()


def _headed(heading: str, widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(6, 12, 0, 0)
    column.setSpacing(4)
    label = Words(tone=Tone.MUTED, bold=True)
    label.setContentsMargins(8, 0, 0, 0)
    label.setBuddy(widget)
    label.say(heading)
    column.addWidget(label)
    column.addWidget(widget, 1)
    return holder
