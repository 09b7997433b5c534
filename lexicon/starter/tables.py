"""The starter as rows of the tables: what the files say, and what the database has of it.

Rows that the files give no id get one made from the sense's (UUID version 5), so that two phones that bring
in the same starter have the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, Table, select

from lexicon import schema
from lexicon.starter.reading import Reading, StarterSense, StarterTheme
from lexicon.starter.sentences import Sentence
from lexicon.uyghur.order import sort_key

#: ``source`` of every row that came with the starter.
SOURCE = "starter"

#: The tables the starter writes, in the order that foreign keys want.
OWN: tuple[Table, ...] = (
    schema.word,
    schema.sense,
    schema.gloss,
    schema.sense_apart,
    schema.sense_form,
    schema.dialect_form,
    schema.example,
    schema.example_translation,
    schema.word_list,
    schema.word_list_title,
    schema.word_list_item,
)

#: What a new row starts with beyond what the files say; never written over a row that is here.
BLANK: Mapping[Table, Mapping[str, str]] = {
    schema.sense: {"approved_by": "", "approved_month": ""},
    schema.example: {"approved_by": "", "approved_month": ""},
}

#: No theme has so many lessons; it keeps the lessons of one theme beside each other in the order of all.
MOST_LESSONS = 100

Key = tuple[Any, ...]
Row = dict[str, Any]
Rows = Mapping[Table, Mapping[Key, Row]]


def rows(read: Reading) -> Rows:
    """What the files say, by table and primary key."""
    found: dict[Table, dict[Key, Row]] = {table: {} for table in OWN}

    def put(table: Table, **row: object) -> None:
        found[table][_key(table, row)] = row

    for place, theme in enumerate(read.themes):
        _put_theme(put, theme, place)
        for number, sense in enumerate(theme.senses):
            _put_sense(put, sense)
            put(schema.word_list_item, word_list_id=theme.id, sense_id=sense.id, place=number)
    for place, sentence in enumerate(read.sentences):
        _put_sentence(put, sentence, place)
    return found


def _put_theme(put: Any, theme: StarterTheme, place: int) -> None:
    """A theme as a list, and its lessons as lists of their own."""

    def put_list(id_: UUID, kind: str, place: int, picture: str | None, note: str) -> None:
        put(
            schema.word_list,
            id=id_,
            kind=kind,
            place=place,
            level=theme.level,
            picture=picture,
            source=SOURCE,
            status=theme.status,
            note=note,
            retired=False,
        )

    put_list(theme.id, "theme", place, theme.picture, theme.note)
    for language, title in theme.titles.items():
        put(
            schema.word_list_title,
            id=uuid5(theme.id, f"title/{language}"),
            word_list_id=theme.id,
            language=language,
            text=title,
        )
    for number in sorted({sense.lesson for sense in theme.senses}):
        lesson = uuid5(theme.id, f"lesson/{number}")
        put_list(lesson, "lesson", MOST_LESSONS * place + number, None, "")
        senses = [sense.id for sense in theme.senses if sense.lesson == number]
        for item, sense_id in enumerate(senses):
            put(schema.word_list_item, word_list_id=lesson, sense_id=sense_id, place=item)


def _put_sense(put: Any, sense: StarterSense) -> None:
    word_id = uuid5(sense.id, "word")
    put(
        schema.word,
        id=word_id,
        headword=sense.headword,
        homonym=sense.homonym,
        sort_key=sort_key(sense.headword),
    )
    put(
        schema.sense,
        id=sense.id,
        word_id=word_id,
        part_of_speech=sense.part_of_speech,
        domain=sense.domain,
        level=sense.level,
        picture=sense.picture,
        source=SOURCE,
        status=sense.status,
        evidence=sense.evidence,
        note=sense.note,
        retired=False,
    )
    for language, gloss in sense.glosses.items():
        gloss_id = uuid5(sense.id, f"gloss/{language}/0")
        put(schema.gloss, id=gloss_id, sense_id=sense.id, language=language, place=0, text=gloss)
    for other in sense.apart:
        put(schema.sense_apart, sense_id=sense.id, other_id=other)
    forms = [(form.tags, form.text, form.evidence) for form in sense.forms]
    forms += [("", word, "") for word in sense.related]
    for place, (tags, form, evidence) in enumerate(forms):
        put(
            schema.sense_form,
            id=uuid5(sense.id, f"form/{tags}/{form}"),
            sense_id=sense.id,
            place=place,
            tags=tags,
            form=form,
            evidence=evidence,
        )
    for variant in sense.variants:
        put(
            schema.dialect_form,
            id=uuid5(sense.id, f"variant/{variant}"),
            sense_id=sense.id,
            form=variant,
            region="",
            note="",
            source=SOURCE,
        )


def _put_sentence(put: Any, sentence: Sentence, place: int) -> None:
    put(
        schema.example,
        id=sentence.id,
        sense_id=sentence.sense_id,
        place=place,
        text=sentence.text,
        source=SOURCE,
        status=sentence.status,
    )
    for language, text in sentence.translations.items():
        put(
            schema.example_translation,
            id=uuid5(sentence.id, f"translation/{language}"),
            example_id=sentence.id,
            language=language,
            text=text,
        )


def stored(connection: Connection, new: Rows) -> Rows:
    """What the database has of the starter, and of whatever else ``new`` is about to be written over."""
    found: dict[Table, dict[Key, Row]] = {}
    owners: dict[str, set[object]] = {}
    for table, name in ((schema.sense, "sense_id"), (schema.word_list, "word_list_id")):
        here = _all(connection, table)
        found[table] = {key: row for key, row in here.items() if row["source"] == SOURCE or key in new[table]}
        owners[name] = {key[0] for key in found[table]}
    words = {row["word_id"] for row in found[schema.sense].values()}
    found[schema.word] = {key: row for key, row in _all(connection, schema.word).items() if key[0] in words}
    for table in (schema.gloss, schema.sense_apart, schema.sense_form):
        here = _all(connection, table)
        found[table] = {key: row for key, row in here.items() if row["sense_id"] in owners["sense_id"]}
    for table in (schema.dialect_form, schema.example):
        here = _all(connection, table)
        found[table] = {key: row for key, row in here.items() if row["source"] == SOURCE or key in new[table]}
    here = _all(connection, schema.example_translation)
    examples = {key[0] for key in found[schema.example]}
    found[schema.example_translation] = {k: row for k, row in here.items() if row["example_id"] in examples}
    for table in (schema.word_list_title, schema.word_list_item):
        here = _all(connection, table)
        found[table] = {
            key: row for key, row in here.items() if row["word_list_id"] in owners["word_list_id"]
        }
    return found


def contents(rows: Rows) -> dict[UUID, dict[str, object]]:
    """What each sense says, by the names that an edit would use (``headword``, ``gloss.de`` …)."""
    found: dict[UUID, dict[str, object]] = {}
    for (id_,), row in rows[schema.sense].items():
        word = rows[schema.word][(row["word_id"],)]
        kept = ("part_of_speech", "domain", "picture", "status", "evidence", "note")
        found[id_] = {name: row[name] for name in kept} | {
            "level": str(row["level"]),
            "headword": word["headword"],
            "homonym": word["homonym"],
        }
    for row in rows[schema.gloss].values():
        found[row["sense_id"]][f"gloss.{row['language']}"] = row["text"]
    apart: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in rows[schema.sense_apart].values():
        apart[row["sense_id"]].add(row["other_id"])
    for id_, content in found.items():
        content["apart"] = apart[id_]
    return found


def titles(rows: Rows) -> dict[UUID, dict[str, object]]:
    """What each theme says, by the names that an edit would use (``title.de``, ``picture``)."""
    found: dict[UUID, dict[str, object]] = {
        id_: {"picture": row["picture"]} for (id_,), row in rows[schema.word_list].items()
    }
    for row in rows[schema.word_list_title].values():
        found[row["word_list_id"]][f"title.{row['language']}"] = row["text"]
    return found


def _all(connection: Connection, table: Table) -> dict[Key, Row]:
    found = (dict(row._mapping) for row in connection.execute(select(table)))
    return {_key(table, row): row for row in found}


def _key(table: Table, row: Mapping[str, object]) -> Key:
    return tuple(row[column.name] for column in table.primary_key)
