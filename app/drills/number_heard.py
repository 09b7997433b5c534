"""Hear a number, tap its digits.

From nine on a ten is heard together with a one the learner knows (*ottuz yette*), so that the answer
cannot be learned by heart. What is remembered is the ten: if its digit is right and the other is not, that is
a slip.
"""

from __future__ import annotations

import random
from functools import cache

from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, hearable
from app.drills.given import Given, Typed
from app.drills.steps import SingleQuestion, TypedQuestion
from app.drills.verdicts import KEPT, Judged
from lexicon.records import Sense, Skill, Verdict

DIGITS = "digits"
"""``TypedQuestion.keys`` of a keyboard of digits."""

_TENS = range(20, 100, 10)


def can_ask(sense: Sense, person: Person) -> bool:
    """A number word, and somebody's voice."""
    return person.at_least(DRILL.youngest) and hearable(sense, person) and value(sense) is not None


def ask(
    sense: Sense, person: Person, chooser: Chooser, rng: random.Random, easier: bool
) -> TypedQuestion | None:
    """The number of ``sense``, a ten perhaps with a one behind it; None where it is no number."""
    number = value(sense)
    if number is None:
        return None
    says = [sense]
    if number in _TENS and not easier and person.at_least("9-12"):
        ones = [one for one in _ones(chooser) if bool(one.voices) == bool(sense.voices)]
        if ones:
            says.append(rng.choice(ones))
    number += sum(value(one) or 0 for one in says[1:])
    return TypedQuestion(
        DRILL.key, DRILL.skill, sense, tuple(says), str(number), DIGITS, bool(sense.voices), person.language
    )


def judge(step: SingleQuestion, given: Given) -> Judged:
    """The number; or a slip, if only what is not this word's own is wrong."""
    assert isinstance(step, TypedQuestion) and isinstance(given, Typed)
    typed = given.text.strip()
    number = int(typed) if typed.isdecimal() and len(typed) < KEPT else None
    verdict = Verdict.WRONG
    if number == int(step.answer):
        verdict = Verdict.EXACT
    elif (
        number is not None and len(step.says) > 1 and number < 100 and number // 10 * 10 == value(step.target)
    ):
        verdict = Verdict.SLIP
    return Judged(verdict, typed[:KEPT], step.answer)


def value(sense: Sense) -> int | None:
    """The number a word names: 0 to 100, or 1,000."""
    return _values().get(sense.headword) if sense.part_of_speech == "numeral" else None


@cache
def _values() -> dict[str, int]:
    from lexicon.uyghur.numbers import in_words  # with the endings of words: .05 s, wanted only here

    return {in_words(number): number for number in (*range(101), 1_000)}


def _ones(chooser: Chooser) -> list[Sense]:
    words = {number: word for word, number in _values().items() if 1 <= number <= 9}
    found = [chooser.named(words[number]) for number in sorted(words)]
    return [sense for sense in found if sense is not None]


DRILL = Drill(
    key="number_heard",
    goal="Knows a number by ear.",
    skill=Skill.HEAR,
    youngest="6-8",
    needs=frozenset({Need.VOICE_OR_READER}),
    choices={},
    typical_ms=6_000,
    can_ask=can_ask,
    ask=ask,
    judge=judge,
)
