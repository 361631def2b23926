"""Files and folders are asked for in the program's own dialog, which begins where one last was and notes nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget


class FileDialog(QFileDialog):
    """Begins in Documents, and in this session's next dialogs where the last file or folder was chosen.

    The folder is kept in memory alone: its name may be a patient's.
    """

    last_in: Path | None = None

    def __init__(self, window: QWidget, title: str, kind: str = "", ending: str = "") -> None:
        super().__init__(window, title)
        self.ending = ending
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        if kind:
            self.setNameFilter(kind)
        self.setDirectory(str(_first_folder(FileDialog.last_in)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fileSelected.connect(self._remember)

    def accept(self) -> None:
        """Give a name to save under its ending, before Qt asks about a file of that name.

        Qt gives its default suffix only to a name without a full stop, and so none to "dr. example".
        """
        field, ending = self.findChild(QLineEdit, "fileNameEdit"), self.ending
        if ending and isinstance(field, QLineEdit):
            name = field.text().strip()
            is_folder = name.endswith("/") or QDir(self.directory().absoluteFilePath(name)).exists()
            if not is_folder and not name.casefold().endswith(ending):
                field.setText(name.rstrip(". ") + ending)
        super().accept()

    def _remember(self, path: str) -> None:
        chosen = Path(path)
        FileDialog.last_in = chosen if self.fileMode() is QFileDialog.FileMode.Directory else chosen.parent


def ask_to_open(window: QWidget, title: str, kind: str, then: Callable[[str], None]) -> None:
    """Call `then` with the path of the file that was chosen; `kind` is the line of what may be chosen."""
    dialog = FileDialog(window, title, kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_to_save(
    window: QWidget,
    title: str,
    file_name: str,
    kind: str,
    then: Callable[[str], None],
    left: Callable[[], None] = lambda: None,
) -> None:
    """Call `then` with the path to save to, which has the ending of `file_name`, or `left` where none is wished."""
    dialog = FileDialog(window, title, kind, Path(file_name).suffix)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(file_name)
    dialog.fileSelected.connect(then)
    dialog.rejected.connect(left)
    dialog.open()


def ask_for_folder(window: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Call `then` with the folder that was chosen."""
    dialog = FileDialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()


def _first_folder(last: Path | None) -> Path:
    """Where one last was, Documents, or home: the first that is there; without HOME the system knows the user's."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for one in (last, Path(documents) if documents else None):
        if one is not None and one.is_dir():
            return one
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()
