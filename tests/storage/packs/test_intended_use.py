"""A second guideline and a second product, from data alone: another disease and drug, down to the order sheet."""

from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from il2desk.app.sheet_service import SheetMaker
from il2desk.domain.assessment.assessment import Overall, Packs, assess
from il2desk.domain.assessment.signing import sign
from il2desk.domain.case.case import Case, Cycle, Patient
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.storage.packs.library import PackRefused, load_packs
from il2desk.storage.site.paths import resources
from tests.cases import CYCLE, NOW, PATIENT, SIGNER, TODAY, settings, sites_of
from tests.documents.pdf_text import pages
from tests.storage.packs import GUIDELINE_FILE, PRODUCT_FILE, copied, written

CITE = [{"source": "T1", "at": "page 1"}]
RENAL: dict[str, Any] = {
    "schema": "il2desk-guideline-1",
    "id": "tiny-renal",
    "version": "1.1",
    "released": date(2026, 12, 1),
    "product": "tiny-drug",
    "intended_use": "kidney_cancer",
    "subtitle": "Tinytin (Tiny) in kidney cancer",
    "title": "A guideline made up for a test",
    "purpose": "To show that nothing about it stands in the code.",
    "use": ["In tests."],
    "misuse": ["Anywhere else."],
    "statement": [
        {
            "title": "Dose and schedule",
            "text": "600,000 international units per kg for each dose, intravenously over 15 minutes, every 12 hours, "
            "at most 4 doses.",
            "cite": CITE,
        }
    ],
    "notice": {"title": "Age of the guidance", "text": "Made up today. Never to be followed.", "cite": CITE},
    "revisions": [{"version": "1.1", "date": date(2026, 12, 1), "by": "a test", "says": "First."}],
    "sources": [{"id": "T1", "text": "A test.", "read": "full"}],
    "regimen": {
        "name": "Tinytin, one cycle",
        "units_per_kg": 600000,
        "infusion_minutes": 15,
        "interval_hours": 12,
        "most_doses": 4,
        "route": "intravenously over 15 minutes",
        "cite": CITE,
    },
    "pages": [
        {"id": "who", "asks": "patient", "step": "Patient", "title": "Who?", "lead": "The patient."},
        {"id": "where", "asks": "sites", "step": "Sites", "title": "Where?", "lead": "The sites."},
    ],
    "date_of_birth": {"not_before": date(1900, 1, 1), "most_years": 120, "cite": CITE},
    "questions": [
        {
            "id": name,
            "page": "who",
            "kind": "choice",
            "ask": f"{name}?",
            "short": name,
            "options": [{"id": "right", "label": "Right"}, {"id": "wrong", "label": "Wrong"}],
        }
        for name in ("way", "disease")
    ],
    "sites": [{"id": "lung", "label": "Lung", "site_class": "viscera"}],
    "criteria": [
        {
            "id": name,
            "block": "guideline",
            "number": number,
            "page": "who",
            "title": name.capitalize(),
            "threshold": "right",
            "cite": CITE,
            "rule": {"kind": "one_of", "question": name, "yes": ["right"], "no": ["wrong"]},
            **more,
        }
        for name, number, more in (
            ("way", "1", {"wrong_context": True}),
            ("disease", "2", {"not_met": "Not kidney cancer. No plan."}),
        )
    ],
    "deviation_reasons": [{"id": "other", "label": "Other"}],
    "vector_base": {
        "today": date(2026, 11, 2),
        "date_of_birth": "1961-04-17",
        "age_limit_days": 14,
        "sites": ["lung"],
        "answers": {"way": "right", "disease": "right"},
    },
    "vectors": [
        {"name": "met", "expect": {"overall": "meets", "disease": "met"}},
        {"name": "another disease", "answers": {"disease": "wrong"}, "expect": {"plan": "none"}},
    ],
}


