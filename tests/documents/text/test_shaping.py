"""Letters take the forms that their script wants beside their neighbours."""

from il2desk.documents.text import fonts
from il2desk.domain.values.user_text import UserText
from tests.documents.glyphs import Drawn
from tests.documents.text.scripts import alone, first_line, outlines


def forms(words: str) -> list[bytes]:
    return [glyph.outline for span in first_line(alone(UserText(words))) for glyph in span.drawn if glyph.reach()]


def test_arabic_letters_are_joined() -> None:
    isolated = outlines(fonts.ARABIC, "محمد")
    assert [isolated.get(shape) for shape in forms("محمد")] == [None] * 4
    assert [isolated.get(shape) for shape in forms("م ح م د")] == list("محمد")


def test_a_joiner_changes_the_form_of_its_neighbours_and_prints_nothing() -> None:
    apart, together = forms("می‌خواهم"), forms("میخواهم")
    assert len(apart) == len(together) == 7
    assert [one == other for one, other in zip(apart, together, strict=True)].count(False) == 2


def test_a_devanagari_conjunct_is_one_form() -> None:
    assert len(forms("क्ष")) == 1
    assert len(forms("कष")) == 2


def test_a_devanagari_vowel_stands_before_the_consonant_it_is_written_before() -> None:
    [span] = first_line(alone(UserText("कि")))
    told = sorted((glyph for glyph in span.drawn if glyph.reach()), key=lambda glyph: glyph.x)
    assert told[-1].outline in outlines(fonts.DEVANAGARI, "क")


def test_marks_without_a_composed_letter_are_set_upon_their_base() -> None:
    [span] = first_line(alone(UserText("x\u0302")))
    base, mark = span.drawn
    assert base.x < mark.x + base.size * mark_middle(mark) < base.right
    assert base.reach()[1] < mark.reach()[0]  # type: ignore[index]


def mark_middle(glyph: Drawn) -> float:
    box = glyph.face.box(glyph.glyph)
    assert box
    return (box[0] + box[2]) / 2
