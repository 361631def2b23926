"""Case files: JSON read strictly, with one sentence saying what is wrong and where."""

import codecs
import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from il2desk.domain.case.case import Case
from il2desk.domain.checks.case_checks import in_one_line
from il2desk.domain.errors import Refusal
from il2desk.domain.values.model_base import Strict

LARGEST_CASE = 1_000_000
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
Record = TypeVar("Record", bound=Strict)


class CaseRefused(Refusal):
    """A case file cannot be used; the message names file, place and reason, on one line and without patient data."""


class OtherSchema(CaseRefused):
    """What was read says of itself that it has another shape than the one asked for; `found` names it."""

    def __init__(self, found: str, reason: str) -> None:
        super().__init__(reason)
        self.found = found


def read_case(file: Path) -> Case:
    """The case in a file. Raises CaseRefused."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_CASE + 1)
    except OSError as error:
        raise CaseRefused(f"{file}: it cannot be read ({error.strerror})") from error
    if len(raw) > LARGEST_CASE:
        raise CaseRefused(f"{file}: larger than {LARGEST_CASE} bytes")
    try:
        return parse_case(_in_utf8(raw))
    except CaseRefused as refusal:
        raise CaseRefused(f"{file}: {refusal}") from refusal


def _in_utf8(raw: bytes) -> bytes:
    """The file as a case is written: some editors and shells put a mark of byte order before it, or save UTF-16."""
    if raw.startswith(codecs.BOM_UTF8):
        return raw.removeprefix(codecs.BOM_UTF8)
    for mark, coding in _UTF16.items():
        if raw.startswith((mark, "{".encode(coding))):
            try:
                return raw.removeprefix(mark).decode(coding).encode()
            except UnicodeDecodeError as error:
                raise CaseRefused(f"byte {error.start}: it is in UTF-16 up to here, and damaged") from error
    return raw


def parse_case(raw: bytes) -> Case:
    """The case in the bytes of a case file. Raises CaseRefused without naming a file."""
    return parse_strictly(Case, raw)


def parse_strictly(shape: type[Record], raw: bytes) -> Record:
    """A record of that shape from its JSON. Raises CaseRefused without naming a file, OtherSchema for another shape."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CaseRefused(f"byte {error.start}: it is not in UTF-8") from error
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_no_float)
    except json.JSONDecodeError as error:
        raise CaseRefused(f"line {error.lineno}, column {error.colno}: it is not JSON ({error.msg})") from error
    except RecursionError as error:
        raise CaseRefused("it is nested too deeply") from error
    except ValueError as error:
        raise CaseRefused("a number is too long") from error
    if isinstance(content, dict) and "schema" not in content:
        raise CaseRefused("schema: it is missing; without it nobody knows how the case is to be read")
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(in_one_line(str(part)) for part in first["loc"]) or "top level"
        reason = f"{place}: {first['msg']}"
        if place == "schema":
            raise OtherSchema(in_one_line(str(content["schema"])), reason) from error
        raise CaseRefused(reason) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise CaseRefused("a key stands twice in one object")
        seen.add(key)
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise CaseRefused(f"{name} is not a value a case can hold")


def _no_float(_text: str) -> None:
    raise CaseRefused("a bare number with a point; values are written as text with their unit")
