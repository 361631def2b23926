"""The files of one printing: judged once, each report made once, and the same bytes whatever is made beside them."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from il2desk.cli.case_commands import plan_file
from il2desk.documents.sheets import administration, consent, cover, order, pharmacy, summary
from il2desk.domain.assessment import assessment as judging
from il2desk.domain.case.case import canonical
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.records.sheet_kinds import OFFERED, SheetKind
from il2desk.storage.site.paths import resources
from tests.cases import NOW, a_case, judged, signed
from tests.returned_pdfs import made, maker

MAKERS = {
    administration: "administration_sheet",
    consent: "consent_sheet",
    cover: "cover_sheet",
    order: "order_sheet",
    pharmacy: "pharmacy_sheet",
    summary: "summary_sheet",
}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a case was judged (what its dose rests on read once each time), and each report made."""
    counted: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        inner: Callable[..., Any] = getattr(module, name)

        def counting(*given: Any) -> Any:
            counted[name] += 1
            return inner(*given)

        monkeypatch.setattr(module, name, counting)

    count(judging, "read_basis")
    for module, name in MAKERS.items():
        count(module, name)
    return counted


def test_six_files_of_the_command_line_judge_once_and_make_each_report_once(
    tmp_path: Path, calls: Counter[str]
) -> None:
    file = tmp_path / "case.json"
    file.write_text(canonical(signed()), encoding="utf-8")
    calls.clear()
    settings = resources() / "sample" / "settings.toml"
    files, _ = plan_file(file, tmp_path / "sheets", "A4", settings, NOW.isoformat(), None)
    assert len(files) == len(OFFERED)
    assert calls == dict.fromkeys(("read_basis", *MAKERS.values()), 1)


def test_a_printing_of_what_is_on_screen_judges_nothing_again(calls: Counter[str]) -> None:
    assessment = judged(signed())
    record = maker().record(assessment, "A4", NOW)
    calls.clear()
    maker().job(assessment, plan_if_clear(assessment), record).pdf(SheetKind.ORDER)
    assert calls == {"order_sheet": 1}


@pytest.mark.parametrize("days", [1, -1])
def test_what_was_judged_on_another_day_than_that_of_printing_is_judged_on_that_day(
    calls: Counter[str], days: int
) -> None:
    draft = a_case()
    shown = judged(draft, today=NOW.date() + timedelta(days=days))
    record = maker().record(shown, "A4", NOW)
    calls.clear()
    pdf = maker().job(shown, None, record).pdf(SheetKind.SUMMARY)
    assert calls["read_basis"] > 0
    assert pdf == made(judged(draft), record)


def test_a_sheet_is_the_same_made_alone_or_beside_the_set() -> None:
    assessment = judged(signed())
    record = maker().record(assessment, "A4", NOW)
    job = maker().job(assessment, plan_if_clear(assessment), record)
    together = {kind: job.pdf(kind) for kind in (SheetKind.SET, SheetKind.CONSENT)}
    assert together == {kind: made(assessment, record, kind) for kind in together}
