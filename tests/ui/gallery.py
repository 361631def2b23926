"""Pictures of every page: `python -m tests.ui.gallery FOLDER KIND light|dark WIDTHxHEIGHT`, at the scale Qt is told."""

import sys
from pathlib import Path

from PySide6.QtTest import QTest

from il2desk.app.startup import make_application
from il2desk.app.wiring import dress
from il2desk.domain.case.case import Case
from il2desk.storage.site.paths import resources
from il2desk.storage.site.settings_file import read_settings
from il2desk.ui.widgets.theme import DARK, LIGHT
from il2desk.ui.window.main_window import MainWindow
from tests.cases import a_case, deviating, signed
from tests.ui.conftest import ports_of

LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 5


def cases() -> dict[str, Case]:
    """What is worth looking at."""
    outside = a_case(ecog_grade="2", ldh_value="1,234", sites=("lung", "liver", "bone", "other:Thyroid"))
    return {
        "empty": Case(case_id="TEST-0001"),
        "signed": signed(),
        "outside": outside,
        "deviating": signed(deviating(a_case(ecog_grade="2"), "ecog")),
        "wrong": a_case(intended_use="after_til"),
        "odd": a_case(weight="125", height="168", first_dose="2026-10-25 02:30", weight_date="2026-10-24"),
        "long": a_case(name=LONG, identifier="X" * 150, ecog_date="2026-13-45", sites=("lung", f"other:{'A' * 180}")),
    }


def main(folder: str, kind: str, scheme: str, size: str) -> None:
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    application = make_application()
    dress(application, DARK if scheme == "dark" else LIGHT)
    sample = read_settings(resources() / "sample" / "settings.toml")
    window = MainWindow(ports_of(None if kind == "empty" else sample), lambda: cases()[kind])
    width, height = (int(part) for part in size.split("x"))
    window.resize(width, height)
    window.show()
    for number, step in enumerate(window.wizard.steps, start=1):
        window.go_to(step.id)
        QTest.qWait(80)
        if window.wizard.here != step:
            continue
        window.grab().save(str(out / f"{kind}-{number:02d}-{step.id}.png"))
    window.session.note_printed()
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
