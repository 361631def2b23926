"""The pictures of a sheet: their words are all printed, none over another, and nothing hangs on colour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.figures.body_outline import BodyFigure
from il2desk.documents.figures.concentration import scale_of
from il2desk.documents.figures.label_spacing import spread_out
from il2desk.documents.figures.labels import FigureLabel
from il2desk.documents.figures.time_line import TimeLineFigure
from il2desk.documents.layout.styles import styles_for
from il2desk.documents.model import figure_blocks
from il2desk.documents.model.paper import Paper
from il2desk.documents.model.report import Audience, Report
from il2desk.documents.model.rich_text import plain, spoken
from il2desk.documents.sections.figures import ELSEWHERE, concentration_window, sites_picture
from il2desk.documents.sections.time_line import time_line
from il2desk.documents.text import fonts
from il2desk.domain.case.case import Case, Site
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.schedule import Schedule, Slot, lay_out
from il2desk.domain.values.user_text import UserText
from tests.cases import body, body_without, packs
from tests.documents.desk import Desk
from tests.documents.pdf_text import FONTS, outside_margins, pages, pdf, runs, squeezed
from tests.documents.writing_rules import faults

SITES = tuple(kind.id for kind in packs().guideline.sites)
WIDTH = 509.0
PARIS = ZoneInfo("Europe/Paris")
AUTUMN, SPRING = datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)
TWO_YEARS = 2 * 365 * 24 * 60
Kind = TypeVar("Kind")


def with_sites(case: Case, *sites: Site, complete: bool | None = True) -> Case:
    return case.model_copy(update={"sites": sites, "sites_complete": complete})


def of(ids: list[str] | tuple[str, ...]) -> tuple[Site, ...]:
    return tuple(Site(id=id_, text="Thyroid" if id_ == "other" else None) for id_ in ids)


# ---- labels


def overlaps(middles: list[float], sizes: list[float]) -> list[float]:
    edges = [(middle - size / 2, middle + size / 2) for middle, size in zip(middles, sizes, strict=True)]
    return [upper[1] - lower[0] for upper, lower in pairwise(edges) if upper[1] > lower[0] + 0.001]


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(4, 15)), max_size=14), st.floats(0, 3))
def test_labels_on_a_line_never_touch_and_stay_in_order_and_in_the_room(
    wishes: list[tuple[float, float]], gap: float
) -> None:
    in_order = sorted(wishes)
    sizes = [size for _, size in in_order]
    middles = spread_out([wish for wish, _ in in_order], sizes, gap, 300)
    assert overlaps(middles, sizes) == []
    assert all(size / 2 - 0.001 <= middle <= 300.001 - size / 2 for middle, size in zip(middles, sizes, strict=True))


@pytest.mark.parametrize(
    ("wished", "gap", "room", "middles"),
    [
        ([20, 50, 90], 1, 100, [20, 50, 90]),  # each has room
        ([50, 50], 0, 100, [45, 55]),  # they share the way
        ([1, 2, 3], 0, 20, [5, 15, 25]),  # over the end rather than over each other
    ],
)
def test_labels_stand_as_near_as_can_be_to_what_they_name(
    wished: list[float], gap: float, room: float, middles: list[float]
) -> None:
    assert spread_out(wished, [10] * len(wished), gap, room) == middles


def test_the_search_for_overlaps_finds_one() -> None:
    assert overlaps([10, 15], [10, 10]) == [5]


def laid(block: figure_blocks.BodyOutline) -> BodyFigure:
    fonts.register(FONTS)
    picture = BodyFigure(block, styles_for(Audience.CLINICIAN))
    picture.wrap(WIDTH, 800)
    return picture


def touching(picture: BodyFigure) -> list[float]:
    return [
        found
        for side in picture.sides.values()
        for found in overlaps([one.middle for one in side], [one.label.height for one in side])
    ]


@effort(deadline=None, max_examples=60)
@given(st.sets(st.sampled_from(SITES)))
def test_no_two_labels_touch_whichever_sites_are_involved(involved: set[str]) -> None:
    marked = tuple(figure_blocks.MarkedSite(one, packs().guideline.site_by_id[one].label) for one in sorted(involved))
    picture = laid(figure_blocks.BodyOutline(marked, "", "", body()))
    assert touching(picture) == []
    assert sum(len(side) for side in picture.sides.values()) == len(involved)


def test_no_two_labels_touch_with_every_site_and_long_names(desk: Desk) -> None:
    named = with_sites(desk.case(), *of(SITES[:-1]), Site(id="other", text="W" * 28), Site(id="other", text="Eye"))
    picture = laid(sites_picture(desk.judged(named), desk.body))
    assert touching(picture) == []
    every = [one.label for side in picture.sides.values() for one in side]
    assert max(label.width for label in every) < (WIDTH - 100) / 2


# ---- involved sites


@pytest.mark.parametrize("paper", list(Paper))
def test_every_label_of_every_site_is_in_the_pdf(desk: Desk, paper: Paper) -> None:
    report = desk.summary(desk.judged(with_sites(desk.case(), *of(SITES))))
    block = picture_of(report, figure_blocks.BodyOutline)
    page = next(page for page in pages(pdf(report, paper)) if "Involved sites" in page.splitlines())
    assert len(block.sites) == len(SITES)
    assert [one.site for one in block.sites if squeezed(plain(one.label)) not in squeezed(page)] == []
    assert squeezed("Front view; the patient's right is on the left. List complete.") in squeezed(page)
    assert outside_margins(pdf(report, paper), paper) == []


def picture_of(report: Report, kind: type[Kind]) -> Kind:
    return next(block for block in everything(report) if isinstance(block, kind))


def everything(value: object) -> list[object]:
    inner = getattr(value, "blocks", ())
    return [value, *(one for block in inner for one in everything(block))]


def test_the_alternative_says_the_sites_and_whether_the_list_is_complete(desk: Desk) -> None:
    def said(case: Case) -> str:
        return plain(sites_picture(desk.judged(case), desk.body).alternative)

    view = "Body outline, front view; the patient's right is on the left."
    assert said(with_sites(desk.case(), *of(["lung", "subcutaneous"]))) == (
        f"{view} Involved: Lung, Subcutaneous tissue. List complete."
    )
    assert said(with_sites(desk.case(), complete=None)) == f"{view} Involved: no site listed. List not complete."


def test_a_name_typed_is_printed_as_recorded_and_a_long_one_is_left_to_the_answers(desk: Desk) -> None:
    def label(*names: str | None) -> object:
        case = with_sites(desk.case(), *(Site(id="other", text=name) for name in names))
        return sites_picture(desk.judged(case), desk.body).sites[0].label

    assert label("Thyroid <b>") == ("Another site: ", UserText("Thyroid <b>"))
    assert label("Eye", "Ear") == ("Another site: ", UserText("Eye"), ", ", UserText("Ear"))
    assert label(None) == label("\u200e") == "Another site"
    assert label("W" * 60) == ("Another site: ", UserText("W" * 60))
    assert label("W" * 61) == f"Another site, {ELSEWHERE}"
    assert label("two\nlines") == f"Another site, {ELSEWHERE}"


def test_a_site_without_a_shape_is_named_below_the_outline(desk: Desk) -> None:
    fewer = body_without("lung")
    block = sites_picture(desk.judged(with_sites(desk.case(), *of(["lung", "liver"]))), fewer)
    assert [one.site for one in block.sites] == ["liver"]
    assert "Not on the outline: Lung." in plain(block.caption)


# ---- time line


def with_schedule(plan: DosePlan, first: datetime, gaps: list[float] | None = None) -> DosePlan:
    regimen = packs().guideline.regimen
    schedule = lay_out(first, PARIS, regimen, packs().product.label_days_of_dosing)
    if gaps is None:
        return replace(plan, schedule=schedule)
    slots, instant = [], first.astimezone(UTC)
    for slot, gap in zip(schedule.slots, [0, *gaps], strict=True):
        instant += timedelta(hours=gap)
        local = instant.astimezone(PARIS)
        day = (local.date() - first.date()).days + 1
        slots.append(Slot(slot.number, 0, instant, local, day, False))
    return replace(plan, schedule=Schedule(tuple(slots), PARIS.key, ()))


@pytest.fixture(scope="module")
def plan(desk: Desk) -> DosePlan:
    return desk.plan(desk.case())


def test_each_dose_stands_at_its_elapsed_time_with_its_local_clock(plan: DosePlan) -> None:
    block = time_line(plan)
    slots = plan.schedule.slots
    assert [dose.at - block.doses[0].at for dose in block.doses] == [slot.elapsed_hours * 60 for slot in slots]
    assert [dose.clock for dose in block.doses] == [f"{slot.local:%H:%M}" for slot in slots]
    assert [dose.number for dose in block.doses] == [str(number) for number in range(1, len(slots) + 1)]


def test_doses_at_irregular_gaps_stand_where_they_are_given(plan: DosePlan) -> None:
    gaps = [8.0, 8.0, 14.5, *[8.0] * 10]
    block = time_line(with_schedule(plan, datetime(2026, 11, 3, 9, tzinfo=PARIS), gaps))
    places = [dose.at for dose in block.doses]
    assert [other - one for one, other in pairwise(places)] == [gap * 60 for gap in gaps]


@pytest.mark.parametrize(("hour", "late"), [(15, []), (16, ["14"]), (23, ["14"])])
def test_doses_after_the_labels_days_have_another_shape(plan: DosePlan, hour: int, late: list[str]) -> None:
    block = time_line(with_schedule(plan, datetime(2026, 11, 3, hour, tzinfo=PARIS)))
    assert [dose.number for dose in block.doses if dose.late] == late
    assert ("Square: after day 5." in plain(block.caption)) is bool(late)


def test_night_is_shaded_by_the_local_clock_and_the_caption_says_so(plan: DosePlan) -> None:
    block = time_line(plan)
    begin = plan.schedule.slots[0].instant - timedelta(minutes=block.doses[0].at)
    clocks = {f"{(begin + timedelta(minutes=at)).astimezone(PARIS):%H:%M}" for one in block.nights for at in one}
    assert clocks <= {"20:00", "08:00", f"{begin.astimezone(PARIS):%H:%M}"}
    assert "Shaded: 20:00 to 08:00 by the local clock of Europe/Paris." in plain(block.caption)


@pytest.mark.parametrize(
    ("first", "words", "at"),
    [
        (datetime(2026, 10, 23, 9, tzinfo=PARIS), "clock changes, 03:00 becomes 02:00", AUTUMN),
        (datetime(2026, 3, 27, 9, tzinfo=PARIS), "clock changes, 02:00 becomes 03:00", SPRING),
    ],
)
def test_a_clock_change_is_marked_at_its_minute(plan: DosePlan, first: datetime, words: str, at: datetime) -> None:
    block = time_line(with_schedule(plan, first))
    begin = first.astimezone(UTC) - timedelta(minutes=block.doses[0].at)
    assert [change.words for change in block.changes] == [(words,)]
    assert begin + timedelta(minutes=block.changes[0].at) == at
    assert "1 clock change, marked." in plain(block.alternative)


def test_without_a_clock_change_none_is_marked(plan: DosePlan) -> None:
    assert time_line(plan).changes == ()


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(
    ("from_dose", "start"), [(2, "2026-11-15 06:00"), (5, "2026-11-12 06:00"), (14, "2026-11-16 06:00")]
)
def test_a_time_line_of_doses_moved_far_shows_these_alone_with_every_word_inside(
    desk: Desk, paper: Paper, from_dose: int, start: str
) -> None:
    moved = desk.retimed(desk.case(), from_dose, start)
    block = time_line(moved)
    assert [dose.number for dose in block.doses] == [str(number) for number in range(from_dose, 15)]
    assert "on the record printed earlier" in plain(block.caption)
    assert outside_margins(pdf(desk.sheet("summary", moved), paper), paper) == []


@effort(deadline=None, max_examples=40)
@given(
    st.integers(0, TWO_YEARS).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.lists(st.floats(8, 30), min_size=13, max_size=13),
)
def test_no_words_of_a_time_line_touch(plan: DosePlan, first: datetime, gaps: list[float]) -> None:
    fonts.register(FONTS)
    for given_gaps in (None, gaps):
        block = time_line(with_schedule(plan, first.astimezone(PARIS), given_gaps))
        picture = TimeLineFigure(block, styles_for(Audience.CLINICIAN))
        picture.wrap(WIDTH, 800)
        put: list[tuple[float, float, float]] = []
        picture.put = lambda label, x, top, *, share=0, put=put: put.append(  # type: ignore[method-assign, misc]
            (round(top, 1), x - share * label.width, x + (1 - share) * label.width)
        )
        picture.drawOn(Canvas(BytesIO()), 0, 0)
        for one, other in pairwise(sorted(put)):
            assert one[0] != other[0] or one[2] <= other[1] + 0.01
        if given_gaps is None:
            assert all(left >= -0.01 and right <= WIDTH + 0.01 for _, left, right in put)


def test_the_words_of_the_time_line_and_the_window_are_in_the_pdf(desk: Desk) -> None:
    report = desk.planned_summary()
    printed = squeezed(" ".join(pages(pdf(report))))
    line, window = picture_of(report, figure_blocks.TimeLine), picture_of(report, figure_blocks.ConcentrationWindow)
    said = [dose.clock for dose in line.doses] + [words for day in line.days for words in day.words]
    said += [plain(line.caption), plain(window.caption), plain(window.above.words), plain(window.below.words)]
    assert [words for words in said if squeezed(words) not in printed] == []
    shown = [run.text for page in runs(pdf(report)) for run in page]
    assert {str(number) for number in range(1, 15)} <= {text.strip() for text in shown}


# ---- concentration


@pytest.mark.parametrize(
    ("kg", "height", "inside"),
    [
        ("20", "100 cm", (False, False)),
        ("20.45", "100 cm", (False, False)),
        ("20.46", "100 cm", (True, False)),
        ("70", "175 cm", (True, True)),
        ("190.9", "250 cm", (True, True)),
        ("190.92", "250 cm", (False, True)),
        ("210", "250 cm", (False, False)),
    ],
)
def test_both_readings_are_on_the_scale_and_said_to_be_inside_or_outside(
    desk: Desk, kg: str, height: str, inside: tuple[bool, bool]
) -> None:
    case = desk.case(weight=f"{kg} kg")
    case = case.with_cycle(height=height, weight_confirmed=f"{kg} kg", confirmed=("body_mass_index",))
    plan = desk.plan(case)
    block = concentration_window(plan)
    begin, end = scale_of(block)
    assert begin < float(block.ends[0]) < float(block.ends[1]) < end
    for reading, mixture, fits in (
        (block.above, plan.preparation.replacing, inside[0]),
        (block.below, plan.preparation.added, inside[1]),
    ):
        assert begin < float(reading.at) < end
        assert reading.inside is fits
        assert plain(reading.words).endswith(f": {mixture.shown}, {'inside' if fits else 'outside'}")


@pytest.mark.parametrize(
    ("method", "chosen"), [("replacing", (True, False)), ("added", (False, True)), (None, (False,) * 2)]
)
def test_only_the_centres_method_is_solid(plan: DosePlan, method: str | None, chosen: tuple[int, int]) -> None:
    mixture = {"replacing": plan.preparation.replacing, "added": plan.preparation.added, None: None}[method]
    block = concentration_window(replace(plan, preparation=replace(plan.preparation, chosen=mixture)))
    assert (block.above.chosen, block.below.chosen) == chosen
    assert ("The centre has not set" in plain(block.caption)) is (method is None)


def test_what_pictures_say_follows_the_rules_of_writing(all_reports: dict[str, Report]) -> None:
    kinds = (figure_blocks.BodyOutline, figure_blocks.TimeLine, figure_blocks.ConcentrationWindow)
    found = [one for report in all_reports.values() for one in everything(report) if isinstance(one, kinds)]
    assert {type(one) for one in found} == set(kinds)
    for one in found:
        assert plain(one.alternative).endswith(".")
        assert [fault for each in spoken(one) if not each.recorded for fault in faults(each.text)] == []


def test_a_label_is_as_wide_as_its_words_and_no_wider_than_its_room() -> None:
    fonts.register(FONTS)
    style = styles_for(Audience.CLINICIAN).compact
    narrow, wide = FigureLabel("i", style), FigureLabel("Subcutaneous tissue", style)
    assert narrow.width < wide.width < 100
    assert FigureLabel("Subcutaneous tissue", style, 50).height == 2 * wide.height
    for words in ("الرئة اليسرى", "ריאה", "फेफड़ा"):
        assert 10 < FigureLabel(words, style, 200).width < 100
