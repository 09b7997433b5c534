"""Entries as a package in the oldest form (schema 11), which every Anki reads, AnkiDroid and AnkiMobile too.

Two cards a word: Uyghur first, and its meaning first. Nothing in it says who made it, nor where.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from lexicon.exchange.entries import Entry, Media
from lexicon.exchange.tables.writing import NAMES
from lexicon.uyghur.scripts import Script, from_arabic

_FONTS: Final = "'UKIJ Tuz Basma','Microsoft Uighur','Noto Naskh Arabic','Geeza Pro',sans-serif"
_CSS: Final = (
    ".card{font-family:sans-serif;font-size:22px;text-align:center;color:#2b2833;background:#fbf5e9}"
    f".ug{{font-family:{_FONTS};font-size:44px;direction:rtl}}.line{{font-size:28px}}"
    ".small{font-size:20px;color:#665f6e}img{max-width:60%;max-height:40vh}"
    ".nightMode.card{color:#f6f0e4;background:#221f28}.nightMode .small{color:#c0b7c6}"
)
_WORD: Final = (
    '<div class="ug" dir="rtl" lang="ug">{{Uyghur}}</div>{{Voice}}'
    '<div class="small">{{Latin}} · {{Cyrillic}}</div>'
)
_MORE: Final = '{{#Example}}<div class="ug line" dir="rtl" lang="ug">{{Example}}</div>{{/Example}}'
_TABLES: Final = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
 ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
 models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
 usn integer not null, tags text not null, flds text not null, sfld text not null, csum integer not null,
 flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
 mod integer not null, usn integer not null, type integer not null, queue integer not null,
 due integer not null, ivl integer not null, factor integer not null, reps integer not null,
 lapses integer not null, left integer not null, odue integer not null, odid integer not null,
 flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
 ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
 time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_BEGINNING: Final = 1_700_000_000
"""A day that says nothing, for what Anki wants a time of."""


def package(entries: Sequence[Entry], title: str) -> bytes:
    """The .apkg. ``title`` names its deck; the same entries give the same bytes.

    Raises what the entries' media raise.
    """
    media: dict[str, bytes] = {}
    languages = sorted({code for entry in entries for code in entry.glosses})
    rows = [_fields(entry, languages, media) for entry in entries]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        _put(zipped, "collection.anki2", _collection(entries, rows, languages, title))
        _put(zipped, "media", json.dumps(dict(enumerate(media)), ensure_ascii=False).encode())
        for number, content in enumerate(media.values()):
            _put(zipped, str(number), content)
    return out.getvalue()


def _names(languages: Sequence[str]) -> list[str]:
    """The fields: meanings have one a language, so that nothing is lost on the way back."""
    meanings = [NAMES.get(code, code) for code in languages]
    return ["Uyghur", "Latin", "Cyrillic", *meanings, "Part of speech", "Example", "Note", "Picture", "Voice"]


def _put(zipped: zipfile.ZipFile, name: str, content: bytes) -> None:
    about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    zipped.writestr(about, content, zipfile.ZIP_DEFLATED)


def guid_of(entry: Entry) -> str:
    """The note's mark, the same whenever this word is exported: Anki then brings it up to date."""
    key = entry.key or "\t".join((entry.headword, *sorted(entry.glosses.values())))
    return hashlib.sha256(f"anatil\t{key}".encode()).hexdigest()[:16]


def _fields(entry: Entry, languages: Sequence[str], media: dict[str, bytes]) -> tuple[str, ...]:
    """The note's fields as HTML; the bytes of its media come into ``media``, named by what they are."""
    picture = f'<img src="{_kept(entry.picture, media)}">' if entry.picture is not None else ""
    voices = "".join(f"[sound:{_kept(one, media)}]" for one in entry.voices)
    scripts = [from_arabic(entry.headword, one) for one in (Script.LATIN, Script.CYRILLIC)]
    meanings = [entry.glosses.get(code, "") for code in languages]
    texts = [entry.headword, *scripts, *meanings, entry.part_of_speech]
    example = "<br>".join(map(_escaped, (one.text for one in entry.examples)))
    return (*map(_escaped, texts), example, _escaped(entry.note), picture, voices)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _kept(one: Media, media: dict[str, bytes]) -> str:
    content = one.read()
    ending = one.name.rsplit(".", 1)[-1].lower() if "." in one.name else "bin"
    name = f"anatil-{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
    media[name] = content
    return name


