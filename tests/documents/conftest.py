"""The desk and every kind of sheet it can make today, made once."""

from collections.abc import Callable
from typing import Any

import pytest

from il2desk.documents.report import Report
from il2desk.domain.case import Case
from tests.documents.desk import Desk


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
        "outside": lambda: desk.summary(desk.signed(desk.case(ldh_value="290"))),
        "consent": desk.consent,
        "consent after a deviation": lambda: desk.consent(desk.deviating()),
    }
    return {name: make() for name, make in makers.items()}
