"""Typed text: the intended value or a refusal, never another number, whatever the locale."""

import locale
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from il2desk.domain.assessment.parsed_answers import read_answer
from il2desk.domain.values.invisible import left_out
from il2desk.domain.values.parsing import (
    LONGEST_TEXT,
    NumberField,
    Quantity,
    Refused,
    echo_date,
    plain,
    read_clock_time,
    read_date,
    read_line,
    read_moment,
    read_number,
    read_quantity,
    read_text,
    written_day,
)
from tests.cases import TODAY, packs

LDH = packs().guideline.question_by_id["ldh_value"]
FEV1 = packs().guideline.question_by_id["fev1_litres"].number_field
WEIGHT = packs().product.gates.weight.number_field
HEIGHT = packs().product.gates.height.number_field
NBSP, NARROW = "\u00a0", "\u202f"

# Typed text, then what the weight field must understand; None is a refusal.
WEIGHTS: dict[str, str | None] = {
    "72,5": "72.5",
    "72.5": "72.5",
    "72.50": "72.5",
    "72,50 kg": "72.5",
    "72.5kg": "72.5",
    f"72.5{NBSP}kg": "72.5",
    f"{NARROW}72.5 KG\t": "72.5",
    "72.5 kilograms": "72.5",
    "72": "72",
    "8,25": None,
    "8.25": None,
    "1,234": None,
    "1.234": None,
    "1 234,5": None,
    f"1{NBSP}234,5": None,
    f"1{NARROW}234,5": None,
    "1'234": None,
    "1\u2019234": None,
    "7 2": None,
    f"7{NBSP}2 kg": None,
    "\u0667\u0662": None,
    "\u0667\u0662\u066b\u0665": None,
    "72\u066b5": None,
    "1\u066c234": None,
    "\u06f7\u06f2": None,
    "\uff17\uff12": None,
    "\u0967\u0968": None,
    "7\u00b2": None,
    "\u2167\u2161": None,
    "7_2": None,
    "1e2": None,
    "1E2": None,
    "7.2e1": None,
    "0x48": None,
    "nan": None,
    "inf": None,
    "Infinity": None,
    "+72": None,
    "-72": None,
    "\u221272": None,
    "\u201372": None,
    "(72)": None,
    ".5": None,
    ",5": None,
    "72.": None,
    "72,": None,
    "00": None,
    "0": None,
    "072": None,
    "0072.5": None,
    "72,5.0": None,
    "1,2.3": None,
    "1.2.3": None,
    "72..5": None,
    "72,,5": None,
    "72 .5": None,
    "154 lb": None,
    "154lbs": None,
    "72500 g": None,
    "72.5 kgs of": None,
    "72.5 k g": None,
    "72.5 %": None,
    "\u00b5 72": None,
    "72/1": None,
    "72:5": None,
    "72;5": None,
    "7O": None,
    "l72": None,
    "72\n": "72",
    "72\n5": None,
    "72\r\n": "72",
    "72\x00": None,
    "\x0072": None,
    "72\u200b": "72",
    "7\u200b2": None,
    "\ufeff72": "72",
    "\u202e27": None,
    "72\u0300": None,
    "72\u2028": "72",
    "7\u200e2 kg": None,
    "72 kg\u200e": "72",
    "\ud800": None,
    "72\ud800": None,
    "": None,
    " ": None,
    "9" * 100_000: None,
    "72" + " " * 100_000: "72",
    "72." + "5" * 100_000: None,
    "1" * 99_999 + " kg": None,
    "normal": None,
    "about 72": None,
    "70-72": None,
    "72.555": None,
    "72.500": None,
    "1000000000": None,
}
LOCALES = ("C.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "fr_CA.UTF-8", "sv_SE.UTF-8", "ar_EG.UTF-8")


@pytest.fixture(params=LOCALES)
def _any_locale(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The locale in the environment, and set where the system has it."""
    before = locale.setlocale(locale.LC_ALL)
    monkeypatch.setenv("LC_ALL", request.param)
    monkeypatch.setenv("LANG", request.param)
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, request.param)
    yield
    locale.setlocale(locale.LC_ALL, before)


def _weight(text: str) -> str | None:
    try:
        return plain(read_quantity(text, WEIGHT).value)
    except Refused as refusal:
        assert str(refusal).isprintable()
        assert len(str(refusal)) < 400
        return None


@pytest.mark.usefixtures("_any_locale")
@pytest.mark.parametrize("text", WEIGHTS, ids=lambda text: ascii(text)[:24])
def test_a_weight_is_read_as_meant_or_refused_in_every_locale(text: str) -> None:
    assert _weight(text) == WEIGHTS[text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("210", "210"),
        ("1,23", "1.23"),
        ("1.2345", None),
        ("0,999", "0.999"),
        ("0.999", "0.999"),
        ("1,234", None),
        ("1.234", None),
        ("12,345", None),
        ("99.999", None),
        ("100,000", None),
        ("100,001", None),
        ("210,500", None),
        ("999.999", None),
        ("0", None),
        ("0.000", None),
        ("0.001", "0.001"),
        ("100000", "100000"),
        ("100000.1", "100000.1"),
        ("1,234 U/L", None),
        ("210 U/L", "210 units per litre"),
        ("210 u/l", "210 units per litre"),
        ("210 units per litre", "210 units per litre"),
        ("3,5 \u00b5kat/L", "3.5 microkatal per litre"),
        ("3.5\u03bckat/L", "3.5 microkatal per litre"),
        ("3.5 ukat/l", "3.5 microkatal per litre"),
        ("3.5 nkat/L", None),
        ("210 mg", None),
        ("2\u00b710", None),
    ],
)
def test_ldh_takes_its_units_and_refuses_what_could_be_two_figures(text: str, expected: str | None) -> None:
    try:
        found = str(read_answer(LDH, text, TODAY))
    except Refused:
        found = None
    assert found == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "nothing was typed"),
        ("9" * 300, "300 characters were entered; a number is expected"),
        ("\u0667\u0662", "type the digits 0 to 9"),
        ("-72", "without a sign"),
        ("\u221272", "without a sign"),
        (".5", "write a zero before the point, as in 0.5"),
        (",5", "as in 0.5"),
        ("072", "begins with a zero"),
        ("1.234,5", "more than one separator"),
        ("1,234,567", "more than one separator"),
        ("7_2", "without spaces or marks"),
        ("1'234", "without spaces or marks"),
        ("abc", "not understood as a number"),
        ("72kg lean", "unit was not recognised; it is taken in kg"),
        ("154 lb", "For help: 154 lb is 69.85 kg"),
        ("0.5 lb", "For help: 0.5 lb is 0.23 kg"),
        ("19.99", "below 20 and is refused"),
        ("350.01", "above 350 and is refused"),
        ("72.555", "at most 2 digits after the point; 72.555 has more"),
    ],
)
def test_a_refused_weight_says_what_is_wrong(text: str, part: str) -> None:
    with pytest.raises(Refused, match=re.escape(part)):
        read_quantity(text, WEIGHT)


def test_a_conversion_shown_as_help_is_rounded_half_up() -> None:
    with pytest.raises(Refused, match=r"0\.05 in is 0\.13 cm"):
        read_quantity("0.05 in", HEIGHT)


def test_a_number_with_a_refused_unit_is_refused_for_itself_first() -> None:
    with pytest.raises(Refused, match="could mean 1\\.234 or 1234"):
        read_quantity("1,234 lb", WEIGHT)


def test_a_field_without_units_refuses_any() -> None:
    with pytest.raises(Refused, match="it is taken in no unit"):
        read_quantity("2 organs", NumberField("Count"))
    assert read_quantity("2", NumberField("Count")) == Quantity(Decimal(2), None)


def test_a_quantity_without_a_unit_takes_the_only_one_and_none_of_two() -> None:
    assert str(read_quantity("3,1", FEV1)) == "3.1 litres"
    assert str(read_quantity("210", LDH.number_field)) == "210"


STRICT = re.compile(r"(0|[1-9][0-9]*)([.,][0-9]+)?")


def _strictly(text: str) -> Decimal | None:
    """The only reading there is: ASCII digits with at most one point or comma, nothing that is seen around them."""
    bare = re.sub(r"^[^!-~\u00a1-\u00ac\u00ae-\u1fff\x00-\x08]+|[^!-~\u00a1-\u00ac\u00ae-\u1fff\x00-\x08]+$", "", text)
    return Decimal(bare.replace(",", ".")) if STRICT.fullmatch(bare) else None


LOOKALIKES = st.sampled_from(
    "0123456789.,'_+-eE \u00a0\u202f\u2019\u066b\u066c\u0660\u0669\uff10\uff19kglb\u00b5%\n\x00"
)
TYPED = st.one_of(
    st.text(max_size=12), st.text(LOOKALIKES, max_size=12), st.from_regex(r"[0-9]{1,4}[.,]?[0-9]{0,4}", fullmatch=True)
)
WIDE = NumberField("Number", at_most=Decimal(10**9))


@given(TYPED)
@example("1,234")
@example("7_2")
def test_any_text_is_refused_or_is_exactly_its_strict_reading(text: str) -> None:
    for field in (WEIGHT, LDH.number_field, WIDE):
        try:
            found = read_number(text, field)
        except Refused:
            continue
        assert found == _strictly(text)
        assert field.accepts(found)


@given(
    st.decimals(min_value=20, max_value=350, places=2), st.sampled_from([".", ","]), st.sampled_from(["", " kg", "kg"])
)
def test_every_acceptable_weight_survives_typing_and_reading_back(value: Decimal, mark: str, unit: str) -> None:
    typed = plain(value).replace(".", mark) + unit
    read = read_quantity(typed, WEIGHT)
    assert read.value == value
    assert read_quantity(str(read), WEIGHT) == read


@given(st.decimals(min_value="0.001", max_value=100_000, places=3))
def test_every_acceptable_ldh_is_read_back_or_refused_as_doubtful(value: Decimal) -> None:
    try:
        assert read_answer(LDH, plain(value), TODAY) == Quantity(value, None)
    except Refused:
        assert re.fullmatch(r"[1-9][0-9]{0,2}[.][0-9]{3}", plain(value))


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([".", ","]))
def test_a_figure_with_three_decimals_is_taken_only_if_it_has_one_acceptable_reading(
    whole: int, rest: int, mark: str
) -> None:
    field, typed = LDH.number_field, f"{whole}{mark}{rest:03d}"
    readings = {Decimal(f"{whole}.{rest:03d}"), Decimal(whole * 1000 + rest)}
    acceptable = [one for one in readings if field.accepts(one)]
    try:
        assert [read_number(typed, field)] == acceptable
    except Refused:
        assert len(acceptable) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        (" 2026-11-20\u00a0", date(2026, 11, 20)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-02-29", None),
        ("2026-11-21", None),
        ("2026-13-01", None),
        ("2026-00-10", None),
        ("0000-01-01", None),
        ("26-11-20", None),
        ("2026-1-2", None),
        ("20-11-2026", None),
        ("20.11.2026", None),
        ("11/20/2026", None),
        ("2026/11/20", None),
        ("20261120", None),
        ("2026-W47-5", None),
        ("2026-324", None),
        ("2026-11-20T00:00", None),
        ("2026-11-20\r\n", date(2026, 11, 20)),
        ("\u200e2026-11-20\u200f", date(2026, 11, 20)),
        ("2026\n-11-20", None),
        ("2026-11-20\x00", None),
        ("\u0662\u0660\u0662\u0666-11-20", None),
        ("\uff12\uff10\uff12\uff16-11-20", None),
        ("2026\u221211\u221220", None),
        ("-2026-11-20", None),
        ("today", None),
        ("", None),
        ("9" * 100_000, None),
    ],
)
def test_an_observation_date_is_year_month_day_and_not_in_the_future(text: str, expected: date | None) -> None:
    try:
        assert read_date(text, "Date", not_after=TODAY) == expected
    except Refused as refusal:
        assert expected is None
        assert len(str(refusal)) < 200


def test_a_date_in_the_future_is_refused_with_its_weekday_and_todays() -> None:
    with pytest.raises(Refused, match="Saturday 2026-11-21 lies in the future \\(today is Friday 2026-11-20\\)"):
        read_date("2026-11-21", "LDH specimen of", not_after=TODAY)


@given(st.dates())
def test_every_date_is_read_back_as_typed_and_echoed_with_its_weekday(day: date) -> None:
    assert read_date(day.isoformat(), "Date") == day
    assert echo_date(day).endswith(f"day {day.isoformat()}")
    assert (day - date(1, 1, 1)).days % 7 == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ].index(echo_date(day).split(" ")[0])


@given(st.text(st.sampled_from("0123456789-:.T/ "), max_size=12))
def test_any_text_is_no_date_or_the_one_it_spells(text: str) -> None:
    with suppress(Refused):
        assert read_date(text, "Date").isoformat() == text.strip(" ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00", time(9)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        (" 09:00 ", time(9)),
        ("9:00", time(9)),
        ("8:00", time(8)),
        ("0800", time(8)),
        ("2359\n", time(23, 59)),
        ("0:05", time(0, 5)),
        ("800", None),
        ("130", None),
        ("8", None),
        ("8:0", None),
        ("8:000", None),
        ("24:0", None),
        ("2400", None),
        ("0860", None),
        ("8.00", None),
        ("8h00", None),
        ("24:00", None),
        ("09:60", None),
        ("09.00", None),
        ("09:00 pm", None),
        ("09:00:00", None),
        ("09:00Z", None),
        ("\u0660\u0669:00", None),
        ("", None),
    ],
)
def test_a_clock_time_has_24_hours_and_a_colon(text: str, expected: time | None) -> None:
    try:
        assert read_clock_time(text, "Time") == expected
    except Refused:
        assert expected is None


@pytest.mark.parametrize(
    "text", ["2026-11-23T09:00", "2026-11-23", "09:00", "2026-11-23 09:00+01:00", "2026-11-23\n09:00", ""]
)
def test_a_moment_that_is_not_a_date_and_a_time_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_moment(text, "First dose")


@given(st.datetimes())
def test_every_moment_to_the_minute_is_read_back_as_typed(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0)
    assert read_moment(f"{minute.date()} {minute:%H:%M}", "First dose") == minute


@pytest.mark.parametrize(
    "mark",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\u200b",
        "\u2060",
        "\ufeff",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u2028",
        "\u2029",
        "\ud800",
        "\udfff",
        "\ue000",
        "\ufdd0",
    ],
)
def test_text_with_a_character_nobody_sees_is_refused(mark: str) -> None:
    with pytest.raises(Refused, match=f"U\\+{ord(mark):04X}"):
        read_text(f"An{mark}na", "Name")


@pytest.mark.parametrize(
    "text",
    [
        "Anna-\u0141ucja",
        "\u0645\u0631\u064a\u0645",
        "\u5f20\u4f1f",
        "Zo\u0308e",
        "<b>&amp;</b>",
        "a\tb",
        "\u0915\u094d\u200d\u0937",
        "\u0e40\u0e01\u0e29\u0e21",
    ],
)
def test_text_of_any_script_is_kept_as_typed(text: str) -> None:
    assert read_line(f"  {text} ", "Name") == text


ENDS = ("\u200e", "\u200f", "\u00ad", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u2068", "\u2069")
FROM_A_SPREADSHEET = ("\n", "\r\n", "\t", " ", "\u00a0", "\u3000", "\u2028")


@pytest.mark.parametrize("mark", [*ENDS, *FROM_A_SPREADSHEET], ids=ascii)
def test_what_nobody_sees_is_taken_off_the_ends_of_every_kind_of_entry(mark: str) -> None:
    for typed in (f"{mark}EX 417", f"EX 417{mark}", f" {mark}\nEX 417{mark} "):
        assert read_line(typed, "Patient identifier") == read_text(typed, "Patient identifier") == "EX 417"
    assert read_quantity(f"{mark}72.5 kg{mark}", WEIGHT).value == Decimal("72.5")
    assert read_moment(f"{mark}2026-11-23 8:00{mark}", "First dose") == datetime.combine(date(2026, 11, 23), time(8))


@pytest.mark.parametrize("mark", ENDS, ids=ascii)
def test_what_was_taken_off_is_named_once_and_blanks_are_not_worth_a_word(mark: str) -> None:
    assert f"U+{ord(mark):04X}" in left_out(f"{mark}EX 417 {mark}\n")
    assert left_out(f"{mark}{mark}").count("U+") == 1
    assert [left_out(f"EX 417{blank}") for blank in FROM_A_SPREADSHEET] == [""] * len(FROM_A_SPREADSHEET)


@pytest.mark.parametrize("mark", [one for one in ENDS if one not in "\u200c\u200d"], ids=ascii)
def test_inside_a_text_it_is_refused_in_one_sentence(mark: str) -> None:
    with pytest.raises(Refused, match=rf"^Name: it contains an invisible character \(U\+{ord(mark):04X}\)[^.]*\.$"):
        read_line(f"An{mark}na", "Name")


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2067", ids=ascii)
def test_what_turns_the_order_of_letters_round_is_refused_at_the_ends_too(mark: str) -> None:
    for typed in (f"{mark}EX-0417", f"EX-0417{mark}"):
        with pytest.raises(Refused, match="invisible character"):
            read_line(typed, "Patient identifier")


def test_what_no_sheet_prints_is_refused_by_name_where_it_is_typed() -> None:
    with pytest.raises(
        Refused, match=r"^Name: no sheet can print U\+1F600 grinning face; write it in other letters\.$"
    ):
        read_line("Anna \U0001f600", "Name")
    with pytest.raises(Refused, match="U\\+200D zero width joiner"):
        read_line("a\u200db", "Name")
    with pytest.raises(Refused, match=r"U\+12004 [a-z0-9 ]+ and 2 more;"):
        read_text("".join(chr(0x12000 + place) for place in range(7)), "Reason")


def test_a_time_of_fewer_digits_is_refused_because_it_could_be_two() -> None:
    with pytest.raises(
        Refused, match=r"^Time: 130 could be more than one time; write the time with 24 hours and a colon"
    ):
        read_clock_time("130", "Time")


def test_a_line_takes_no_line_break_and_200_characters_at_most() -> None:
    for text in ("a\nb", "a\rb"):
        with pytest.raises(Refused, match="a line break was entered"):
            read_line(text, "Name")
    assert read_line("a" * 200, "Name") == "a" * 200
    with pytest.raises(Refused, match="201 characters were entered; at most 200"):
        read_line("a" * 201, "Name")


def test_a_text_takes_line_breaks_and_4000_characters_at_most() -> None:
    assert read_text("a\n\tb\r\n", "Reason") == "a\n\tb"
    assert len(read_text("a" * LONGEST_TEXT, "Reason")) == 4000
    with pytest.raises(Refused, match="100000 characters were entered"):
        read_text("a" * 100_000, "Reason")


def test_a_blank_answer_in_words_is_no_answer() -> None:
    reason = packs().guideline.question_by_id["pregnancy_reason"]
    with pytest.raises(Refused, match="nothing was typed"):
        read_answer(reason, " \n ", TODAY)


@pytest.mark.parametrize("text", ["not known", "not_known", " NOT KNOWN ", "not\u00a0 known", "Not-known"])
def test_not_known_is_an_answer_without_a_value(text: str) -> None:
    for name in ("ldh_value", "ldh_date", "pregnancy_reason"):
        assert read_answer(packs().guideline.question_by_id[name], text, TODAY) is None


def test_a_limit_of_a_number_field_refuses_what_lies_on_it_or_beyond_as_it_says() -> None:
    field = NumberField("Figure", above=Decimal(0), at_least=Decimal("0.5"), at_most=Decimal(2), places=1)
    refuses = partial(pytest.raises, Refused)
    with refuses(match="must be more than 0; 0 was understood"):
        read_number("0", field)
    with refuses(match="0.4 is below 0.5"):
        read_number("0.4", field)
    with refuses(match="2.1 is above 2"):
        read_number("2.1", field)
    assert [read_number(text, field) for text in ("0.5", "2")] == [Decimal("0.5"), Decimal(2)]


@pytest.mark.parametrize("written", ["U / L", "u/l", "units\u00a0per  litre", "Units per Litre", "IU /L"])
def test_a_unit_is_known_whatever_blanks_stand_in_it(written: str) -> None:
    field = packs().guideline.question_by_id["ldh_value"].number_field
    assert read_quantity(f"210 {written}", field) == Quantity(Decimal(210), "units per litre")


def test_the_day_of_what_the_program_wrote_is_read_and_of_nothing_else() -> None:
    assert written_day("2026-11-20T10:00:00+01:00") == date(2026, 11, 20)
    assert written_day("soon") is None
