"""A disk that forgets: what a recorded run wrote, and what a power cut may leave of it.

What was synced stays. Each write since is kept, dropped or torn at 512 bytes; each folder keeps the first so many of
its changes of names. Memory shared between programs (`-shm`) is no file for this purpose and is gone after a cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

SECTOR = 512
RECORDED = (
    "openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir", "rmdir", "sendto",
)  # fmt: skip
MUST_NOT_HAPPEN = ("writev", "pwritev", "pwritev2", "truncate", "fallocate", "renameat2", "linkat", "copy_file_range")
OPTIONS = ["-y", "-xx", "-s", "100000000", "-e", f"trace={','.join((*RECORDED, *MUST_NOT_HAPPEN))}"]
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(.*)$")
_HEX = r"((?:\\x[0-9a-f]{2})*)"
_HANDLE, _TEXT = re.compile(rf"^(\d+)<{_HEX}>"), re.compile(rf'"{_HEX}"')
_GONE = b" (deleted)"


@dataclass(frozen=True)
class Event:
    """One system call that succeeded: its name, the file or names it was about, and what was written where."""

    call: str
    path: str = ""
    other: str = ""
    content: bytes = b""
    at: int = 0
    creates: bool = False
    empties: bool = False


@dataclass
class _File:
    synced: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  # where, and what; None cuts it off there


@dataclass(frozen=True)
class _Change:
    """A change of names in a folder: `made` stands under `name` now, and nothing under `gone`."""

    folder: str
    name: str = ""
    gone: str = ""
    made: _File | None = None


class Disk:
    """Takes events in order; `left` gives what may be there after a cut now."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders = {str(root), *(str(one) for one in root.rglob("*") if one.is_dir())}
        self._files = {
            str(one): _File(bytearray(one.read_bytes()))
            for one in root.rglob("*")
            if one.is_file() and not one.name.endswith("-shm")
        }
        self._lasting: dict[str, _File | None] = {**self._files, **dict.fromkeys(self._folders)}
        self._changes: list[_Change] = []

    def take(self, event: Event) -> None:
        if event.path.endswith("-shm") or not event.path.startswith(str(self.root)):
            return
        assert event.call not in MUST_NOT_HAPPEN, f"a call this disk does not know: {event.call}"
        getattr(self, f"_{event.call}")(event)

    def left(self, chance: Random) -> dict[str, bytes | None]:
        """Files by their name under the root with what they hold, folders with None."""
        names = dict(self._lasting)
        kept: dict[str, int] = {}
        for folder in {one.folder for one in self._changes}:
            number = sum(one.folder == folder for one in self._changes)
            kept[folder] = chance.choice((0, number, chance.randint(0, number)))
        for change in self._changes:
            kept[change.folder] -= 1
            if kept[change.folder] >= 0:
                _apply(names, change)
        likely = chance.choice((0.0, 1.0, chance.random()))
        found: dict[str, bytes | None] = {}
        reached = {str(self.root)}
        for name, file in sorted(names.items(), key=lambda pair: pair[0]):
            if _parent(name) in reached and name != str(self.root):
                reached |= {name} if file is None else set()
                found[name.removeprefix(f"{self.root}/")] = None if file is None else _torn(file, likely, chance)
        return found

    def _openat(self, event: Event) -> None:
        file = self._files.get(event.path)
        if file is None and event.creates:
            file = self._files[event.path] = _File()
            self._changes.append(_Change(_parent(event.path), name=event.path, made=file))
        if file is not None and event.empties:
            file.since.append((0, None))

    def _pwrite64(self, event: Event) -> None:
        if event.path in self._files:
            self._files[event.path].since.append((event.at, event.content))

    def _ftruncate(self, event: Event) -> None:
        self._files[event.path].since.append((event.at, None))

    def _fsync(self, event: Event) -> None:
        if event.path in self._files:
            file = self._files[event.path]
            file.synced, file.since = bytearray(_torn(file, 1.0, Random(0))), []
            return
        waiting: list[_Change] = []
        for change in self._changes:
            if change.folder != event.path:
                waiting.append(change)
                continue
            _apply(self._lasting, change)
            if change.gone and change.name:
                waiting = [_moved(one, change) for one in waiting]
        self._changes = waiting

    _fdatasync = _fsync

    def _mkdir(self, event: Event) -> None:
        self._folders.add(event.path)
        self._changes.append(_Change(_parent(event.path), name=event.path))

    def _unlink(self, event: Event) -> None:
        self._files.pop(event.path, None)
        self._changes.append(_Change(_parent(event.path), gone=event.path))

    def _rmdir(self, event: Event) -> None:
        self._folders.discard(event.path)
        self._changes.append(_Change(_parent(event.path), gone=event.path))

    def _rename(self, event: Event) -> None:
        moved = self._files.get(event.path)
        for name in [one for one in self._files if one == event.path or one.startswith(f"{event.path}/")]:
            self._files[event.other + name.removeprefix(event.path)] = self._files.pop(name)
        if event.path in self._folders:
            self._folders.discard(event.path)
            self._folders.add(event.other)
        self._changes.append(_Change(_parent(event.path), name=event.other, gone=event.path, made=moved))
        # A folder is the same whatever it is called; names inside it stay as they were when they were changed.
        self._changes = [replace(one, folder=event.other) if one.folder == event.path else one for one in self._changes]


