"""Loads the reference packs and the consent wording, and refuses a damaged one with file, path and reason."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from il2desk.domain.entry import plain
from il2desk.domain.guideline import Citation
from il2desk.domain.reference import (
    PLACEHOLDER,
    ConsentWording,
    Contraindications,
    Figures,
    HoldStopSet,
    Library,
    Pack,
    References,
)
from il2desk.storage.library import PackRefused, parse_pack, read_pack, shaped

HUNDRED = 100
SUPPLIED = {"case", "revision", "printed", "versions", "contact", "centre", "n", "m"}
PackOf = TypeVar("PackOf", bound=Pack)


def load_library(folder: Path) -> Library:
    """The reference packs of `folder` (resources/reference). Raises PackRefused."""
    references, digest_of_references = _load(folder / "references.toml", References)
    figures, digest_of_figures = _load(folder / "benefit-and-harm.toml", Figures)
    retreatment, digest_of_retreatment = _load(folder / "retreatment.toml", Contraindications)
    digests = {
        references.id: digest_of_references,
        figures.id: digest_of_figures,
        retreatment.id: digest_of_retreatment,
    }
    known = {source.id for source in references.sources}
    _refuse_unknown_sources(folder / "benefit-and-harm.toml", figures, known)
    _refuse_unknown_sources(folder / "retreatment.toml", retreatment, known)
    _refuse_unsaid_figures(folder / "benefit-and-harm.toml", figures)
    sets = {}
    for file in sorted(folder.glob("hold-stop-*.toml")):
        rules, digests_of_rules = _load(file, HoldStopSet)
        _refuse_unknown_sources(file, rules, known)
        if rules.set_id in sets:
            raise PackRefused(f"{file.name}: set_id: the set {rules.set_id} is given twice")
        sets[rules.set_id], digests[rules.id] = rules, digests_of_rules
    return Library(figures, sets, retreatment, references, digests)


def load_consent(file: Path, figures: Figures) -> ConsentWording:
    """The consent wording of one language (resources/consent/en.toml). Raises PackRefused."""
    wording, _ = _load(file, ConsentWording)
    known = {figure.id for figure in figures.figures} | SUPPLIED
    for where, text in _texts(wording.model_dump(), ""):
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                raise PackRefused(f"{file.name}: {where}: there is no figure {name}")
    for number, section in enumerate(wording.sections):
        for passage in section.passages:
            unknown = {group.figure for group in passage.people} - known
            if unknown:
                raise PackRefused(f"{file.name}: sections.{number}: there is no figure {min(unknown)}")
            if passage.people and sum(figures.named(group.figure).figure for group in passage.people) != HUNDRED:
                raise PackRefused(f"{file.name}: sections.{number}: the people in the picture are not a hundred")
    return wording


def _load(file: Path, shape: type[PackOf]) -> tuple[PackOf, str]:
    raw = read_pack(file)
    return shaped(shape, parse_pack(raw, file), file), sha256(raw).hexdigest()


def _refuse_unknown_sources(file: Path, pack: Pack, known: set[str]) -> None:
    for citation in _citations([pack]):
        if citation.source not in known:
            raise PackRefused(f"{file.name}: {citation}: this source is not in references.toml")


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
