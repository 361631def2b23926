"""A pack with any fault is refused, with file, place and reason; a new question needs no Python."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from il2desk.domain.assessment.assessment import Packs, assess
from il2desk.domain.case.case import Case
from il2desk.domain.checks.guideline_checks import guideline_faults
from il2desk.domain.checks.product_checks import product_faults
from il2desk.storage.files.toml_file import LARGEST
from il2desk.storage.packs.library import (
    PackRefused,
    load_guideline,
    load_packs,
    load_product,
    newest,
    open_packs,
    read_pack,
)
from il2desk.storage.site.paths import resources
from tests.cases import TODAY, a_case, packs, settings
from tests.storage.packs import (
    GUIDELINE,
    GUIDELINE_FILE,
    PRODUCT,
    PRODUCT_FILE,
    check_guideline,
    check_product,
    copied,
    guideline_of,
    of_id,
    parsed,
    product_of,
    replaced,
    vectors_of,
    written,
)

Change = Callable[[dict[str, Any]], None]


def refused(load: Callable[[Path], object], file: Path) -> str:
    with pytest.raises(PackRefused) as refusal:
        load(file)
    said = str(refusal.value)
    named = f"{file.parent.name}/{file.name}" if file.stem[0].isdigit() else file.name
    assert said.startswith(f"{named}: ")
    assert len(said.splitlines()) == 1
    return said


def test_the_installed_packs_load_and_are_pinned_by_the_digest_of_their_bytes() -> None:
    import hashlib

    found = load_packs(resources())
    assert dict(found.digests) == {
        GUIDELINE: hashlib.sha256(GUIDELINE_FILE.read_bytes()).hexdigest(),
        PRODUCT: hashlib.sha256(PRODUCT_FILE.read_bytes()).hexdigest(),
    }


def test_a_pack_with_a_fault_is_refused_from_its_file_too(tmp_path: Path) -> None:
    for name in (
        "a failing vector",
        "a figure that is no number",
        "an endless figure",
        "a figure with a huge exponent",
    ):
        assert refused(load_guideline, written(tmp_path, GUIDELINE_FILE, GUIDELINE_FAULTS[name][0]))
    assert refused(load_product, written(tmp_path, PRODUCT_FILE, PRODUCT_FAULTS["a gate that differs"][0]))


def test_a_pack_written_again_by_the_tests_loads(tmp_path: Path) -> None:
    for load, file, pack in (
        (load_guideline, GUIDELINE_FILE, packs().guideline),
        (load_product, PRODUCT_FILE, packs().product),
    ):
        again = load(written(tmp_path, file, lambda _: None))[0]
        assert again.model_copy(update={"vectors_sha256": pack.vectors_sha256}) == pack


def question(data: dict[str, Any], name: str) -> dict[str, Any]:
    return of_id(data["questions"], name)


def criterion(data: dict[str, Any], name: str) -> dict[str, Any]:
    return of_id(data["criteria"], name)


def set_rule(name: str, rule: dict[str, Any]) -> Change:
    return lambda data: criterion(data, name).update(rule=rule)


def add_vector(**vector: Any) -> Change:
    return lambda data: data["vectors"].append({"name": "new", "expect": {"ecog": "met"}, **vector})


GUIDELINE_FAULTS: dict[str, tuple[Change, str]] = {
    "unknown fact in a rule": (
        set_rule("allograft", {"kind": "one_of", "question": "nothing", "yes": ["no"]}),
        "criteria.allograft.rule: unknown fact nothing",
    ),
    "unknown named fact": (
        set_rule("allograft", {"kind": "fact", "fact": "moon_phase"}),
        "criteria.allograft.rule: unknown fact moon_phase",
    ),
    "unknown fact recorded": (
        set_rule("allograft", {"kind": "recorded", "question": "nothing"}),
        "criteria.allograft.rule: unknown fact nothing",
    ),
    "unknown fact shown": (
        lambda data: criterion(data, "ecog").update(shows=["nothing"]),
        "criteria.ecog.shows: unknown fact nothing",
    ),
    "unknown fact doubted": (
        lambda data: criterion(data, "ldh")["doubts"][0].update(about=["nothing"]),
        "criteria.ldh.doubts: unknown fact nothing",
    ),
    "a doubt said at an unknown field": (
        lambda data: criterion(data, "ldh")["doubts"][0].update(between=["ldh_value", "nothing"]),
        "criteria.ldh.doubts: unknown field nothing",
    ),
    "a doubt of a criterion about nothing": (
        lambda data: criterion(data, "ecog")["doubts"][0].pop("about"),
        "criteria.ecog.doubts: the doubt of a criterion is about something",
    ),
    "a doubt of no criterion about something": (
        lambda data: data["doubts"][0].update(about=["stage"]),
        "doubts: one that belongs to no criterion is about nothing",
    ),
    "a doubt with an unknown date": (
        lambda data: data["doubts"][0]["when"].update(than="nothing"),
        "doubts: unknown fact nothing",
    ),
    "a doubt on a date that is none": (
        lambda data: data["doubts"][0]["when"].update(question="stage"),
        "the rule before cannot judge stage, which is answered with a choice",
    ),
    "a settling question that is not asked for one of its doubts": (
        lambda data: criterion(data, "extent")["doubts"].pop(0),
        "criteria.extent.doubts: m_sites_settled is not asked exactly when the doubt arises",
    ),
    "unknown page of a question": (
        lambda data: question(data, "melanoma").update(page="nowhere"),
        "questions.melanoma.page: unknown page nowhere",
    ),
    "unknown page of a criterion": (
        lambda data: criterion(data, "ecog").update(page="nowhere"),
        "criteria.ecog.page: unknown page nowhere",
    ),
    "missing citation": (lambda data: criterion(data, "ecog").pop("cite"), "criteria.2.cite: this is missing"),
    "empty citation": (lambda data: criterion(data, "ecog").update(cite=[]), "criteria.2.cite"),
    "citation without a place": (
        lambda data: criterion(data, "ecog").update(cite=[{"source": "S0", "at": ""}]),
        "criteria.2.cite.0.at",
    ),
    "citation of an unknown source": (
        lambda data: criterion(data, "ecog").update(cite=[{"source": "S99", "at": "page 1"}]),
        "criteria.ecog: cites S99, which is not among the sources",
    ),
    "notice without citation": (lambda data: data["notice"].update(cite=[]), "notice.cite"),
    "a date judged as a choice": (
        set_rule("ecog", {"kind": "one_of", "question": "ecog_date", "yes": ["0"]}),
        "the rule one_of cannot judge ecog_date, which is answered with a date",
    ),
    "a choice judged as a number": (
        set_rule("ecog", {"kind": "at_least", "question": "ecog_grade", "value": 1}),
        "the rule at_least cannot judge ecog_grade, which is answered with a choice",
    ),
    "a choice judged against a limit": (
        set_rule("ldh", {"kind": "at_most", "question": "ldh_unit", "limit_question": "ldh_date"}),
        "the rule at_most cannot judge ldh_unit, which is answered with a choice",
    ),
    "a number judged by its age": (
        set_rule("ldh", {"kind": "within_days", "question": "ldh_value", "setting": "age_ldh"}),
        "the rule within_days cannot judge ldh_value, which is answered with a number",
    ),
    "a text judged by its age": (
        set_rule("ldh", {"kind": "days_since_at_least", "question": "pregnancy_reason", "days": 1}),
        "cannot judge pregnancy_reason, which is answered with a text",
    ),
    "an age by an unknown setting": (
        set_rule("ecog", {"kind": "within_days", "question": "ecog_date", "setting": "age_moon"}),
        "criteria.ecog.rule: unknown local setting age_moon",
    ),
    "an age by a setting that is no age": (
        set_rule("ecog", {"kind": "within_days", "question": "ecog_date", "setting": "expiry_hours"}),
        "unknown local setting expiry_hours",
    ),
    "unknown rule kind": (set_rule("ecog", {"kind": "python", "code": "1"}), "criteria.2.rule"),
    "unknown question kind": (lambda data: question(data, "melanoma").update(kind="slider"), "questions.2.kind"),
    "unknown option in a rule": (
        set_rule("ecog", {"kind": "one_of", "question": "ecog_grade", "yes": ["5"]}),
        "criteria.ecog.rule: ecog_grade has no option 5",
    ),
    "an option that is yes and no": (
        set_rule("ecog", {"kind": "one_of", "question": "ecog_grade", "yes": ["0"], "no": ["0"]}),
        "0 of ecog_grade is both yes and no",
    ),
    "a choice rule without options": (
        set_rule("ecog", {"kind": "one_of", "question": "ecog_grade"}),
        "the rule one_of on ecog_grade names no option",
    ),
    "a comparison in an unknown unit": (
        lambda data: criterion(data, "ldh")["doubts"][0]["when"]["of"][0].update(unit="units per liter"),
        "ldh_value has no unit units per liter",
    ),
    "a comparison without the unit": (
        lambda data: criterion(data, "ldh")["doubts"][0]["when"]["of"][0].pop("unit"),
        "ldh_value has several units; the rule less_than must name one",
    ),
    "a fact without its figure": (
        lambda data: criterion(data, "extent")["rule"]["of"][0].pop("value"),
        "the fact organs_fewer_than needs a value",
    ),
    "a fact with a figure it does not take": (
        lambda data: criterion(data, "extent")["rule"]["of"][1].update(value=3),
        "the fact skin_or_subcutaneous_only takes no value",
    ),
    "a fact without its class": (
        set_rule("extent", {"kind": "fact", "fact": "site_of_class"}),
        "the fact site_of_class needs a site_class",
    ),
    "a fact without its site": (
        set_rule("extent", {"kind": "fact", "fact": "site_listed"}),
        "the fact site_listed needs a site",
    ),
    "a fact about an unknown site": (
        set_rule("extent", {"kind": "fact", "fact": "site_listed", "site": "moon"}),
        "criteria.extent.rule: unknown site moon",
    ),
    "a fact besides an unknown site": (
        set_rule(
            "extent", {"kind": "fact", "fact": "site_of_class", "site_class": "viscera", "besides": ["lung", "moon"]}
        ),
        "criteria.extent.rule: unknown site moon",
    ),
    "a fact that leaves out no sites": (
        set_rule("extent", {"kind": "fact", "fact": "any_site", "besides": ["lung"]}),
        "the fact any_site leaves out no sites",
    ),
    "a fact about an unknown class": (
        set_rule("extent", {"kind": "fact", "fact": "site_of_class", "site_class": "moon"}),
        "criteria.4.rule",
    ),
    "a stated count where none is taken": (
        set_rule("extent", {"kind": "fact", "fact": "any_site", "stated": "organ_count"}),
        "the fact any_site takes no stated count",
    ),
    "a stated count nobody is named for": (
        set_rule("extent", {"kind": "fact", "fact": "organs_fewer_than", "value": 3, "stated": "ldh_value"}),
        "unknown fact ldh_value_by",
    ),
    "a choice without options": (
        lambda data: question(data, "melanoma").update(options=[]),
        "questions.melanoma.options: a choice needs options",
    ),
    "a date with options": (
        lambda data: question(data, "ecog_date").update(options=[{"id": "a", "label": "A"}]),
        "questions.ecog_date.options: a choice needs options, and nothing else takes them",
    ),
    "a unit from an unknown question": (
        lambda data: question(data, "ldh_value").update(unit_from="nothing"),
        "questions.ldh_value.unit_from: unknown fact nothing",
    ),
    "a unit that is not offered": (
        lambda data: of_id(question(data, "ldh_unit")["options"], "units_per_litre").update(label="U"),
        "questions.ldh_value.unit_from: ldh_unit does not offer units per litre",
    ),
    "a question that leans on a later one": (
        lambda data: question(data, "histology").update(when={"kind": "one_of", "question": "stage", "yes": ["iv"]}),
        "questions.histology: it leans on stage, which is not asked before it",
    ),
    "a question that leans on itself": (
        lambda data: question(data, "melanoma").update(when={"kind": "one_of", "question": "melanoma", "yes": ["yes"]}),
        "questions.melanoma: it leans on melanoma, which is not asked before it",
    ),
    "a question asked by a faulty rule": (
        lambda data: question(data, "histology").update(
            when={"kind": "one_of", "question": "melanoma", "yes": ["perhaps"]}
        ),
        "questions.histology.when: melanoma has no option perhaps",
    ),
    "duplicate question": (
        lambda data: data["questions"].append(question(data, "melanoma")),
        "questions.melanoma: this id stands twice",
    ),
    "duplicate criterion": (
        lambda data: data["criteria"].append(criterion(data, "ecog")),
        "criteria.ecog: this id stands twice",
    ),
    "duplicate page": (lambda data: data["pages"].append(data["pages"][0]), "pages.intended_use: this id stands twice"),
    "duplicate site": (lambda data: data["sites"].append(data["sites"][0]), "sites.lung: this id stands twice"),
    "duplicate source": (lambda data: data["sources"].append(data["sources"][0]), "sources.S0: this id stands twice"),
    "duplicate option": (
        lambda data: question(data, "melanoma")["options"].append(question(data, "melanoma")["options"][0]),
        "questions.melanoma.options.yes: this id stands twice",
    ),
    "duplicate deviation reason": (
        lambda data: data["deviation_reasons"].append(data["deviation_reasons"][0]),
        "deviation_reasons.tumour_board: this id stands twice",
    ),
    "duplicate vector": (
        lambda data: data["vectors"].append(data["vectors"][0]),
        "vectors.everything met: this id stands twice",
    ),
    "a deviation rule without its kind": (
        lambda data: criterion(data, "adult_metastatic_melanoma").update(deviation="allowed"),
        "deviation_when: goes with deviation = when, and only with it",
    ),
    "a deviation kind without its rule": (
        lambda data: criterion(data, "adult_metastatic_melanoma").pop("deviation_when"),
        "deviation_when: goes with deviation = when, and only with it",
    ),
    "a faulty deviation rule": (
        lambda data: criterion(data, "adult_metastatic_melanoma").update(
            deviation_when={"kind": "one_of", "question": "stage", "yes": ["v"]}
        ),
        "criteria.adult_metastatic_melanoma.deviation_when: stage has no option v",
    ),
    "a label check that may be deviated from": (
        lambda data: criterion(data, "allograft").update(deviation="allowed"),
        "criteria.allograft.deviation: nobody may deviate from a label check or from the context",
    ),
    "a context that may be deviated from": (
        lambda data: criterion(data, "intended_use").update(deviation="allowed"),
        "criteria.intended_use.deviation: nobody may deviate",
    ),
    "no criterion tells a wrong context": (
        lambda data: criterion(data, "intended_use").update(wrong_context=False),
        "criteria: one of them, and only one, tells a wrong context",
    ),
    "another criterion tells a wrong context": (
        lambda data: criterion(data, "allograft").update(wrong_context=True),
        "criteria: one of them, and only one, tells a wrong context",
    ),
    "no criterion is the diagnosis": (
        lambda data: criterion(data, "adult_metastatic_melanoma").pop("not_met"),
        "criteria: one of the guideline's, and only one, is the diagnosis",
    ),
    "no page asks who the patient is": (
        lambda data: data["pages"][1].pop("asks"),
        "pages: one of them asks who the patient is, and one which sites are involved",
    ),
    "a doubt whose question is asked at another time": (
        lambda data: question(data, "stage_settled").pop("when"),
        "stage_settled is not asked exactly when the doubt arises",
    ),
    "a doubt that nothing settles": (
        lambda data: criterion(data, "ldh")["doubts"][0].pop("settled_by"),
        "criteria.ldh.doubts: question and settled_by go together",
    ),
    "a doubt settled by an unknown option": (
        lambda data: criterion(data, "ldh")["doubts"][0].update(settled_by=["maybe"]),
        "criteria.ldh.doubts: ldh_figures_settled has no option maybe",
    ),
    "a doubt settled by an unknown question": (
        lambda data: criterion(data, "ldh")["doubts"][0].update(question="nothing"),
        "criteria.ldh.doubts: unknown fact nothing",
    ),
    "a dose that no statement says": (
        lambda data: data["regimen"].update(units_per_kg=720000),
        "regimen: no statement says the same as its figures, which read: 720,000 international units per kg",
    ),
    "a history that ends with another version": (
        lambda data: data["revisions"][-1].update(version="1"),
        "revisions: the last one is 1, the pack is",
    ),
    "a failing vector": (
        lambda data: of_id(data["vectors"], "ECOG 2").update(expect={"ecog": "met"}),
        "vectors.ECOG 2: ecog is not_met, the pack expects met",
    ),
    "a vector that expects of an unknown criterion": (
        lambda data: of_id(data["vectors"], "ECOG 2").update(expect={"ecgo": "met"}),
        "vectors.ECOG 2: ecgo is None, the pack expects met",
    ),
    "a vector that answers an unknown question": (
        add_vector(answers={"ecog_garde": "2"}),
        "vectors.new.answers: unknown fact ecog_garde",
    ),
    "a vector with an unknown option": (
        add_vector(answers={"ecog_grade": "5"}),
        "vectors.new.answers: ecog_grade has no option 5",
    ),
    "a vector with an unknown site": (add_vector(sites=["moon"]), "vectors.new.sites: unknown site moon"),
    "a vector without what is not there": (
        add_vector(without=["coronary_reason"]),
        "vectors.new.without: coronary_reason is not answered in the base case",
    ),
    "a vector that unsets an unknown setting": (
        add_vector(unset=["age_moon"]),
        "vectors.new.unset: unknown local setting age_moon",
    ),
    "a base case with an unknown answer": (
        lambda data: data["vector_base"]["answers"].update(moon="full"),
        "vector_base.answers: unknown fact moon",
    ),
    "a base case with an unknown site": (
        lambda data: data["vector_base"].update(sites=["moon"]),
        "vector_base.sites: unknown site moon",
    ),
    "an unknown key": (lambda data: data.update(colour="red"), "colour: nothing of this name is known here"),
    "an unknown key inside": (lambda data: question(data, "melanoma").update(colour="red"), "questions.2.colour"),
    "no vectors": (lambda data: data.update(vectors=[]), "vectors"),
    "another schema": (lambda data: data.update(schema="il2desk-guideline-2"), "schema"),
    "a figure that is a text": (
        lambda data: criterion(data, "extent")["rule"]["of"][0].update(value="3"),
        "criteria.4.rule",
    ),
    "a figure that is true": (lambda data: data["regimen"].update(most_doses=True), "regimen.most_doses"),
    "a dose of nothing": (lambda data: data["regimen"].update(units_per_kg=0), "regimen.units_per_kg"),
    "a figure that is no number": (
        lambda data: question(data, "fev1_litres").update(at_most=Decimal("NaN")),
        "questions",
    ),
    "an endless figure": (lambda data: question(data, "fev1_litres").update(at_most=Decimal("Infinity")), "questions"),
    "a figure with a huge exponent": (
        lambda data: question(data, "fev1_litres").update(at_most=Decimal("1E+999999")),
        "write the figure in plain digits",
    ),
    "a figure with a tiny exponent": (
        lambda data: question(data, "fev1_litres").update(above=Decimal("1E-10")),
        "write the figure in plain digits",
    ),
}


@pytest.mark.parametrize("name", GUIDELINE_FAULTS)
def test_a_guideline_pack_with_a_fault_is_refused_with_file_place_and_reason(name: str) -> None:
    change, reason = GUIDELINE_FAULTS[name]
    data = parsed(GUIDELINE_FILE)
    change(data)
    with pytest.raises(PackRefused) as refusal:
        check_guideline(data)
    named = f"{GUIDELINE}/{GUIDELINE_FILE.name}: ", f"{GUIDELINE}/vectors/{GUIDELINE_FILE.name}: "
    assert str(refusal.value).startswith(named)
    assert reason in str(refusal.value)


PRODUCT_FAULTS: dict[str, tuple[Change, str]] = {
    "a citation of an unknown source": (
        lambda data: data["vial"].update(cite=[{"source": "S99", "at": "x"}]),
        "vial: cites S99, which is not among the sources",
    ),
    "no citation": (lambda data: data["dilution"].pop("cite"), "dilution.cite"),
    "bags that do not grow": (
        lambda data: data["dilution"]["bags"][0].update(up_to_mg=Decimal("3.6")),
        "dilution.bags: they must grow with their limits",
    ),
    "a bag without its limit": (
        lambda data: data["dilution"]["bags"][0].pop("up_to_units"),
        "dilution.bags: they must grow with their limits",
    ),
    "no bag for a large dose": (
        lambda data: data["dilution"]["bags"][-1].update(up_to_mg=Decimal(9)),
        "the last must take any dose",
    ),
    "no bag for many units": (
        lambda data: data["dilution"]["bags"][-1].update(up_to_units=99_000_000),
        "the last must take any dose",
    ),
    "bags in another order": (
        lambda data: data["dilution"]["bags"][-1].update(ml=40),
        "dilution.overlaps: one is needed for each bag",
    ),
    "an overlap that is missing": (
        lambda data: data["dilution"]["overlaps"].pop(),
        "dilution.overlaps: one is needed for each bag and the next larger one",
    ),
    "an overlap that takes a third bag": (
        lambda data: data["dilution"]["overlaps"][0].update(take=100),
        "dilution.overlaps: 100 mL is neither of the two bags",
    ),
    "an expiry no statement says": (
        lambda data: data.update(expiry_hours=84),
        "expiry_hours: no statement says the same, which reads: 84 hours from reconstitution",
    ),
    "a statement the sheets print that is missing": (
        lambda data: data["statements"].remove(next(one for one in data["statements"] if one["title"] == "Never")),
        "statements.Never: the sheets print it, and it must stand there once",
    ),
    "a statement the sheets print that stands there twice": (
        lambda data: data["statements"].append(dict(data["statements"][0], title="Flush")),
        "statements.Flush: the sheets print it, and it must stand there once",
    ),
    "a vial no statement says": (
        lambda data: data["vial"].update(units=22_000_001),
        "vial.units: no statement says the same, which reads: 22.000001 million international units (1.3 mg)",
    ),
    "a worked dose that differs": (
        lambda data: of_kg(data, "70").update(units=42_000_001),
        "vectors.70 kg: units is 42000000, the pack expects 42000001",
    ),
    "a worked bag that differs": (
        lambda data: of_kg(data, "98").update(bag_ml=50),
        "vectors.98 kg: bag_ml is 100, the pack expects 50",
    ),
    "a worked rate that differs": (
        lambda data: of_kg(data, "70").update(ml_per_hour=["200", "209.34"]),
        "vectors.70 kg: ml_per_hour is ('200', '209.33')",
    ),
    "a gate that differs": (
        lambda data: of_typed(data, "19.99").update(expect="taken"),
        "gate_vectors.weight 19.99: it is refused, the pack expects taken",
    ),
    "a help that differs": (
        lambda data: of_typed(data, "154 lb").update(says="70 kg"),
        "gate_vectors.weight 154 lb: the refusal does not say 70 kg",
    ),
    "no gates tried": (lambda data: data.update(gate_vectors=[]), "gate_vectors"),
    "a history that ends with another version": (
        lambda data: data["revisions"][-1].update(version="1"),
        "revisions: the last one is 1",
    ),
    "an unknown key": (lambda data: data["vial"].update(colour="red"), "vial.colour"),
    "a vial of nothing": (lambda data: data["vial"].update(units_per_ml=0), "vial.units_per_ml"),
}


def of_kg(data: dict[str, Any], kg: str) -> dict[str, Any]:
    return next(one for one in data["vectors"] if one["kg"] == kg)


def of_typed(data: dict[str, Any], typed: str) -> dict[str, Any]:
    return next(one for one in data["gate_vectors"] if one["typed"] == typed)


@pytest.mark.parametrize("name", PRODUCT_FAULTS)
def test_a_product_pack_with_a_fault_is_refused_with_file_place_and_reason(name: str) -> None:
    change, reason = PRODUCT_FAULTS[name]
    data = parsed(PRODUCT_FILE)
    change(data)
    with pytest.raises(PackRefused) as refusal:
        check_product(data)
    named = f"{PRODUCT}/{PRODUCT_FILE.name}: ", f"{PRODUCT}/vectors/{PRODUCT_FILE.name}: "
    assert str(refusal.value).startswith(named)
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff\xfe" + "id = 1".encode("utf-16-le"), "line 1: this is not UTF-8"),
        ("title = \u00e9".encode("latin-1"), "this is not UTF-8"),
        (b"\xef\xbb\xbfid = 1", ""),
        (b"", "this is missing"),
        (b'schema = "il2', ""),
        (b"id = 1\nid = 2\n", "overwrite"),
        (b"[a]\n[a]\n", ""),
        (b"a = 1\n[a.b]\n", ""),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"a = " + b"{ a = " * 5000 + b"1" + b" }" * 5000, "nested too deeply"),
        (b"a." * 20_000 + b"a = 1", "nested too deeply"),
        (b"a = " + b"9" * 10_000, ""),
        (b"a = 1\x00", ""),
        (b"a = nan", "this is missing"),
        (b"#" * (LARGEST + 1), f"larger than {LARGEST} bytes"),
    ],
    ids=[
        "utf-16",
        "latin-1",
        "byte-order mark",
        "empty",
        "cut off",
        "key twice",
        "table twice",
        "key and table",
        "deep arrays",
        "deep tables",
        "deep dots",
        "huge integer",
        "NUL",
        "nan",
        "oversize",
    ],
)
def test_a_damaged_pack_file_is_refused_in_one_line(raw: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "2026.11.2.toml"
    file.write_bytes(raw)
    for load in (load_guideline, load_product):
        assert reason in refused(load, file)


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.proof)])
def test_a_truncated_pack_is_refused_wherever_it_ends(tmp_path: Path, step: int) -> None:
    for source, load in ((GUIDELINE_FILE, load_guideline), (PRODUCT_FILE, load_product)):
        whole = source.read_bytes()
        file = copied(tmp_path, source)
        before_tables = [match.start() + 1 for match in re.finditer(rb"\n(?=\[\[)", whole)]
        assert len(before_tables) > 10
        for end in (*range(0, len(whole) - 1, len(whole) // 12), *before_tables[::step], before_tables[-1]):
            file.write_bytes(whole[:end])
            assert refused(load, file), end


def test_vectors_cut_off_changed_or_absent_are_refused_by_the_name_of_their_file(tmp_path: Path) -> None:
    for source, load in ((GUIDELINE_FILE, load_guideline), (PRODUCT_FILE, load_product)):
        pack = copied(tmp_path / source.parent.name, source)
        file = vectors_of(pack)
        whole = file.read_bytes()
        between_vectors = [match.start() for match in re.finditer(rb"\n\[\[vectors\]\]", whole)]
        changed = [whole[: between_vectors[-1]], whole[: between_vectors[1]], b"", whole + b"\n"]
        for content in changed:
            file.write_bytes(content)
            with pytest.raises(PackRefused, match=f"^{source.parent.name}/vectors/{source.name}: its SHA-256 is "):
                load(pack)
        file.unlink()
        with pytest.raises(PackRefused, match=f"^{source.parent.name}/vectors/{source.name}: there is no such file"):
            load(pack)


def test_a_bare_figure_that_is_nan_is_refused(tmp_path: Path) -> None:
    for figure in ("nan", "inf", "-1.3", "1.3e400"):
        assert "vial.milligrams: " in refused(
            load_product, replaced(tmp_path, PRODUCT_FILE, "milligrams = 1.3", f"milligrams = {figure}")
        )


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refused(read_pack, tmp_path / "absent.toml")
    assert "cannot be read" in refused(read_pack, tmp_path)


def test_a_file_named_otherwise_than_its_version_is_refused(tmp_path: Path) -> None:
    for source, load in ((GUIDELINE_FILE, load_guideline), (PRODUCT_FILE, load_product)):
        file = tmp_path / "2027.1.1.toml"
        file.write_bytes(source.read_bytes())
        assert f"the file is named otherwise than the version {source.stem} it holds" in refused(load, file)


def test_the_newest_version_is_taken_by_number_and_not_by_letter(tmp_path: Path) -> None:
    for name in ("2026.9.1.toml", "2026.11.1.toml", "2026.11.0.toml", "notes.txt"):
        (tmp_path / name).write_text("")
    assert newest(tmp_path).name == "2026.11.1.toml"


@pytest.mark.parametrize("name", ["draft.toml", "2026.11.toml.toml", "2026..1.toml", "2026.\u0661.toml"])
def test_a_pack_not_named_by_its_version_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    with pytest.raises(PackRefused, match="the name of a pack is its version"):
        newest(tmp_path)


def test_every_fault_is_listed_and_vectors_are_tried_only_when_nothing_else_is_wrong() -> None:
    data = parsed(GUIDELINE_FILE)
    GUIDELINE_FAULTS["a failing vector"][0](data)
    GUIDELINE_FAULTS["duplicate page"][0](data)
    GUIDELINE_FAULTS["unknown fact shown"][0](data)
    assert list(guideline_faults(*guideline_of(data))) == [
        "pages.intended_use: this id stands twice",
        "criteria.ecog.shows: unknown fact nothing",
    ]
    figures = parsed(PRODUCT_FILE)
    PRODUCT_FAULTS["a worked bag that differs"][0](figures)
    PRODUCT_FAULTS["an overlap that takes a third bag"][0](figures)
    assert list(product_faults(*product_of(figures))) == ["dilution.overlaps: 100 mL is neither of the two bags"]


def test_packs_are_proven_when_loaded_and_only_then(tmp_path: Path) -> None:
    for source, kind in ((GUIDELINE_FILE, "guidelines"), (PRODUCT_FILE, "products")):
        copied(tmp_path / kind / source.parent.name, source)
    written(tmp_path / "guidelines" / GUIDELINE, GUIDELINE_FILE, GUIDELINE_FAULTS["a failing vector"][0])
    assert open_packs(tmp_path).guideline.id == GUIDELINE
    with pytest.raises(PackRefused, match=f"^{GUIDELINE}/{GUIDELINE_FILE.name}: vectors.ECOG 2"):
        load_packs(tmp_path)


def test_no_pack_installed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="no pack is installed there"):
        newest(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("regimen_units_per_kg = 600000", "regimen_units_per_kg = 720000", "regimen_units_per_kg"),
        ("regimen_infusion_minutes = 15", "regimen_infusion_minutes = 30", "regimen_infusion_minutes"),
    ],
)
def test_two_packs_that_disagree_on_the_regimen_are_refused(
    old: str, new: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source, kind in ((GUIDELINE_FILE, "guidelines"), (PRODUCT_FILE, "products")):
        copied(tmp_path / kind / source.parent.name, source)
    replaced(tmp_path / "products" / PRODUCT, PRODUCT_FILE, old, new)
    monkeypatch.setattr("il2desk.domain.checks.product_checks.product_faults", lambda _pack, _tried: ())
    with pytest.raises(
        PackRefused, match=f"^{PRODUCT}/{PRODUCT_FILE.name}: {reason}: differs from the guideline pack's"
    ):
        load_packs(tmp_path)


def test_a_new_question_is_asked_judged_and_shown_without_touching_python(tmp_path: Path) -> None:
    def add(data: dict[str, Any]) -> None:
        options = [
            {"id": "yes", "label": "Present"},
            {"id": "no", "label": "Absent"},
            {"id": "not_known", "label": "?"},
        ]
        data["questions"].append(
            {"id": "thyroid", "page": "label", "kind": "choice", "ask": "Thyroiditis?", "short": "Thyroiditis"}
            | {"options": options}
        )
        data["criteria"].append(
            {
                "id": "thyroid",
                "block": "label",
                "number": "L9",
                "page": "label",
                "title": "Thyroid",
                "threshold": "none",
            }
            | {"shows": ["thyroid"], "cite": [{"source": "S5", "at": "boxed warning"}]}
            | {"rule": {"kind": "one_of", "question": "thyroid", "yes": ["no"], "no": ["yes"]}}
        )
        data["vector_base"]["answers"]["thyroid"] = "no"

    guideline, digest = load_guideline(written(tmp_path, GUIDELINE_FILE, add))
    changed = Packs(guideline, packs().product, {**packs().digests, guideline.id: digest})

    def judged(case: Case) -> tuple[str, str, str, str]:
        found = assess(case, changed, settings(), TODAY)
        one = found.finding("thyroid")
        return one.outcome.value, one.found, found.plan.value, found.readings.answer_in_words("thyroid")

    assert judged(a_case()) == ("cannot_tell", "nothing recorded", "none", "not recorded")
    assert judged(a_case().with_answer("thyroid", "no")) == ("clear", "Thyroiditis: Absent", "allowed", "Absent")
    assert judged(a_case().with_answer("thyroid", "yes")) == ("stop", "Thyroiditis: Present", "none", "Present")
    assert "thyroid" in assess(a_case(), changed, settings(), TODAY).readings.open_questions()


def test_a_rule_turned_round_and_a_wish_for_days_are_judged_from_the_pack(tmp_path: Path) -> None:
    def turn(data: dict[str, Any]) -> None:
        inner = {"kind": "one_of", "question": "allograft", "yes": ["yes"], "no": ["no"]}
        criterion(data, "allograft")["rule"] = {"kind": "not", "rule": inner}

    guideline, _ = load_guideline(written(tmp_path, GUIDELINE_FILE, turn))
    changed = Packs(guideline, packs().product, packs().digests)
    found = [
        assess(a_case(allograft=answer), changed, settings(), TODAY).finding("allograft").outcome.value
        for answer in ("no", "yes", "not_known")
    ]
    assert found == ["clear", "stop", "cannot_tell"]
