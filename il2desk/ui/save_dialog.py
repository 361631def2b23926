"""The system's question where to save a file, with the ending that the file has."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class SaveDialog(QFileDialog):
    """Opened with open(); `file_name` has its ending, which is put behind any name typed without it."""

    def __init__(self, window: QWidget, title: str, kind: str, file_name: str) -> None:
        super().__init__(window, title)
        self._ending = Path(file_name).suffix
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilter(kind)
        self.setDefaultSuffix(self._ending[1:])
        self.selectFile(file_name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accept(self) -> None:
        """Qt takes what follows any dot for an ending, as in "dr. example"; put right first, it is asked about rightly
        where a file of that name is there already.
        """
        [typed] = self.selectedFiles() or [""]
        if typed and not typed.casefold().endswith(self._ending) and not Path(typed).is_dir():
            self.selectFile(f"{typed}{self._ending}")
        super().accept()
