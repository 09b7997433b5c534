"""Words as JSON, for whoever comes after us: one object, described by ``docs/words.schema.json``.

Sounds and pictures are not in it (LIFT has them), nor anything of a child.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from lexicon.exchange.entries import Book, Entry, Passed, Sentence
from lexicon.exchange.flaws import SourceError

FORMAT: Final = "anatil-words"
VERSION: Final = 1
MOST_BYTES: Final = 200_000_000
MOST_WORDS: Final = 200_000
LONGEST: Final = 2_000


class PlainError(SourceError):
    """The file is no JSON of words that can be read; the message says why, and the next step."""


def written(entries: Iterable[Entry], title: str) -> bytes:
    """The file, a word a line. The same entries give the same bytes."""
    lines = ",\n".join(json.dumps(_word(entry), ensure_ascii=False, sort_keys=True) for entry in entries)
    head = json.dumps({"format": FORMAT, "version": VERSION, "title": title}, ensure_ascii=False)
    return unicodedata.normalize("NFC", f'{head[:-1]}, "words": [\n{lines}\n]}}\n').encode()


def _word(entry: Entry) -> dict[str, Any]:
    """What is empty is left out."""
    found = {
        "id": entry.key,
        "headword": entry.headword,
        "part_of_speech": entry.part_of_speech,
        "meanings": dict(entry.glosses),
        "examples": [{"text": one.text, "meanings": dict(one.translations)} for one in entry.examples],
        "lists": list(entry.lists),
        "note": entry.note,
    }
    return {name: value for name, value in found.items() if value}


def read(path: Path) -> Book:
    """The words of a file. Raises ``PlainError`` or OSError."""
    if path.stat().st_size > MOST_BYTES:
        raise PlainError(f"{path.name} is too large: please split it.")
    try:
        told = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PlainError(f"{path.name} is damaged, or no JSON in UTF-8: please export it anew.") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("words"), list):
        raise PlainError(f"{path.name} holds no words of Ana Til: please give a file of “anatil export”.")
    if told.get("version") != VERSION:
        raise PlainError(f"{path.name} was written by a newer Ana Til: please install the newer version.")
    if len(told["words"]) > MOST_WORDS:
        raise PlainError(f"{path.name} has more than {MOST_WORDS:,} words: please split it.")
    entries, passed = [], []
    for number, one in enumerate(told["words"], 1):
        entry = _entry(one, f"word {number}")
        if entry is None:
            passed.append(Passed(f"word {number}", "it is not as the format says"))
        else:
            entries.append(entry)
    return Book(_text(told.get("title")) or path.stem, tuple(entries), tuple(passed))


def _entry(told: Any, place: str) -> Entry | None:
    if not isinstance(told, Mapping) or not _text(told.get("headword")):
        return None
    examples = told.get("examples", [])
    lists = told.get("lists", [])
    if not isinstance(examples, list) or not isinstance(lists, list):
        return None
    sentences = [
        Sentence(_text(one.get("text")), _texts(one.get("meanings")))
        for one in examples
        if isinstance(one, Mapping) and _text(one.get("text"))
    ]
    return Entry(
        headword=_text(told["headword"]),
        glosses=_texts(told.get("meanings")),
        part_of_speech=_text(told.get("part_of_speech")),
        examples=tuple(sentences),
        lists=tuple(filter(None, map(_text, lists))),
        note=_text(told.get("note")),
        key=_text(told.get("id")),
        place=place,
    )


def _text(told: Any) -> str:
    return unicodedata.normalize("NFC", told)[:LONGEST] if isinstance(told, str) else ""


def _texts(told: Any) -> dict[str, str]:
    pairs = told.items() if isinstance(told, Mapping) else ()
    return {str(code)[:40]: text for code, value in pairs if (text := _text(value))}
