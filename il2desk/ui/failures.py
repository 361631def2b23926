"""An unexpected error: one handler that logs where it happened, without any patient data, and tells the window."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

log = logging.getLogger("il2desk")


def catch_all(tell: Callable[[], None]) -> None:
    """Send every exception that nobody caught, in slots too, to the log and to `tell`."""

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("%s", place_of(kind, trace))
        tell()

    sys.excepthook = handle


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of error and where it arose; never its message, which may quote what was typed."""
    frames = extract_tb(trace) if trace else []
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{kind.__name__} at {places or 'an unknown place'}"
