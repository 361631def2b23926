"""The library of packs: read, checked whole, and pinned by SHA-256; a pack with any fault is refused."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from il2desk.domain.assessment.assessment import Packs
from il2desk.domain.errors import Refusal
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.packs.product import Product
from il2desk.storage.files.toml_file import content_of, first_fault, table_in

VECTORS = "vectors"
Pack = TypeVar("Pack", bound=BaseModel)
Judged = TypeVar("Judged", Guideline, Product)


class PackRefused(Refusal):
    """A pack cannot be used; the message names file, place and reason."""


def load_packs(resources: Path, intended_use: str | None = None) -> Packs:
    """The packs of `open_packs`, proven. Raises PackRefused."""
    packs = open_packs(resources, intended_use)
    prove(packs, resources)
    return packs


def open_packs(resources: Path, intended_use: str | None = None) -> Packs:
    """The newest guideline pack for an intended use, and the product pack it doses.

    The use need not be named while only one guideline is installed. The packs are in shape but not proven: nothing may
    be signed with them. Raises PackRefused.
    """
    opened = [_opened(Guideline, newest(one)) for one in sorted((resources / "guidelines").iterdir())]
    fitting = [one for one in opened if intended_use in {None, one[0].intended_use}]
    if len(fitting) != 1:
        uses = ", ".join(sorted(guideline.intended_use for guideline, _ in opened))
        raise PackRefused(
            f"guidelines: {len(fitting)} installed ones fit the intended use, which is {intended_use or 'not named'}; "
            f"let the site's policy name one of these: {uses or 'none is installed'}"
        )
    [(guideline, guideline_digest)] = fitting
    product, product_digest = _opened(Product, newest(resources / "products" / guideline.product))
    if not (resources / "guidelines" / guideline.id).is_dir() or product.id != guideline.product:
        raise PackRefused(f"{guideline.id}, {product.id}: a pack lies in a folder of its own id")
    digests = {guideline.id: guideline_digest, product.id: product_digest}
    return Packs(guideline, product, MappingProxyType(digests))


def prove(packs: Packs, resources: Path) -> None:
    """Checks opened packs whole, with the vectors that lie beside them. Raises PackRefused."""
    guideline, product = packs.guideline, packs.product
    _prove_guideline(guideline, resources / "guidelines" / guideline.id / f"{guideline.version}.toml")
    _prove_product(product, resources / "products" / product.id / f"{product.version}.toml")
    for name in ("units_per_kg", "infusion_minutes"):
        if getattr(guideline.regimen, name) != getattr(product, f"regimen_{name}"):
            raise PackRefused(
                f"{product.id}/{product.version}.toml: regimen_{name}: differs from the guideline pack's figure"
            )


def _named(file: Path) -> str:
    """The file's name, with its folders where the name is only a version, which several packs share."""
    if not file.stem[:1].isdigit():
        return file.name
    pack = f"{file.parent.parent.name}/" if file.parent.name == VECTORS else ""
    return f"{pack}{file.parent.name}/{file.name}"


def newest(folder: Path) -> Path:
    """The file with the highest version number in its name."""
    found = sorted(folder.glob("*.toml"), key=_version)
    if not found:
        raise PackRefused(f"{folder.name}: no pack is installed there")
    return found[-1]


def _version(file: Path) -> tuple[int, ...]:
    parts = file.stem.split(".")
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise PackRefused(f"{_named(file)}: the name of a pack is its version, such as 2026.11.1.toml")
    return tuple(int(part) for part in parts)


def load_guideline(file: Path) -> tuple[Guideline, str]:
    """A guideline pack, proven, and the SHA-256 of its bytes. Raises PackRefused."""
    pack, digest = _opened(Guideline, file)
    _prove_guideline(pack, file)
    return pack, digest


def load_product(file: Path) -> tuple[Product, str]:
    """A product pack, proven, and the SHA-256 of its bytes. Raises PackRefused."""
    pack, digest = _opened(Product, file)
    _prove_product(pack, file)
    return pack, digest


def _prove_guideline(pack: Guideline, file: Path) -> None:
    from il2desk.domain.checks.guideline_checks import guideline_faults
    from il2desk.domain.packs.test_vectors import GuidelineVectors

    refuse_faults(guideline_faults(pack, _tried_with(GuidelineVectors, file, pack.vectors_sha256)), file)


def _prove_product(pack: Product, file: Path) -> None:
    from il2desk.domain.checks.product_checks import product_faults
    from il2desk.domain.packs.test_vectors import ProductVectors

    refuse_faults(product_faults(pack, _tried_with(ProductVectors, file, pack.vectors_sha256)), file)


def _tried_with(shape: type[Pack], pack_file: Path, digest: str) -> Pack:
    """The vectors beside a pack, which are its own only where their SHA-256 is the one it names."""
    file = pack_file.parent / VECTORS / pack_file.name
    raw = read_pack(file)
    found = sha256(raw).hexdigest()
    if found != digest:
        raise PackRefused(
            f"{_named(file)}: its SHA-256 is {found}, the pack says {digest}; it was cut off or changed since, "
            "or vectors_sha256 was not"
        )
    return shaped(shape, parse_pack(raw, file), file)


def _opened(shape: type[Judged], file: Path) -> tuple[Judged, str]:
    raw = read_pack(file)
    pack = shaped(shape, parse_pack(raw, file), file)
    if file.stem != pack.version:
        raise PackRefused(
            f"{_named(file)}: version: the file is named otherwise than the version {pack.version} it holds"
        )
    return pack, sha256(raw).hexdigest()


def read_pack(file: Path) -> bytes:
    """The bytes of a pack file of bearable size."""
    return content_of(file, _refused)


def parse_pack(raw: bytes, file: Path) -> dict[str, Any]:
    """TOML in UTF-8 with decimals kept exact."""
    return table_in(raw, file, _refused)


def shaped(shape: type[Pack], data: dict[str, Any], file: Path) -> Pack:
    """The parsed pack in its shape. TOML arrays are lists, which a strict shape takes only as tuples."""
    try:
        return shape.model_validate(_frozen(data))
    except RecursionError as error:
        raise _refused(file, "", "it is nested too deeply") from error
    except ValidationError as error:
        raise first_fault(error, file, _refused) from error


def _refused(file: Path, place: str, reason: str) -> PackRefused:
    return PackRefused(f"{_named(file)}: {place}: {reason}" if place else f"{_named(file)}: {reason}")


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)
    return value


def refuse_faults(faults: Iterable[str], file: Path) -> None:
    """Raise for the first of the faults a check found."""
    for fault in faults:
        raise PackRefused(f"{_named(file)}: {fault}")
