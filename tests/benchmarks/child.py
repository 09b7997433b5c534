"""A child that does not tire: opens the app off-screen and taps its way through lessons, one move a frame."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from lexicon import places

Story = Callable[[Any], Iterator[None]]


def open_app_with(
    story: Story, haste: float = 0.02, size: tuple[int, int] = (420, 800), density: float = 1.0
) -> None:
    """Run the app off-screen at the home of ``ANATIL_HOME``; ``story`` goes on by one ``yield`` a frame.

    ``size`` is in pixels, ``density`` in pixels to a dp. The clock is the tour's, so that answers take
    three seconds on paper and none in truth. Raises what the story raises.
    """
    gc.disable()  # as app.open does
    from app import start

    here = places.find().make()
    start.prepare(here.kivy, off_screen=True, size=size, density=density)
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.graphics.opengl import glFinish

    from app.kivy_app import AnaTilApp, Given
    from app.tour.guide import TourMoment

    ids = random.Random(11)
    new_id: Callable[[], UUID] = lambda: UUID(int=ids.getrandbits(128), version=4)  # noqa: E731
    app = AnaTilApp(Given(here, TourMoment(), random.Random(7), new_id, "en", haste))
    moves = story(app)
    trouble: list[BaseException] = []

    def frame(_dt: float) -> bool:
        try:
            next(moves)
        except BaseException as error:
            if not isinstance(error, StopIteration):
                trouble.append(error)
            app.stop()
            return False
        return True

    Window.bind(on_flip=lambda *_: glFinish())  # see probes: frames must not pile up
    Clock.schedule_interval(frame, 0)
    app.run()
    if trouble:
        raise trouble[0]


class Child:
    """Walks the app. ``answered`` is called after each single answer whose verdict is on the screen."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.answered: Callable[[], None] = lambda: None
        self.question: Callable[[Any], Iterator[None]] = self.answers

    def arrives(self) -> Iterator[None]:
        """Until the learners' screen stands."""
        while (screen := type(self.app.stage.screen).__name__) != "LearnersScreen":
            if screen == "TroubleScreen":
                raise RuntimeError("the app could not open its store")
            yield
        yield from self.rests()

    def rests(self) -> Iterator[None]:
        """Until nothing moves, loads or waits."""
        from kivy.animation import Animation

        calm = 0
        while calm < 4:
            yield
            quiet = self.app.desk.idle and self.app.pictures.idle and not Animation._instances
            calm = calm + 1 if quiet else 0

    def taps(self, widget: Any) -> Iterator[None]:
        from app.tour.finger import lift, press

        yield
        finger = press(widget)
        yield
        lift(finger)
        yield

    def to_lesson(self) -> Iterator[None]:
        """From wherever the child stands to the first step of its next lesson."""
        if type(self.app.stage.screen).__name__ == "LearnersScreen":
            yield from self.taps(self.app.stage.screen.cards[0])
            yield from self.rests()
        yield from self.taps(self.app.stage.screen.start)
        yield from self.rests()

    def has_a_lesson(self) -> Iterator[None]:
        """A whole lesson, all answered rightly, back to the path."""
        yield from self.to_lesson()
        screen = self.app.stage.screen
        while self.app.stage.screen is screen:
            yield from self.takes_a_step(screen)
        yield from self.rests()

    def takes_a_step(self, screen: Any) -> Iterator[None]:
        """Whatever the lesson shows now, to the next."""
        from app.drills.given import right
        from app.screens.lesson.single import SingleCard

        card = screen.card
        kind = type(card).__name__
        if kind == "QuestionCard":
            yield from self.question(screen)
        elif kind == "PairsCard":
            for sense_id in list(card.words):
                yield from self.taps(card.words[sense_id])
                yield from self.taps(card.partners[sense_id])
                while card.partners[sense_id].state_shown != "right":
                    yield
                self.answered()
        elif isinstance(card, SingleCard):
            card.taken = True
            screen._answered(right(card.question))
            self.answered()
        else:
            while kind == "ExampleCard" and not card.done:
                yield
            yield from self.taps(card.done if kind == "EndingCard" else card.next)
        while screen.card is card and self.app.stage.screen is screen:
            yield

    def answers(self, screen: Any) -> Iterator[None]:
        """A single question, rightly."""
        right = screen.card.cards[screen.card.question.target.id]
        yield from self.taps(right)
        while right.state_shown != "right":
            yield
        self.answered()
