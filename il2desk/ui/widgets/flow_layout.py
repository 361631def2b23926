"""A layout that puts widgets beside each other as long as there is room, and then begins another row."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

GAP = 4


class Flow(QLayout):
    """Items in reading order, each as large as it wishes to be."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._known: dict[int, tuple[list[QRect], int]] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._known.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[1]

    def sizeHint(self) -> QSize:
        wishes = [item.sizeHint() for item in self._items]
        width = sum(wish.width() + GAP for wish in wishes)
        return QSize(width, max((wish.height() for wish in wishes), default=0))

    def minimumSize(self) -> QSize:
        least = [item.minimumSize() for item in self._items]
        return QSize(max((one.width() for one in least), default=0), max((one.height() for one in least), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._items, self._places(rect.width())[0], strict=True):
            item.setGeometry(place.translated(rect.topLeft()))

    def _places(self, width: int) -> tuple[list[QRect], int]:
        """A rectangle for each item in rows of that width, and the height of all rows."""
        if width not in self._known:
            self._known[width] = self._placed(width)
        return self._known[width]

    def _placed(self, width: int) -> tuple[list[QRect], int]:
        places: list[QRect] = []
        at, tallest = QPoint(0, 0), 0
        for item in self._items:
            if item.isEmpty():  # a hidden widget takes no room, and no gap either
                places.append(QRect(at, QSize(0, 0)))
                continue
            wish = item.sizeHint()
            wide = min(wish.width(), width)
            high = item.heightForWidth(wide) if item.hasHeightForWidth() else wish.height()
            if at.x() > 0 and at.x() + wide > width:
                at, tallest = QPoint(0, at.y() + tallest), 0
            places.append(QRect(at, QSize(wide, high)))
            at, tallest = QPoint(at.x() + wide + GAP, at.y()), max(tallest, high)
        return places, at.y() + tallest
