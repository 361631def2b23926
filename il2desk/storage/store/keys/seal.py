"""The seal over a whole key file, made with the data key, so that no part of it can be changed or exchanged for an
older one without being noticed when the store is unlocked.
"""

import hmac

from il2desk.domain.case.case import canonical
from il2desk.storage.store.keys.key_file import KeyFile
from il2desk.storage.store.keys.keys import DataKey


def sealed(keys: KeyFile, data: DataKey) -> KeyFile:
    """The keys as they are to be written: numbered one higher than they were read, and sealed."""
    following = keys.model_copy(update={"number": keys.number + 1, "seal": None})
    return following.model_copy(update={"seal": _seal(following, data)})


def is_sealed(keys: KeyFile, data: DataKey) -> bool:
    """Whether everything in the keys is as it was sealed."""
    bare = keys.model_copy(update={"seal": None})
    return keys.seal is not None and hmac.compare_digest(keys.seal, _seal(bare, data))


def _seal(keys: KeyFile, data: DataKey) -> str:
    return hmac.digest(data.derived("keys"), canonical(keys).encode(), "sha256").hex()
