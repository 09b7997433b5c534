"""What may stand on a page that is sent to anybody: words, pictures, and voices lent to everybody."""

from __future__ import annotations

from uuid import UUID

from app.services.household import Household
from app.services.lists import Chosen
from app.teach.page.contents import Contents, Voice, Word
from lexicon.exchange.voices import LICENCES
from lexicon.packs import gathering, media
from lexicon.packs.flaws import PackError
from lexicon.packs.lines import MP3
from lexicon.records import Scope, Sense

MINE = "Words and meanings: Ana Til, CC BY-SA 4.0"


def gather(household: Household, chosen: Chosen) -> Contents:
    """The page of a list. Voices go along where they are for everybody and have an MP3, which every browser
    plays; the others are counted. Raises ``StoreError`` or OSError."""
    with household.kept.read() as connection:
        ids = [one.id for one in chosen.senses]
        found = gathering.gather(connection, ids, [], Scope.PUBLIC, household.now_ms())
    names: dict[UUID, str] = {row["id"]: row["pseudonym"] for row in found.rows["speaker"]}
    voices: dict[UUID, list[Voice]] = {}
    sources = set()
    unready = 0
    for row in sorted(found.rows["take"], key=lambda row: (names[row["speaker_id"]], row["id"])):
        clip = _clip(household, row["sha256"]) if row["media_type"] == MP3 else None
        if clip is None:
            unready += 1
            continue
        voices.setdefault(row["sense_id"], []).append(Voice(names[row["speaker_id"]], clip))
        if row["source"].endswith(tuple(LICENCES.values())):
            sources.add(row["source"])
    words = tuple(
        Word(
            sense.headword,
            dict(sense.glosses),
            _picture(household, sense),
            tuple(voices.get(sense.id, ())),
            sense.status == "approved",
        )
        for sense in chosen.senses
    )
    titles = dict(chosen.titles) or {"und": chosen.title}
    return Contents(titles, words, (MINE, *sorted(sources)), found.kept_back + unready)


def _clip(household: Household, sha256: str) -> bytes | None:
    """An MP3 that is one from end to end and says nothing else; None where there is none."""
    from lexicon import recordings

    loose = recordings.file_of(household.places.recordings, sha256)
    packed = household.packed().clips.get(sha256)
    try:
        content = loose.read_bytes() if loose.is_file() or packed is None else packed.read_bytes()
        media.check_clip(content, MP3, sha256)
    except (OSError, PackError):
        return None
    return content


def _picture(household: Household, sense: Sense) -> bytes | None:
    if sense.picture is None:
        return None
    drawn = household.places.pictures / f"{sense.picture}.png"
    packed = household.packed().pictures.get(sense.picture)
    try:
        content = drawn.read_bytes() if drawn.is_file() or packed is None else packed.read_bytes()
        media.check_picture(content, sense.picture)
    except (OSError, PackError):
        return None
    return content