def _collection(
    entries: Sequence[Entry], rows: Sequence[Sequence[str]], languages: Sequence[str], title: str
) -> bytes:
    deck, model = _number(f"deck {title}"), _number(f"type {' '.join(languages)}")
    with tempfile.TemporaryDirectory(prefix="anatil-") as folder:
        path = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(path)) as database:
            database.executescript(_TABLES)
            database.execute(
                "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
                (_BEGINNING, _BEGINNING * 1000, _BEGINNING * 1000, *_settings(deck, model, languages, title)),
            )
            for place, (entry, fields) in enumerate(zip(entries, rows, strict=True)):
                _note(database, place, entry, fields, (deck, model))
            database.commit()
            database.execute("VACUUM")
        return path.read_bytes()


def _note(
    database: sqlite3.Connection, place: int, entry: Entry, fields: Sequence[str], of: tuple[int, int]
) -> None:
    deck, model = of
    id_ = _BEGINNING * 1000 + 10 * place
    tags = " ".join(dict.fromkeys(_tag(name) for name in entry.lists))
    first = int(hashlib.sha1(fields[0].encode(), usedforsecurity=False).hexdigest()[:8], 16)
    database.execute(
        "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
        (id_, guid_of(entry), model, _BEGINNING, f" {tags} " if tags else "", "\x1f".join(fields), fields[0],
         first),
    )  # fmt: skip
    for card in (0, 1):
        if card == 1 and not (entry.glosses or entry.picture):
            continue  # a card without a front is none for Anki
        database.execute(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (id_ + card, id_, deck, card, _BEGINNING, place + 1),
        )


def _tag(name: str) -> str:
    return "_".join(name.split())


def _number(text: str) -> int:
    """An id as Anki makes them, milliseconds since 1970, but the same for the same text."""
    return _BEGINNING * 1000 + int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def _settings(deck: int, model: int, languages: Sequence[str], title: str) -> Iterable[str]:
    """The four JSON texts of a collection: how it is set, its note type, its decks, their options."""
    common: dict[str, Any] = {"usn": -1, "mod": _BEGINNING}
    day = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    shut = {"desc": "", "dyn": 0, "conf": 1, "collapsed": False, "browserCollapsed": False}
    decks = {
        str(id_): {**common, **day, **shut, "id": id_, "name": name, "extendNew": 0, "extendRev": 0}
        for id_, name in ((1, "Default"), (deck, title or "Ana Til"))
    }
    lapse = {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0}
    again = {"perDay": 200, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1, "maxIvl": 36_500}
    new = {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2_500, "perDay": 20, "order": 1}
    options = {
        **common, "id": 1, "name": "Default", "replayq": True, "lapse": lapse, "rev": {**again, "bury": True},
        "timer": 0, "maxTaken": 60, "new": {**new, "bury": True, "separate": True}, "autoplay": True,
        "dyn": False,
    }  # fmt: skip
    conf = {
        "nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0,
        "sortBackwards": False, "addToCur": True, "curDeck": 1, "newSpread": 0, "dueCounts": True,
        "curModel": model, "collapseTime": 1_200,
    }  # fmt: skip
    models = {str(model): {**common, **_model(languages), "id": model, "did": deck}}
    return [json.dumps(one, ensure_ascii=False) for one in (conf, models, decks, {"1": options})]


def _model(languages: Sequence[str]) -> dict[str, Any]:
    """The note type: its fields, and two cards, the word first and the meaning first."""
    names = _names(languages)
    meaning = "".join(
        f"{{{{#{name}}}}}<div>{{{{{name}}}}}</div>{{{{/{name}}}}}" for name in names[3 : 3 + len(languages)]
    )
    asked = f"{meaning}{{{{Picture}}}}"
    cards = (
        ("Uyghur → meaning", _WORD, f"{_WORD}<hr id=answer>{asked}{_MORE}"),
        ("Meaning → Uyghur", asked, f"{asked}<hr id=answer>{_WORD}{_MORE}"),
    )
    look = {"sticky": False, "font": "Arial", "size": 20, "media": []}
    seen = [*range(3, 3 + len(languages)), names.index("Picture")]
    return {
        "name": "Ana Til", "type": 0, "sortf": 0, "css": _CSS, "tags": [], "vers": [],
        "latexPre": "", "latexPost": "", "latexsvg": False, "req": [[0, "any", [0]], [1, "any", seen]],
        "flds": [
            {**look, "name": name, "ord": place, "rtl": name in ("Uyghur", "Example")}
            for place, name in enumerate(names)
        ],
        "tmpls": [
            {"name": name, "ord": place, "qfmt": front, "afmt": back, "did": None, "bqfmt": "", "bafmt": ""}
            for place, (name, front, back) in enumerate(cards)
        ],
    }  # fmt: skip
