"""Runs a command under strace and tells which files it wrote, made, moved and removed, and which sockets it opened.

Only what the kernel says counts: a library that writes a cache or asks a name server is seen like the program itself.
"""

import ast
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

OPENING = ("open", "openat", "openat2", "creat")
MOVING = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat")
MAKING = ("mkdir", "mkdirat", "mknod", "mknodat")
REMOVING = ("unlink", "unlinkat", "rmdir", "truncate")
OTHERS = ("socket", "connect", "sendto", "sendmsg", "sendmmsg", "memfd_create", "execve", "chdir", "fchdir")
CALLS = (*OPENING, *MOVING, *MAKING, *REMOVING, *OTHERS)
WRITING = re.compile(r"\b(?:O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE)\b")

_LINE = re.compile(r"(?P<call>\w+)\((?P<given>.*)\)\s+= (?P<gave>-?\d+)(?:<(?P<at>.*)>(?:\(deleted\))?)?(?: .*)?")
_WORD = re.compile(r'(?:\w+<(?P<folder>(?:[^<>"]|\\.)*)>, )?"(?P<word>(?:[^"\\]|\\.)*)"')
_MODE = re.compile(r", (0[0-7]*)(?:, .*)?$")
_PORT = r"sa_family=AF_INET6?, sin6?_port=htons\((?P<port>\d+)\)"
_PEER = re.compile(_PORT + r'.*?(?:inet_addr\(|inet_pton\(AF_INET6, )"(?P<host>[^"]+)"')
_NEWS = re.compile(r"^(?:\+\+\+|---) ")


class NotTraced(RuntimeError):
    """The trace cannot be read, so it shows nothing."""


@dataclass(frozen=True)
class Written:
    """A file opened for writing, or a folder or file made, with the mode that was asked for where there was one."""

    path: Path
    mode: int | None
    done: bool


@dataclass
class Trace:
    """What a command and all it started did to the machine."""

    code: int = 0
    stdout: str = ""
    stderr: str = ""
    opened: list[Written] = field(default_factory=list)
    folders: list[Written] = field(default_factory=list)
    moved: list[tuple[Path, Path]] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    in_memory: list[str] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)
    peers: list[str] = field(default_factory=list)
    started: list[Path] = field(default_factory=list)
    calls: int = 0

    @property
    def paths(self) -> set[Path]:
        """Every place that was written to, and every name a file was given."""
        made = {one.path for one in (*self.opened, *self.folders) if one.done}
        return made | {target for _, target in self.moved}

    @property
    def internet(self) -> list[str]:
        """The sockets that lead out of the machine, also those nobody then used."""
        return [family for family in self.sockets if family not in {"AF_UNIX", "AF_LOCAL"}]


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float) -> Trace:
    """In a group of its own: what strace follows would live on when strace alone is ended."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            stdout, stderr = process.communicate(timeout=timeout)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return Trace(process.returncode, stdout, stderr)


def traced(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    more: Sequence[str] = (),
    timeout: float = 120,
) -> Trace:
    """Run the command in the folder, and read its trace; `more` is said to strace. Raises NotTraced."""
    strace = shutil.which("strace")
    if strace is None:
        raise NotTraced("strace is not installed; `make setup` asks for it")
    with TemporaryDirectory(prefix="trace-") as place:
        told = [strace, "-ff", "-y", "-qq", "-s", "4096", "--seccomp-bpf", "-e", f"trace={','.join(CALLS)}"]
        told += ["-e", "signal=none", *more, "-o", f"{place}/of", "--"]
        trace = _run([*told, *command], folder, environment, timeout)
        files = sorted(Path(place).iterdir())
        if not files:
            raise NotTraced(f"strace followed nothing: {trace.stderr}")
        for file in files:
            _read(file.read_text(encoding="ascii"), folder, trace)
    return trace


def _read(text: str, folder: Path, trace: Trace) -> None:
    for line in text.splitlines():
        if _NEWS.match(line) or " = ?" in line:
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise NotTraced(f"not understood: {line}")
        trace.calls += 1
        _note(found, folder, trace)


def _note(found: re.Match[str], folder: Path, trace: Trace) -> None:
    call, given, done = found["call"], found["given"], int(found["gave"]) >= 0
    if call in {"chdir", "fchdir"}:
        raise NotTraced("the command changed its folder; relative names cannot be followed")
    if call == "socket":
        trace.sockets.append(given.split(",")[0])
    elif call in {"connect", "sendto", "sendmsg", "sendmmsg"}:
        trace.peers += [f"{one['host']} {one['port']}" for one in _PEER.finditer(given)]
    elif call == "memfd_create":
        trace.in_memory.append(_words(given, folder, 1)[0].name)
    elif call == "execve":
        trace.started += _words(given, folder, 1) if done else []
    elif call in OPENING:
        if call == "creat" or WRITING.search(given.rpartition('"')[2]):
            at = Path(_text(found["at"])) if found["at"] else _words(given, folder, 1)[0]
            trace.opened.append(Written(at, _mode(given), done))
    elif call in MAKING:
        trace.folders.append(Written(_words(given, folder, 1)[0], _mode(given), done))
    elif call in MOVING and done:
        before, after = _words(given, folder, 2)
        trace.moved.append((before, after))
    elif call in REMOVING and done:
        trace.removed += _words(given, folder, 1)


def _words(given: str, folder: Path, number: int) -> list[Path]:
    words = list(_places(given, folder))[:number]
    if len(words) != number:
        raise NotTraced(f"no name is to be read in: {given}")
    return words


def _places(given: str, folder: Path) -> Iterator[Path]:
    for found in _WORD.finditer(given):
        above = Path(_text(found["folder"])) if found["folder"] else folder
        yield above / _text(found["word"])


def _text(escaped: str) -> str:
    """What strace escaped as C does: the bytes of a name."""
    raw: bytes = ast.literal_eval('b"' + re.sub(r'(?<!\\)"', r"\"", escaped) + '"')
    return raw.decode("utf-8", "surrogateescape")


def _mode(given: str) -> int | None:
    found = _MODE.search(given)
    return int(found[1], 8) if found else None
