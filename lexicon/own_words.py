"""A family's or a teacher's own words: rows like the starter's, whose source is the people here.

They are added and never overwrite anything; what the starter or a pack says is corrected by edits
(``lexicon.edits``), and so is a word of one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, insert, select

from lexicon import edits, schema, search_index
from lexicon.community import history
from lexicon.packs import lines
from lexicon.uyghur.order import sort_key

OWN: Final = "own"
"""``source`` of what people here have added."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A word to be added. ``headword`` is UEY in NFC; ``glosses`` by BCP-47 language, one at least;
    ``examples`` are sentences, which nobody has approved."""

    headword: str
    glosses: Mapping[str, str]
    part_of_speech: str = ""
    examples: Sequence[str] = ()
    note: str = ""


def may_be_kept(draft: Draft) -> bool:
    """Whether every device would take it in a pack: Uyghur letters, no markup, nothing endless."""
    rows = _rows(draft, UUID(int=1), UUID(int=2), UUID(int=3))
    return bool(draft.glosses) and all(lines.fits(kind, row) for kind, some in rows.items() for row in some)


def add(connection: Connection, drafts: Iterable[Draft], new_id: Callable[[], UUID]) -> tuple[UUID, ...]:
    """Add these words in the caller's transaction; the ids of their senses, in the same order.

    A headword that is here gets another meaning, not another word. Raises ValueError for what
    ``may_be_kept`` refuses.
    """
    wanted = tuple(drafts)
    for draft in wanted:
        if not may_be_kept(draft):
            raise ValueError(f"{draft.headword!r} cannot be kept")
    known = _words(connection, {draft.headword for draft in wanted})
    rows: dict[lines.Kind, list[dict[str, Any]]] = {
        kind: [] for kind in (lines.WORD, lines.SENSE, lines.GLOSS, lines.EXAMPLE)
    }
    ids = []
    for draft in wanted:
        word_id = known.get(draft.headword)
        made = _rows(draft, word_id or new_id(), new_id(), new_id())
        if word_id is None:
            known[draft.headword] = made[lines.WORD][0]["id"]
            rows[lines.WORD] += made[lines.WORD]
        for kind in (lines.SENSE, lines.GLOSS, lines.EXAMPLE):
            rows[kind] += made[kind]
        ids.append(made[lines.SENSE][0]["id"])
    for kind, some in rows.items():
        if some:
            connection.execute(insert(kind.table), some)
    for sense_id, draft in zip(ids, wanted, strict=True):
        said = {"headword": draft.headword}
        said |= {f"gloss.{language}": text for language, text in draft.glosses.items()}
        history.note(connection, edits.SENSE, sense_id, {}, said)
    search_index.refresh(connection, ids)
    return tuple(ids)


def _words(connection: Connection, headwords: set[str]) -> dict[str, UUID]:
    """The words with these headwords, of homonyms the first."""
    word = schema.word
    rows = connection.execute(
        select(word.c.headword, word.c.id).order_by(word.c.homonym.desc(), word.c.id.desc())
    )
    return {row.headword: row.id for row in rows if row.headword in headwords}


def _rows(
    draft: Draft, word_id: UUID, sense_id: UUID, examples: UUID
) -> dict[lines.Kind, list[dict[str, Any]]]:
    unread = {"status": "waiting", "approved_by": "", "approved_month": ""}
    word = {"id": word_id, "headword": draft.headword, "homonym": 0, "sort_key": sort_key(draft.headword)}
    sense = {
        "id": sense_id, "word_id": word_id, "part_of_speech": draft.part_of_speech, "domain": "", "level": 1,
        "picture": None, "source": OWN, "evidence": "", "note": draft.note, "retired": False,
        **unread,
    }  # fmt: skip
    glosses = [
        {"id": uuid5(sense_id, f"gloss/{language}/0"), "sense_id": sense_id, "language": language, "place": 0,
         "text": text}
        for language, text in draft.glosses.items()
    ]  # fmt: skip
    sentences = [
        {"id": uuid5(examples, str(place)), "sense_id": sense_id, "place": place, "text": text, "source": OWN,
         **unread}
        for place, text in enumerate(draft.examples)
    ]  # fmt: skip
    return {lines.WORD: [word], lines.SENSE: [sense], lines.GLOSS: glosses, lines.EXAMPLE: sentences}
