"""An unexpected error: one handler that logs where it happened, without any patient data, and tells the window."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

log = logging.getLogger("il2desk")


def catch_all(tell: Callable[[], None]) -> None:
    """Send every exception that nobody caught, in slots too, to the log and to `tell`.

    One in a thread, or where Python cannot raise it, goes to the log alone: no page was in the middle of its work.
    """

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("%s", place_of(kind, trace))
        do_each(tell)

    def note(one: "threading.ExceptHookArgs | sys.UnraisableHookArgs") -> None:
        log.error("%s", place_of(one.exc_type, one.exc_traceback))

    sys.excepthook = handle
    threading.excepthook = note
    sys.unraisablehook = note


def do_each(*steps: Callable[[], object]) -> None:
    """Take every step, also after one that failed, which goes to the log: an answer to an error must not end midway."""
    for step in steps:
        try:
            step()
        except Exception as error:
            log.error("%s", place_of(type(error), error.__traceback__))


def in_words(error: BaseException) -> str:
    """An error the program does not know, as one line that quotes nothing."""
    return f"an unexpected error, which is a fault of the program: {place_of(type(error), error.__traceback__)}"


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of error and where it arose; never its message, which may quote what was typed."""
    frames = extract_tb(trace) if trace else []
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{kind.__name__} at {places or 'an unknown place'}"
