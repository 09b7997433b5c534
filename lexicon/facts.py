"""What a database knows about itself and never merges with another's."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from lexicon.schema import fact
from lexicon.troubles import DatabaseDamagedError

#: This copy's random device id, which stamps the registers.
DEVICE = "device"
#: The digest of the starter files that were last brought in.
STARTER = "starter"
#: To be raised when the same words get other search keys: all are then made anew at the next start.
SEARCH_RULES = "1"
#: By which rules the search keys here were made (``SEARCH_RULES``).
SEARCH = "search"


def get(connection: Connection, key: str) -> str | None:
    return connection.execute(select(fact.c.value).where(fact.c.key == key)).scalar()


def put(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(fact).where(fact.c.key == key))
    connection.execute(insert(fact).values(key=key, value=value))


def device(connection: Connection, new_id: Callable[[], UUID]) -> UUID:
    """The device id, given now where there is none yet. Raises ``DatabaseDamagedError``."""
    value = get(connection, DEVICE)
    if value is None:
        value = str(new_id())
        put(connection, DEVICE, value)
    try:
        return UUID(value)
    except ValueError as error:
        raise DatabaseDamagedError(f"the device id is {value!r}") from error
