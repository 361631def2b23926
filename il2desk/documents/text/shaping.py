"""Shapes text with HarfBuzz: which glyphs it becomes, how far each advances, and where marks sit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz  # type: ignore[import-untyped]  # it has no types of its own

from il2desk.documents.text import fonts
from il2desk.documents.text.glyph_font import GlyphFont
from il2desk.domain.values.characters import JOINERS

PLAIN = {"kern": False, "liga": False, "clig": False}  # as reportlab prints Latin, beside which these words may stand


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph to draw; lengths in thousandths of the type size.

    `meaning` is the text that a reader copies for it, `cluster` the place in the sentence of the character it comes
    from; `right` and `up` move it from the pen, `top` and `bottom` are the edges of its outline above the baseline.
    """

    code: str
    meaning: str
    cluster: int
    advance: float
    right: float
    up: float
    top: float
    bottom: float


def shape(text: str, start: int, end: int, name: str, to_the_left: bool, offset: int = 0) -> list[Glyph]:
    """The glyphs of `text[start:end]` from left to right; the rest of `text` decides how its ends join.

    `offset` is added to each cluster. Raises PaperError for characters without a glyph.
    """
    font = fonts.font(name)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text, start, end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if to_the_left else "ltr"
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES  # some fonts would show joiners as signs
    uharfbuzz.shape(font.shaper, buffer, PLAIN if name in fonts.FILES else {})
    shaped = list(zip(buffer.glyph_infos or [], buffer.glyph_positions or [], strict=True))
    starts = [*sorted({info.cluster for info, _ in shaped}), end]
    if shaped and starts[0] != start:
        raise fonts.refusal(text[start : starts[0]])
    clusters = {first: text[first:after] for first, after in pairwise(starts)}
    return [
        glyph
        for cluster, group in groupby(shaped, lambda each: each[0].cluster)
        for glyph in _glyphs(font, clusters[cluster], list(group), offset)
    ]


def _glyphs(font: GlyphFont, cluster: str, shaped: list[tuple[Any, Any]], offset: int) -> Iterator[Glyph]:
    """The glyphs of one cluster; a plain glyph means its character, the first other one the rest of the cluster."""
    plain = [next((char for char in cluster if font.glyph_of(char) == info.codepoint), "") for info, _ in shaped]
    rest = "".join(char for char in cluster if char not in plain and char not in JOINERS)
    for (info, position), character in zip(shaped, plain, strict=True):
        if info.codepoint == 0:
            raise fonts.refusal(cluster)
        box = font.shaper.get_glyph_extents(info.codepoint)
        up, top = font.em(position.y_offset), font.em(box.y_bearing if box else 0)
        yield Glyph(
            code=character or font.code_of(info.codepoint),
            meaning=character or rest,
            cluster=offset + info.cluster + len(cluster) - len(cluster.lstrip(JOINERS)),
            advance=font.em(position.x_advance),
            right=font.em(position.x_offset),
            up=up,
            top=up + top,
            bottom=up + top + font.em(box.height if box else 0),
        )
        rest = rest if character else ""
