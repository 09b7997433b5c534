"""All drills, in the order a word meets them: by ear first, then by eye."""

from __future__ import annotations

from app.drills import hear_picture, pairs, picture_word, word_meaning
from app.drills.drill import Drill, Person
from lexicon.records import Sense, Skill

#: One target, one answer.
SINGLE: tuple[Drill, ...] = (hear_picture.DRILL, word_meaning.DRILL, picture_word.DRILL)

#: Several targets in one game; the first that fits is played.
GAMES: tuple[Drill, ...] = (pairs.WRITTEN, pairs.HEARD)

BY_KEY = {drill.key: drill for drill in (*SINGLE, *GAMES)}


def ways(sense: Sense, person: Person, skill: Skill | None = None) -> tuple[Drill, ...]:
    """The single-target drills that can ask ``sense``, for one skill or for any."""
    return tuple(
        drill for drill in SINGLE if (skill is None or drill.skill is skill) and drill.can_ask(sense, person)
    )
