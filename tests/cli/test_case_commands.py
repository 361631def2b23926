"""The command line's contract: its names, its exit codes, one line of error, and nothing half-written."""

import errno
import json
import os
import re
import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from il2desk.app.clock import moment, zone_called
from il2desk.app.sheet_service import SheetMaker
from il2desk.app.startup_files import settings_from
from il2desk.cli.case_commands import failure
from il2desk.cli.main import main, program
from il2desk.cli.prompt import harmless
from il2desk.domain.assessment.assessment import assess
from il2desk.domain.assessment.signing import sign
from il2desk.domain.case.case import Patient, canonical
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.errors import Refusal
from il2desk.domain.records.sheet_kinds import OFFERED, SINGLE, SheetKind
from il2desk.domain.values.local_settings import PackBlock
from il2desk.storage.files.case_file import read_case
from il2desk.storage.site.paths import resources
from tests.cases import a_record, packs
from tests.storage.packs.test_own_hold_stop_set import OWN_SET

SAMPLE = resources() / "sample"
SCREENS = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
SETTINGS = str(SAMPLE / "settings.toml")
CASE = str(SAMPLE / "case.json")
NOW = "2026-11-20T10:00+01:00"
GUIDELINE = ["intended_use", "adult_metastatic_melanoma", "ecog", "ldh", "extent", "cns", "setting"]
LABEL = [
    "allograft",
    "hypersensitivity",
    "cardiopulmonary",
    "organ_impairment",
    "infection",
    "pregnancy",
    "earlier_toxicity",
    "intensive_care",
]


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, stdout and the one line of error, as `main` gives them."""
    done = CliRunner().invoke(program, words, standalone_mode=False)
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.stdout, ""
    told = failure(done.exception) if isinstance(done.exception, Exception) else None
    if told is None and hasattr(done.exception, "format_message"):
        told = done.exception.format_message(), 2
    assert told is not None, done.exception
    return told[1], done.stdout, told[0]


@pytest.fixture
def signed_file(tmp_path: Path) -> str:
    local, now = settings_from(Path(SETTINGS)), moment(NOW, None, zone_called("Europe/Paris"))
    signed = sign(assess(read_case(Path(CASE)), packs(), local, now.date()), "Dr. B. Sample", now)
    file = tmp_path / "signed.json"
    file.write_text(canonical(signed), encoding="utf-8")
    return str(file)


def changed(tmp_path: Path, **changes: Any) -> str:
    data = json.loads(Path(CASE).read_text(encoding="utf-8")) | changes
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def test_assess_prints_the_contract_object() -> None:
    code, out, _ = run("assess", CASE, "--settings", SETTINGS, "--now", NOW)
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == ["plan", "overall", "findings", "notices"]
    assert (answer["plan"], answer["overall"]) == ("allowed", "meets")
    assert [one["id"] for one in answer["findings"] if one["block"] == "guideline"] == GUIDELINE
    assert [one["id"] for one in answer["findings"] if one["block"] == "label"] == LABEL
    assert all(list(one) == ["id", "block", "outcome", "found", "says", "sources"] for one in answer["findings"])


@pytest.mark.parametrize(
    ("use", "overall"), [("after_til", "wrong_context"), ("intralesional", "wrong_context"), ("high_dose_iv", "meets")]
)
def test_assess_exits_0_for_every_verdict(tmp_path: Path, use: str, overall: str) -> None:
    answers = json.loads(Path(CASE).read_text(encoding="utf-8"))["answers"] | {"intended_use": use}
    code, out, _ = run("assess", changed(tmp_path, answers=answers), "--settings", SETTINGS, "--now", NOW)
    assert (code, json.loads(out)["overall"]) == (0, overall)


def test_plan_writes_the_sheets_of_a_signed_case(tmp_path: Path, signed_file: str) -> None:
    code, out, _ = run("plan", signed_file, "--out", str(tmp_path / "sheets"), "--now", NOW)
    files = [Path(line) for line in out.splitlines()]
    assert code == 0
    names = [*SINGLE, SheetKind.SET]
    assert [file.name.split("-")[1] for file in files] == names
    assert len({file.name for file in files}) == 6
    text = "".join(page.extract_text() for page in PdfReader(files[0]).pages)
    assert "49,440,000" in text
    assert all("Example" not in file.name for file in files)


def test_a_case_judged_with_its_own_settings_needs_none_from_outside(tmp_path: Path, signed_file: str) -> None:
    empty = tmp_path / "none.toml"
    empty.write_text('schema = "il2desk-settings-1"\n', encoding="utf-8")
    code, out, _ = run("assess", signed_file, "--settings", str(empty), "--now", NOW)
    assert (code, json.loads(out)["plan"]) == (0, "allowed")


def test_plan_refuses_an_unsigned_case_with_exit_3(tmp_path: Path) -> None:
    out = tmp_path / "sheets"
    code, _, error = run("plan", CASE, "--settings", SETTINGS, "--now", NOW, "--out", str(out))
    assert (code, error) == (3, "no plan is allowed. The case is not signed by a clinician.")
    assert not out.exists()


def test_plan_refuses_a_case_changed_after_signing(tmp_path: Path, signed_file: str) -> None:
    data = json.loads(Path(signed_file).read_text(encoding="utf-8"))
    data["cycles"][0] |= {"weight": "92.4 kg", "weight_again": "92.4 kg"}
    Path(signed_file).write_text(json.dumps(data), encoding="utf-8")
    code, _, error = run("plan", signed_file, "--now", NOW, "--out", str(tmp_path))
    assert code == 3
    assert "changed since it was signed" in error


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("contact_24h", "24-hour contact"),
        ("hold_stop_set", "The order sheet cannot be made: no set is chosen. Local setting: Operative hold and stop"),
        ("dilution", "The pharmacy worksheet cannot be made"),
    ],
)
def test_plan_names_the_missing_setting_and_writes_nothing(tmp_path: Path, setting: str, says: str) -> None:
    local = settings_from(Path(SETTINGS)).model_copy(update={setting: None})
    now = moment(NOW, None, zone_called("Europe/Paris"))
    file = tmp_path / "signed.json"
    signed = sign(assess(read_case(Path(CASE)), packs(), local, now.date()), "Dr. B. Sample", now)
    file.write_text(canonical(signed), encoding="utf-8")
    code, _, error = run("plan", str(file), "--now", NOW, "--out", str(tmp_path / "sheets"))
    assert code == 3
    assert says in error
    assert not (tmp_path / "sheets").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--now", "2026-11-20T10:00"), "--now: the offset is missing"),
        (("--now", "yesterday"), "--now: write an instant"),
        (("--today", "2026-02-30"), "--today: write a day"),
        (("--now", "0001-01-01T00:00+14:00"), "--now: the year 1 lies at the end of the calendar"),
        (("--today", "9999-12-31"), "--today: the year 9999 lies at the end of the calendar"),
        (("--now", NOW, "--today", "2026-11-21"), "--now falls on 2026-11-20"),
        (("--settings", "/nowhere/at/all.toml"), "there is no such file"),
    ],
)
def test_a_bad_clock_or_settings_file_is_exit_2(words: tuple[str, ...], says: str) -> None:
    code, out, error = run("assess", CASE, *words)
    assert (code, out) == (2, "")
    assert says in error
    assert "\n" not in error


def test_now_and_an_equal_today_agree() -> None:
    code, _, _ = run("assess", CASE, "--settings", SETTINGS, "--now", "2026-11-20T23:30+00:00", "--today", "2026-11-21")
    assert code == 0


def test_today_alone_is_noon_in_the_zone() -> None:
    assert moment(None, "2026-07-01", zone_called("Europe/Paris")).isoformat() == "2026-07-01T12:00:00+02:00"
    assert moment(None, "2026-07-01", None).isoformat() == "2026-07-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"surprise": 1}, "surprise"),
        ({"answers": {"surprise": "yes"}}, "answers.surprise: unknown field"),
        ({"answers": {"ldh_value": "1,234", "ldh_unit": "units_per_litre"}}, "answers.ldh_value: 1,234 could mean"),
        ({"answers": {"ecog_grade": "5"}}, "answers.ecog_grade"),
        ({"sites": [{"id": "left_toe"}]}, "sites.0.id: unknown site"),
        ({"zone": "Mars/Olympus"}, "zone: this is not an IANA name"),
        ({"cycles": [{"weight": "154 lb"}]}, "69.85 kg"),
        ({"packs": {"cco-ebs-8-5": "0" * 64}}, "packs.cco-ebs-8-5: this version of the pack is not installed"),
        ({"schema": "il2desk-case-99"}, "schema"),
        ({"patient": {"name": "Anna 😀"}}, "patient.name: This text: no sheet can print U+1F600 grinning face;"),
        ({"patient": {"identifier": "EX-\u200e0417"}}, "patient.identifier: This text: it contains an invisible"),
        (
            {"patient": {"date_of_birth": "1061-04-17"}},
            "patient.date_of_birth: Date of birth: Wednesday 1061-04-17 is before",
        ),
    ],
)
def test_a_bad_case_file_is_exit_2_and_one_line(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    code, out, error = run("assess", changed(tmp_path, **changes), "--settings", SETTINGS, "--now", NOW)
    assert (code, out) == (2, "")
    assert says in error
    assert "Łucja" not in error


@pytest.mark.parametrize("command", ["assess", "plan"])
def test_what_no_sheet_can_print_is_refused_before_anything_is_judged_or_made(tmp_path: Path, command: str) -> None:
    words = ("--out", str(tmp_path / "sheets")) if command == "plan" else ()
    file = changed(tmp_path, sites=[{"id": "other", "text": "Thyroid 𒀀"}])
    code, out, error = run(command, file, *words, "--settings", SETTINGS, "--now", NOW)
    assert (code, out) == (2, "")
    assert "sites.0.text: This text: no sheet can print U+12000 cuneiform sign a;" in error
    assert not (tmp_path / "sheets").exists()


def test_what_nobody_sees_at_the_ends_of_an_entry_is_left_out_of_the_sheets(tmp_path: Path) -> None:
    case = read_case(Path(CASE))
    case = case.with_patient(identifier="\ufeffEX-0417\u200e\n").with_cycle(first_dose="2026-11-23 9:00 ")
    local = settings_from(Path(SETTINGS))
    file = tmp_path / "case.json"
    instant = moment(NOW, None, None)
    file.write_text(
        canonical(sign(assess(case, packs(), local, instant.date()), "Dr. Berta Signer", instant)), encoding="utf-8"
    )
    assert run("plan", str(file), "--out", str(tmp_path / "sheets"), "--now", NOW)[0] == 0
    summary = next((tmp_path / "sheets").glob("*summary*"))
    printed = "".join(page.extract_text() for page in PdfReader(summary).pages)
    assert "EX-0417" in printed
    assert "\u200e" not in printed


@pytest.mark.parametrize("words", [("nonsense",), ("assess",), ("plan", CASE), ("--now", NOW, "case-schema")])
def test_misuse_is_exit_2(words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_the_schema_of_a_case_file_is_json_schema() -> None:
    code, out, _ = run("case-schema")
    schema = json.loads(out)
    assert code == 0
    assert schema["additionalProperties"] is False
    names = "schema case_id revision parent packs settings zone patient answers sites sites_complete cycles signatures"
    names += " second_checks"
    assert set(schema["properties"]) == set(names.split())


def test_the_same_case_and_instant_give_the_same_bytes(tmp_path: Path, signed_file: str) -> None:
    for name in ("one", "two"):
        assert run("plan", signed_file, "--out", str(tmp_path / name), "--now", NOW)[0] == 0
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def in_a_process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    bare = {"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen", **environment}
    return subprocess.run(
        [sys.executable, "-m", "il2desk", *words], capture_output=True, env=bare, check=False, timeout=120
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1"])
def test_a_locale_that_is_not_utf8_and_no_home_change_nothing(locale: str) -> None:
    done = in_a_process("assess", CASE, "--settings", SETTINGS, "--now", NOW, LC_ALL=locale, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "Subcutaneous tissue" in json.loads(done.stdout.decode("utf-8"))["findings"][4]["found"]


def test_a_failure_is_one_line_on_stderr() -> None:
    done = in_a_process("assess", "/nowhere.json")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "il2desk: /nowhere.json: it cannot be read (No such file or directory)"
    ]


def test_without_a_display_the_window_says_what_works() -> None:
    done = in_a_process(QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert b"il2desk demo --out DIR" in done.stderr


def test_the_demo_carries_the_sample_case_to_paper(tmp_path: Path) -> None:
    done = in_a_process("demo", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    pictures = sorted(file.name for file in tmp_path.glob("*.png"))
    assert len(pictures) == len(packs().guideline.pages) + 7
    sheets = {file.name.split("-")[1]: PdfReader(BytesIO(file.read_bytes())) for file in tmp_path.glob("*.pdf")}
    assert set(sheets) == set(OFFERED)
    code, out, _ = run("assess", str(tmp_path / "case.json"), "--now", NOW)
    assert (code, json.loads(out)["plan"]) == (0, "allowed")


def test_a_full_disk_leaves_no_half_sheet(tmp_path: Path, signed_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, error = run("plan", signed_file, "--out", str(tmp_path / "sheets"), "--now", NOW)
    assert code == 2
    assert "No space left on device" in error or "full" in error
    assert list((tmp_path / "sheets").iterdir()) == []


def test_a_damaged_font_is_told_in_a_sentence(tmp_path: Path, signed_file: str) -> None:
    case = read_case(Path(signed_file))
    assessment = assess(case, packs(), settings_from(Path(SETTINGS)), moment(NOW, None, None).date())
    maker = SheetMaker(resources())
    maker.library, maker.body  # noqa: B018  (read from the real folder, the fonts from an empty one)
    maker.folder = tmp_path
    with pytest.raises(Refusal, match="missing or damaged"):
        maker.job(assessment, plan_if_clear(assessment), a_record(assessment, "A4", moment(NOW, None, None))).pdf(
            SheetKind.SUMMARY
        )


def test_a_read_only_folder_is_told_in_one_line_and_keeps_what_it_held(
    tmp_path: Path, signed_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_words: object, **_named: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    held = tmp_path / "sheets"
    held.mkdir()
    (held / "older.pdf").write_bytes(b"kept")
    monkeypatch.setattr("tempfile.mkstemp", read_only)
    code, _, error = run("plan", signed_file, "--out", str(held), "--now", NOW)
    assert (code, len(error.splitlines())) == (2, 1)
    assert os.strerror(errno.EROFS) in error
    assert [(file.name, file.read_bytes()) for file in held.iterdir()] == [("older.pdf", b"kept")]


def test_what_was_written_before_the_disk_was_full_is_named(
    tmp_path: Path, signed_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def full_at_the_third(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 5:  # each sheet is synced with its folder
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full_at_the_third)
    out = tmp_path / "sheets"
    code, _, error = run("plan", signed_file, "--out", str(out), "--now", NOW)
    assert code == 2
    written = sorted(file.name for file in out.iterdir())
    assert [name.split("-")[1] for name in written] == ["administration", "order"]
    assert all(name in error for name in written)
    assert "Only these sheets were written" in error


def test_the_set_is_one_file_of_all_sheets_in_the_order_a_ward_files_them(tmp_path: Path, signed_file: str) -> None:
    _, out, _ = run("plan", signed_file, "--out", str(tmp_path / "sheets"), "--now", NOW)
    text = "".join(page.extract_text() for page in PdfReader(out.splitlines()[-1]).pages)
    titles = ("Cover list", "Order sheet", "Dose administration record", "Pharmacy preparation", "Assessment and plan")
    places = [re.search(rf"^{title}[^\n]*\n(?:Set|High)", text, re.MULTILINE) for title in titles]
    assert all(places)


def test_a_centres_own_set_reaches_the_order_and_is_named_at_its_foot(tmp_path: Path) -> None:
    local = settings_from(Path(SETTINGS))
    assert local.hold_stop_set is not None
    chosen = local.hold_stop_set.model_copy(update={"value": "own"})
    block = PackBlock(value=OWN_SET, set_by="A. Tester", set_on=chosen.set_on)
    local = local.model_copy(update={"hold_stop_set": chosen, "own_hold_stop_set": block})
    now = moment(NOW, None, zone_called("Europe/Paris"))
    signed = sign(assess(read_case(Path(CASE)), packs(), local, now.date()), "Dr. B. Sample", now)
    file = tmp_path / "signed.json"
    file.write_text(canonical(signed), encoding="utf-8")
    code, out, _ = run("plan", str(file), "--now", NOW, "--out", str(tmp_path / "sheets"))
    assert code == 0
    text = "".join(page.extract_text() for page in PdfReader(out.splitlines()[1]).pages)
    assert "Chest pain of any kind" in text
    assert "hold-stop-own" in text


@pytest.mark.parametrize("door", ["il2desk.cli.main", "il2desk.__main__"])
def test_an_error_nobody_knows_is_told_by_its_place_and_quotes_nothing(door: str) -> None:
    program = f"""