def tiny_product(data: dict[str, Any]) -> None:
    data |= {"id": "tiny-drug", "title": "Tinytin, figures of a test", "drug": "tinytin", "brand": "Tiny"}


def become(data: dict[str, Any], other: dict[str, Any]) -> None:
    data.clear()
    data |= other


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The packs that are shipped, with a second guideline and a second product beside them."""
    for kind, file in (("guidelines", GUIDELINE_FILE), ("products", PRODUCT_FILE)):
        copied(tmp_path / kind / file.parent.name, file)
    for folder, source, change, name in (
        ("guidelines/tiny-renal", GUIDELINE_FILE, lambda data: become(data, RENAL), "1.1.toml"),
        ("products/tiny-drug", PRODUCT_FILE, tiny_product, PRODUCT_FILE.name),
    ):
        (tmp_path / folder).mkdir()
        made = written(tmp_path / folder, source, change)
        made.with_name("vectors").joinpath(source.name).rename(made.with_name("vectors") / name)
        made.rename(made.with_name(name))
    return tmp_path


def a_renal_case(**answers: str) -> Case:
    given = {"way": "right", "disease": "right", **answers}
    return Case(
        case_id="TINY-0001",
        patient=Patient(**PATIENT),
        answers=MappingProxyType(given),
        sites=sites_of("lung"),
        sites_complete=True,
        cycles=(Cycle(number=1, **CYCLE),),
    )


def order_of(case: Case, packs: Packs) -> str:
    """The words of the order sheet of a case that is signed here."""
    assessment = assess(sign(assess(case, packs, settings(), TODAY), SIGNER, NOW), packs, settings(), TODAY)
    maker = SheetMaker(resources())
    record = maker.record(assessment, "A4", NOW)
    return " ".join(
        " ".join(pages(maker.job(assessment, plan_if_clear(assessment), record).pdf(SheetKind.ORDER))).split()
    )


def test_each_intended_use_is_judged_and_dosed_by_its_own_packs(installed: Path) -> None:
    ours, tiny = (load_packs(installed, use) for use in ("high_dose_aldesleukin_melanoma", "kidney_cancer"))
    assert (ours.guideline.id, ours.product.id) == (GUIDELINE_FILE.parent.name, PRODUCT_FILE.parent.name)
    assert (tiny.guideline.id, tiny.product.drug) == ("tiny-renal", "tinytin")


def test_another_disease_and_drug_go_from_the_pack_to_the_order_sheet(installed: Path) -> None:
    words = order_of(a_renal_case(), load_packs(installed, "kidney_cancer"))
    assert "Tinytin (Tiny) in kidney cancer" in words
    assert "One dose of tinytin (Tiny)" in words
    assert "42 million international units" in words
    assert "every 12 hours" in words
    assert "melanoma" not in words.lower()


def test_it_says_in_its_own_words_what_allows_no_plan(installed: Path) -> None:
    packs = load_packs(installed, "kidney_cancer")
    other = assess(a_renal_case(disease="wrong"), packs, settings(), TODAY)
    assert other.banner == "Not kidney cancer. No plan."
    assert assess(a_renal_case(way="wrong"), packs, settings(), TODAY).overall is Overall.WRONG_CONTEXT


@pytest.mark.parametrize("use", [None, "unheard_of"])
def test_of_several_guidelines_one_must_be_meant(installed: Path, use: str | None) -> None:
    with pytest.raises(PackRefused, match="name one of these: high_dose_aldesleukin_melanoma, kidney_cancer"):
        load_packs(installed, use)


def test_two_guidelines_for_one_use_are_refused(installed: Path) -> None:
    copy = written(installed / "guidelines" / "tiny-renal", GUIDELINE_FILE, lambda data: None)
    assert copy.parent.name == "tiny-renal"
    with pytest.raises(PackRefused, match="2 installed ones fit the intended use"):
        load_packs(installed, "high_dose_aldesleukin_melanoma")
