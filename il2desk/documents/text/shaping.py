"""Letters become glyphs: which form each has beside its neighbours, how far it reaches, and where marks sit on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz  # type: ignore[import-untyped]  # it has no types of its own

from il2desk.documents.text import fonts
from il2desk.documents.text.glyph_font import GlyphFont
from il2desk.domain.values.characters import JOINERS

PLAIN = {"kern": False, "liga": False, "clig": False}  # as reportlab prints Latin, beside which these words may stand


@dataclass(frozen=True, slots=True)
class Glyph:
    """A form to draw; lengths in thousandths of the type size."""

    code: str
    means: str
    cluster: int
    advance: float
    aside: float
    up: float
    top: float
    bottom: float

    def at(self, cluster: int) -> "Glyph":
        """The same for a letter at another place."""
        return replace(self, cluster=cluster) if cluster != self.cluster else self


def shape(text: str, start: int, end: int, name: str, to_the_left: bool) -> list[Glyph]:
    """The glyphs of `text[start:end]` from left to right; what stands around it in `text` tells how its ends join."""
    font = fonts.font(name)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text, start, end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if to_the_left else "ltr"
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES  # some fonts would show joiners as signs
    uharfbuzz.shape(font.shaper, buffer, PLAIN if name in fonts.FILES else {})
    infos, positions = buffer.glyph_infos or [], buffer.glyph_positions or []
    starts = [*sorted({info.cluster for info in infos}), end]
    if starts[0] != start and infos:
        raise fonts.refusal(text[start : starts[0]])
    letters = {first: text[first:after] for first, after in pairwise(starts)}
    shaped = list(zip(infos, positions, strict=True))
    return [
        glyph
        for cluster, group in groupby(shaped, lambda each: each[0].cluster)
        for glyph in _glyphs(font, letters[cluster], list(group))
    ]


def _glyphs(font: GlyphFont, letter: str, shaped: list[tuple[Any, Any]]) -> Iterator[Glyph]:
    """The glyphs of one cluster; each is told apart by its character where it is the plain form of one."""
    face, scale = font.face, font.em
    forms = [_plain(face, letter, info.codepoint) for info, _ in shaped]
    rest = "".join(char for char in letter if char not in forms and char not in JOINERS)
    for (info, position), plain in zip(shaped, forms, strict=True):
        if info.codepoint == 0:
            raise fonts.refusal(letter)
        box = font.shaper.get_glyph_extents(info.codepoint)
        up, top = scale(position.y_offset), scale(box.y_bearing if box else 0)
        yield Glyph(
            code=plain or font.form(info.codepoint),
            means=plain or rest,
            cluster=info.cluster + len(letter) - len(letter.lstrip(JOINERS)),
            advance=scale(position.x_advance),
            aside=scale(position.x_offset),
            up=up,
            top=up + top,
            bottom=up + top + scale(box.height if box else 0),
        )
        rest = rest if plain else ""


def _plain(face: Any, letter: str, glyph: int) -> str:
    return next((char for char in letter if face.charToGlyph.get(ord(char)) == glyph), "")
