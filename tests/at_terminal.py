"""A command run at a pseudo-terminal of its own, and what a person types there; its standard input is empty."""

import os
import pty
import subprocess
import sys
import time
from dataclasses import dataclass
from select import select

PATIENCE = 60.0
_AT_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(int(sys.argv[1]), termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "il2desk", *sys.argv[2:]])
"""


@dataclass(frozen=True)
class Ran:
    """Exit code, both outputs, and what the terminal showed."""

    code: int
    out: str
    error: str
    shown: str


def run_at_terminal(*words: str, typed: tuple[str, ...] = ()) -> Ran:
    """`il2desk` with these words; each text is typed once the terminal asks for it."""
    keyboard, terminal = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-c", _AT_TERMINAL, str(terminal), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        pass_fds=(terminal,),
    )
    shown = b""
    try:
        for text in typed:
            asked = _until_asked(keyboard, started)
            shown += asked
            if not asked.endswith(b": "):
                break
            os.write(keyboard, os.fsencode(text) + b"\n")
        out, error = started.communicate(timeout=PATIENCE)
        shown += _what_is_there(keyboard)
    finally:
        started.kill()
        os.close(terminal)
        os.close(keyboard)
    return Ran(started.returncode, out.decode(), error.decode(), shown.decode(errors="replace"))


def run_without_terminal(*words: str, given: str, **environment: str) -> Ran:
    """The same without a terminal: `given` stands in the standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "il2desk", *words],
        input=given.encode(),
        capture_output=True,
        start_new_session=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, **environment},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), "")


def _until_asked(keyboard: int, started: "subprocess.Popen[bytes]") -> bytes:
    shown, until = b"", time.monotonic() + PATIENCE
    while not shown.endswith(b": ") and time.monotonic() < until:
        if select([keyboard], [], [], 0.1)[0]:
            shown += os.read(keyboard, 4096)
        elif started.poll() is not None:
            break
    return shown


def _what_is_there(keyboard: int) -> bytes:
    shown = b""
    while select([keyboard], [], [], 0)[0]:
        shown += os.read(keyboard, 4096)
    return shown
