"""Put the words of a sentence in order.

What the sentence means is shown. Uyghur leaves some freedom before its verb, and none behind it: another
order with the same last word is a slip and not a miss, and the sentence as it is usually said is shown.
"""

from __future__ import annotations

import random

from app.drills import spelling
from app.drills.at_hand import Sentence
from app.drills.bands import Text
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person
from app.drills.given import Given, Laid
from app.drills.letters import is_word
from app.drills.steps import BuildQuestion, Shows, SingleQuestion
from app.drills.verdicts import KEPT, Judged, laid
from lexicon.records import Sense, Skill, Verdict

#: Words of a sentence that is put in order: two are no question; of the starter's 375 sentences one has six,
#: all others fewer.
WORDS = range(3, 7)


def can_ask(sense: Sense, person: Person) -> bool:
    """A sentence with the word that may be shown, and what it means, from the age of sentences on."""
    if person.band.text < Text.SENTENCES or not is_word(sense) or not person.gets_meanings():
        return False
    return any(_fits(one) for one in person.sentences(sense))


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    rng: random.Random,
    easier: bool,
) -> BuildQuestion | None:
    """A sentence in pieces; None where no order of them hides it. The easier one is the shortest."""
    sentences = [one for one in person.sentences(sense) if _fits(one)]
    rng.shuffle(sentences)
    if easier:
        sentences.sort(key=lambda one: len(spelling.words(one.text)))
    for sentence in sentences:
        text = spelling.written(sentence.text, person.script)
        right = text[:-1].split(" ")
        pieces = spelling.shuffled(right, (), rng)
        if pieces is not None:
            return BuildQuestion(
                DRILL.key, DRILL.skill, sense, pieces, len(right), text[:-1], Shows.MEANING,
                sentence.translation, voiced=False, language=person.language, script=person.script,
                between=" ", after=text[-1],
            )  # fmt: skip
    return None


def judge(step: SingleQuestion, given: Given) -> Judged:
    """The order of the sentence; another one that ends alike is a slip."""
    assert isinstance(step, BuildQuestion) and isinstance(given, Laid)
    text = laid(step, given)
    verdict = Verdict.WRONG
    if text == step.answer:
        verdict = Verdict.EXACT
    elif len(given.places) == step.wanted and text.split(" ")[-1] == step.answer.split(" ")[-1]:
        verdict = Verdict.SLIP
    right = step.answer if step.script == "arabic" else step.answer[:1].upper() + step.answer[1:]
    return Judged(verdict, text[:KEPT], right + step.after)


def _fits(sentence: Sentence) -> bool:
    """No sign inside, which would give places away, one at the end, and a meaning."""
    found = spelling.words(sentence.text)
    return bool(sentence.translation) and len(found) in WORDS and sentence.text[:-1] == " ".join(found)


DRILL = Drill(
    key="order_words",
    goal="Makes a sentence in the order in which Uyghur says it.",
    skill=Skill.WRITE,
    youngest="9-12",
    needs=frozenset({Need.SENTENCE, Need.MEANING}),
    choices={},
    typical_ms=12_000,
    can_ask=can_ask,
    ask=ask,
    judge=judge,
)
