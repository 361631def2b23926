"""The centre's own hold and stop set: a block of TOML among its settings, in the shape of a reference pack."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel

from il2desk.domain.packs.reference import HoldStopSet
from il2desk.domain.values.parsing import Refused, read_text
from il2desk.storage.packs.library import PackRefused, parse_pack, shaped

OWN, OWN_ID, CENTRE = "own", "hold-stop-own", "centre"
_BLOCK = Path("own hold and stop set")


def own_hold_stop_set(text: str) -> HoldStopSet:
    """The set in the block. Raises PackRefused with place and reason."""
    raw = text.encode("utf-8", errors="surrogatepass")
    rules = shaped(HoldStopSet, parse_pack(raw, _BLOCK), _BLOCK)
    for fault in _faults(rules):
        raise PackRefused(f"{_BLOCK}: {fault}")
    return rules.model_copy(update={"digest": sha256(raw).hexdigest()})


def _faults(rules: HoldStopSet) -> Iterator[str]:
    if rules.id != OWN_ID:
        yield f'id: write id = "{OWN_ID}"'
    if rules.set_id != OWN:
        yield f'set_id: write set_id = "{OWN}"'
    if any(cited.source != CENTRE for cited in rules.cite):
        yield f'cite: write source = "{CENTRE}", and in `at` the name, version and date of the centre\'s own document'
    if not any(row.stop for row in rules.rows):
        yield "rows: no row says when to stop"
    for place, words in _texts(rules, ""):
        try:
            read_text(words, place)
        except Refused as refusal:
            yield str(refusal)


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), f"{place}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(one, f"{place}.{number}")