import sys, il2desk.app.wiring, il2desk.cli.case_commands
def fail(*_):
    raise KeyError("Anna Example")
il2desk.cli.case_commands.assess_file = il2desk.app.wiring.open_window = fail
sys.argv = ["il2desk", *{["assess", "case.json"] if door == "il2desk.cli.main" else []}]
import {door}
{door}.main()
"""
    no_screen = {name: value for name, value in os.environ.items() if name not in SCREENS}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=no_screen)
    assert done.returncode == 1
    assert done.stderr.startswith("il2desk: an unexpected error, which is a fault of the program: KeyError at ")
    assert len(done.stderr.splitlines()) == 1
    assert "Anna" not in done.stderr


@pytest.mark.parametrize(("words", "paper"), [((), "Letter"), (("--paper", "A4"), "A4")])
def test_a_plan_is_on_the_paper_of_the_centre_unless_another_is_asked_for(
    tmp_path: Path, words: tuple[str, ...], paper: str
) -> None:
    ours = tmp_path / "settings.toml"
    ours.write_text(Path(SETTINGS).read_text("utf-8").replace('[paper]\nvalue = "A4"', '[paper]\nvalue = "Letter"'))
    local, now = settings_from(ours), moment(NOW, None, zone_called("Europe/Paris"))
    assessment = assess(read_case(Path(CASE)), packs(), local, now.date())
    assert assessment.settings.paper is None, "the paper says nothing about a patient, and no case keeps it"
    file = tmp_path / "signed.json"
    file.write_text(canonical(sign(assessment, "Dr. B. Sample", now)), encoding="utf-8")
    code, out, _ = run("plan", str(file), "--settings", str(ours), "--now", NOW, "--out", str(tmp_path), *words)
    assert code == 0
    (width, _) = PdfReader(out.splitlines()[0]).pages[0].mediabox.upper_right
    assert round(float(width)) == {"A4": 595, "Letter": 612}[paper]


@pytest.mark.parametrize(
    "packed",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.replace("\n", "\r\n").encode("utf-16-be"),
    ],
    ids=["UTF-8 with a mark", "UTF-16", "UTF-16 without a mark", "big-endian"],
)
def test_a_case_that_a_shell_wrote_in_its_own_way_is_understood(tmp_path: Path, packed: Any) -> None:
    text = Path(CASE).read_text(encoding="utf-8").replace("Example", "Müller")
    file = tmp_path / "case.json"
    file.write_bytes(packed(text))
    assert read_case(file).patient.name is not None
    assert "Müller" in str(read_case(file).patient.name)


def test_a_case_in_damaged_utf_16_is_refused_in_our_own_words(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes("{}".encode("utf-16") + b"\x00")
    code, _, error = run("assess", str(file))
    assert (code, error) == (2, f"{file}: byte 4: it is in UTF-16 up to here, and damaged")


def another_case(tmp_path: Path, **changes: Any) -> str:
    """A signed case that differs from the sample's."""
    local, now = settings_from(Path(SETTINGS)), moment(NOW, None, zone_called("Europe/Paris"))
    case = read_case(Path(CASE)).model_copy(update=changes)
    file = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
    file.write_text(canonical(sign(assess(case, packs(), local, now.date()), "Dr. B. Sample", now)), encoding="utf-8")
    return str(file)


