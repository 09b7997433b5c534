"""How a child is getting on, for the grown-up who asks: read from the store, worked out by the drills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.drills.forecast import Outlook, letters_known, outlook
from app.drills.growth import Tree, tree
from app.drills.parameters import scheduler_of
from app.services.at_hand import LETTER_DRILLS, LETTER_IDS, with_files
from app.services.household import Household
from lexicon import memories, registers, reviews, senses
from lexicon.records import Learner, Sense


@dataclass(frozen=True, slots=True)
class ProgressView:
    """One learner's ``outlook``, its ``tree``, the ``letters`` it knows of ``every_letter``, and its
    ``hardest`` words, hardest first."""

    learner: Learner
    outlook: Outlook
    tree: Tree
    letters: int
    every_letter: int
    hardest: Sequence[Sense]


def progress(household: Household, learner: Learner, offset_min: int) -> ProgressView:
    """How ``learner`` stands now; ``offset_min`` is the local offset from UTC. On the database's thread."""
    now_ms = household.now_ms()
    with household.kept.read() as connection:
        known = memories.of(connection, learner.id)
        history = reviews.of(connection, learner.id)
        learned = reviews.count_learned(connection, learner.id, LETTER_DRILLS)
        by = scheduler_of(registers.of(connection, str(learner.id)))
        found = outlook(known, history, now_ms, offset_min, LETTER_DRILLS, by)
        hardest = senses.senses(connection, [sense_id for sense_id, _ in found.hardest], now_ms)
    letters = letters_known(known, LETTER_IDS, now_ms, by)
    kept = [sense for sense in with_files(household, hardest) if not sense.retired]
    return ProgressView(learner, found, tree(learned), len(letters), len(LETTER_IDS), kept)
