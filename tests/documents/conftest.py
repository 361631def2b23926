"""The desk and every kind of sheet it can make today, made once."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from il2desk.documents.model.report import Report
from il2desk.documents.text import fonts
from il2desk.domain.case.case import Case
from tests.documents.desk import Desk
from tests.documents.pdf_text import FONTS

WARD = ("order", "administration", "pharmacy", "cover")


def _of(case: Callable[[], Case], desk: Desk, name: str) -> Report:
    return desk.sheet(name, desk.plan(case()))


def _checked(desk: Desk, name: str) -> Report:
    return desk.sheet(name, desk.checked(desk.case()))


def _retimed(desk: Desk, name: str) -> Report:
    return desk.sheet(name, desk.retimed(desk.case()))


def _second(desk: Desk, name: str) -> Report:
    return desk.sheet(name, desk.second_cycle())


def _with_set_b(desk: Desk, name: str) -> Report:
    return desk.with_settings(hold_stop_set="B").sheet(name)


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="session")
def all_reports(desk: Desk) -> dict[str, Report]:
    """Every kind of sheet that can be made today."""
    makers: dict[str, Callable[[], Any]] = {
        "planned": desk.planned_summary,
        "deviating": lambda: desk.planned_summary(desk.deviating()),
        "overlap band": lambda: desk.planned_summary(desk.case(weight="98 kg")),
        "heavy": lambda: desk.planned_summary(desk.heavy()),
        "draft": lambda: desk.summary(desk.judged(desk.case())),
        "empty": lambda: desk.summary(desk.judged(Case(case_id="x"))),
        "wrong context": lambda: desk.summary(desk.judged(desk.case(intended_use="after_til"))),
        "no plan": lambda: desk.summary(desk.signed(desk.case(infection="active"))),
        "outside": lambda: desk.summary(desk.signed(desk.case(ldh_value="290", ajcc_ldh_suffix="raised"))),
        "consent": desk.consent,
        "consent after a deviation": lambda: desk.consent(desk.deviating()),
        **{name: partial(desk.sheet, name) for name in WARD},
        **{f"{name} after a deviation": partial(_of, desk.deviating, desk, name) for name in WARD[:3]},
        **{f"{name}, heavy": partial(_of, desk.heavy, desk, name) for name in ("order", "pharmacy")},
        **{f"{name}, checked": partial(_checked, desk, name) for name in ("cover", "summary")},
        **{f"{name}, re-timed": partial(_retimed, desk, name) for name in (*WARD, "summary")},
        **{f"{name}, second cycle": partial(_second, desk, name) for name in ("order", "cover")},
        **{f"{name}, set B": partial(_with_set_b, desk, name) for name in ("order", "administration")},
    }
    return {name: make() for name, make in makers.items()}


@pytest.fixture
def bare_folder(tmp_path: Path) -> Iterator[Path]:
    """The fonts of every sheet, without those of other scripts."""
    for file in fonts.FILES.values():
        (tmp_path / file).symlink_to(FONTS / file)
    fonts.covered.cache_clear()
    yield tmp_path
    fonts.register(FONTS)
    fonts.covered.cache_clear()
