"""Last-writer registers: settings, and a teacher's edits (``edits``), that merge without asking anybody.

Each value carries a stamp. Of two values for one key the one with the larger stamp stands, on every device,
in whatever order they arrive. A clock that was set back does not lose what is set now: ``next_stamp`` never
goes behind what is already here (a hybrid logical clock, Kulkarni et al. 2014).
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, select, update

from lexicon import removals, schema
from lexicon.records import Setting, Stamp
from lexicon.troubles import RemovedError

#: The scope of settings that belong to the device and to no learner.
DEVICE = "device"


def next_stamp(connection: Connection, device: UUID, now_ms: int) -> Stamp:
    """The stamp for a value that is set now: later than every stamp in this database."""
    stamps = [stamp for table in (schema.setting, schema.edit) for stamp in _latest(connection, table)]
    newest = max(stamps, default=None)
    if newest is None or newest.utc_ms < now_ms:
        return Stamp(now_ms, device, 0)
    if newest.device == device:
        return Stamp(newest.utc_ms, device, newest.counter + 1)
    return Stamp(newest.utc_ms + 1, device, 0)


def _latest(connection: Connection, table: Table) -> list[Stamp]:
    query = select(table.c.utc_ms, table.c.device, table.c.counter)
    newest = select(func.max(table.c.utc_ms)).scalar_subquery()
    return [Stamp(*row) for row in connection.execute(query.where(table.c.utc_ms == newest))]


def stands(new: tuple[Stamp, str | None], old: tuple[Stamp, str | None]) -> bool:
    """Whether ``new`` takes the place of ``old``: the larger stamp, or, with one stamp, the larger value."""
    return _rank(*new) > _rank(*old)


def put(connection: Connection, scope: str, key: str, value: str | None, stamp: Stamp) -> bool:
    """Set a setting (None: unset). Returns False when a later value is already here.

    ``scope`` is ``DEVICE`` or ``str(learner_id)``. Raises ``RemovedError`` for a learner who was removed.
    """
    if removals.is_removed(connection, scope):
        raise RemovedError(f"no settings for {scope}: removed")
    return put_into(connection, schema.setting, {"scope": scope, "key": key}, value, stamp)


def get(connection: Connection, scope: str, key: str) -> str | None:
    """The value that stands, or None."""
    setting = schema.setting
    query = select(setting.c.value).where(setting.c.scope == scope, setting.c.key == key)
    return connection.execute(query).scalar()


def of(connection: Connection, scope: str) -> dict[str, str]:
    """All values that are set in one scope."""
    setting = schema.setting
    query = select(setting.c.key, setting.c.value).where(
        setting.c.scope == scope, setting.c.value.is_not(None)
    )
    return {row.key: row.value for row in connection.execute(query.order_by(setting.c.key))}


def stamped(connection: Connection, scope: str) -> tuple[Setting, ...]:
    """Every register of one scope as it stands, unset ones too, by key: for another device."""
    setting = schema.setting
    rows = connection.execute(select(setting).where(setting.c.scope == scope))
    found = (Setting(row.key, row.value, Stamp(row.utc_ms, row.device, row.counter)) for row in rows)
    return tuple(sorted(found, key=lambda one: one.key))  # here, so that no collation has a say


def put_into(
    connection: Connection, table: Table, key: Mapping[str, object], value: str | None, stamp: Stamp
) -> bool:
    """The merge itself, for ``setting`` and ``edit`` alike; compared here so that no collation has a say."""
    here: ColumnElement[bool] = and_(*(table.c[name] == part for name, part in key.items()))
    row = connection.execute(select(table).where(here).with_for_update()).first()
    values = {"value": value, "utc_ms": stamp.utc_ms, "device": stamp.device, "counter": stamp.counter}
    if row is None:
        connection.execute(insert(table).values(**key, **values))
        return True
    if not stands((stamp, value), (Stamp(row.utc_ms, row.device, row.counter), row.value)):
        return False
    connection.execute(update(table).where(here).values(**values))
    return True


def _rank(stamp: Stamp, value: str | None) -> tuple[Stamp, bool, str]:
    return stamp, value is not None, value or ""
