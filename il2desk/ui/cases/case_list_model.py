"""Model of the list of cases, read from the store page by page as it is scrolled."""

import html
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Listed
from il2desk.ui.cases.case_row import in_full

PAGE = 100
LISTED = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Source = Callable[[int, Listed | None], tuple[Listed, ...]]


class CaseListModel(QAbstractListModel):
    """`turned` is emitted after another list was loaded, `refused` with the reason why one could not be read.

    Validity is told as of `today`.
    """

    turned = Signal()
    refused = Signal(str)

    def __init__(self, today: date | None = None) -> None:
        super().__init__()
        self.today = today
        self._rows: list[Listed] = []
        self._source: Source | None = None
        self._has_more = self._is_asked = False

    def show_from(self, source: Source) -> None:
        """Loads another list from its beginning; it is empty if the source refuses."""
        self._source = source
        page = self._page(None)
        self.beginResetModel()
        self._rows = list(page)
        self._has_more = len(page) == PAGE
        self.endResetModel()
        self.turned.emit()

    @property
    def is_whole(self) -> bool:
        """Whether all cases of the list have been read."""
        return not self._has_more

    def at(self, row: int) -> Listed | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, listed: Listed) -> int | None:
        """Row of a case's cycle among the rows read so far."""
        key = listed.case_id, listed.cycle
        return next((row for row, one in enumerate(self._rows) if (one.case_id, one.cycle) == key), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        listed = self.at(index.row()) if index.isValid() else None
        if listed is None:
            return None
        if role == LISTED:
            return listed
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return in_full(listed, self.today).replace("\n", ", ")
        if role == Qt.ItemDataRole.ToolTipRole:  # Qt guesses at markup here; escaped, there is nothing to guess
            return f"<qt>{html.escape(in_full(listed, self.today)).replace(chr(10), '<br/>')}</qt>"
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not self._is_asked and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Reads on from the event loop, because an exception inside Qt's call would end the program."""
        if self.canFetchMore(parent):
            self._is_asked = True
            QTimer.singleShot(0, self, self._read_on)

    def _read_on(self) -> None:
        self._is_asked = False
        if not self._has_more or not self._rows:
            return
        page = self._page(self._rows[-1])
        self._has_more = len(page) == PAGE
        if page:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page) - 1)
            self._rows += page
            self.endInsertRows()

    def _page(self, after: Listed | None) -> tuple[Listed, ...]:
        try:
            return self._source(PAGE, after) if self._source else ()
        except Refusal as problem:
            self.refused.emit(str(problem))
            return ()