def test_the_sheets_of_two_cases_stand_beside_each_other_whatever_their_ids(tmp_path: Path) -> None:
    out = tmp_path / "sheets"
    for case_id in ("2026/117", "2026117"):
        assert run("plan", another_case(tmp_path, case_id=case_id), "--out", str(out), "--now", NOW)[0] == 0
    assert len(list(out.iterdir())) == 12


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        (SheetKind.SET, {"case_id": "CASE-2"}),
        (SheetKind.CONSENT, {"case_id": "CASE-2"}),
        (SheetKind.SET, {"revision": 2}),
        (SheetKind.SET, {"patient": Patient(name="Sample, Otto", identifier="EX-0099", date_of_birth="1961-04-17")}),
    ],
)
def test_a_sheet_of_another_case_is_never_replaced(tmp_path: Path, name: str, changes: dict[str, Any]) -> None:
    out, ours = tmp_path / "sheets", {"case_id": "CASE-1"}
    assert run("plan", another_case(tmp_path, **ours), "--out", str(out), "--now", NOW)[0] == 0
    [sheet] = out.glob(f"il2desk-{name}-*")
    theirs = {"revision": 1, **ours, **changes}
    other = out / f"il2desk-{name}-{theirs['case_id']}-r{theirs['revision']}.pdf"
    before = sheet.rename(other).read_bytes()
    for file in set(out.iterdir()) - {other}:
        file.unlink()
    code, _, error = run("plan", another_case(tmp_path, **theirs), "--out", str(out), "--now", NOW)
    assert (code, error.startswith(f"{other}: a file of another case, revision or patient")) == (2, True)
    assert (other.read_bytes(), list(out.iterdir())) == (before, [other])


