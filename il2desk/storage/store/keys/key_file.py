"""The shape of the key file: for each user, and for the printed recovery key, the store's key in a wrapping."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.model_base import Strict

SALT_BYTES, NONCE_BYTES = 16, 12
LEAST_OF_A_LANE = 8

Hex = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{2})+$", max_length=256)]
Salt = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{2 * SALT_BYTES}}}$")]
Nonce = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{2 * NONCE_BYTES}}}$")]
Seal = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Costs(Strict):
    """What deriving a key with Argon2id costs; bounded, so that a strange key file cannot stall the program.

    The values written are the second recommendation of RFC 9106, section 4.
    """

    iterations: int = Field(default=3, ge=1, le=20)
    lanes: int = Field(default=4, ge=1, le=16)
    memory_kib: int = Field(default=64 * 1024, ge=64, le=1024 * 1024)

    @model_validator(mode="after")
    def _can_be_derived_at(self) -> "Costs":
        if self.memory_kib < LEAST_OF_A_LANE * self.lanes:
            raise ValueError("each lane of Argon2id needs some memory of its own")
        return self


class Wrapped(Strict):
    """The data key, encrypted with a key derived from a passphrase."""

    salt: Salt
    nonce: Nonce
    box: Hex
    costs: Costs


class KeyOfUser(Strict):
    """A user; name, role and rights are authenticated together with the wrapped key."""

    id: Hex
    name: str
    role: Role
    manages: bool
    wrapped: Wrapped

    @property
    def user(self) -> User:
        return User(self.id, self.name, self.role, self.manages)


class KeyFile(Strict):
    """All that is needed to open a store besides a passphrase; see `keys.seal` for the last two."""

    key_schema: Literal["il2desk-keys-2"] = Field(default="il2desk-keys-2", alias="schema")
    store: Hex
    users: tuple[KeyOfUser, ...]
    recovery: Wrapped
    number: int = Field(default=0, ge=0)
    seal: Seal | None = None
