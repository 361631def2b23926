"""What is copied out of the window: marked as secret, for clipboard histories to leave out, and cleared after a minute.

The marks are those of password managers, a request that history programs honour; clearing is not left to them. On
macOS there is only clearing: Qt would write its mark (org.nspasteboard.ConcealedType) under another name.
"""

from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_FOR_MS = 60_000
"""Long enough to change to another program and paste; what is forgotten is gone before the next person sits down."""

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
MARKS = {
    "x-kde-passwordManagerHint": b"secret",  # KDE, GNOME and most others of Linux
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),  # a DWORD of 0: no
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}
MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class Clipboard(Protocol):
    """What is needed of a QClipboard."""

    def mimeData(self, mode: QClipboard.Mode = ..., /) -> QMimeData: ...
    def setMimeData(self, data: QMimeData, mode: QClipboard.Mode = ..., /) -> None: ...
    def clear(self, mode: QClipboard.Mode = ..., /) -> None: ...
    def ownsClipboard(self) -> bool: ...
    def ownsSelection(self) -> bool: ...
    def supportsSelection(self) -> bool: ...


class Secrecy(QObject):
    """Keeps what this program put on the clipboard secret; what another program put there is not touched."""

    def __init__(self, clipboard: Clipboard, parent: QObject, kept_for_ms: int = KEPT_FOR_MS) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timers = {mode: self._timer(mode, kept_for_ms) for mode in MODES}

    def look(self, mode: QClipboard.Mode) -> None:
        """Mark what is new and ours; called in the very turn it was copied in, before anybody is answered about it."""
        if mode not in MODES:
            return
        if not self._is_ours(mode):
            self._timers[mode].stop()
            return
        content = self._content(mode)
        if content is None or not content.formats():
            self._timers[mode].stop()
        elif not is_marked(content):
            self._timers[mode].start()
            self._clipboard.setMimeData(marked(content), mode)

    def clear(self) -> None:
        """Take off whatever is ours, as at the program's end."""
        for mode in MODES:
            self._clear(mode)

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        content = self._content(mode)
        if content is not None and self._is_ours(mode) and is_marked(content):
            self._clipboard.clear(mode)

    def _content(self, mode: QClipboard.Mode) -> QMimeData | None:
        """None where there is nothing, as some systems say of one that was cleared."""
        return self._clipboard.mimeData(mode)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Clipboard:
            return self._clipboard.ownsClipboard()
        return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()

    def _timer(self, mode: QClipboard.Mode, kept_for_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(kept_for_ms)
        timer.timeout.connect(lambda: self._clear(mode))
        return timer


def keep_copies_secret(application: QGuiApplication, parent: QObject) -> Secrecy:
    """From now on and until the program ends."""
    clipboard = application.clipboard()
    secrecy = Secrecy(clipboard, parent)
    clipboard.changed.connect(secrecy.look)
    application.aboutToQuit.connect(secrecy.clear)
    return secrecy


def is_marked(content: QMimeData) -> bool:
    """Whether one mark is there: a system may hand the others back under names of its own."""
    return any(content.hasFormat(mark) for mark in MARKS)


def marked(content: QMimeData) -> QMimeData:
    """The same text with the marks; what else it could be pasted as, pictures of it for instance, is left out."""
    secret = QMimeData()
    secret.setText(content.text())
    for mark, value in MARKS.items():
        secret.setData(mark, value)
    return secret
