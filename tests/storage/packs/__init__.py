"""Pack files changed in one place, written where a test can load them."""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from il2desk.domain.checks.guideline_checks import guideline_faults
from il2desk.domain.checks.product_checks import product_faults
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.packs.product import Product
from il2desk.domain.packs.test_vectors import GuidelineVectors, ProductVectors
from il2desk.storage.packs.library import VECTORS, newest, refuse_faults, shaped
from il2desk.storage.site.paths import resources

GUIDELINE, PRODUCT = "cco-ebs-8-5", "aldesleukin-us"
GUIDELINE_FILE = newest(resources() / "guidelines" / GUIDELINE)
PRODUCT_FILE = newest(resources() / "products" / PRODUCT)


IN_VECTORS = ("vector_base", "vectors", "gate_vectors")
VECTOR_SCHEMA = {
    "il2desk-guideline-1": "il2desk-guideline-vectors-1",
    "il2desk-product-1": "il2desk-product-vectors-1",
}


def vectors_of(file: Path) -> Path:
    """The file of vectors that lies beside a pack file."""
    return file.parent / VECTORS / file.name


@cache
def _parsed_once(file: Path) -> dict[str, Any]:
    tried = tomllib.loads(vectors_of(file).read_text(encoding="utf-8"), parse_float=Decimal)
    del tried["schema"]
    assert set(tried) <= set(IN_VECTORS)
    return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal) | tried


def parsed(file: Path) -> dict[str, Any]:
    """What a pack file and its vectors hold, in one table, for a test to change."""
    return deepcopy(_parsed_once(file))


def _apart(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    tried = {name: value for name, value in data.items() if name in IN_VECTORS}
    pack = {name: value for name, value in data.items() if name not in IN_VECTORS}
    return pack, {"schema": VECTOR_SCHEMA.get(data.get("schema", ""), ""), **tried}


def guideline_of(data: dict[str, Any]) -> tuple[Guideline, GuidelineVectors]:
    """The pack in shape and what it is tried with. Raises PackRefused."""
    pack, tried = _apart(data)
    return shaped(Guideline, pack, GUIDELINE_FILE), shaped(GuidelineVectors, tried, vectors_of(GUIDELINE_FILE))


def product_of(data: dict[str, Any]) -> tuple[Product, ProductVectors]:
    """The pack in shape and what it is tried with. Raises PackRefused."""
    pack, tried = _apart(data)
    return shaped(Product, pack, PRODUCT_FILE), shaped(ProductVectors, tried, vectors_of(PRODUCT_FILE))


def check_guideline(data: dict[str, Any]) -> Guideline:
    """Everything `load_guideline` does with what its files hold. Raises PackRefused."""
    pack, tried = guideline_of(data)
    refuse_faults(guideline_faults(pack, tried), GUIDELINE_FILE)
    return pack


def check_product(data: dict[str, Any]) -> Product:
    """Everything `load_product` does with what its files hold. Raises PackRefused."""
    pack, tried = product_of(data)
    refuse_faults(product_faults(pack, tried), PRODUCT_FILE)
    return pack


def written(folder: Path, file: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of a pack file and its vectors with a change made to what they hold."""
    data = parsed(file)
    change(data)
    pack, tried = _apart(data)
    raw = as_toml(tried).encode()
    copy = folder / file.name
    vectors_of(copy).parent.mkdir(exist_ok=True)
    vectors_of(copy).write_bytes(raw)
    copy.write_text(as_toml(pack | {"vectors_sha256": sha256(raw).hexdigest()}), encoding="utf-8")
    return copy


def copied(folder: Path, file: Path) -> Path:
    """A pack file and its vectors, byte for byte, in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / file.name
    vectors_of(copy).parent.mkdir(exist_ok=True)
    for source, target in ((file, copy), (vectors_of(file), vectors_of(copy))):
        target.write_bytes(source.read_bytes())
    return copy


def replaced(folder: Path, file: Path, old: str, new: str) -> Path:
    """A copy of a pack file and its vectors with the first occurrence of a text in the pack replaced."""
    copy = copied(folder, file)
    text = copy.read_text(encoding="utf-8")
    assert old in text
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
