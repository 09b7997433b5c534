"""Making a pack of this device's words and voices: chosen, written, signed, read back, and only then named.

A pack is known by the name its maker gives it here. Made anew with nothing changed it is the same file again;
with something changed it is the next version.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Connection

from anatil import AnaTilError
from app.services import weeks
from app.services.household import Household
from app.services.lists import Chosen, chosen
from app.services.progress_files import StoppedError, Told, silent
from lexicon import own_lists, recordings, senses
from lexicon.exchange.sealed_lines import as_written
from lexicon.packs import gathering, keys, lines, media, reading, writing
from lexicon.packs.contents import ENDING, Contents, File, Head, clip_name, picture_name
from lexicon.packs.flaws import PackError
from lexicon.packs.keys import KeyWord
from lexicon.packs.lines import Rows
from lexicon.packs.reading import Pack
from lexicon.pictures import asks_for_credit
from lexicon.records import UNSAID, Scope
from lexicon.whole_files import make_folder, sync_folder

_REMEMBERED: Final = "pack made: "
"""Begins the device's settings about a pack that was made here: its id, version, digest and month."""
PARTIAL: Final = ".partial"
_SHARED: Final = "Words and meanings: Ana Til, CC BY-SA 4.0"
_OPENMOJI: Final = "Pictures: OpenMoji, CC BY-SA 4.0"