def events_of(log: Path) -> Iterator[Event]:
    """The calls of a recording that succeeded, in order."""
    places: dict[str, int] = {}
    for line in log.read_text(encoding="ascii").splitlines():
        if "resumed>" in line or "<unfinished" in line:
            raise AssertionError(f"two threads wrote at once, which this recording cannot tell apart: {line[:80]}")
        read = _LINE.match(line)
        if read is None or read[3].startswith("-"):
            continue
        event = _event(read[1], read[2], int(read[3]), read[4], places)
        if event is not None:
            yield event


def _event(call: str, told: str, gave: int, opened: str, places: dict[str, int]) -> Event | None:
    texts = [_bytes(one) for one in _TEXT.findall(told)]
    handle = _HANDLE.match(told)
    path = (_bytes(handle[2]).removesuffix(_GONE) if handle else texts[0] if texts else b"").decode(errors="replace")
    if call == "openat":
        path = texts[0].decode(errors="replace")
        places[path] = 0
        return Event(call, path, creates="O_CREAT" in told, empties="O_TRUNC" in told)
    if call == "write":
        at, places[path] = places.get(path, 0), places.get(path, 0) + gave
        return Event("pwrite64", path, content=texts[0][:gave], at=at)
    if call == "pwrite64":
        return Event(call, path, content=texts[0][:gave], at=int(told.rpartition(",")[2]))
    if call == "ftruncate":
        return Event(call, path, at=int(told.rpartition(",")[2]))
    if call == "rename":
        return Event(call, path, other=texts[1].decode(errors="replace"))
    if call == "sendto":
        return Event(call, content=texts[0])
    return Event(call, path)


def _torn(file: _File, likely: float, chance: Random) -> bytes:
    content = bytearray(file.synced)
    for at, written in file.since:
        if written is None:
            if chance.random() < likely:
                content[:] = content[:at].ljust(at, b"\0")
            continue
        begin = at
        while begin < at + len(written):
            end = min(at + len(written), (begin // SECTOR + 1) * SECTOR)
            if chance.random() < likely:
                content.extend(bytes(max(0, end - len(content))))
                content[begin:end] = written[begin - at : end - at]
            begin = end
    return bytes(content)


def _apply(names: dict[str, _File | None], change: _Change) -> None:
    """Names may be gone already where an earlier change of them was forgotten: then there is nothing to change."""
    if change.gone and change.name:
        for name in [one for one in names if one == change.gone or one.startswith(f"{change.gone}/")]:
            names[change.name + name.removeprefix(change.gone)] = names.pop(name)
        if change.made is not None:
            names[change.name] = change.made
    elif change.gone:
        names.pop(change.gone, None)
    else:
        names[change.name] = change.made


def _moved(change: _Change, folder: _Change) -> _Change:
    """A change of names that waits, in a folder that lastingly has another name now."""

    def now(name: str) -> str:
        return folder.name + name.removeprefix(folder.gone) if name.startswith(f"{folder.gone}/") else name

    return replace(change, name=now(change.name), gone=now(change.gone))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
