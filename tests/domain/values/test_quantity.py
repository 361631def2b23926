"""A quantity is no tuple: it is neither ordered nor multiplied, since that would not ask for its unit."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from mypy import api

from il2desk.domain.values.parsing import Quantity

HEAVY, LIGHT = Quantity(Decimal(5), "kg"), Quantity(Decimal(6), "g")
REFUSED: dict[str, Callable[[Any, Any], object]] = {
    "heavy < light": lambda heavy, light: heavy < light,
    "heavy >= light": lambda heavy, light: heavy >= light,
    "heavy + light": lambda heavy, light: heavy + light,
    "heavy * 2": lambda heavy, _: heavy * 2,
    "heavy[0]": lambda heavy, _: heavy[0],
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_unit_forbids_is_refused_when_it_runs(what: str) -> None:
    with pytest.raises(TypeError):
        REFUSED[what](HEAVY, LIGHT)


def test_what_a_unit_forbids_is_refused_by_the_type_checker(tmp_path: Path) -> None:
    written = [
        "from il2desk.domain.values.parsing import Quantity",
        "def told(heavy: Quantity, light: Quantity) -> None:",
    ]
    written += [f"    print({what})" for what in ("heavy == light", "heavy.value < light.value", *REFUSED)]
    options = ["--strict", "--config-file=", f"--cache-dir={tmp_path}", "--hide-error-context"]
    told, _, _ = api.run([*options, "-c", "\n".join(written)])
    lines = [line.split(":")[1] for line in told.splitlines() if ": error: " in line]
    first = len(written) - len(REFUSED) + 1
    assert lines == [str(number) for number in range(first, first + len(REFUSED))], told


def test_quantities_are_the_same_only_in_the_same_unit() -> None:
    assert Quantity(Decimal("5.0"), "kg") == HEAVY
    assert Quantity(Decimal(5), "g") != HEAVY
    assert len({HEAVY, Quantity(Decimal("5.0"), "kg"), LIGHT}) == 2
