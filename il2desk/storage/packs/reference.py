"""Loads the reference packs and the consent wording, and refuses a damaged one with file, path and reason."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from il2desk.domain.packs.citations import Citation
from il2desk.domain.packs.reference import (
    PLACEHOLDER,
    ConsentWording,
    Contraindications,
    Figures,
    HoldStopSet,
    Library,
    Pack,
    References,
)
from il2desk.domain.values.parsing import plain
from il2desk.storage.packs.library import PackRefused, parse_pack, read_pack, shaped

HUNDRED = 100
SUPPLIED = {"case", "revision", "printed", "versions", "contact", "centre", "n", "m"}
PackOf = TypeVar("PackOf", bound=Pack)


def load_library(folder: Path) -> Library:
    """The reference packs of `folder` (resources/reference). Raises PackRefused."""
    references = _load(folder / "references.toml", References)
    figures = _load(folder / "benefit-and-harm.toml", Figures)
    _refuse_unsaid_figures(folder / "benefit-and-harm.toml", figures)
    retreatment = _load(folder / "retreatment.toml", Contraindications)
    sets: dict[str, HoldStopSet] = {}
    for file in sorted(folder.glob("hold-stop-*.toml")):
        rules = _load(file, HoldStopSet)
        if rules.set_id in sets:
            raise PackRefused(f"{file.name}: set_id: the set {rules.set_id} is given twice")
        sets[rules.set_id] = rules
    known = {source.id for source in references.sources}
    for pack in (figures, retreatment, *sets.values()):
        _refuse_unknown_sources(pack, known)
    return Library(figures, MappingProxyType(sets), retreatment, references)


def load_consent(file: Path, figures: Figures) -> ConsentWording:
    """The consent wording of one language (resources/consent/en.toml). Raises PackRefused."""
    wording = _load(file, ConsentWording)
    _refuse_unknown_figures(file, wording, figures)
    return wording


def _refuse_unknown_figures(file: Path, wording: ConsentWording, figures: Figures) -> None:
    known = {figure.id for figure in figures.figures}
    for where, text in _texts(wording.model_dump(), ""):
        for name in PLACEHOLDER.findall(text):
            if name not in known | SUPPLIED:
                raise PackRefused(f"{file.name}: {where}: there is no figure {name}")
    for number, section in enumerate(wording.sections):
        for passage in section.passages:
            unknown = {group.figure for group in passage.people} - known
            if unknown:
                raise PackRefused(f"{file.name}: sections.{number}: there is no figure {min(unknown)}")
            if passage.people and sum(figures.named(group.figure).figure for group in passage.people) != HUNDRED:
                raise PackRefused(f"{file.name}: sections.{number}: the people in the picture are not a hundred")


def _load(file: Path, shape: type[PackOf]) -> PackOf:
    raw = read_pack(file)
    return shaped(shape, parse_pack(raw, file), file).model_copy(update={"digest": sha256(raw).hexdigest()})


def _refuse_unknown_sources(pack: Pack, known: set[str]) -> None:
    for citation in _citations([pack]):
        if citation.source not in known:
            raise PackRefused(f"{pack.id}: {citation}: this source is not in references.toml")


def _citations(values: Iterable[object]) -> Iterator[Citation]:
    for value in values:
        if isinstance(value, Citation):
            yield value
        elif isinstance(value, BaseModel):
            yield from _citations(getattr(value, name) for name in type(value).model_fields)
        elif isinstance(value, tuple):
            yield from _citations(value)


def _refuse_unsaid_figures(file: Path, figures: Figures) -> None:
    """A figure and the sentence that holds it must agree."""
    for one in figures.figures:
        if not re.search(rf"(?<![\d.]){re.escape(plain(Decimal(one.figure)))}(?![\d]|\.\d)", one.says):
            raise PackRefused(f"{file.name}: {one.id}: the sentence does not hold the figure")


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{where}.{number}")
