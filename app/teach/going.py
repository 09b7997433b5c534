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
from app.services.progress_files import StoppedError, Told, silent
from app.teach import paper, papers
from app.teach.page.whole import whole
from app.teach.papers import Options
from app.teach.printed.bingo import TooFewWordsError
from lexicon.whole_files import free, make_folder, replace_whole

BOARDS: Final = 12
"""Of bingo: a weekend school's class."""
ENDINGS: Final = {"page": "html", "xlsx": "xlsx", "apkg": "apkg", "lift": "zip"}
"""Of what is no paper, which is PDF."""
_LONGEST_NAME: Final = 60
_OTHERWISE: Final = "words"
_STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Gone:
    """What was made: its file, how many pages of paper, how many recordings stayed here."""

    path: Path
    pages: int = 0
    stayed: int = 0


def send(
    household: Household, list_id: UUID, kind: str, language: str, size: str = "a4", told: Told = silent
) -> Gone | None:
    """Make a list into a file in the outbox; None where it has too few words for ``kind``.

    ``kind`` of ``papers.KINDS`` or ENDINGS; ``language`` is that of meanings ("" for none), ``size`` of
    ``paper.SIZES``. Raises ``UnknownListError``, ``StoppedError``, ``StoreError`` or OSError; nothing was
    saved then.
    """
    chosen = lists.of_list(household, list_id)
    pages = stayed = 0
    told(1, _STEPS)
    if kind == "page":
        contents, content = whole(household, chosen, language or "ug")
        stayed = contents.kept_back + contents.unready
    elif kind in ENDINGS:
        content, sent = sending.made(household, [chosen], kind, _OTHERWISE)
        stayed = sent.left_out
    else:
        options = Options(size, meanings=language, count=BOARDS)
        try:
            laid = papers.pages(household, kind, chosen, options)
        except TooFewWordsError:
            return None
        told(2, _STEPS)
        pages, content = len(laid), paper.pdf(laid, paper.SIZES[size])
    if not told(_STEPS, _STEPS):
        raise StoppedError("Stopped. Nothing was saved.")
    make_folder(household.places.outbox)
    path = free(household.places.outbox / _name(chosen, kind))
    replace_whole(path, content)
    return Gone(path, pages, stayed)


def _name(chosen: Chosen, kind: str) -> str:
    """A file's name after the list's title and the kind."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in chosen.title)
    title = " ".join(kept.split())[:_LONGEST_NAME].strip() or _OTHERWISE
    return f"{title} {kind}.{ENDINGS.get(kind, 'pdf')}"
