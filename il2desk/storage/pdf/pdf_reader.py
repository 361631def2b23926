"""PDF files from outside, opened and decoded within bounds: a bomb is refused while it inflates, not after."""

import base64
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from il2desk.domain.errors import Refusal

if TYPE_CHECKING:
    from pikepdf import Object, Pdf, Stream

LARGEST_PDF = 20_000_000
LARGEST_INSIDE = 64_000_000
BEGINNING, END = b"%PDF-", b"%%EOF"
LINE_END = 2
FARTHEST_BEGINNING = 1024
"""So many bytes readers of PDF look for a beginning; mail gates and scanners put some before it."""


class PdfRefused(Refusal):
    """A PDF that cannot be used; the message is a sentence, without anything recorded."""


@contextmanager
def opened(raw: bytes) -> Iterator["Pdf"]:
    """The PDF in these bytes; what stands before its beginning and behind its end is left aside. Raises PdfRefused."""
    _refuse_unread(raw)
    import pikepdf

    before = pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=100,
        parser_max_nesting=100,
        max_stream_filters=2,
        flate_max_memory=LARGEST_INSIDE,
        run_length_max_memory=LARGEST_INSIDE,
        png_max_memory=LARGEST_INSIDE,
        tiff_max_memory=LARGEST_INSIDE,
    )
    try:
        whole = raw[before_beginning(raw) : raw.rindex(END) + len(END) + LINE_END]
        with pikepdf.open(BytesIO(whole), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise PdfRefused(_LOCKED)
            yield pdf
    except pikepdf.PasswordError:
        raise PdfRefused(_LOCKED) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, TypeError, KeyError) as problem:
        raise PdfRefused(DAMAGED) from problem
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # each of its own type


_LOCKED = "This PDF is encrypted or needs a password; il2desk makes none that are. Take the file as it was saved."
DAMAGED = "This PDF is damaged or was changed, and cannot be read. Take another copy of the file."


_UNBOUNDED = re.compile(rb"/(?:L|#4[cC])(?:Z|#5[aA])(?:W|#57)(?:D|#44|[\s/<>\[\]()%])")
"""The name of the one filter for which the reader underneath knows no bound, plain or escaped. A shorter pattern would
be found by chance in what is packed: three given letters stand in one of forty files of half a megabyte."""


def _refuse_unread(raw: bytes) -> None:
    """Refuse what need not be parsed: another kind of file, too large, cut off, or coded as il2desk never does."""
    if len(raw) > LARGEST_PDF:
        raise PdfRefused(f"This file is larger than {LARGEST_PDF // 1_000_000} megabytes; no sheet of il2desk is.")
    if BEGINNING not in raw[: FARTHEST_BEGINNING + len(BEGINNING)]:
        raise PdfRefused("This is not a PDF file. Open a PDF that il2desk saved.")
    if END not in raw[before_beginning(raw) :]:
        raise PdfRefused("This PDF is cut off: its end is missing. Take another copy of the file.")
    if _UNBOUNDED.search(raw):
        raise PdfRefused("This PDF is packed in a way il2desk never uses, so it is not read.")


def before_beginning(raw: bytes) -> int:
    """How many bytes stand before the beginning of a PDF that are no part of it."""
    return max(raw.find(BEGINNING, 0, FARTHEST_BEGINNING + len(BEGINNING)), 0)


def inflated(stream: "Stream", limit: int) -> bytes:
    """The content of a stream, decoded. Raises PdfRefused where it is longer than `limit` bytes or damaged."""
    content = stream.read_raw_bytes()
    for name in filters_of(stream):
        try:
            if name == "/ASCII85Decode":
                content = base64.a85decode(content.strip().removeprefix(b"<~").removesuffix(b"~>"))
            elif name == "/FlateDecode":
                content = _unzipped(content, limit)
            else:
                raise PdfRefused("This PDF is packed in a way il2desk never uses, so it is not read.")
        except (ValueError, zlib.error) as problem:
            raise PdfRefused(DAMAGED) from problem
    if len(content) > limit:
        raise PdfRefused(_TOO_LONG)
    return content


_TOO_LONG = "Something inside this PDF unpacks to more than any sheet of il2desk holds, so it is not read."


def _unzipped(content: bytes, limit: int) -> bytes:
    if not content:  # some programs write nothing as nothing
        return content
    unpacking = zlib.decompressobj()
    out = unpacking.decompress(content, limit + 1)
    if len(out) > limit:
        raise PdfRefused(_TOO_LONG)
    if not unpacking.eof:
        raise PdfRefused(DAMAGED)
    return out


def filters_of(stream: "Stream") -> list[str]:
    """The names of the filters of a stream, in the order they are undone."""
    import pikepdf

    found: Object | None = stream.get("/Filter")
    if found is None:
        return []
    return [str(found)] if isinstance(found, pikepdf.Name) else [str(one) for one in found]
