"""Common Voice's table of validated clips: which of them are one word that listeners agreed on.

``validated.tsv`` has a header and a row a clip, tab between columns, quotes being plain characters:
client_id, path, sentence_id, sentence, sentence_domain, up_votes, down_votes, age, gender, accents,
variant, locale, segment. Which columns there are, and in which order, has changed with the releases: they go
by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TextIO

from lexicon.exchange.flaws import SourceError

LEAST_UP_VOTES: Final = 2
"""Common Voice's own rule for a valid clip: two approve, and more than reject."""
LOCALE: Final = "ug"
YOUNG: Final = "teens"
"""The youngest of the bands that ``age`` has. A child's voice does not come in."""
TABLE: Final = "validated.tsv"
LONGEST_ROW: Final = 20_000
"""Characters. client_id has 128, a sentence is read in 15 s; the rest are a few words."""
_NEEDED: Final = frozenset({"client_id", "path", "sentence", "up_votes", "down_votes", "locale"})
_CLIP: Final = re.compile(r"[A-Za-z0-9_-]{1,120}\.(?:mp3|wav|ogg|opus|flac)")


@dataclass(frozen=True, slots=True)
class Clip:
    """One word. ``path`` is a file's name in ``clips/``; ``voice`` tells people apart, see ``read``."""

    path: str
    word: str
    voice: str


@dataclass(frozen=True, slots=True)
class Table:
    """The clips of one word, the names that are none (``strange``), and how many rows were left, by what they
    are."""

    clips: tuple[Clip, ...]
    strange: tuple[str, ...]
    left: Mapping[str, int]


def table_of(folder: Path) -> Path | None:
    """The table in an unpacked ``cv-corpus-…`` folder, in its ``ug``, or in ``ug`` itself; None elsewhere."""
    for place in (folder, folder / LOCALE):
        if (place / TABLE).is_file() and (place / "clips").is_dir():
            return place / TABLE
    return None


def read(table: Path) -> Table:
    """What of the table are words. Raises ``SourceError`` for a table that is not ours, or OSError.

    ``client_id`` is a person and goes no further than this function. A voice is called by the first clip that
    this person published, which is the same in the next release and says nothing that the clip does not.
    """
    first: dict[str, str] = {}
    young: set[str] = set()
    words: list[tuple[str, Clip]] = []
    left: Counter[str] = Counter()
    with table.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        for row in _rows(file):
            if row is None:
                left["rows that cannot be read"] += 1
                continue
            if row["locale"] != LOCALE:
                raise SourceError(f"This is Common Voice in another language; Uyghur is {LOCALE}.")
            whose, path = row["client_id"], row["path"]
            if _CLIP.fullmatch(path):
                first[whose] = min(first.get(whose, path), path, key=_age)
            if row.get("age") == YOUNG:
                young.add(whose)
            word = only_word(row["sentence"])
            if not word:
                left["sentences"] += 1
            elif not _approved(row):
                left["words that too few listeners approved"] += 1
            else:
                words.append((whose, Clip(path, word, "")))
    strange = tuple(clip.path for _, clip in words if not _CLIP.fullmatch(clip.path))
    grown = [(whose, clip) for whose, clip in words if whose not in young]
    if len(grown) < len(words):
        left["words said by somebody who may be a child"] = len(words) - len(grown)
    clips = tuple(replace(clip, voice=first[whose]) for whose, clip in grown if _CLIP.fullmatch(clip.path))
    return Table(clips, strange, dict(left))


def only_word(sentence: str) -> str:
    """The word, if the sentence is one, without the signs around it; else ""."""
    parts = unicodedata.normalize("NFC", sentence).split()
    words = [word for part in parts if (word := _trimmed(part))]
    return words[0] if len(words) == 1 else ""


def _trimmed(part: str) -> str:
    """Without what is no letter at both ends; a letter's marks are a part of it."""
    letters = [place for place, sign in enumerate(part) if unicodedata.category(sign)[0] in "LM"]
    return part[letters[0] : letters[-1] + 1] if letters else ""


def _rows(file: TextIO) -> Iterator[dict[str, str] | None]:
    """Each row by its columns; None for one that has more or fewer, or no end."""
    columns = file.readline(LONGEST_ROW).rstrip("\r\n").split("\t")
    if not _NEEDED.issubset(columns):
        raise SourceError(f"{TABLE} is no table of Common Voice: its first row names other columns.")
    while row := file.readline(LONGEST_ROW):
        whole = row.endswith("\n") or len(row) < LONGEST_ROW
        while not row.endswith("\n") and (row := file.readline(LONGEST_ROW)):
            whole = False  # the rest of a row without end
        cells = row.rstrip("\r\n").split("\t")
        yield dict(zip(columns, cells, strict=True)) if whole and len(cells) == len(columns) else None


def _approved(row: dict[str, str]) -> bool:
    ups, downs = (_votes(row[votes]) for votes in ("up_votes", "down_votes"))
    return ups >= LEAST_UP_VOTES and ups > downs


def _votes(cell: str) -> int:
    return int(cell) if re.fullmatch("[0-9]{1,6}", cell) else 0


def _age(path: str) -> tuple[int, str]:
    """Clips are numbered as they come: the shorter number is the older clip."""
    return len(path), path
