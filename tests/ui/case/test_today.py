"""The window and the command line judge one case on one day, whatever zone the workstation's centre is in."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from il2desk.cli.main import program
from il2desk.domain.case.case import canonical
from il2desk.storage.site.paths import resources
from il2desk.ui.case.session import Session
from tests.cases import a_case, settings
from tests.ui.conftest import ports_of

LATE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "is_future"), [("Pacific/Auckland", False), ("America/Toronto", True), (None, False)])
def test_a_specimen_of_the_21st_is_of_the_future_for_both_or_for_neither(
    zone: str | None, is_future: bool, tmp_path: Path
) -> None:
    case = a_case(zone=zone, ldh_date="2026-11-21", first_dose="2026-11-24 09:00")
    session = Session(ports_of(settings(zone="Europe/Paris"), now=lambda: LATE), case)
    file = tmp_path / "case.json"
    file.write_text(canonical(case), encoding="utf-8")
    asked = [
        "assess",
        str(file),
        "--settings",
        str(resources() / "sample" / "settings.toml"),
        "--now",
        LATE.isoformat(),
    ]
    told = CliRunner().invoke(program, asked, standalone_mode=False)
    assert (session.assessment.readings.refusal("ldh_date") is not None) is is_future
    assert ("lies in the future" in str(told.exception)) is is_future
    if not is_future:
        ldh = next(one for one in json.loads(told.stdout)["findings"] if one["id"] == "ldh")
        assert ldh["outcome"] == session.assessment.finding("ldh").outcome.value
