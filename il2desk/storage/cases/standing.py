"""Whether an open store still stands where it was opened: what is written into a removed file is kept nowhere."""

from pathlib import Path

from il2desk.storage.cases.refusals import NotSaved

_GONE = (
    "Not stored: the folder of the case store was moved, removed or replaced while it was open. Put it back under its "
    "name, then it is tried again; what is typed is on the screen."
)


class Standing:
    """Remembers which file it was, with what SQLite writes beside it."""

    def __init__(self, file: Path) -> None:
        self._files = file, file.with_name(f"{file.name}-wal")
        self._known: dict[Path, tuple[int, int]] = {}

    def refuse_gone(self) -> None:
        """Raises NotSaved where another file, or none, stands under the name of one that was seen there."""
        for file in self._files:
            try:
                found = file.stat()
            except OSError as problem:
                raise NotSaved(_GONE) from problem
            identity = found.st_dev, found.st_ino
            if self._known.setdefault(file, identity) != identity:
                raise NotSaved(_GONE)
