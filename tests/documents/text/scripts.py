# ruff: noqa: RUF001 - letters of other scripts are what is tested
"""Names in many scripts, and a file of one paragraph, read back glyph by glyph."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.model.rich_text import Part
from il2desk.documents.text import fonts
from il2desk.documents.text.paragraph import paragraph
from il2desk.domain.values.user_text import UserText
from il2desk.storage.site.paths import resources
from tests.documents.glyphs import Drawn, Span, outline, spans, squeezed, texts
from tests.documents.glyphs import lines as lines_of

FONTS = resources() / "fonts"
style = partial(
    ParagraphStyle, "", fontName=fonts.REGULAR, splitLongWords=1, spaceShrinkage=0, allowWidows=0, allowOrphans=0
)
"""A style as those of the sheets; the last four settings are for reportlab's own paragraph."""

NAMES = {
    "Arabic": "محمد عبد الله الحسيني",
    "Persian": "علی‌رضا می‌خواهم",
    "Hebrew": "אברהם בן־דוד (כהן)",
    "pointed Hebrew": "שָׁלוֹם בֶּן־אַבְרָהָם",
    "Devanagari": "राजेन्द्र प्रसाद श्रीवास्तव क्षत्रिय",
    "Thai": "สมชาย ใจดี ผู้ใหญ่บ้าน น้ำทิพย์",
    "Chinese": "王小明 歐陽詢",
    "Japanese": "佐藤 花子（さとう・ハナコ）",
    "Korean": "김철수 이영희",
    "Yoruba": "Adébáyọ̀ Ọlọ́runṣẹ̀gún",
    "mixed": "Dr. محمد (عثمان) 12 mg שלום राम 王 ไทย",
}
SCRIPTS = pytest.mark.parametrize("script", NAMES)
LETTERS = "abאבגםحمدعلی12٣٤()[]{},.%-+/$ :!«»'\u00a0\u0301\u05b0\u064b\u200c\u200dที一क्ष"


def reason(script: str) -> str:
    """Forty lines, as long as a reason may be."""
    line = f"{NAMES[script]} 12 mg, {NAMES[script]}."
    return "\n".join([f"{number} {line}"[:98] for number in range(40)])


def drawn(content: bytes) -> Iterator[Drawn]:
    return (glyph for page in spans(content) for span in page for glyph in span.drawn)


def alone(words: Part | tuple[Part, ...], width: float = 200, size: float = 10) -> bytes:
    """A file of one paragraph."""
    fonts.register(FONTS)
    held = BytesIO()
    canvas = Canvas(held, pagesize=(width + 40, 2000), invariant=1, initialFontName=fonts.REGULAR)
    made = paragraph(words, style(fontSize=size, leading=size * 1.3))
    height = made.wrap(width, 10_000)[1]
    made.drawOn(canvas, 20, 1980 - height)
    canvas.save()
    return held.getvalue()


def recovered(content: bytes) -> str:
    return squeezed("".join(texts(content)))


def first_line(content: bytes) -> list[Span]:
    return lines_of(spans(content)[0])[0]


def assert_every_glyph_is_one(content: bytes) -> None:
    found = list(drawn(content))
    assert found
    assert [each for each in found if each.glyph == 0] == []
    assert [each for each in found if abs(each.face.width(each.code) - each.face.own_width(each.code)) > 1] == []


def outlines(name: str, characters: str) -> dict[bytes, str]:
    """The characters of a bundled font by the shape they have standing alone."""
    ttf = TTFont(FONTS / (fonts.FILES | fonts.SCRIPT_FILES)[name])
    cmap = ttf.getBestCmap()
    return {outline(ttf, cmap[ord(char)]): char for char in characters if char != " "}


def lines_of_text(text: str, width: float = 200) -> list[list[Span]]:
    """The lines of a recorded text set in that width."""
    return lines_of(spans(alone(UserText(text), width=width))[0])
