"""The QR code at the foot of every page, by which a sheet of paper is matched with the record it was made from.

Its message, in upper case, separated by colons:

    IL2D1 : set : sheet : page : revision : digest : case

`IL2D1` names this form; `set` is the set's id as printed (3F2A-91C0); `sheet` is COVER, ORDER, ADMINISTRATION,
PHARMACY, SUMMARY, CONSENT or RECALL; `page` counts that sheet's pages from 1; `digest` is the first 16
hexadecimal digits of the case's SHA-256; `case` is the case's id in upper case and stands last, so that it may hold
colons itself. An id of other signs than such a code packs tightly (letters A to Z, digits, space and
$ % * + - . / :), or of more than 40, is written as * and the first 16 hexadecimal digits of its own SHA-256.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.styles import INK, WHITE
from il2desk.documents.model.report import Stamp
from il2desk.documents.text.content_operators import write
from il2desk.domain.records.sheet_kinds import SheetKind

SIDE = 42.0
QUIET = 4
LONGEST_ID = 40
PACKED = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
MASK = 3


def message(stamp: Stamp, sheet: SheetKind, page: int) -> str:
    """The message of the code on a page, numbered from 1."""
    parts = ("IL2D1", stamp.set_id, sheet.name, str(page), str(stamp.revision), stamp.digest[:16].upper())
    return ":".join((*parts, _case(stamp.case_id)))


def _case(case_id: str) -> str:
    upper = case_id.upper()
    if len(case_id) <= LONGEST_ID and case_id.isascii() and PACKED.issuperset(upper):
        return upper
    return f"*{sha256(case_id.encode(errors='replace')).hexdigest()[:16].upper()}"


def draw_code(canvas: Canvas, text: str, left: float, bottom: float) -> None:
    """Draws the code, SIDE points wide; its quiet zone lies around it and must be left empty."""
    # one mask for all: choosing the best takes three quarters of the time, and no reader needs it
    rows = segno.make_qr(text, error="l", mask=MASK).matrix
    step, size = SIDE / len(rows), len(rows)
    canvas.saveState()
    canvas.translate(left, bottom)
    canvas.scale(step, step)
    canvas.setFillColor(WHITE)
    canvas.rect(-QUIET, -QUIET, size + 2 * QUIET, size + 2 * QUIET, stroke=0, fill=1)
    canvas.setFillColor(INK)
    # as operators: reportlab would take twenty milliseconds to write the modules
    write(canvas, " ".join(f"{across} {size - down} {length} 1 re" for across, down, length in _runs(rows)) + " f")
    canvas.restoreState()


def _runs(rows: Sequence[bytearray]) -> Iterator[tuple[int, int, int]]:
    """Dark modules beside one another: column from 0 and row from 1 of the first, and how many."""
    for down, row in enumerate(rows, start=1):
        across = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield across, down, length
            across += length
