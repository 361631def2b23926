"""The preview of one sheet: the very bytes that are printed, page under page, or a sentence why there are none."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, Qt
from PySide6.QtGui import QColor, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from il2desk.domain.errors import Refusal
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone, colours

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

STEP = 1.25
SMALLEST, LARGEST = 0.25, 3.0
POINTS_PER_INCH = 72


class Preview(QWidget):
    """Shows a PDF from memory at the width of the window, or zoomed by button and keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer: QBuffer | None = None
        self._document: QPdfDocument | None = None
        self._view: QPdfView | None = None
        self._name = ""
        self._sentence = Words(parent=self)  # without a parent it would open as a window of its own
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMargin(24)
        self._where = Words(size=Size.SMALL, tone=Tone.MUTED)
        self._where.setWordWrap(False)
        self._buttons = (
            self._button("Zoom out", self.zoom_out, [QKeySequence.StandardKey.ZoomOut]),
            self._button("Zoom in", self.zoom_in, [QKeySequence.StandardKey.ZoomIn, "Ctrl+="]),
            self._button("Fit width", self.fit_width, ["Ctrl+0"]),
        )
        self._lay_out()
        self.blank("")

    @property
    def is_blank(self) -> bool:
        return self._buffer is None

    @property
    def page_count(self) -> int:
        return self._document.pageCount() if self._document and not self.is_blank else 0

    def show_sheet(self, content: bytes, name: str) -> None:
        """Show the first page of a PDF. Raises Refusal where it cannot be shown."""
        from PySide6.QtPdf import QPdfDocument

        self.blank("")
        view, document = self._view_and_document()
        self._buffer = QBuffer(self)
        self._buffer.setData(content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(self._buffer)
        if document.status() is not QPdfDocument.Status.Ready:
            self.blank("The sheet was made but cannot be shown, so it cannot be printed either.")
            raise Refusal(self._sentence.text())
        self._name = name
        view.setAccessibleName(f"Preview: {name}, {_pages(document.pageCount())}")
        self._pages.setCurrentWidget(view)
        self._enable(True)
        self._say_where()

    def blank(self, sentence: str) -> None:
        """Take away what is shown, at once, and say why."""
        if self._document is not None:
            self._document.close()
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.deleteLater()
            self._buffer = None
        self._sentence.setText(sentence)
        self._pages.setCurrentWidget(self._sentence)
        self._enable(False)
        self._say_where()

    def zoom_in(self) -> None:
        self._zoom(STEP)

    def zoom_out(self) -> None:
        self._zoom(1 / STEP)

    def fit_width(self) -> None:
        if self._view is not None:
            self._view.setZoomMode(self._view.ZoomMode.FitToWidth)

    def zoom_factor(self) -> float:
        """The factor of the true size on screen, also while the page fits the width."""
        view, document = self._view_and_document()
        if view.zoomMode() is view.ZoomMode.Custom or self.is_blank:
            return view.zoomFactor()
        margins = view.documentMargins()
        room = view.viewport().width() - margins.left() - margins.right()
        widest = max(document.pagePointSize(page).width() for page in range(document.pageCount()))
        return room * POINTS_PER_INCH / (widest * view.logicalDpiX())

    def _zoom(self, by: float) -> None:
        if self.is_blank or self._view is None:
            return
        factor = min(LARGEST, max(SMALLEST, self.zoom_factor() * by))
        self._view.setZoomMode(self._view.ZoomMode.Custom)
        self._view.setZoomFactor(factor)

    def _view_and_document(self) -> "tuple[QPdfView, QPdfDocument]":
        """QtPdf is loaded when the first sheet is shown, not with the program."""
        if self._view is None or self._document is None:
            from PySide6.QtPdf import QPdfDocument
            from PySide6.QtPdfWidgets import QPdfView

            self._document, self._view = QPdfDocument(self), QPdfView(self)
            self._view.setPageMode(QPdfView.PageMode.MultiPage)
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._view.setDocument(self._document)
            self._view.setFrameShape(QFrame.Shape.Box)
            self._view.setFrameShadow(QFrame.Shadow.Plain)
            self._view.setLineWidth(2)
            self._view.installEventFilter(self)
            self._dress(self._view)
            self._view.pageNavigator().currentPageChanged.connect(self._say_where)
            self._pages.addWidget(self._view)
            self._place_in_tab_order(self._view)
        return self._view, self._document

    def _place_in_tab_order(self, view: "QPdfView") -> None:
        """Before the zoom buttons, although it was made after them; Qt asks that both ends take the focus."""
        self._sentence.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabOrder(self._sentence, view)
        self._sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._dress(self._view)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._view is not None:
            self._dress(self._view)

    def _dress(self, view: "QPdfView") -> None:
        """A calm ground behind the paper, and a frame that shows the focus."""
        scheme, palette = colours(self.palette()), self.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(scheme.line))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(scheme.accent if view.hasFocus() else scheme.line))
        view.setPalette(palette)

    def _say_where(self) -> None:
        if self._view is None or self.is_blank:
            self._where.clear()
        else:
            page = self._view.pageNavigator().currentPage() + 1
            self._where.setText(f"Page {page} of {self.page_count}")

    def _enable(self, shown: bool) -> None:
        for one in self._buttons:
            one.setEnabled(shown)

    def _button(self, text: str, action: Callable[[], None], keys: list[QKeySequence.StandardKey | str]) -> QPushButton:
        made = button(text)
        made.setMinimumWidth(made.fontMetrics().horizontalAdvance(text) + 18)
        made.clicked.connect(action)
        for key in keys:
            QShortcut(QKeySequence(key), self, action)
        return made

    def _lay_out(self) -> None:
        row = Flow()
        self._where.setMinimumHeight(self._buttons[0].minimumHeight())
        self._where.setMinimumWidth(self.fontMetrics().horizontalAdvance("Page 00 of 00 "))
        row.addWidget(self._where)
        for one in self._buttons:
            row.addWidget(one)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._pages, 1)
        column.addLayout(row)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
