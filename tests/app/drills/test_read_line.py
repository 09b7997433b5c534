"""Lines to read with the letters known so far."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.drills import read_line, spelling
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Said, Tapped
from app.drills.questions import Question, SayQuestion, Shows
from lexicon.records import Verdict
from tests.app.drills import starter


def reader(steps: int = 16, **more: object) -> Person:
    known = {one.letter for one in starter.at_hand().letters if one.step <= steps}
    person = Person.of("9-12", wishes=Wishes(sentences=True), letters_known=known, at_hand=starter.at_hand())
    return replace(person, **more)  # type: ignore[arg-type]


def test_a_line_comes_when_its_letters_are_known_and_not_a_step_before() -> None:
    lines = starter.at_hand().lines
    for step in starter.course().steps:
        for row in step.lines:
            line = next(one for one in lines if one.headword == row.text)
            assert read_line.can_ask(line, reader(step.number))
    early = [line for line in lines if read_line.can_ask(line, reader(4))]
    assert 0 < len(early) < len(lines) and not any(read_line.can_ask(line, reader(1)) for line in lines)


def test_a_line_nobody_has_approved_waits_for_a_grown_up_who_wants_it() -> None:
    (line, *_) = starter.at_hand().lines
    assert not read_line.can_ask(line, reader(sentences_allowed=False))
    assert read_line.can_ask(replace(line, status="approved"), reader(sentences_allowed=False))


def test_it_is_read_to_the_grown_up_beside_who_decides() -> None:
    (line, *_) = starter.at_hand().lines
    step = read_line.ask(line, reader(), Chooser([]), random.Random(1), False)
    assert isinstance(step, SayQuestion) and step.prompt is Shows.WORD and not step.records
    assert step.text == line.headword
    assert read_line.judge(step, Said(False)).verdict is Verdict.WRONG
    latin = read_line.ask(line, reader(script="latin"), Chooser([]), random.Random(1), False)
    assert isinstance(latin, SayQuestion) and latin.text.startswith("Me, nan al")


def test_whoever_reads_alone_taps_what_it_means() -> None:
    alone = reader(reader_beside=False)
    for line in starter.at_hand().lines:
        step = read_line.ask(line, alone, Chooser([]), random.Random(1), False)
        assert isinstance(step, Question) and step.tiles is Shows.MEANING and line in step.choices
        told = [one.glosses["en"] for one in step.choices]
        assert len(set(told)) == len(told) == 3
        assert read_line.judge(step, Tapped(line.id)).verdict is Verdict.EXACT
    assert not read_line.can_ask(starter.at_hand().lines[0], replace(alone, reads=False))


@pytest.mark.parametrize(
    ("text", "script", "shown"),
    [
        ("دېلفىن سۇدىن سەكرىدى.", "latin", "Dëlfin sudin sekridi."),
        ("دېلفىن سۇدىن سەكرىدى.", "cyrillic", "Делфин судин сәкриди."),
        ("دېلفىن سۇدىن سەكرىدى.", "arabic", "دېلفىن سۇدىن سەكرىدى."),
        ("ئانا نان", "latin", "ana nan"),  # no sentence
        ("«كەل!» دېدى ئۇ.", "latin", "«Kel!» dëdi u."),
    ],
)
def test_a_sentence_begins_large_where_the_script_has_large_letters(
    text: str, script: str, shown: str
) -> None:
    assert spelling.line(text, script) == shown
