"""Access keys: one letter for each question of a page, none twice, and none of those the window itself uses."""

from collections.abc import Sequence

WINDOW_KEYS = frozenset("bnpwsgmoevl")


def with_access_keys(texts: Sequence[str], taken: frozenset[str] = WINDOW_KEYS) -> list[str]:
    """The texts with an ampersand before the letter that leads there; where no letter is left, without.

    Ampersands of the texts themselves are doubled, so that they stay what they are.
    """
    used = set(taken)
    marked = []
    for text in texts:
        place = _place(text, used)
        if place is None:
            marked.append(text.replace("&", "&&"))
            continue
        used.add(text[place].casefold())
        before, after = text[:place].replace("&", "&&"), text[place:].replace("&", "&&")
        marked.append(f"{before}&{after}")
    return marked


def _place(text: str, used: set[str]) -> int | None:
    starts = [i for i in range(len(text)) if i == 0 or text[i - 1] in " ("]
    places: list[int] = [*starts, *range(len(text))]
    for place in places:
        letter = text[place].casefold()
        if letter.isascii() and letter.isalpha() and letter not in used:
            return place
    return None
