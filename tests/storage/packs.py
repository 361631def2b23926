"""Pack files changed in one place, written where a test can load them."""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from il2desk.domain.guideline import Guideline
from il2desk.domain.pack_check import guideline_faults
from il2desk.domain.product import Product
from il2desk.domain.product_check import product_faults
from il2desk.storage.library import GUIDELINE, PRODUCT, newest, refuse_faults, shaped
from il2desk.storage.places import resources

GUIDELINE_FILE = newest(resources() / "guidelines" / GUIDELINE)
PRODUCT_FILE = newest(resources() / "products" / PRODUCT)


@cache
def _parsed_once(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)


def parsed(file: Path) -> dict[str, Any]:
    """What a pack file holds, for a test to change."""
    return deepcopy(_parsed_once(file))


def check_guideline(data: dict[str, Any]) -> Guideline:
    """Everything `load_guideline` does with what a file holds. Raises PackRefused."""
    pack = shaped(Guideline, data, GUIDELINE_FILE)
    refuse_faults(guideline_faults(pack), GUIDELINE_FILE)
    return pack


def check_product(data: dict[str, Any]) -> Product:
    """Everything `load_product` does with what a file holds. Raises PackRefused."""
    pack = shaped(Product, data, PRODUCT_FILE)
    refuse_faults(product_faults(pack), PRODUCT_FILE)
    return pack


def written(folder: Path, file: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of a pack file with a change made to what it holds."""
    data = parsed(file)
    change(data)
    copy = folder / file.name
    copy.write_text(as_toml(data), encoding="utf-8")
    return copy


def replaced(folder: Path, file: Path, old: str, new: str) -> Path:
    """A copy of a pack file with the first occurrence of a text replaced."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    copy = folder / file.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def as_toml(data: dict[str, Any]) -> str:
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in data.items())


def _key(name: str) -> str:
    return '"' + name.replace('"', '\\"') + '"'


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal | date):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return "{ " + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items()) + " }"


def of_id(items: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in items if one.get("id", one.get("name")) == name)
