"""A workstation of one journey: display, window manager, home, and the installed program in it. Nothing is shared."""

import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.journeys.bus import BOUND, Box, await_that
from tests.journeys.hands import Hands
from tests.journeys.printer import printer

PROGRAM = Path(sys.executable).with_name("il2desk")
NEEDED = ("Xvfb", "setxkbmap", "xdotool", "openbox", "dbus-daemon", "cupsd", "lpadmin")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
QT_SAYS = {
    r'qt\.accessibility\.atspi: Could not find accessible on path: "/org/a11y/atspi/accessible/\d+"': (
        "The bus was asked about something that was just closed, as any screen reader may ask."
    ),
}
"""Lines that Qt itself writes to stderr, whole, each with its reason; every other line fails a journey."""


@dataclass(frozen=True)
class Screen:
    """Pixels across and down, and how many of them Qt takes for one."""

    width: int
    height: int
    scale: float = 1.0

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def __str__(self) -> str:
        return f"{self.width} × {self.height}" + (f" at {self.scale:.0%}".replace("%", " %") if self.scale != 1 else "")


@dataclass
class Desktop:
    """Where one person works. The program can be started, left and started again in the same home."""

    screen: Screen
    folder: Path
    environment: dict[str, str]
    hands: Hands
    frame: Path
    program: "subprocess.Popen[bytes] | None" = None
    _errors: list[Path] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def printed(self) -> list[Path]:
        """What came out of the printer, the first job first."""
        return sorted((self.folder / "printed").glob("*.pdf"), key=lambda one: int(one.stem))

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start the program."""
        errors = self.folder / f"stderr-{len(self._errors) + 1}.txt"
        self._errors.append(errors)
        with errors.open("wb") as sink:
            self.program = subprocess.Popen(
                [PROGRAM, *words], env=self.environment, cwd=self.home, stdout=sink, stderr=sink
            )
        return self.program

    def await_end(self) -> None:
        """Wait until the program has ended, and see that it ended well and said nothing."""
        assert self.program is not None
        program, self.program = self.program, None
        assert program.wait(timeout=BOUND) == 0, f"The program ended with exit code {program.returncode}."
        self.refuse_errors()

    def refuse_errors(self) -> None:
        """Fail on anything the program wrote but the lines of Qt's own."""
        written = [line for file in self._errors for line in file.read_text(errors="replace").splitlines()]
        unknown = [line for line in written if not any(re.fullmatch(known, line) for known in QT_SAYS)]
        assert not unknown, "The program wrote to stderr:\n" + "\n".join(unknown)

    def picture(self) -> Image.Image:
        """The whole screen as it is seen: the display server keeps it in a file, in the format of xwd."""
        raw = self.frame.read_bytes()
        head = struct.unpack(">25I", raw[:100])
        begins = head[0] + head[19] * 12
        size = head[4], head[5]
        return Image.frombuffer("RGB", size, raw[begins : begins + head[12] * size[1]], "raw", "BGRX", head[12], 1)

    def clear_away(self) -> None:
        """End the program where a journey did not."""
        if self.program is not None and self.program.poll() is None:
            self.program.send_signal(signal.SIGKILL)
            self.program.wait()


@contextmanager
def accessibility(folder: Path) -> Iterator[None]:
    """The buses of this process: what reads them connects once, so that all its journeys share them."""
    with ExitStack() as stack:
        address = folder / "bus"
        with address.open("w") as sink:
            _run(stack, ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=sink)
        await_that(lambda: address.read_text().endswith("\n"), "the session bus answers")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address.read_text().strip()
        os.environ.pop("AT_SPI_BUS_ADDRESS", None)
        launcher = next(one for one in LAUNCHERS if Path(one).exists())
        _run(stack, [launcher, "--launch-immediately"], env=_plain(folder) | _bus())
        yield


@contextmanager
def desktop(folder: Path, screen: Screen) -> Iterator[Desktop]:
    """A workstation that nobody has used yet, in `folder`."""
    with ExitStack() as stack:
        frames = folder / "frames"
        frames.mkdir(parents=True)
        environment = _plain(folder) | _bus()
        number = folder / "display"
        size = f"{screen.width}x{screen.height}x24"
        with number.open("w") as sink:
            server = ["Xvfb", "-displayfd", str(sink.fileno()), "-screen", "0", size, "-fbdir", str(frames)]
            _run(stack, [*server, "-noreset", "-nolisten", "tcp"], pass_fds=(sink.fileno(),))
        await_that(lambda: number.read_text().endswith("\n"), "the display is there")
        environment["DISPLAY"] = f":{number.read_text().strip()}"
        environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        if screen.scale != 1:
            environment["QT_SCALE_FACTOR"] = str(screen.scale)
        with printer(folder) as server_of_printer:
            environment["CUPS_SERVER"] = str(server_of_printer)
            _run(stack, ["openbox", "--config-file", "/etc/xdg/openbox/rc.xml"], env=environment)
            hands = Hands(environment, folder)
            stack.callback(hands.rest)
            made = Desktop(screen, folder, environment, hands, frames / "Xvfb_screen0")
            stack.callback(made.clear_away)
            yield made


def _plain(folder: Path) -> dict[str, str]:
    """A home in which nobody has been; of the surroundings only where programs are and which language they speak."""
    home = folder / "home"
    made = {"HOME": home, "XDG_RUNTIME_DIR": folder / "run"}
    made |= {f"XDG_{name}_HOME": home / f".{name.lower()}" for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    for one in made.values():
        one.mkdir(parents=True, exist_ok=True)
        one.chmod(0o700)
    words = {name: str(path) for name, path in made.items()}
    return words | {"PATH": f"{os.environ['PATH']}:/usr/sbin", "LANG": "C.UTF-8"}


def _bus() -> dict[str, str]:
    return {"DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}


def _run(stack: ExitStack, words: list[str], **how: Any) -> None:
    """Start what a workstation has running, until its journey is over."""
    running = subprocess.Popen(words, **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | how)

    def end() -> None:
        running.terminate()
        try:
            running.wait(timeout=5)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()

    stack.callback(end)
