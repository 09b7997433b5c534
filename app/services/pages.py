"""What a child writes: kept as it is written, and saved to send as text or as a picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.services.household import Household
from lexicon import reviews, senses, writings
from lexicon.records import Learner, Writing

OFFERED = 3
"""Words offered at once: as many as fit above a child's keyboard at the size of a target."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """What the page to write on needs: the learner, what it wrote before, and the words it knows."""

    learner: Learner
    writings: tuple[Writing, ...]
    known: tuple[str, ...]


class Pages:
    """Runs on the database's thread; hands out frozen records."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def of(self, learner: Learner) -> Desktop:
        """What this learner wrote, the latest first, and the words to offer, the latest theme first."""
        household = self._household
        with household.kept.read() as connection:
            kept = writings.of(connection, learner.id)
            learned = reviews.learned(connection, learner.id)
            every = senses.everything(connection, household.now_ms())
        known = dict.fromkeys(sense.headword for sense in every if sense.id in learned)
        return Desktop(learner, kept, tuple(known))

    def new(self, learner: Learner) -> Writing:
        """An empty page; it is not kept until something stands on it."""
        now_ms = self._household.now_ms()
        return Writing(self._household.new_id(), learner.id, "", now_ms, now_ms)

    def keep(self, writing: Writing, text: str) -> Writing:
        """Keep what stands on the page now; a page with nothing on it is thrown away."""
        # A clock that was set back does not lose what is written now to an older version elsewhere.
        changed = replace(
            writing, text=text, changed_ms=max(self._household.now_ms(), writing.changed_ms + 1)
        )
        with self._household.kept.write() as connection:
            if text.strip():
                writings.put(connection, changed)
            else:
                writings.throw_away(connection, writing.id, changed.changed_ms)
        return changed

    def save(self, content: bytes, ending: str) -> Path:
        """Put a file into the outbox, under a name that says nothing about the child. Raises OSError."""
        folder = self._household.places.outbox
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"ana-til-{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
        beside = target.with_name(target.name + ".part")
        beside.write_bytes(content)
        beside.replace(target)
        return target


def offers(known: Sequence[str], text: str, most: int = OFFERED) -> list[str]:
    """Known words that the last word of ``text`` may become, as one types; none before its first letter."""
    begun = last_word(text)
    if not begun:
        return []
    return list(_first((word for word in known if word.startswith(begun) and word != begun), most))


def last_word(text: str) -> str:
    """The word that is being written at the end of ``text``, "" between words."""
    if not text or not text[-1].isalpha():
        return ""
    return text.split()[-1].lstrip("«“(").strip()


def _first(words: Iterable[str], most: int) -> Iterable[str]:
    for number, word in enumerate(words):
        if number >= most:
            return
        yield word
