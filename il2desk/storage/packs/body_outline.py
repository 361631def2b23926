"""Loads the body outline, and refuses a damaged one with file, place and reason."""

from collections.abc import Iterable
from pathlib import Path

from il2desk.domain.packs.body_outline import Body, body_faults
from il2desk.storage.packs.library import parse_pack, read_pack, refuse_faults, shaped


def load_body(file: Path, wanted: Iterable[str] = ()) -> Body:
    """The picture in `file` (resources/pictures/body.toml). Raises PackRefused.

    Each of the sites `wanted` must have a shape; a site of which a later guideline speaks may be without one.
    """
    body = shaped(Body, parse_pack(read_pack(file), file), file)
    refuse_faults(body_faults(body, wanted), file)
    return body