def test_the_sheets_of_the_same_revision_are_made_once_more(tmp_path: Path) -> None:
    out, case = tmp_path / "sheets", another_case(tmp_path)
    for _ in range(2):
        assert run("plan", case, "--out", str(out), "--now", NOW)[0] == 0
    assert len(list(out.iterdir())) == 6


@pytest.mark.parametrize(
    ("today", "says"),
    [
        ("2026-11-23", ""),
        ("2026-11-24", "past its validity: it was valid for a first dose until Monday 2026-11-23. Too old today, Tue"),
    ],
)
def test_sheets_made_past_their_validity_are_written_and_that_is_said(
    tmp_path: Path, signed_file: str, today: str, says: str
) -> None:
    done = CliRunner().invoke(program, ["plan", signed_file, "--out", str(tmp_path / "sheets"), "--today", today])
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 6)
    assert done.stderr.startswith(f"il2desk: {signed_file}: {says}") if says else done.stderr == ""


@pytest.mark.parametrize("of_another", [b"words", b""])
def test_a_file_that_is_none_of_ours_is_never_replaced(tmp_path: Path, signed_file: str, of_another: bytes) -> None:
    out = tmp_path / "sheets"
    code, made, _ = run("plan", signed_file, "--out", str(out), "--now", NOW)
    Path(made.splitlines()[0]).write_bytes(of_another)
    code, _, error = run("plan", signed_file, "--out", str(out), "--now", NOW)
    assert code == 2
    assert "none of il2desk, has this name already" in error
    assert Path(made.splitlines()[0]).read_bytes() == of_another


