"""Every single-value change of the clinical part of a pack, and whether loading it or a scenario notices."""

import re
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from il2desk.domain.assessment.assessment import Packs
from il2desk.domain.assessment.parsed_answers import DATED
from il2desk.storage.packs.library import PackRefused
from tests import cases, test_scenarios
from tests.storage.packs import GUIDELINE_FILE, PRODUCT_FILE, check_guideline, check_product, parsed

Path = tuple[str | int, ...]
Mutation = tuple[Path, Any]
GONE = "<gone>"

JUDGING = ("rule", "doubts", "deviation", "deviation_when", "block", "wrong_context")
ASKING = (
    "kind",
    "when",
    "options",
    "units",
    "unit_from",
    "places",
    "above",
    "at_least",
    "at_most",
    "observed",
    "remark",
)
FIGURES = ("vial", "dilution", "gates", "expiry_hours", "label_days_of_dosing", "regimen_units_per_kg")
FIGURES += ("second_cycle_day", "most_doses_a_course")
WORDS = {"says", "label", "cite", "ask", "help", "short", "title", "what", "diluent", "threshold", "reading"}
INSTEAD = {
    "at_least": ("more_than", "less_than"),
    "more_than": ("at_least", "less_than"),
    "less_than": ("more_than", "at_least"),
    "all_of": ("any_of",),
    "any_of": ("all_of",),
    "viscera": ("soft", "skin", "cns"),
    "soft": ("viscera", "skin", "cns"),
    "skin": ("viscera", "soft", "cns"),
    "cns": ("viscera", "soft", "skin"),
    "guideline": ("label",),
    "label": ("guideline",),
    "never": ("allowed",),
    "allowed": ("never",),
}


def guideline_mutations() -> list[Mutation]:
    """Changes of what the guideline pack asks, judges, counts and doses."""
    data = parsed(GUIDELINE_FILE)
    found: list[Mutation] = []
    for number, criterion in enumerate(data["criteria"]):
        for key in (key for key in JUDGING if key in criterion):
            found += _of(criterion[key], ("criteria", number, key), data)
        found += [
            (("criteria", number, key), GONE) for key in ("doubts", "deviation", "deviation_when") if key in criterion
        ]
    for number, question in enumerate(data["questions"]):
        for key in (key for key in ASKING if key in question):
            found += _of(question[key], ("questions", number, key), data)
        found += [(("questions", number, key), GONE) for key in ASKING if key in question and key != "kind"]
    for number, site in enumerate(data["sites"]):
        found += [m for key in site if key not in {"id", "label"} for m in _of(site[key], ("sites", number, key), data)]
        found += [(("sites", number, key), GONE) for key in ("low_group", "free_text", "unspecified") if key in site]
    found += [m for key in ("doubts", "date_of_birth") for m in _of(data[key], (key,), data)]
    found += [m for key in data["regimen"] for m in _of(data["regimen"][key], ("regimen", key), data)]
    return found


def product_mutations() -> list[Mutation]:
    """Changes of every figure, unit and list the product pack doses and gates with."""
    data = parsed(PRODUCT_FILE)
    keys = (*FIGURES, "regimen_infusion_minutes")
    return [mutation for key in keys for mutation in _of(data[key], (key,), data)]


def _of(value: Any, path: Path, data: dict[str, Any]) -> Iterator[Mutation]:
    if path[-1] in WORDS:
        return
    if isinstance(value, bool):
        yield path, not value
    elif isinstance(value, int | Decimal):
        yield from ((path, changed) for changed in _near(value))
    elif isinstance(value, str):
        yield from ((path, changed) for changed in _other_words(value, path, data))
    elif isinstance(value, list):
        yield from _of_list(value, path, data)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _of(one, (*path, key), data)


def _near(value: int | Decimal) -> list[int | Decimal]:
    step = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent)) if isinstance(value, Decimal) else 1
    return [changed for changed in (value + step, value - step, value * 10) if changed != value]


def _other_words(value: str, path: Path, data: dict[str, Any]) -> Iterator[str]:
    yield from INSTEAD.get(value, ())
    if path[-1] in {"question", "limit_question", "unit_from", "stated", "than"}:
        kinds = {one["id"]: one["kind"] for one in data.get("questions", ())} | dict.fromkeys(DATED, "date")
        yield next(one for one, kind in kinds.items() if kind == kinds[value] and one != value)
    elif path[-1] == "setting":
        yield "age_pregnancy_test" if value != "age_pregnancy_test" else "age_ecog"
    elif path[-1] in {"low_group", "site", "unit", "name", "fact", "id"}:
        yield f"{value}_x"


