"""Check boxes for kinds of sites, in two columns."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from il2desk.domain.case.case import Site
from il2desk.domain.packs.guideline import SiteKind
from il2desk.ui.fields.check_and_radio import CheckRow
from il2desk.ui.widgets.accessibility import group


class SiteChecks(QWidget):
    """One box for each kind; `record` is called after every change made by hand."""

    def __init__(self, kinds: Iterable[SiteKind], heading: str, record: Callable[[], None]) -> None:
        super().__init__()
        group(self, f"Involved sites: {heading}")
        self.boxes: dict[str, CheckRow] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        listed = list(kinds)
        half = (len(listed) + 1) // 2
        for place, kind in enumerate(listed):
            box = CheckRow(kind.label)
            box.clicked.connect(lambda _checked=False: record())
            self.boxes[kind.id] = box
            grid.addWidget(box, place % half, place // half)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for before, after in zip(self.boxes.values(), list(self.boxes.values())[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def sites(self) -> list[Site]:
        return [Site(id=id_) for id_, box in self.boxes.items() if box.isChecked()]

    def refresh(self, sites: Iterable[Site]) -> None:
        marked = {site.id for site in sites}
        for id_, box in self.boxes.items():
            if box.isChecked() != (id_ in marked):
                box.setChecked(id_ in marked)
