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


def _in_plain_digits(value: Decimal) -> Decimal:
    sign_digits_exponent = value.as_tuple()
    if not MOST_PLACES <= int(sign_digits_exponent.exponent) <= 0 or len(sign_digits_exponent.digits) > MOST_DIGITS:
        raise ValueError("write the figure in plain digits, without an exponent")
    return value


MOST_PLACES, MOST_DIGITS = -9, 15

Figure = Annotated[Decimal, BeforeValidator(_whole_to_decimal), AfterValidator(_in_plain_digits)]
"""An exact decimal in plain digits; a whole number may be written without a point."""

FrozenTexts = Annotated[
    Mapping[str, str],
    AfterValidator(lambda texts: MappingProxyType(dict(texts))),
    PlainSerializer(dict, return_type=dict[str, str]),
]
"""Texts by id that cannot be changed in place."""


def no_texts() -> Mapping[str, str]:
    return MappingProxyType({})
