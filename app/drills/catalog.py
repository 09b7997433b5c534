"""All drills, in the order a word meets them: by ear, by eye, then said, then written."""

from __future__ import annotations

from app.drills import (
    build_word,
    gap,
    hear_picture,
    letter_forms,
    letter_sound,
    meaning_word,
    number_heard,
    order_words,
    pairs,
    picture_word,
    read_line,
    say_word,
    sound_pair,
    suffix,
    trace,
    word_meaning,
    write_heard,
)
from app.drills.drill import Drill, Person
from app.drills.person import RECOGNISED
from lexicon.records import Sense, Skill

#: One target, one answer: words, then letters and lines.
SINGLE: tuple[Drill, ...] = (
    hear_picture.DRILL,
    sound_pair.DRILL,
    number_heard.DRILL,
    word_meaning.DRILL,
    picture_word.DRILL,
    meaning_word.DRILL,
    gap.DRILL,
    say_word.DRILL,
    build_word.DRILL,
    suffix.DRILL,
    order_words.DRILL,
    write_heard.DRILL,
    letter_sound.DRILL,
    letter_forms.DRILL,
    trace.DRILL,
    read_line.DRILL,
)

#: Several targets in one game; the first that fits is played.
GAMES: tuple[Drill, ...] = (pairs.WRITTEN, pairs.HEARD)

BY_KEY = {drill.key: drill for drill in (*SINGLE, *GAMES)}


def ways(sense: Sense, person: Person, skill: Skill | None = None) -> tuple[Drill, ...]:
    """The single-target drills that can ask ``sense``, for one skill or for any this person is asked for."""
    return tuple(
        drill
        for drill in SINGLE
        if (skill is None or drill.skill is skill)
        and drill.skill in person.skills
        and drill.can_ask(sense, person)
    )


def first_ways(sense: Sense, person: Person) -> tuple[Drill, ...]:
    """The ways to ask a word just met: heard or read, where that can be; else any."""
    every = ways(sense, person)
    return tuple(drill for drill in every if drill.skill in RECOGNISED) or every
