"""A list made into a file that lies beside a person's documents, under a name that is free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from app.services import lists
from app.services.doors import sending
from app.services.household import Household
from app.services.lists import Chosen
from app.teach import paper, papers
from app.teach.page.whole import whole
from app.teach.papers import Options
from app.teach.printed.bingo import TooFewWordsError
from lexicon.whole_files import make_folder, replace_whole

BOARDS: Final = 12
"""Of bingo: a weekend school's class."""
ENDINGS: Final = {"page": "html", "xlsx": "xlsx", "apkg": "apkg", "lift": "zip"}
"""Of what is no paper, which is PDF."""
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Gone:
    """What was made: its file, how many pages of paper, how many recordings stayed here."""

    path: Path
    pages: int = 0
    stayed: int = 0


def send(household: Household, list_id: UUID, kind: str, language: str, size: str = "a4") -> Gone | None:
    """Make a list into a file in the outbox; None where it has too few words for ``kind``.

    ``kind`` of ``papers.KINDS`` or ENDINGS; ``language`` is that of meanings ("" for none), ``size`` of
    ``paper.SIZES``. Raises ``UnknownListError``, ``StoreError`` or OSError; nothing was saved then.
    """
    chosen = lists.of_list(household, list_id)
    make_folder(household.places.outbox)
    path = _free(household.places.outbox, chosen, kind)
    if kind == "page":
        contents, content = whole(household, chosen, language or "ug")
        replace_whole(path, content)
        return Gone(path, stayed=contents.kept_back + contents.unready)
    if kind in ENDINGS:
        return Gone(path, stayed=sending.send_chosen(household, path, [chosen], kind).left_out)
    options = Options(size, meanings=language, count=BOARDS)
    try:
        made = papers.pages(household, kind, chosen, options)
    except TooFewWordsError:
        return None
    replace_whole(path, paper.pdf(made, paper.SIZES[size]))
    return Gone(path, pages=len(made))


def _free(folder: Path, chosen: Chosen, kind: str) -> Path:
    """A name after the list's title and the kind that no file has yet."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in chosen.title)
    stem = f"{' '.join(kept.split())[:_LONGEST_NAME].strip() or 'words'} {kind}"
    ending, number = ENDINGS.get(kind, "pdf"), 1
    path = folder / f"{stem}.{ending}"
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}.{ending}"
    return path
