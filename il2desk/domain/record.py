"""What every record shares: frozen, no unknown key, nothing converted, and no input quoted in an error."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer


class Strict(BaseModel):
    """The base of all records."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True, defer_build=True
    )


def _whole_to_decimal(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


Figure = Annotated[Decimal, BeforeValidator(_whole_to_decimal)]
"""An exact decimal; a whole number may be written without a point."""

FrozenTexts = Annotated[
    Mapping[str, str],
    AfterValidator(lambda texts: MappingProxyType(dict(texts))),
    PlainSerializer(dict, return_type=dict[str, str]),
]
"""Texts by id that cannot be changed in place."""


def no_texts() -> Mapping[str, str]:
    return MappingProxyType({})
