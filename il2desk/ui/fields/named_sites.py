"""Sites that have no box of their own: one line for each name."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.case.case import Site
from il2desk.domain.packs.guideline import SiteKind
from il2desk.domain.values.parsing import Refused, read_line
from il2desk.ui.fields.feedback import Echo, asked, refusal, understood, with_left_out
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.label import button

UNNAMED = "It is counted as one organ. Name it, or remove the line."


class NamedSites(QWidget):
    """Lines that are added and removed; a line without a name counts too, because somebody said there is a site."""

    def __init__(self, kind: SiteKind, record: Callable[[], None]) -> None:
        super().__init__()
        self._kind, self._record = kind, record
        self.lines: list[NamedSite] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add_button = button(f"Add {kind.label[:1].lower()}{kind.label[1:]}…")
        self.add_button.setAccessibleDescription("Adds a line for a site that is not in the list")
        self.add_button.clicked.connect(self._add_by_hand)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self._column.addLayout(row)

    @property
    def kind(self) -> str:
        return self._kind.id

    def lead_to_text(self) -> None:
        """Put the cursor where the last name is typed, in a new line if there is none."""
        if self.lines:
            self.lines[-1].editor.setFocus()
        else:
            self._add_by_hand()

    def sites(self) -> list[Site]:
        return [Site(id=self._kind.id, text=line.editor.text() or None) for line in self.lines]

    def refresh(self, sites: Iterable[Site]) -> None:
        texts = [site.text or "" for site in sites if site.id == self._kind.id]
        while len(self.lines) > len(texts):
            self._drop(self.lines[-1])
        while len(self.lines) < len(texts):
            self._add()
        for line, text in zip(self.lines, texts, strict=True):
            line.refresh(text)

    def _add(self) -> "NamedSite":
        line = NamedSite(self._kind.label, len(self.lines) + 1, self._record, self._remove)
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        return line

    def _add_by_hand(self) -> None:
        line = self._add()
        line.show()
        line.editor.setFocus()
        self._record()

    def _remove(self, line: "NamedSite") -> None:
        self._drop(line)
        self.add_button.setFocus()
        self._record()

    def _drop(self, line: "NamedSite") -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()


class NamedSite(QWidget):
    """One name with its echo and a way to remove it."""

    def __init__(
        self, what: str, number: int, record: Callable[[], None], remove: Callable[["NamedSite"], None]
    ) -> None:
        super().__init__()
        self.editor = LineEdit()
        self.editor.setAccessibleName(f"{what}, {number}")
        self._echo = Echo()
        self.remove_button = button("Remove", quiet=True)
        self.remove_button.setAccessibleName(f"Remove {what.lower()} {number}")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.editor, 1)
        row.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._echo)
        self.editor.typed.connect(lambda _text: record())
        self.editor.refused.connect(lambda why: self._echo.show_echo(refusal(why)))
        self.remove_button.clicked.connect(lambda: remove(self))

    def refresh(self, text: str) -> None:
        self.editor.show_text(text)
        try:
            words = read_line(text, "Site")
        except Refused as why:
            self._echo.show_echo(refusal(str(why)))
        else:
            self._echo.show_echo(with_left_out(understood(words) if words else asked(UNNAMED), text))
        self.editor.setAccessibleDescription(self._echo.echoed.words)
