"""The sample case, signed and planned, as the demo has it."""

from datetime import datetime

from il2desk.app.startup_files import only_locked_time_zones
from il2desk.domain.assessment.assessment import Assessment, assess
from il2desk.domain.assessment.signing import sign
from il2desk.domain.dosing.clearance import clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.storage.files.case_file import read_case
from il2desk.storage.packs.library import load_packs
from il2desk.storage.site.paths import resources
from il2desk.storage.site.settings_file import read_settings

NOW = datetime.fromisoformat("2026-11-20T10:00+01:00")


def signed_sample() -> tuple[Assessment, DosePlan, datetime]:
    """Assessment and plan of the sample case on its day."""
    only_locked_time_zones()
    packs = load_packs(resources())
    settings = read_settings(resources() / "sample" / "settings.toml")
    case = read_case(resources() / "sample" / "case.json")
    signed = sign(assess(case, packs, settings, NOW.date()), "Dr. B. Sample", NOW)
    assessment = assess(signed, packs, settings, NOW.date())
    return assessment, plan_doses(clear(assessment)), NOW
