"""The tables: the whole model of what Ana Til keeps, the same on SQLite and PostgreSQL.

SQLAlchemy Core only; the ORM is never imported (it costs 0.2–0.4 s at the start of the app).
Ids are random UUIDs, times are UTC milliseconds, text is NFC. Rows made of two ids (an item of a list,
a memory) have the ids together as their key. A change here needs a migration beside it:
``tests/lexicon/test_migrations.py`` compares the two.
"""

from __future__ import annotations

from lexicon.schema.base import metadata
from lexicon.schema.community import change
from lexicon.schema.learners import learner, memory, review, writing
from lexicon.schema.packs import pack, pack_maker, pack_part, pack_row
from lexicon.schema.registers import edit, fact, setting, tombstone
from lexicon.schema.searching import search_ending, search_key
from lexicon.schema.voices import consent, recording, speaker, vote
from lexicon.schema.words import (
    dialect_form,
    example,
    example_translation,
    gloss,
    judgement,
    sense,
    sense_apart,
    sense_form,
    sense_origin,
    word,
    word_list,
    word_list_item,
    word_list_title,
)

__all__ = [
    "change",
    "consent",
    "dialect_form",
    "edit",
    "example",
    "example_translation",
    "fact",
    "gloss",
    "judgement",
    "learner",
    "memory",
    "metadata",
    "pack",
    "pack_maker",
    "pack_part",
    "pack_row",
    "recording",
    "review",
    "search_ending",
    "search_key",
    "sense",
    "sense_apart",
    "sense_form",
    "sense_origin",
    "setting",
    "speaker",
    "tombstone",
    "vote",
    "word",
    "word_list",
    "word_list_item",
    "word_list_title",
    "writing",
]