STEERING = "\x1b]0;owned\x07\x9b2J\u202e\x7f"


@pytest.mark.parametrize("command", ["assess", "plan", "reopen", "verify"])
def test_the_name_of_a_file_steers_no_terminal(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [command, str(tmp_path / f"{STEERING}.json"), *(["--out", str(tmp_path)] if command == "plan" else [])]
    monkeypatch.setattr(sys, "argv", ["il2desk", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.removesuffix("\n").isprintable()
    assert "\\u001b]0;owned\\u0007\\u009b2J\\u202e\\u007f.json" in said


def test_the_names_of_files_that_were_written_steer_no_terminal(tmp_path: Path, signed_file: str) -> None:
    code, out, _ = run("plan", signed_file, "--out", str(tmp_path / f"a\n{STEERING}"), "--now", NOW)
    assert code == 0
    assert len(out.splitlines()) == 6
    assert all(line.isprintable() and "\\u000a\\u001b" in line for line in out.splitlines())


def test_nothing_is_written_to_the_terminal_but_through_one_door() -> None:
    package = Path(sys.modules["il2desk"].__file__ or "").parent
    doors = [
        file.name
        for file in package.rglob("*.py")
        if re.search(r"click\.echo|std(?:out|err)\.write|(?<![\w.])print\(", file.read_text(encoding="utf-8"))
    ]
    assert sorted(doors) == ["demo.py", "process_hardening.py", "prompt.py", "wiring.py"]


@given(text=st.text())
def test_a_text_made_harmless_reads_the_same_in_json_and_is_one_line(text: str) -> None:
    told = harmless(text)
    assert harmless(told) == told
    kinds = {unicodedata.category(mark) for mark in told if mark not in "\u200c\u200d"}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert json.loads(harmless(json.dumps(text, ensure_ascii=False))) == text
