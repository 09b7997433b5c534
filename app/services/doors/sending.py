"""Words out of what is kept into a file for another tool, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.services.doors import gathering, kinds
from app.services.household import Household
from app.services.lists import Chosen, chosen, everything
from lexicon.exchange.entries import Entry
from lexicon.whole_files import replace_whole

SEPARATORS = {"csv": ",", "tsv": "\t"}


@dataclass(frozen=True, slots=True)
class Sent:
    """How many words went, and how many of their voices stayed (in a table there are none)."""

    words: int
    left_out: int


def send(household: Household, path: Path, lists: Sequence[str] = (), kind: str = "") -> Sent:
    """Write the words of these lists (``lists.chosen``; none: all) to ``path``, where nothing must be yet.

    Raises ``FileExistsError``, ``UnknownKindError``, what ``lists.chosen`` raises, ``StoreError`` or OSError;
    nothing then stands at ``path``.
    """
    known = kinds.kind_of(path, kind)
    if known not in kinds.WRITTEN:
        raise kinds.UnknownKindError(path.name)
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    wanted = [chosen(household, text) for text in lists] or [everything(household)]
    content, sent = made(household, wanted, known, path.stem)
    replace_whole(path, content)
    return sent


def made(household: Household, wanted: Sequence[Chosen], kind: str, otherwise: str) -> tuple[bytes, Sent]:
    """A file of a kind of ``kinds.WRITTEN`` with the words of these lists; ``otherwise`` is its title where
    no list has one. Raises ``StoreError`` or OSError."""
    found = gathering.gather(
        household, wanted, media=kind not in kinds.TABLES, door=kind if kind in kinds.WITH_REST else ""
    )
    title = wanted[0].title if len(wanted) == 1 and wanted[0].title else otherwise
    return _written(kind, found.entries, title), Sent(len(found.entries), found.left_out)


def _written(kind: str, entries: Sequence[Entry], title: str) -> bytes:
    if kind == "apkg":
        from lexicon.exchange.anki.writing import package

        return package(entries, title)
    if kind == "json":
        from lexicon.exchange import plain

        return plain.written(entries, title)
    if kind == "lift":
        from lexicon.exchange.lift.writing import archive

        return archive(entries, title)
    from lexicon.exchange.tables import writing

    rows = writing.table(entries)
    if kind == "xlsx":
        return writing.workbook(rows, title)
    return writing.text(rows, SEPARATORS[kind])
