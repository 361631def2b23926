"""What cannot be locked away is covered: a case that is not stored, and a recovery key that nobody has noted yet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from il2desk.ui.window.window_stack import WindowStack

if TYPE_CHECKING:
    from il2desk.ui.case.store_ports import Store
    from il2desk.ui.store.lock_cover_page import LockCoverPage

UNSTORED = "This case could not be stored, and locked away it would be lost. So it is covered, and kept in memory."
UNSTORED_DETAIL = (
    "{} Do not close the program and do not switch the workstation off. Storing is tried again every few seconds; as "
    "soon as it is stored, it is locked as always."
)
UNNOTED = "The recovery key is covered, because nobody used the keyboard or the mouse. It is still here."
UNNOTED_DETAIL = "It is kept nowhere else: do not close the program before it is printed or written down."


class LockCover(QObject):
    """Hangs a curtain on the stage and takes it down; what is behind it is neither changed nor forgotten."""

    def __init__(self, stage: WindowStack, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self.curtain: LockCoverPage | None = None

    def cover_case(self, store: "Store", trouble: str) -> None:
        """`trouble` says why the case could not be stored."""
        self._cover(store, UNSTORED, UNSTORED_DETAIL.format(trouble))

    def cover_recovery_key(self) -> None:
        """Where the first start shows one."""
        from il2desk.ui.store.first_start import FirstStartPage

        page = self._stage.currentWidget()
        if isinstance(page, FirstStartPage) and page.store is not None:
            self._cover(page.store, UNNOTED, UNNOTED_DETAIL)

    def _cover(self, store: "Store", why: str, detail: str) -> None:
        if self._stage.is_covered and self.curtain is not None:
            self.curtain.tell(why, detail)
            return
        from il2desk.ui.store.lock_cover_page import LockCoverPage

        self._stage.close_dialogs()
        self.curtain = LockCoverPage(store, why, detail)
        self.curtain.lifted.connect(self._stage.uncover)
        self._stage.cover(self.curtain)
