"""What the domain says can be printed is what the bundled fonts print, letter by letter and font by font."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from il2desk.documents.model.paper import PaperError
from il2desk.documents.text import font_fallback, fonts
from il2desk.documents.text.paragraph import printable
from il2desk.domain.values import characters
from tests.documents.text.scripts import FONTS, NAMES
from tests.documents.text.test_font_fallback import REFUSED

fonts.register(FONTS)
OWN = (fonts.REGULAR, fonts.BOLD, fonts.ITALIC)
FONTS_OF = {
    characters.LATIN: OWN,
    characters.SIGNS: (fonts.SIGNS,),
    characters.HAN: (fonts.HAN,),
    **{
        script: (script, script + fonts.BOLD)
        for script in (characters.ARABIC, characters.HEBREW, characters.DEVANAGARI, characters.THAI)
    },
}
NEAR = (
    "".join(NAMES.values())
    + "".join(words for words, _ in REFUSED.values())
    + "éŁЖ≥→\n\t「。ー①தி\u200c\u200d\u0301\u05b8\u0e31"
)


def in_ranges(characters: frozenset[str]) -> str:
    """Characters as they are written in `il2desk.domain.values.characters`."""
    found: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in found)


@pytest.mark.parametrize("script", characters.PRINTED)
def test_the_letters_of_a_script_are_those_of_each_of_its_fonts(script: str) -> None:
    for name in FONTS_OF[script]:
        assert characters.PRINTED[script] == in_ranges(fonts.covered(name))


def _refused_on_paper(text: str, own: str) -> set[str]:
    strange: set[str] = set()
    for line in printable(text).split("\n"):
        try:
            font_fallback.with_fonts(line, own)
        except PaperError as refusal:
            strange |= {part.split()[0] for part in str(refusal).split("U+")[1:]}
    return strange


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.one_of(st.sampled_from(NEAR), st.characters()), max_size=8), st.sampled_from(OWN))
@example("ก\u05b8", fonts.REGULAR)
@example("Zoë \u0301x", fonts.BOLD)
def test_a_text_is_refused_where_it_is_typed_exactly_when_paper_would_refuse_it(text: str, own: str) -> None:
    told = {f"{ord(char):04X}" for char in characters.unprinted(text)}
    on_paper = _refused_on_paper(text, own)
    assert bool(told) == bool(on_paper)
    assert on_paper <= told
