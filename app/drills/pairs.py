"""Find the pairs: three or four words, written or heard, and their pictures or meanings.

Each pair found is one answer. Wrong tries lower it: one is a slip, two or more are a miss.
The last pair is found by what is left over, so a lesson uses pairs for words it has already asked, and
only now and then for words that are due.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from app.drills.chooser import Chooser, has_tile
from app.drills.drill import Drill, Need, Person, meaning
from app.drills.letters import is_word
from app.drills.steps import PairsQuestion, Shows
from lexicon.records import Sense, Skill, Verdict

FEWEST_PAIRS = 3


def can_ask(sense: Sense, person: Person) -> bool:
    """Written words: from the age of letters on, with a picture or a readable meaning."""
    if not person.at_least(WRITTEN.youngest) or Skill.READ not in person.skills:
        return False
    return is_word(sense) and (
        sense.picture is not None or (person.gets_meanings() and meaning(sense, person.language) is not None)
    )


def can_ask_heard(sense: Sense, person: Person) -> bool:
    """Heard words, at any age: a recording and a picture."""
    return Skill.HEAR in person.skills and bool(sense.voices) and sense.picture is not None


def gather(
    drill: Drill, first: Sense, others: Iterable[Sense], person: Person, chooser: Chooser
) -> tuple[Sense, ...]:
    """As many senses as one game takes, all fair to one another and of one kind of tile, ``first`` leading.

    ``others`` are wished for in their order. Empty when not even three come together.
    """
    if not drill.can_ask(first, person):
        return ()
    kinds = [Shows.PICTURE] if first.picture is not None else []
    if drill is WRITTEN and person.gets_meanings() and meaning(first, person.language) is not None:
        kinds.append(Shows.MEANING)
    wished = list(others)
    for tiles in kinds:
        chosen = [first]
        for sense in wished:
            if len(chosen) == drill.choices[person.age_band]:
                break
            if (
                drill.can_ask(sense, person)
                and has_tile(sense, tiles, person.language)
                and all(chooser.fair(sense, other) for other in chosen)
            ):
                chosen.append(sense)
        if len(chosen) >= FEWEST_PAIRS:
            return tuple(chosen)
    return ()


def game(drill: Drill, senses: Sequence[Sense], person: Person, rng: random.Random) -> PairsQuestion:
    """The game over ``senses`` as ``gather`` brought them together, both sides shuffled."""
    tiles = Shows.PICTURE if all(sense.picture is not None for sense in senses) else Shows.MEANING
    words, partners = list(senses), list(senses)
    rng.shuffle(words)
    rng.shuffle(partners)
    prompt = Shows.WORD if drill is WRITTEN else Shows.SOUND
    return PairsQuestion(
        drill.key, drill.skill, tuple(words), tuple(partners), prompt, tiles, person.language
    )


def judge(wrong_tries: int) -> Verdict:
    """What a found pair was worth after that many wrong tries with its word."""
    if wrong_tries == 0:
        return Verdict.EXACT
    return Verdict.SLIP if wrong_tries == 1 else Verdict.WRONG


WRITTEN = Drill(
    key="pairs",
    goal="Reads several words and tells them apart.",
    skill=Skill.READ,
    youngest="6-8",
    needs=frozenset({Need.PICTURE_OR_MEANING}),
    choices={"3-5": 3, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=5_000,
    can_ask=can_ask,
)

HEARD = Drill(
    key="pairs_heard",
    goal="Tells several words apart by ear.",
    skill=Skill.HEAR,
    youngest="3-5",
    needs=frozenset({Need.VOICE, Need.PICTURE}),
    choices={"3-5": 3, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=6_000,
    can_ask=can_ask_heard,
)
