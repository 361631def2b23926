"""Everything recorded, as it was understood and as it was typed."""

from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Part, Words
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.read_back import Answer, read_back
from il2desk.domain.values.user_text import UserText

PAIRS = 2


def answers_grid(assessment: Assessment) -> b.Grid:
    """Each answer as the screen reads it back, two to a row, and behind it what was typed if it reads otherwise."""
    every: list[tuple[Words, Words]] = [(one.question, _printed(one)) for one in read_back(assessment)]
    every += [("", "")] * (-len(every) % PAIRS)
    paired = zip(*(every[at::PAIRS] for at in range(PAIRS)), strict=True)
    head = ("Question", "Answer, and as typed if different")
    return b.Grid(head * PAIRS, tuple((*left, *right) for left, right in paired), shares=(5, 9) * PAIRS, compact=True)


def _printed(answer: Answer) -> Words:
    said: list[Part] = [answer.says] if answer.says else []
    said += [UserText(answer.own)] if answer.own else []
    said += ["; typed ", UserText(answer.typed)] if answer.typed else []
    return tuple(said)
