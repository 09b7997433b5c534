"""A sentence with a gap: tap the word that was cut out.

The word is cut out in the form in which it stands there, and only where that is the headword or a listed form
of it; the wrong answers stand in the same form. Many words would make a sentence, so what it means is shown:
only one makes that. A child without a meaning to read sees the picture of the word.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.drills import spelling, verdicts
from app.drills.at_hand import Sentence
from app.drills.bands import Text
from app.drills.chooser import Chooser
from app.drills.drill import FEWEST_CHOICES, Drill, Need, Person
from app.drills.letters import is_word
from app.drills.steps import ChoiceQuestion, Shows
from lexicon.records import Sense, Skill


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence (UEY) with ``form`` cut out of it. ``tags`` name the form, "" for the headword."""

    before: str
    form: str
    after: str
    tags: str


def cut(text: str, sense: Sense) -> Cut | None:
    """The sentence with the word cut out; None where it stands in none of its known forms, or twice."""
    known = {form: tags for tags, form in sense.forms.items()} | {sense.headword: ""}
    places = [match for match in spelling.WORDS.finditer(text) if match.group() in known]
    if len(places) != 1:
        return None
    (place,) = places
    return Cut(text[: place.start()], place.group(), text[place.end() :], known[place.group()])


def can_ask(sense: Sense, person: Person) -> bool:
    """A sentence with the word that may be shown, from the age of sentences on."""
    if person.band.text < Text.SENTENCES or not is_word(sense):
        return False
    return any(_prepared(one, sense, person) for one in person.sentences(sense))


def ask(
    sense: Sense, person: Person, chooser: Chooser, rng: random.Random, easier: bool
) -> ChoiceQuestion | None:
    """A sentence and words for its gap, one of which makes what it means; None when no other is fair."""
    wanted = max(FEWEST_CHOICES, DRILL.choices[person.age_band] - int(easier))
    sentences = list(person.sentences(sense))
    rng.shuffle(sentences)
    for sentence in sentences:
        prepared = _prepared(sentence, sense, person)
        if prepared is None:
            continue
        found, prompt = prepared
        said = {found.form, *spelling.words(sentence.text)}

        def fills(other: Sense, tags: str = found.tags, said: set[str] = said) -> bool:
            form = form_of(other, tags)
            return is_word(other) and form is not None and form not in said

        wrong = chooser.wrong(sense, wanted - 1, Shows.WORD, person.language, DRILL.skill, rng, only=fills)
        texts = [found.form, *(form_of(other, found.tags) or "" for other in wrong)]
        if len(set(texts)) == len(texts) >= FEWEST_CHOICES:
            rng.shuffle(texts)
            before = spelling.sentence(found.before, person.script)
            form, after, *choices = (
                spelling.written(text, person.script) for text in (found.form, found.after, *texts)
            )
            return ChoiceQuestion(
                DRILL.key, DRILL.skill, sense, tuple(choices), form, prompt,
                sentence.translation if prompt is Shows.MEANING else "",
                bool(sense.voices), person.language, person.script, before, after,
            )  # fmt: skip
    return None


def form_of(sense: Sense, tags: str) -> str | None:
    """The listed form of ``sense``, the headword for no tags; None where nobody has listed it."""
    return sense.forms.get(tags) if tags else sense.headword


def _prepared(sentence: Sentence, sense: Sense, person: Person) -> tuple[Cut, Shows] | None:
    """The sentence cut, and what shows which word it wants; None where one of them is not there.

    A translation that spells the word itself (*Samsa*) would give it away.
    """
    found = cut(sentence.text, sense)
    if found is None:
        return None
    told = sentence.translation
    if told and person.gets_meanings() and not spelling.within(found.form, told, person.script):
        return found, Shows.MEANING
    return (found, Shows.PICTURE) if sense.picture is not None else None


DRILL = Drill(
    key="gap",
    goal="Reads a sentence and knows which word is missing.",
    skill=Skill.READ,
    youngest="9-12",
    needs=frozenset({Need.SENTENCE, Need.PICTURE_OR_MEANING}),
    choices={"3-5": 2, "6-8": 2, "9-12": 3, "grown": 4},
    typical_ms=10_000,
    can_ask=can_ask,
    ask=ask,
    judge=verdicts.picked,
)
