"""Whether a pack may come in, and its coming in: rows, tombstones, where its clips lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select

from lexicon import recordings, removals, schema, search_index, statements
from lexicon.packs import fields, keys, lines, removing
from lexicon.packs.contents import clip_name
from lexicon.packs.flaws import (
    Flaw,
    OlderPackError,
    OtherMakerError,
    PackError,
    ReplacedKeyError,
    SameVersionError,
    TakenBackError,
    UnknownMakerError,
)
from lexicon.packs.merging import Merging
from lexicon.packs.reading import Pack

_pack, _part = schema.pack, schema.pack_part


@dataclass(frozen=True, slots=True)
class Change:
    """What installing a pack did. ``before`` is the version that was installed; ``added`` and ``changed``
    count words, ``voices`` new recordings, ``dropped`` words that the new version has no longer; ``edits``
    the maker's corrections that came and ``kept`` those that stay as this device has them; ``taken_back``
    recordings here that went because their speakers wished so."""

    before: int | None
    added: int
    changed: int
    voices: int
    dropped: int
    edits: int
    kept: int
    taken_back: int


def check(connection: Connection, pack: Pack, now_ms: int, *, trusting: bool, own: bytes | None) -> bool:
    """Whether there is anything to install; False where just this pack is here already.

    ``trusting``: somebody says that the maker's key is right; ``own`` is this device's key. Raises a
    ``PackRefusedError`` or ``PackError`` where the pack may not come in.
    """
    key, head = pack.envelope.maker, pack.head
    if fields.ms_of(f"{head.month}-01") > fields.latest_ms(now_ms):
        raise PackError(Flaw.DAY, "month")
    known = keys.maker(connection, key)
    if known is not None and known.successor is not None:
        raise ReplacedKeyError
    here = installed(connection, head.id)
    if here is not None:
        _check_version(here, pack)
    taken_back = 0 if here is not None else _taken_back(connection, pack)
    if taken_back:  # of a newer version of what is here all else comes in: see ``merging``
        raise TakenBackError(taken_back)
    followed = head.follows is not None and keys.maker(connection, head.follows.key) is not None
    if known is None and not followed and not trusting and key != own:
        raise UnknownMakerError(" ".join(one.word for one in keys.words(key)))
    return here is None or here.version != head.number


def installed(connection: Connection, pack_id: UUID) -> Row[Any] | None:
    """The row of an installed pack."""
    return connection.execute(select(_pack).where(_pack.c.id == pack_id)).first()


def _check_version(here: Row[Any], pack: Pack) -> None:
    head = pack.head
    if here.maker != pack.envelope.maker and (head.follows is None or head.follows.key != here.maker):
        raise OtherMakerError
    if here.version > head.number:
        raise OlderPackError(here.version, head.number)
    if here.version == head.number and here.sha256 != pack.envelope.sha256:
        raise SameVersionError(head.number)


def _taken_back(connection: Connection, pack: Pack) -> int:
    gone = removals.all_of(connection)
    return sum(
        not gone.isdisjoint((row["id"], row["speaker_id"], row["consent_id"]))
        for row in pack.contents.of(lines.TAKE.name)
    )


def install(
    connection: Connection, pack: Pack, folder: Path, device: UUID, now_ms: int, *, theirs: bool = False
) -> tuple[Change, frozenset[str]]:
    """Bring a pack's rows in, in the caller's transaction; ``check`` has let it pass. No file is touched.

    ``folder`` is where packs lie, ``device`` this one's id; ``theirs`` puts the maker's corrections in place
    of this device's own. Returns what changed, and the SHA-256 of recordings' files that no row names any
    more; what of them lies in packs is for ``clips.sweep``. Raises OSError.
    """
    head, key = pack.head, pack.envelope.maker
    here = installed(connection, head.id)
    keys.trust(connection, key, head.maker, now_ms)
    if head.follows is not None and keys.maker(connection, head.follows.key) is not None:
        keys.succeed(connection, head.follows.key, key)
    takes = _takes(connection)
    files = removals.apply(connection, _voices_only(connection, pack.contents.gone), now_ms)
    taken_back = takes - _takes(connection)
    _put_pack(connection, pack, now_ms)
    merging = Merging(connection, pack.contents, device, now_ms)
    gone = merging.merge(key, theirs=theirs)
    _put_parts(connection, pack)
    dropped = removing.drop(connection, folder, key if here is None else here.maker, gone, device, now_ms)
    search_index.refresh(connection, merging.senses)
    change = Change(
        None if here is None else here.version,
        merging.added[lines.SENSE.name], merging.changed[lines.SENSE.name], merging.added[lines.TAKE.name],
        dropped.words, merging.edits, merging.kept_edits, taken_back,
    )  # fmt: skip
    return change, (files | dropped.files) - recordings.named(connection)


def _voices_only(connection: Connection, gone: tuple[UUID, ...]) -> set[UUID]:
    """Tombstones but those of learners: no pack takes away a child."""
    return set(gone) - set(connection.scalars(select(schema.learner.c.id)))


def _takes(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(schema.recording)) or 0


def _put_pack(connection: Connection, pack: Pack, now_ms: int) -> None:
    head = pack.head
    row = {
        "id": head.id,
        "titles": json.dumps(dict(head.titles), ensure_ascii=False, sort_keys=True),
        "version": head.number,
        "maker": pack.envelope.maker,
        "sha256": pack.envelope.sha256,
        "size": pack.envelope.size,
        "installed_ms": now_ms,
    }
    connection.execute(statements.insert_or_replace(_pack), [row])


def _put_parts(connection: Connection, pack: Pack) -> None:
    connection.execute(delete(_part).where(_part.c.pack_id == pack.head.id))
    rows = {}
    for take in pack.contents.of(lines.TAKE.name):
        span = pack.spans[clip_name(take["sha256"], take["media_type"])]
        place = {"at": span.at, "size": span.size}
        rows[take["sha256"]] = {"pack_id": pack.head.id, "sha256": take["sha256"], **place}
    if rows:
        connection.execute(insert(_part), list(rows.values()))
