"""What is typed to open a store or to erase from it: passphrases, and marks that are typed again from paper."""

import unicodedata

from il2desk.domain.values.folding import is_end_of, run_together, words
from il2desk.domain.values.parsing import Refused

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 10, 200
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def check_passphrase(passphrase: str) -> None:
    """Raise Refused with a sentence where it is too short or too long."""
    if len(as_tried(passphrase)) < SHORTEST_PASSPHRASE:
        raise Refused(
            f"A passphrase has at least {SHORTEST_PASSPHRASE} characters. Four or five words are easy to remember."
        )
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Refused(f"A passphrase has at most {LONGEST_PASSPHRASE} characters.")


def as_tried(passphrase: str) -> str:
    """A passphrase as it opens a store: one blank where blanks stand, none at its ends, and no mark that is unseen."""
    composed = unicodedata.normalize("NFKC", passphrase)
    return " ".join("".join(mark for mark in composed if unicodedata.category(mark) != "Cf").split())


def as_printed(typed: str) -> str:
    """A recovery key or an id without blanks and hyphens; letters misread for others are taken for those."""
    return run_together(typed).upper().translate(_MISREAD)


def is_last_group(typed: str, printed: str) -> bool:
    """Whether what was typed is the last group of a recovery key or an id, or more of its end, up to all of it."""
    groups = words(printed)
    return is_end_of(as_printed(typed), as_printed(printed), len(groups[-1]) if groups else len(printed))
