"""A store that an older version of this program wrote is brought up to date once, when it is unlocked for writing."""

from il2desk.domain.errors import StoreRefused
from il2desk.domain.values.folding import run_together
from il2desk.storage.store.tables.case_index import index_words
from il2desk.storage.store.tables.database import Connection, reading, transaction
from il2desk.storage.store.tables.schema import FROM_VERSION_1, VERSION

_OLDER = (
    "The case store was written by an older version of il2desk, and another window is open on it. Nothing was changed; "
    "close the other window, then unlock again."
)


def bring_up_to_date(connection: Connection, *, may_write: bool) -> None:
    """All of it or nothing; no case is touched, only the list of them. Raises StoreRefused where it may not write."""
    with reading():
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    if not may_write:
        raise StoreRefused(_OLDER)
    connection.create_function("folded_identifier", 1, run_together, deterministic=True)
    with transaction(connection):
        for statement in FROM_VERSION_1.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        said = "touched, name, identifier, date_of_birth, verdict, substr(instant, 1, 10)"
        for row in connection.execute(f"SELECT {said} FROM listing").fetchall():
            index_words(connection, *row)
        connection.execute(f"PRAGMA user_version = {VERSION}")
