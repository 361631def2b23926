"""Whether two typed names may be one person's: compared without case, spaces, punctuation, accents and titles."""

import re
import unicodedata

# As text, so that it is compiled when a name is first compared; `re` keeps it.
_TITLE = (
    r"\b(?:m\.\s?d|ph\.\s?d|dr|doctor|dre|dra|med|prof|professor"
    r"|pd|priv|doz|mr|mrs|ms|miss|mx|md|phd|mme|mlle|herr|frau)\b"
)


def names_someone(name: str) -> bool:
    """Whether a typed name holds more than titles and punctuation."""
    return bool(_letters(name))


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's, in whatever order their words were typed."""
    return names_someone(one) and _letters(one) == _letters(other)


def _letters(name: str) -> list[str]:
    spelled = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(mark for mark in spelled if not unicodedata.combining(mark))
    return sorted(mark for mark in re.sub(_TITLE, " ", plain) if mark.isalnum())
