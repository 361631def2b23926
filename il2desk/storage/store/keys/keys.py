"""One random data key, wrapped for each user by a passphrase and once more by the printed recovery key."""

import secrets
from collections.abc import Iterable
from dataclasses import replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from il2desk.domain.case.case import canonical_json
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.names import NAMESAKES, names_someone, same_person
from il2desk.domain.values.parsing import Refused, read_line
from il2desk.domain.values.passphrase import as_tried, check_passphrase
from il2desk.storage.store.keys.key_file import NONCE_BYTES, SALT_BYTES, Costs, KeyFile, KeyOfUser, Wrapped
from il2desk.storage.store.keys.recovery_key import new_recovery_key, read_recovery_key

KEY_BYTES = 32
_RECOVERY = "recovery"


class DataKey:
    """The key of a store while it is unlocked; `forget` overwrites it."""

    def __init__(self, secret: bytes | bytearray) -> None:
        self._secret = bytearray(secret)

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose. Raises StoreRefused after `forget`."""
        if not self._secret:
            raise StoreRefused("The store is locked. Unlock it with your passphrase.")
        return HKDF(SHA256(), KEY_BYTES, None, f"il2desk {purpose}".encode()).derive(bytes(self._secret))

    def wrap(self, passphrase: str, told: str, costs: Costs) -> Wrapped:
        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
        key = _derive(passphrase, salt, costs)
        box = AESGCM(key).encrypt(nonce, bytes(self._secret), told.encode())
        return Wrapped(salt=salt.hex(), nonce=nonce.hex(), box=box.hex(), costs=costs)

    def forget(self) -> None:
        for at in range(len(self._secret)):
            self._secret[at] = 0
        self._secret.clear()


def new_keys(name: str, role: Role, passphrase: str, costs: Costs | None = None) -> tuple[KeyFile, DataKey, str]:
    """A new store's keys with its first user, who manages it, and the recovery key to be printed. Raises Refused."""
    costs = costs or Costs()
    data, recovery, store = DataKey(secrets.token_bytes(KEY_BYTES)), new_recovery_key(), secrets.token_hex(8)
    keys = KeyFile(store=store, users=(), recovery=data.wrap(recovery, _told(store, _RECOVERY), costs))
    return with_user(keys, data, name, role, passphrase, manages=True, costs=costs), data, recovery


def with_user(
    keys: KeyFile,
    data: DataKey,
    name: str,
    role: Role,
    passphrase: str,
    *,
    manages: bool = False,
    costs: Costs | None = None,
) -> KeyFile:
    """The keys with one user more. Raises Refused for a name that is taken or a passphrase that is too short."""
    told = read_line(name, "Name")
    if not names_someone(told):
        raise Refused("Name: type the name of the person who will use this passphrase.")
    taken = next((one.name for one in keys.users if same_person(one.name, told)), None)
    if taken is not None:
        raise Refused(f"Name: {taken} is a user already. {NAMESAKES} A user is renamed by removing and adding again.")
    user = User(secrets.token_hex(8), told, role, manages)
    return keys.model_copy(update={"users": (*keys.users, _keyed(keys, data, user, passphrase, costs))})


def with_passphrase(keys: KeyFile, data: DataKey, user: User, passphrase: str, costs: Costs | None = None) -> KeyFile:
    """The keys with another passphrase for that user. Raises Refused."""
    refuse_unknown((one.user for one in keys.users), user)
    changed = _keyed(keys, data, user, passphrase, costs)
    return keys.model_copy(update={"users": tuple(changed if one.id == user.id else one for one in keys.users)})


def refuse_unknown(users: Iterable[User], user: User) -> None:
    """Raise Refused where the user is not among them, with name, role and rights as given."""
    if user not in users:
        raise Refused("The users were changed meanwhile. Choose the user anew.")


def without_user(keys: KeyFile, user: User) -> KeyFile:
    """The keys without that user. Raises Refused where nobody would be left who manages the store."""
    refuse_unknown((one.user for one in keys.users), user)
    return _managed(keys.model_copy(update={"users": tuple(one for one in keys.users if one.id != user.id)}))


def with_rights(
    keys: KeyFile, data: DataKey, user: User, manages: bool, passphrase: str, costs: Costs | None = None
) -> KeyFile:
    """The keys with that user's right to manage as said. Raises Refused where the passphrase is not that user's."""
    refuse_unknown((one.user for one in keys.users), user)
    if unwrap_for(keys, user, passphrase) is None:
        raise Refused(f"This is not the passphrase of {user.name}, who types it to confirm. Nothing was changed.")
    changed = _keyed(keys, data, replace(user, manages=manages), passphrase, costs)
    return _managed(
        keys.model_copy(update={"users": tuple(changed if one.id == user.id else one for one in keys.users)})
    )


def _managed(keys: KeyFile) -> KeyFile:
    if not any(one.manages for one in keys.users):
        raise Refused("Somebody must be left who manages the store. Let another user manage it first.")
    return keys


def with_new_recovery(keys: KeyFile, data: DataKey, costs: Costs | None = None) -> tuple[KeyFile, str]:
    """The keys under a new recovery key; the old one opens nothing any more."""
    recovery = new_recovery_key()
    wrapped = data.wrap(recovery, _told(keys.store, _RECOVERY), costs or Costs())
    return keys.model_copy(update={"recovery": wrapped}), recovery


def unwrap_for(keys: KeyFile, user: User, passphrase: str) -> DataKey | None:
    """The data key, or None where the passphrase is another one or the user's line was tampered with.

    Raises StoreRefused where the user is not among them as given: rights count only as they are authenticated here.
    """
    found = next((one for one in keys.users if one.user == user), None)
    if found is None:
        raise StoreRefused("The users of this store were changed meanwhile. Nothing was opened; choose the user anew.")
    return _unwrap(found.wrapped, passphrase, _told_of(keys.store, found.user))


def unwrap_recovery(keys: KeyFile, typed: str) -> DataKey | None:
    """The data key, or None where it is the recovery key of another store. Raises Refused for a misread one."""
    return _unwrap(keys.recovery, read_recovery_key(typed), _told(keys.store, _RECOVERY))


def _keyed(keys: KeyFile, data: DataKey, user: User, passphrase: str, costs: Costs | None) -> KeyOfUser:
    check_passphrase(passphrase)
    wrapped = data.wrap(passphrase, _told_of(keys.store, user), costs or Costs())
    return KeyOfUser(id=user.id, name=user.name, role=user.role, manages=user.manages, wrapped=wrapped)


def _told_of(store: str, user: User) -> str:
    return _told(store, user.id, user.name, user.role, "manages" if user.manages else "")


def _told(*what: str) -> str:
    """What is authenticated with a wrapped key."""
    return canonical_json(list(what))


def _derive(passphrase: str, salt: bytes, costs: Costs) -> bytes:
    way = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=costs.iterations, lanes=costs.lanes, memory_cost=costs.memory_kib
    )
    try:
        return way.derive(as_tried(passphrase).encode("utf-8", "surrogatepass"))
    except MemoryError as problem:
        raise StoreRefused(
            "The workstation is out of memory, so no passphrase can be tried. Nothing was changed; close other "
            "programs, then try again."
        ) from problem


def _unwrap(wrapped: Wrapped, passphrase: str, told: str) -> DataKey | None:
    key = _derive(passphrase, bytes.fromhex(wrapped.salt), wrapped.costs)
    try:
        return DataKey(AESGCM(key).decrypt(bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.box), told.encode()))
    except InvalidTag:
        return None
