"""Lays out headings, paragraphs, bullets, banners, and the picture of a hundred people."""

from reportlab.platypus import Flowable

from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.containers import Fixed, Stack
from il2desk.documents.layout.styles import HEAD, LINE, STOP, TINT, Styles
from il2desk.documents.layout.symbols import CrowdDrawing, PersonSymbol
from il2desk.documents.layout.tables import list_item, read_across
from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Strong, parts, plain
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.structure import tagged

BULLET, FIGURE = Fixed(10), Fixed(21)
SHORT_LIST = 140.0


def heading(block: b.Heading, styles: Styles) -> Flowable:
    style, role = (styles.heading, "H2") if block.level == 1 else (styles.minor, "H3")
    return tagged(Stack([paragraph(block.text, style)], leads=True), role, title=block.text)


def text(block: b.Text, styles: Styles) -> Flowable:
    return Stack([paragraph(block.words, styles.of(block.voice))], leads=block.leads)


def bullets(block: b.Bullets, styles: Styles) -> Flowable:
    style = styles.of(block.voice)
    items = [list_item(paragraph("•", style), paragraph(words, style), BULLET) for words in block.items]
    rows = Stack(read_across(items, block.columns), gap=styles.scale.row_gap / 2.5, whole_up_to=SHORT_LIST)
    return tagged(rows, "L", numbering="Disc")


def banner(block: b.Banner, styles: Styles) -> Flowable:
    """Words on a background; a stop is framed twice as heavily as a caution, to differ on grey paper too."""
    if block.slim:
        words = (Strong(plain(block.title)), " ", *(part for line in block.lines for part in parts(line)))
        return Stack([paragraph(words, styles.body)], box=BoxStyle(pad_x=14, pad_y=3, ground=TINT, bar=LINE))
    title = Stack([paragraph(block.title, styles.banner)], leads=True)
    lines = [paragraph(line, styles.body) for line in block.lines]
    pad = styles.scale.row_gap + 1
    box = {
        b.BannerTone.PLAIN: BoxStyle(pad_x=14, pad_y=pad, ground=TINT, bar=HEAD),
        b.BannerTone.CAUTION: BoxStyle(pad_x=14, pad_y=pad, ground=TINT, bar=LINE, frame=LINE, frame_width=0.9),
        b.BannerTone.STOP: BoxStyle(pad_x=14, pad_y=pad, bar=STOP, frame=STOP, frame_width=1.8),
    }[block.tone]
    return Stack([title, *lines], gap=3, box=box)


def people(block: b.PeopleChart, styles: Styles) -> Flowable:
    crowd = CrowdDrawing([(count, strength) for count, _, strength in block.groups], block.alternative)
    keys = [
        list_item(Stack([PersonSymbol(strength, styles.body.leading)]), paragraph(words, styles.body), FIGURE)
        for _, words, strength in block.groups
    ]
    key = tagged(Stack(keys, gap=3), "L")
    return Stack([crowd, key], gap=8, whole_up_to=400)
