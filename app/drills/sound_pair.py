"""Which of two was it? Two words that differ in one sound: hear one, tap the one that was heard."""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, hearable
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """Another word that differs in one sound, both drawn, and somebody's voice."""
    return sense.picture is not None and hearable(sense, person) and bool(_others(sense, person))


def ask(sense: Sense, person: Person, chooser: Chooser, rng: random.Random, _easier: bool) -> Question | None:
    """The word heard, and one that sounds nearly the same.

    The other is one the learner knows or meets in this theme, else there is nothing to choose between. A
    person of nine or older gets them written, if a recording says the word: else the word to be read aloud
    would show it.
    """
    others = [one for one in _others(sense, person) if chooser.has(one.id) and chooser.fair(sense, one)]
    if not others:
        return None
    choices = [sense, rng.choice(others)]
    rng.shuffle(choices)
    tiles = Shows.WORD if sense.voices and person.at_least("9-12") else Shows.PICTURE
    return Question(
        DRILL.key, DRILL.skill, sense, tuple(choices), Shows.SOUND, tiles, bool(sense.voices), person.language
    )


def _others(sense: Sense, person: Person) -> list[Sense]:
    return [other for other in person.at_hand.sound_pairs.get(sense.id, ()) if other.picture is not None]


DRILL = Drill(
    key="sound_pair",
    goal="Hears the one sound that tells two words apart.",
    skill=Skill.HEAR,
    youngest="3-5",
    needs=frozenset({Need.PICTURE, Need.SOUND_PAIR, Need.VOICE_OR_READER}),
    choices={"3-5": 2, "6-8": 2, "9-12": 2, "grown": 2},
    typical_ms=5_000,
    can_ask=can_ask,
    ask=ask,
)
