"""The alphabet course for a lesson: its three small files, with the words as a database has them.

``alphabet.read`` alone wants every file of the starter read and checked, .2 s that no child waits for. Here
the words come from one query (.02 s the first time, files included); whether the files are right has been
checked when they were made (``anatil words check``).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from lexicon import schema
from lexicon.senses import NO_THEME
from lexicon.starter import alphabet
from lexicon.starter.files import HERE
from lexicon.starter.reading import Reading, StarterSense, StarterTheme
from lexicon.starter.rows import read_lines

_PLACES = ("first", "middle", "last")


def read(connection: Connection, folder: Path = HERE) -> alphabet.Course:
    """The course, its words by the ids they have in this database; empty where a word of it is missing.

    Raises OSError where the files cannot be read. ``Step.words`` holds only words the course itself names.
    """
    headwords = _headwords(folder)
    sense, word = schema.sense, schema.word
    query = (
        select(sense.c.id, sense.c.picture, word.c.headword, word.c.homonym)
        .join(word)
        .where(word.c.headword.in_(headwords), sense.c.retired.is_(False))
        .order_by(sense.c.picture.is_(None).desc(), sense.c.id)  # of two senses the one with a picture
    )
    senses = tuple(_sense(row) for row in connection.execute(query))
    theme = StarterTheme("", NO_THEME, {}, None, 1, "", "", senses)
    return alphabet.read(folder, Reading((theme,), (), ()))


@lru_cache(maxsize=2)
def _headwords(folder: Path) -> frozenset[str]:
    """The words the course's files name, without the numbers that tell homonyms apart."""
    home = folder / "alphabet"
    letters, _ = read_lines("letters.tsv", (home / "letters.tsv").read_bytes(), alphabet.LETTER_COLUMNS)
    pairs, _ = read_lines("pairs.tsv", (home / "pairs.tsv").read_bytes(), alphabet.PAIR_COLUMNS)
    named = {line.cells[place] for line in letters for place in _PLACES}
    named |= {line.cells[one] for line in pairs for one in alphabet.PAIR_COLUMNS}
    return frozenset(name.rstrip("0123456789 ") for name in named if name)


def _sense(row: Any) -> StarterSense:
    """As much of a sense as the course looks at."""
    return StarterSense(
        row.id, row.headword, "", {}, row.picture, "", 1, 1, "", row.homonym, frozenset(), (), (), (), "", ""
    )
