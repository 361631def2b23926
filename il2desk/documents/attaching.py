"""Puts the attachments into a finished PDF; the same bytes for the same input."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from il2desk.documents.printing import Attachment


def attach(pdf: bytes, attachments: "Sequence[Attachment]") -> bytes:
    """The PDF with these files inside it, each with its relationship, listed as files associated with it."""
    if not attachments:
        return pdf
    import pikepdf

    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for one in attachments:
            document.attachments[one.name] = pikepdf.AttachedFileSpec(
                document,
                one.content,
                filename=one.name,
                description=one.description,
                mime_type=one.media_type,
                relationship=pikepdf.Name("/" + one.relationship),
            )
        document.Root.AF = pikepdf.Array([document.attachments[one.name].obj for one in attachments])
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()
