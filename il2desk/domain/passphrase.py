"""What is typed to open a store: how long a passphrase must be, and which letters of a recovery key are misread."""

from il2desk.domain.entry import Refused

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 10, 200
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", " ": None, "-": None})


def check_passphrase(passphrase: str) -> None:
    """Raise Refused with a sentence where it is too short or too long."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Refused(
            f"A passphrase has at least {SHORTEST_PASSPHRASE} characters. Four or five words are easy to remember."
        )
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Refused(f"A passphrase has at most {LONGEST_PASSPHRASE} characters.")


def as_printed(typed: str) -> str:
    """The marks of a recovery key without blanks and hyphens; letters misread for others are taken for those."""
    return typed.upper().translate(_MISREAD)
