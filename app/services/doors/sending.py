"""Words out of what is kept into a file for another tool, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.services.doors import gathering, kinds
from app.services.household import Household
from app.services.lists import chosen, everything
from lexicon.exchange.entries import Entry
from lexicon.whole_files import replace_whole

SEPARATORS = {"csv": ",", "tsv": "\t"}


def send(household: Household, path: Path, lists: Sequence[str] = (), kind: str = "") -> int:
    """Write the words of these lists (``lists.chosen``; none: all) to ``path``, where nothing must be yet.

    Returns how many. Raises ``FileExistsError``, ``UnknownKindError``, what ``lists.chosen`` raises,
    ``StoreError`` or OSError; nothing then stands at ``path``.
    """
    known = kinds.kind_of(path, kind)
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    wanted = [chosen(household, text) for text in lists] or [everything(household)]
    found = gathering.entries(household, wanted)
    replace_whole(path, _written(known, found, wanted[0].title if len(wanted) == 1 else path.stem))
    return len(found)


def _written(kind: str, entries: Sequence[Entry], title: str) -> bytes:
    from lexicon.exchange.tables import writing

    rows = writing.table(entries)
    if kind == "xlsx":
        return writing.workbook(rows, title)
    return writing.text(rows, SEPARATORS[kind])
