"""A TOML file of ours as it is read: whole, of a sensible size, and refused with file, place and reason."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from il2desk.domain.errors import Refusal

LARGEST = 1_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CURLY = frozenset("“”„‟‘’«»")
_PLAINLY = {
    "extra_forbidden": "nothing of this name is known here; look for a slip of the pen",
    "missing": "this is missing",
}


class FileRefused(Refusal):
    """The file cannot be used; the message names the file, the place in it and the reason."""

    def __init__(self, path: Path, place: str, reason: str) -> None:
        super().__init__(f"{path}: {place}: {reason}" if place else f"{path}: {reason}")
        self.path, self.place, self.reason = path, place, reason


Refusing = Callable[[Path, str, str], Exception]
"""Makes the error of a file, the place in it and the reason."""


def content_of(path: Path, refused: Refusing) -> bytes:
    """The bytes of the file, one more than allowed at most. Raises `refused`, also where there is no such file."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise refused(path, "", "there is no such file.") from None
    except OSError as problem:
        raise refused(path, "", f"the file cannot be read: {problem.strerror}.") from problem


def table_in(content: bytes, path: Path, refused: Refusing) -> dict[str, Any]:
    """The table the content of a file is, decimals kept exact; `path` is only named in a refusal. Raises `refused`.

    A byte-order mark before it, which some editors write, says nothing and is passed over.
    """
    if len(content) > LARGEST:
        raise refused(path, "", f"the file is larger than {LARGEST} bytes; no file of this kind is.")
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        return tomli.loads(content.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise refused(path, f"line {line}", "this is not UTF-8; save the file as UTF-8.") from None
    except tomli.TOMLDecodeError as problem:
        raise refused(path, *_where_and_why(problem)) from None
    except (ValueError, RecursionError):
        raise refused(path, "", "a number is too long or tables are nested too deeply.") from None


def _where_and_why(problem: tomli.TOMLDecodeError) -> tuple[str, str]:
    line = problem.doc.split("\n")[problem.lineno - 1]
    at, left_open = problem.doc[problem.pos : problem.pos + 1], line.count('"') % 2
    if at in _CURLY or (left_open and not _CURLY.isdisjoint(line)):
        return f"line {problem.lineno}", 'a curly quotation mark stands in it; type the straight one, ".'
    return "", f"not well-formed TOML: {problem}."


def first_fault(problem: ValidationError, path: Path, refused: Refusing) -> Exception:
    """The first place where a table has not its shape, as a refusal that quotes nothing."""
    first = problem.errors(include_input=False, include_url=False)[0]
    says = _PLAINLY.get(first["type"], first["msg"].removeprefix("Value error, "))
    return refused(path, ".".join(str(step) for step in first["loc"]), f"{says}.")
