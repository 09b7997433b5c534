"""Every drill once, with real words: how it shows itself, how it is asked, and how an answer is shown.

Words are the longest the drill can ask among many of the starter: what holds them holds the others. Nothing
is kept: the lesson is only played.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from app.drills import catalog, letters
from app.drills.at_hand import AtHand, Sentence
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Drill
from app.drills.given import Given, right
from app.drills.person import Person
from app.drills.steps import (
    AnyQuestion,
    BuildQuestion,
    ChoiceQuestion,
    Example,
    Outcome,
    Question,
    SayQuestion,
    Step,
    TraceQuestion,
    TypedQuestion,
)
from app.screens.learners import LearnersScreen
from app.screens.lesson.example import ExampleCard
from app.screens.lesson.screen import LessonScreen
from app.screens.lesson.single import SingleCard
from app.screens.lesson.tracing import TraceCard
from app.services.lessons import Running
from app.tour import tones
from app.tour.guide import Camera, LostError, Route
from lexicon import recordings
from lexicon.records import Learner, Review, Sense, Theme
from lexicon.starter import alphabet, forms, strokes
from lexicon.starter.reading import HERE, read
from lexicon.uyghur.alphabet import LETTERS

TRIED = 60
"""Words each drill is tried with, to find its longest."""
NOBODY = UUID(int=0)
HAPPENS = 50.0
"""Haste at which an answer stays to be looked at."""


class Played:
    """Stands in for a lesson: one example and one question of each drill, judged as in a lesson."""

    def __init__(self, steps: Sequence[Step], person: Person) -> None:
        self.person = person
        self._steps = list(steps)
        self._at = 0

    senses: tuple[Sense, ...] = ()
    progress = 0.3

    def step(self, _now_ms: int) -> Step | None:
        return self._steps[self._at] if self._at < len(self._steps) else None

    def passed(self, _now_ms: int) -> None:
        self._at += 1

    def upcoming(self, _n: int) -> tuple[Sense, ...]:
        return ()

    def answer_with(self, given: Given, **when: Any) -> Outcome:
        """Judged by the drill; the next step comes next."""
        step: Any = self._steps[self._at]
        judged = catalog.BY_KEY[step.drill].judge(step, given)
        self._at += 1
        review = Review(
            when["new_id"], NOBODY, step.target.id, step.skill, step.drill, judged.answer, judged.verdict, 3,
            when["now_ms"], when["offset_min"], when["taken_ms"], 0, 0,
        )  # fmt: skip
        return Outcome(
            judged.verdict, review, step.target.id, again=False, finished=True,
            right_text=judged.right_text, letters=judged.letters,
        )  # fmt: skip


def every_drill(app: Any, camera: Camera, route: Route) -> Iterator[None]:
    """Yields once a frame until each drill has been played: by example, right, and once not right."""
    while not isinstance(app.stage.screen, LearnersScreen):
        yield
    yield from camera.settle()
    app.keep = lambda _review, then: then()
    app.saw_example = lambda _learner, _drill: None
    digest = recordings.keep_file(app.given.places.recordings, tones.tone(262.0))
    voices = (digest, recordings.keep_file(app.given.places.recordings, tones.tone(294.0)))
    learner = Learner(NOBODY, "1F98A", "1F98A", route.age, 0)
    theme = Theme(NOBODY, {}, None, 0)
    for drill in catalog.SINGLE:
        question, person = asked(drill, route, voices)
        if question is None:
            continue
        steps: list[Step] = [question]
        if route.examples and drill.example:
            steps.insert(0, Example(drill.key, question))
        wrong = amiss(question)
        if wrong is not None:
            steps.append(question)
        played: Any = Played(steps, person)
        screen = LessonScreen(app, Running(learner, theme, played))
        app.stage.show(screen)
        if isinstance(steps[0], Example):
            yield from _example(camera, screen, drill.key)
        app.given.haste = HAPPENS
        yield from _answer(camera, screen, drill.key, right(question))  # type: ignore[arg-type]
        screen.hurry()
        if wrong is not None:
            yield from _answer(camera, screen, drill.key, wrong, again=True)
        app.given.haste = 0.02


def _example(camera: Camera, screen: LessonScreen, name: str) -> Iterator[None]:
    card = screen.card
    if not isinstance(card, ExampleCard):
        raise LostError(f"{name} did not show itself")
    while not card.done:
        yield
    yield from camera.shoot(f"example-{name}")
    card.next.dispatch("on_release")
    yield from camera.settle()


def _answer(
    camera: Camera, screen: LessonScreen, name: str, given: Given, *, again: bool = False
) -> Iterator[None]:
    card: Any = screen.card
    if not isinstance(card, SingleCard):
        raise LostError(f"{name} is not asked")
    if not again:
        yield from camera.shoot(name)
    yield from _middle_of(camera, card, name, given, again)
    if isinstance(card, TraceCard):
        card.hand_in()  # what is drawn by now
    else:
        card.taken = True
        screen._answered(given)
    yield from camera.shoot(f"{name}-amiss" if again else f"{name}-right")


def _middle_of(camera: Camera, card: Any, name: str, given: Given, again: bool) -> Iterator[None]:
    """What is seen while one answers: tiles laid, a word half typed, a voice that was taken."""
    question = card.question
    if isinstance(question, BuildQuestion):
        for place in given.places[:-1]:  # type: ignore[union-attr]
            card.lay(place)
        if not again:
            yield from camera.shoot(f"{name}-half")
        card.places = list(given.places)  # type: ignore[union-attr]
        card._show()
    elif isinstance(question, TypedQuestion):
        text = given.text  # type: ignore[union-attr]
        if hasattr(card, "field"):
            card.field.text = text
        else:
            for digit in text:
                card.press(digit)
        if not again:
            yield from camera.shoot(f"{name}-half")
    elif isinstance(question, TraceQuestion):
        card.square.strokes = [list(stroke) for stroke in given.strokes]  # type: ignore[union-attr]
        card.square.draw()
        card._show()
        if not again:
            yield from camera.shoot(f"{name}-drawn")
    elif isinstance(question, SayQuestion) and question.records and not again:
        card.microphone.dispatch("on_release")
        for _ in range(4000):
            if card.said:
                break
            yield
        yield from camera.shoot(f"{name}-said")


def amiss(question: AnyQuestion) -> Given | None:
    """An answer that is not right, as one is given."""
    from app.drills.given import Laid, Said, Tapped, Traced, Typed

    match question:
        case Question():
            return Tapped(next(sense.id for sense in question.choices if sense.id != question.target.id))
        case ChoiceQuestion():
            return Laid((next(n for n, text in enumerate(question.choices) if text != question.answer),))
        case BuildQuestion():
            places = list(right(question).places)  # type: ignore[union-attr]
            places[0], places[1] = places[1], places[0]
            return Laid(tuple(places))
        case TypedQuestion():
            text = question.answer
            return Typed(text[:-2] + text[-1] if len(text) > 2 else text[::-1] + "1")
        case SayQuestion():
            return Said(False)
        case TraceQuestion():
            return Traced((((0.2, 0.2), (0.8, 0.3), (0.3, 0.7)),))
    return None


# -- what is asked


def asked(drill: Drill, route: Route, voices: tuple[str, ...]) -> tuple[AnyQuestion | None, Person]:
    """The longest question of a drill for this route's person; None where the age has none of it."""
    voiced = route.voices or drill.key == "write_heard"
    words = _senses(voices if voiced else ())
    hand = _at_hand(route.language, voices if voiced else ())
    person = Person.of(
        route.age,
        route.language,
        wishes=Wishes(script=route.script, sentences=True),
        has_microphone=True,
        letters_known=LETTERS,
        at_hand=hand,
    )
    chooser = Chooser(words)
    rng = random.Random(5)
    found: list[AnyQuestion] = []
    candidates = [*words, *hand.letters, *hand.lines]
    rng.shuffle(candidates)
    for sense in candidates:
        if drill.ask is not None and drill in catalog.ways(sense, person):
            question = drill.ask(sense, person, chooser, rng, False)
            if question is not None:
                found.append(question)
        if len(found) == TRIED:
            break
    return max(found, key=_long, default=None), person


