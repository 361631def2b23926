"""A forked child whose system calls strace lets fail, or at one of which it is killed.

It talks over a socket, with `send` and `recv`, which are not among the calls made to fail: `.` for each operation
that returned, `E` and a sentence for one that was refused, `T` for anything that was not put in words.
"""

import os
import re
import shutil
import socket
import subprocess
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from il2desk.documents.model.paper import PaperError
from il2desk.domain.errors import StoreRefused
from il2desk.domain.values.parsing import Refused

WRITING = (
    "write", "writev", "pwrite64", "pwritev", "pwritev2", "fsync", "fdatasync", "sync_file_range", "ftruncate",
    "truncate", "fallocate", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "open",
    "openat", "mkdir", "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "chown", "fchown", "flock", "copy_file_range",
    "sendfile", "utimensat",
)  # fmt: skip
_CALL = re.compile(r"^(?:\d+ +)?([a-z_0-9]+)\(", re.MULTILINE)
_PTRACER, _ANY = 0x59616D61, -1
LONGEST = 60


@dataclass
class Told:
    """What the child told before it ended: how many operations returned, the sentences, what was not in words."""

    acknowledged: int = 0
    sentences: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    status: int = 0


def strace() -> str:
    found = shutil.which("strace")
    assert found, "The faults are put in with strace: install the package strace of your system, then try again."
    return found


def calls_of(actions: Callable[[], list[Callable[[], None]]], log: Path) -> Counter[str]:
    """How often each writing system call is made by these actions."""
    run_traced(actions, ["-o", str(log), "-e", f"trace={','.join(WRITING)}"])
    return Counter(_CALL.findall(log.read_text(encoding="utf-8", errors="replace")))


def run_traced(
    actions: Callable[[], list[Callable[[], None]]],
    options: list[str],
    when_refused: Callable[[int], None] = lambda _: None,
    when_ready: Callable[[], object] = lambda: None,
) -> Told:
    """Fork; the child prepares itself, then does its actions under strace; one that is refused is tried once more,
    without strace, after `when_refused` has looked at what is on the disk, given how many had returned. `when_ready`
    looks before the first.
    """
    here, there = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        here.close()
        _be_the_child(actions, there)
    there.close()
    here.settimeout(LONGEST)
    told = Told()
    events = _events(here)
    first = next(events, "")
    assert first == "R", f"the child never became ready: {first}"
    when_ready()
    with _traced(pid, options) as let_go:
        here.send(b"g")
        for event in events:
            if event == ".":
                told.acknowledged += 1
            elif event.startswith("E"):
                told.sentences.append(event[1:])
                let_go()
                when_refused(told.acknowledged)
                here.send(b"g")
            else:
                told.tracebacks.append(event[1:])
        _, told.status = os.waitpid(pid, 0)
    here.close()
    return told


@contextmanager
def _traced(pid: int, options: list[str]) -> Iterator[Callable[[], None]]:
    tracer = subprocess.Popen(
        [strace(), "-f", "-p", str(pid), *(options if "-o" in options else ["-o", "/dev/null", *options])],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )

    def let_go() -> None:
        tracer.terminate()
        tracer.communicate()

    try:
        until = time.monotonic() + LONGEST
        while _tracer_of(pid) != tracer.pid:
            if tracer.poll() is not None or time.monotonic() > until:
                _, said = tracer.communicate()
                raise AssertionError(f"strace could not watch the program: {said.decode(errors='replace')}")
            time.sleep(0.001)
        yield let_go
    finally:
        if tracer.poll() is None:
            try:
                tracer.wait(1)
            except subprocess.TimeoutExpired:
                let_go()
        if tracer.stderr:
            tracer.stderr.close()


def _tracer_of(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("TracerPid:")[2].split()[0])


def _events(sock: socket.socket) -> Iterator[str]:
    rest = b""
    while read := sock.recv(65536):
        *whole, rest = (rest + read).split(b"\0")
        yield from (one.decode() for one in whole)


def _be_the_child(actions: Callable[[], list[Callable[[], None]]], sock: socket.socket) -> None:
    """Never returns."""

    def tell(text: str) -> None:
        sock.sendall(text.encode() + b"\0")

    try:
        _let_anybody_trace()
        prepared = actions()
        tell("R")
        sock.recv(1)
        for action in prepared:
            try:
                action()
            except (StoreRefused, PaperError, Refused) as refusal:
                tell(f"E{refusal}")
                sock.recv(1)
                action()
            tell(".")
    except BaseException:
        tell(f"T{traceback.format_exc()}")
    finally:
        os._exit(0)


def _let_anybody_trace() -> None:
    """Where the system lets only parents watch (Yama), allow strace beside us."""
    import ctypes

    ctypes.CDLL(None).prctl(_PTRACER, ctypes.c_ulong(_ANY & (2**64 - 1)), 0, 0, 0)