class NothingToPackError(AnaTilError):
    """There is no word in what was chosen."""

    def __init__(self) -> None:
        super().__init__("There is no word in what you chose: please choose another list. Nothing was saved.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants in a pack. ``name`` is how the maker knows it, ``maker`` the name that is shown to
    others; ``lists`` as ``lists.chosen`` takes them, none for every word; ``number`` a version to begin at,
    for a device that has forgotten how far it was. The list that is this week's here is this week's where the
    pack comes to, if it is in it."""

    name: str
    maker: str
    scope: Scope = Scope.CLASS
    lists: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The file, what is in it, its maker's words; ``kept_back`` voices may not travel so far, ``unready`` are
    not mastered or damaged, ``left_out`` rows could not travel; ``again``: it is the version there was."""

    path: Path
    pack: Pack
    words: tuple[KeyWord, ...]
    kept_back: int
    unready: int
    left_out: int
    again: bool


def build(household: Household, path: Path, wish: Wish, told: Told = silent) -> Built:
    """Make a pack at ``path``, where nothing must be yet.

    Raises ``FileExistsError``, ``NothingToPackError``, what ``lists.chosen`` raises, ``KeyDamagedError``,
    ``StoppedError``, ``StoreError`` or OSError; nothing then stands at ``path``.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    wanted = [chosen(household, text) for text in wish.lists]
    key = keys.own_or_new(household.places.keys)
    now_ms = household.now_ms()
    known = _remembered(household, wish.name)
    with household.kept.read() as connection:
        id_ = UUID(known["id"]) if known else household.new_id()
        gathered = _gathered(connection, wanted, wish, id_, now_ms)
        week = weeks.chosen(connection)
    if not gathered.rows["sense"]:
        raise NothingToPackError
    files, content_of, unready = _files(household, gathered.rows)
    head = _head(wish, wanted, id_, gathered.rows, key, now_ms, known)
    if any(row["id"] == week for row in gathered.rows["list"]):
        head = replace(head, week=week)
    contents = Contents(head, gathered.gone, gathered.rows, tuple(files))
    digest = _digest(contents)
    again = known is not None and known["digest"] == digest and (wish.number or 0) <= known["number"]
    if known is not None and again:
        contents = replace(contents, head=replace(head, number=known["number"], month=known["month"]))
    pack = _written(path, contents, content_of, key, told)
    _remember(household, wish.name, contents.head, digest)
    words = keys.words(key.public)
    return Built(path, pack, words, gathered.kept_back, unready, gathered.left_out, again)


def new_file(household: Household) -> Path:
    """Where a pack is saved to be sent. Raises OSError."""
    folder = household.places.outbox
    make_folder(folder)
    return folder / f"ana-til-{household.new_id().hex[:8]}.{ENDING}"


def _gathered(
    connection: Connection,
    wanted: Sequence[Chosen],
    wish: Wish,
    pack_id: UUID,
    now_ms: int,
) -> gathering.Gathered:
    """The rows; a list of somebody's own becomes a list of the pack."""
    if not wanted:
        own = [one for one in senses.own_lists(connection) if own_lists.is_own(connection, one.id)]
        lists = [one.id for one in (*senses.themes(connection, sizes=False), *own)]
        ids = [one.id for one in senses.all_senses(connection, now_ms)]
        return gathering.gather(connection, ids, lists, wish.scope, now_ms)
    ids = [one.id for some in wanted for one in some.senses]
    themes_of = [some.theme_id for some in wanted if some.theme_id is not None]
    found = gathering.gather(connection, ids, themes_of, wish.scope, now_ms)
    here = {row["id"] for row in found.rows["sense"]}
    for place, some in enumerate(some for some in wanted if some.theme_id is None):
        _own_list(found.rows, some, uuid5(pack_id, f"list/{some.title}"), place, here)
    return found


def _own_list(rows: Rows, some: Chosen, id_: UUID, place: int, here: set[UUID]) -> None:
    rows["list"].append(
        {
            "id": id_, "kind": "own", "place": place, "level": 1, "picture": None, "status": "waiting",
            "note": "", "source": lines.SOURCE, "retired": False,
        }
    )  # fmt: skip
    rows["title"].append({"word_list_id": id_, "language": UNSAID, "text": some.title})
    items = [sense.id for sense in some.senses if sense.id in here]
    rows["item"] += [
        {"word_list_id": id_, "sense_id": sense_id, "place": number} for number, sense_id in enumerate(items)
    ]


def _files(household: Household, rows: Rows) -> tuple[list[File], Callable[[File], bytes], int]:
    """The clips and pictures that the rows name, and where their bytes are. Takes without a sound clip are
    left out of the rows; how many those were."""
    packed = household.packed()
    places: dict[str, Callable[[], bytes]] = {}
    files: dict[str, File] = {}
    bad: set[str] = set()
    for sha256, media_type in sorted(gathering.files_of(rows).items()):
        loose = recordings.file_of(household.places.recordings, sha256)
        read = (
            loose.read_bytes
            if loose.is_file() or sha256 not in packed.clips
            else packed.clips[sha256].read_bytes
        )
        name = clip_name(sha256, media_type)
        try:
            content = read()
            media.check_clip(content, media_type, name)
        except (OSError, PackError):
            bad.add(sha256)
            continue
        if len(content) > media.MOST_CLIP or hashlib.sha256(content).hexdigest() != sha256:
            bad.add(sha256)
            continue
        files[name], places[name] = File(name, len(content), sha256), read
    unready = [row for row in rows["take"] if row["sha256"] in bad]
    rows["take"] = [row for row in rows["take"] if row["sha256"] not in bad]
    for code in sorted(gathering.pictures_of(rows)):
        drawn = household.picture(code)
        if drawn is None:
            continue  # the word is shown without: as it is here
        read = drawn.read_bytes
        name = picture_name(code)
        try:
            content = read()
            media.check_picture(content, name)
        except (OSError, PackError):
            continue
        files[name], places[name] = File(name, len(content), hashlib.sha256(content).hexdigest()), read
    return [files[name] for name in sorted(files)], lambda one: places[one.name](), len(unready)


def _head(
    wish: Wish,
    wanted: Sequence[Chosen],
    id_: UUID,
    rows: Rows,
    key: keys.OwnKey,
    now_ms: int,
    known: Mapping[str, Any] | None,
) -> Head:
    titles = dict(wanted[0].titles) if len(wanted) == 1 and wanted[0].titles else {UNSAID: wish.name}
    attribution = [_SHARED]
    if any(map(asks_for_credit, gathering.pictures_of(rows))):
        attribution.append(_OPENMOJI)
    number = (known["number"] if known else 0) + 1
    return Head(
        id_,
        max(number, wish.number or 1),
        titles,
        wish.maker,
        wish.scope,
        f"{datetime.fromtimestamp(now_ms / 1000, UTC):%Y-%m}",
        tuple(attribution),
        key.follows,
    )


def _digest(contents: Contents) -> str:
    """What is in it, but for its version and month."""
    digest = hashlib.sha256(as_written(replace(contents.head, number=1, month="2000-01").line()))
    for one in contents.files:
        digest.update(as_written([one.name, one.sha256]))
    digest.update(b"".join(gone.bytes for gone in contents.gone))
    for kind in (*lines.WORDS, *lines.VOICES):
        for row in sorted(contents.of(kind.name), key=kind.key_of):
            digest.update(as_written(kind.line(row)))
    return digest.hexdigest()


def _written(
    path: Path, contents: Contents, content_of: Callable[[File], bytes], key: keys.OwnKey, told: Told
) -> Pack:
    """Write beside ``path``, read it back to its end as anybody else will, and give it its name."""
    every = 2 * len(contents.files) + 2
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if not told(done, every):
            raise StoppedError("Stopped. Nothing was saved.")

    make_folder(path.parent)
    partial = path.with_name(f".{path.name}{PARTIAL}")
    try:
        with partial.open("w+b") as file:
            writing.write(file, contents, content_of, key.private, step)
            file.flush()
            os.fsync(file.fileno())
            pack = reading.read(file)
        partial.replace(path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    told(every, every)
    return pack


def _remembered(household: Household, name: str) -> dict[str, Any] | None:
    told = household.device_setting(_REMEMBERED + name)
    return json.loads(told) if told else None


def _remember(household: Household, name: str, head: Head, digest: str) -> None:
    told = {"id": str(head.id), "number": head.number, "digest": digest, "month": head.month}
    household.set_device(_REMEMBERED + name, json.dumps(told, sort_keys=True))