def _of_list(value: list[Any], path: Path, data: dict[str, Any]) -> Iterator[Mutation]:
    for number, one in enumerate(value):
        yield path, [*value[:number], *value[number + 1 :]]
        if not isinstance(one, str):
            yield from _of(one, (*path, number), data)
        elif path[-1] == "spellings":
            yield path, [*value[:number], f"{one}x", *value[number + 1 :]]
    if path[-1] in {"yes", "no", "settled_by"}:
        rule = _at(data, path[:-1])
        offered = next((one.get("options", ()) for one in data["questions"] if one["id"] == rule.get("question")), ())
        named = {*rule.get("yes", ()), *rule.get("no", ()), *rule.get("settled_by", ())}
        yield from ((path, [*value, one["id"]]) for one in offered if one["id"] not in named)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def mutated(data: dict[str, Any], mutation: Mutation) -> dict[str, Any]:
    """A copy of what a pack holds with one change."""
    copied = deepcopy(data)
    path, changed = mutation
    holder = _at(copied, path[:-1])
    if changed == GONE and isinstance(changed, str):
        del holder[path[-1]]
    else:
        holder[path[-1]] = changed
    return copied


def is_noticed(mutation: Mutation, *, in_guideline: bool) -> bool:
    """Whether loading refuses the change, or else a scenario is told otherwise."""
    file = GUIDELINE_FILE if in_guideline else PRODUCT_FILE
    data = mutated(parsed(file), mutation)
    packs = cases.packs()
    try:
        if in_guideline:
            changed = Packs(check_guideline(data), packs.product, packs.digests)
        else:
            changed = Packs(packs.guideline, check_product(data), packs.digests)
    except PackRefused:
        return True
    return _a_scenario_fails(changed)


def _a_scenario_fails(packs: Packs) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "packs", lambda: packs)
        patch.setattr(test_scenarios, "packs", lambda: packs)
        return any(_fails(scenario.values[0]) for scenario in test_scenarios.scenarios())


def _fails(scenario: dict[str, Any]) -> bool:
    try:
        test_scenarios.test_the_program_tells_of_a_situation_what_a_clinician_expects(scenario)
    except Exception:
        return True
    except BaseException as failure:
        return type(failure).__name__ == "Failed"
    return False


def in_words(mutation: Mutation, data: dict[str, Any]) -> str:
    """Where the change is and what it makes of the value, for a person who looks for a missing vector."""
    path, changed = mutation
    names = []
    part: Any = data
    for step in path:
        part = part[step]
        named = part.get("id") or part.get("title") if isinstance(part, dict) else None
        names.append(str(named if isinstance(step, int) and named else step))
    return f"{'.'.join(names)} = {changed!s:.80}"


# Changes that alter no judgement and no dose, with the reason; matched against `in_words`.
EQUIVALENT = {
    r"adult_metastatic_melanoma\.rule\.of\.1\.yes = .*not_known": "histology is not asked then, and is asked for",
    r"adult_metastatic_melanoma\.deviation_when\.of\.0\.value = 17": "not met at 17, which no deviation passes",
    r"adult_metastatic_melanoma\.deviation_when\.of\.[12]\.yes = .*'(no|other)'": "not met, which no deviation passes",
    r"ecog\.rule\.of\.0\.yes = .*not_known": "its date is not asked then, and is asked for",
    r"ldh\.doubts\.0\.about = ": "without the value or without the limit, neither can be judged",
    r"cns\.rule\.of\.0\.yes = .*(suspected|not_known)": "imaging is not asked then, and is asked for",
    r"cns\.doubts\.0\.when\.of\.0\.yes = .*(treated_none_visible|suspected|not_known)": "cannot be told in any case",
    r"cardiopulmonary\.rule\.of\.0\.of\.2\.of\.": "the other way through coronary disease decides the same",
    r"pregnancy\.rule\.of\.0\.yes = .*not_known": "neither a date nor a reason is asked then, and one is asked for",
    r"pregnancy\.rule\.of\.1\.of\.": "the part before it decides the same",
    r"earlier_toxicity\.rule\.of\.[012]\.(no|of)": "one of the three ways decides the same",
    r"questions\.\w+\.when( = <gone>|\.yes)": "asks for more, or for less that is only noted; decides nothing",
    r"questions\.ldh_(value|limit)\.units\.1\.spellings": "the two signs for micro are one when case is folded",
    r"questions\.fev1_litres\.units\.0\.spellings": "L and l are one when case is folded",
    r"sites\.soft_tissue\.site_class = skin": "unspecified already keeps it from being skin only",
    r"regimen\.name = ": "a name",
    r"gates\.height\.confirm_": "refused beyond",
    r"gates\.body_mass_index\.(places|units)": "computed, never typed",
}


def is_equivalent(words: str) -> bool:
    return any(re.search(pattern, words) for pattern in EQUIVALENT)
