"""The right ending: listed forms of one word beside one another, and one of them is asked for.

Plural for children who read words: *this is one, these are …*: one picture with the headword, then the
picture several times. The headword itself is never among the answers, for in Uyghur it may stand for several.
Every other form is asked for by its plain name beside the meaning (*apple: mine*), from nine on. Only forms
that somebody has accepted are shown, and only of nouns: what a verb's form tells depends on the sentence.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from app.drills import spelling, verdicts
from app.drills.chooser import Chooser
from app.drills.drill import FEWEST_CHOICES, Drill, Need, Person, meaning
from app.drills.letters import is_word
from app.drills.steps import ChoiceQuestion, Shows
from lexicon.records import Sense, Skill

#: What each form says, to be translated where it is shown. Others than these are not asked.
NAMES: Mapping[str, str] = {
    "PL": "more than one",
    "PX1SG": "mine",
    "PX3": "his, hers or theirs",
    "DAT": "to it",
    "LOC": "in it, on it or at it",
}

#: How often a picture is drawn for *several*.
TIMES = 3


def can_ask(sense: Sense, person: Person) -> bool:
    """Two different listed forms, one of which this person can be asked for."""
    return person.at_least(DRILL.youngest) and is_word(sense) and bool(_askable(sense, person))


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    rng: random.Random,
    easier: bool,
) -> ChoiceQuestion | None:
    """One of the forms among others of the same word; None where there is nothing to choose from."""
    askable = _askable(sense, person)
    if not askable:
        return None
    tags = rng.choice(askable)
    right = sense.forms[tags]
    others = [form for other, form in forms(sense).items() if other != tags and form != right]
    rng.shuffle(others)
    wanted = max(FEWEST_CHOICES, DRILL.choices[person.age_band] - int(easier))
    texts = [right, *others[: wanted - 1]]
    rng.shuffle(texts)
    several = tags == "PL" and sense.picture is not None
    return ChoiceQuestion(
        DRILL.key, DRILL.skill, sense, tuple(spelling.written(text, person.script) for text in texts),
        spelling.written(right, person.script), Shows.PICTURE if several else Shows.MEANING,
        "" if several else meaning(sense, person.language) or "",
        bool(sense.voices), person.language, person.script, asks=tags, times=TIMES if several else 1,
    )  # fmt: skip


def forms(sense: Sense) -> dict[str, str]:
    """The forms that may stand beside one another, each spelling once and none like the headword."""
    found: dict[str, str] = {}
    for tags in NAMES:
        form = sense.forms.get(tags, "")
        if form and form != sense.headword and form not in found.values():
            found[tags] = form
    return found if sense.part_of_speech == "noun" else {}


def _askable(sense: Sense, person: Person) -> list[str]:
    there = forms(sense)
    if len(there) < FEWEST_CHOICES:
        return []
    by_meaning = person.at_least("9-12") and person.gets_meanings()
    by_meaning = by_meaning and meaning(sense, person.language) is not None
    return [tags for tags in there if by_meaning or (tags == "PL" and sense.picture is not None)]


DRILL = Drill(
    key="suffix",
    goal="Says with the right ending whose it is, where it is, or that there are several.",
    skill=Skill.WRITE,
    youngest="6-8",
    needs=frozenset({Need.FORMS, Need.PICTURE_OR_MEANING}),
    choices={"3-5": 2, "6-8": 2, "9-12": 3, "grown": 4},
    typical_ms=8_000,
    can_ask=can_ask,
    ask=ask,
    judge=verdicts.picked,
)