def _long(question: AnyQuestion) -> int:
    """How much text a question puts on the screen."""
    match question:
        case Question():
            return sum(len(sense.headword) for sense in question.choices)
        case ChoiceQuestion():
            return len(question.before + question.after + question.clue) + max(map(len, question.choices))
        case BuildQuestion():
            return len(question.answer) + len(question.clue)
        case TypedQuestion() | SayQuestion():
            return len(question.answer)
        case TraceQuestion():
            return len(question.template)
    return 0


@cache
def _rows() -> Any:
    return read(HERE)


@cache
def _senses(voices: tuple[str, ...]) -> tuple[Sense, ...]:
    return tuple(
        Sense(
            id=row.id,
            headword=row.headword,
            part_of_speech=row.part_of_speech,
            glosses=row.glosses,
            theme_id=theme.id,
            place=place,
            picture=row.picture,
            domain=row.domain,
            level=row.level,
            homonym=row.homonym,
            apart=row.apart,
            voices=voices,
            forms={form.tags: form.text for form in row.forms if form.evidence in forms.SHOWN},
            status=row.status,
        )
        for theme in _rows().themes
        for place, row in enumerate(theme.senses)
    )


@cache
def _at_hand(language: str, voices: tuple[str, ...]) -> AtHand:
    by_id = {sense.id: sense for sense in _senses(voices)}
    course = alphabet.read(HERE, _rows())
    sentences: defaultdict[UUID, tuple[Sentence, ...]] = defaultdict(tuple)
    for row in _rows().sentences:
        one = Sentence(row.id, row.text, row.translations.get(language, ""), approved=False)
        sentences[row.sense_id] += (one,)
    pairs: defaultdict[UUID, tuple[Sense, ...]] = defaultdict(tuple)
    for pair in course.pairs:
        one_sense, other = (by_id[sense.id] for sense in pair.senses)
        pairs[one_sense.id] += (other,)
        pairs[other.id] += (one_sense,)
    lines = [line for step in course.steps for line in step.lines]
    return AtHand(
        sentences=dict(sentences),
        sound_pairs=dict(pairs),
        letters=letters.of_course(course.letters, by_id),
        lines=letters.lines_of(lines, LETTERS),
        outlines=strokes.read(),
    )
