"""The recovery key as it is printed and typed: groups of letters and digits, of which some guard against misreading."""

import secrets
from hashlib import sha256

from il2desk.domain.values.parsing import Refused
from il2desk.domain.values.passphrase import as_printed

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BYTES, _GROUP = 19, 4
_MARKS = (_BYTES + 1) * 8 // 5


def new_recovery_key() -> str:
    """Eight groups of four letters and digits, the last two of them a check against misreading."""
    raw = secrets.token_bytes(_BYTES)
    number = int.from_bytes(raw + sha256(raw).digest()[:1], "big")
    marks = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_MARKS)))
    return "-".join(marks[at : at + _GROUP] for at in range(0, _MARKS, _GROUP))


def read_recovery_key(typed: str) -> str:
    """As it was printed; letters that are misread for digits are taken for those. Raises Refused with a sentence."""
    marks = as_printed(typed)
    if len(marks) != _MARKS or any(mark not in _ALPHABET for mark in marks):
        raise Refused(f"A recovery key has {_MARKS} letters and digits; this has {len(marks)}. Compare group by group.")
    number = 0
    for mark in marks:
        number = number << 5 | _ALPHABET.index(mark)
    raw = number.to_bytes(_BYTES + 1, "big")
    if sha256(raw[:-1]).digest()[:1] != raw[-1:]:
        raise Refused("One of the letters or digits is not as printed. Compare the recovery key group by group.")
    return "-".join(marks[at : at + _GROUP] for at in range(0, _MARKS, _GROUP))
