"""What may stand on a page that is sent to anybody: words, pictures, and voices lent to everybody."""

from __future__ import annotations

from app.services import travelling
from app.services.household import Household
from app.services.lists import Chosen
from app.teach.page.contents import Contents, Voice, Word
from lexicon.pictures import asks_for_credit
from lexicon.records import UNSAID, Scope

MINE = "Words and meanings: Ana Til, CC BY-SA 4.0"


def gather(household: Household, chosen: Chosen) -> Contents:
    """The page of a list. Voices go along where they are for everybody and have an MP3, which every browser
    plays; the others are counted. Raises ``StoreError`` or OSError."""
    heard = travelling.voices(household, [one.id for one in chosen.senses], Scope.PUBLIC)
    words = tuple(
        Word(
            sense.headword,
            dict(sense.glosses),
            travelling.picture(household, sense),
            tuple(Voice(one.speaker, one.clip) for one in heard.by_sense.get(sense.id, ())),
            sense.status == "approved",
        )
        for sense in chosen.senses
    )
    drawn = any(one.picture is not None and asks_for_credit(one.picture) for one in chosen.senses)
    titles = dict(chosen.titles) or {UNSAID: chosen.title}
    return Contents(titles, words, (MINE, *heard.credits), heard.kept_back, heard.unready, drawn)
