"""A lesson on the screen: shows each step, keeps each answer, and only then says how it went."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.drills.given import Given
from app.drills.growth import tree
from app.drills.letters import is_word
from app.drills.steps import (
    Ending,
    Example,
    Meet,
    Outcome,
    PairsQuestion,
    ReadTogether,
    Shows,
    SingleQuestion,
    Step,
)
from app.screens.lesson.asked import Asker, script_of
from app.screens.lesson.cards import MeetCard, ReadTogetherCard
from app.screens.lesson.echo import EchoCard
from app.screens.lesson.ending import EndingCard
from app.screens.lesson.example import ExampleCard
from app.screens.lesson.pairs import PairsCard
from app.screens.lesson.saying import SayCard
from app.screens.lesson.single import SingleCard, looked_at
from app.screens.lesson.voices import SpokenWord
from app.screens.page import BACKSPACE, Page
from app.services.lessons import Running
from app.text.language import spoken
from app.theme import look
from app.widgets.beads import Beads
from app.widgets.pressable import RoundButton
from lexicon.records import Sense, Skill

AFTER_RIGHT_S = 1.0
"""Seconds a right answer is looked at before the next question."""
AFTER_MISSED_PAIR_S = 0.8
TIDY_S = 0.5
"""Seconds after a card is put there at which the one before is cleared from memory. Widgets hold each other,
so only the collector frees them and their textures: 20 ms, taken while nothing moves. Without it 100
answers grew by about 12 MB more."""
AHEAD = 8
"""Senses whose picture and sound are fetched before their step comes."""


def _tidy(_dt: float) -> None:
    gc.collect()


class LessonScreen(Page):
    """Drives a ``Lesson``. The database is asked to keep an answer before the verdict is shown."""

    keeps_awake = True

    def __init__(self, app: Any, running: Running) -> None:
        super().__init__(app, across=880)
        self.running = running
        self.lesson = running.lesson
        self.script = script_of(running.lesson)
        self.asker = Asker(app, running.learner.age_band, self.script, self._hearing)
        self.step: Step | None = None
        self.card: Widget | None = None
        self.busy = False
        self._asked_at = 0
        self._replays = 0
        self._learned_before: frozenset[UUID] = frozenset()
        app.learned(running.learner, self._knows)
        self._spoken: dict[UUID, SpokenWord | None] = {}
        self._waiting: Any = None
        close = RoundButton("close", pos_hint={"center_y": 0.5})
        close.bind(on_release=lambda *_: self.app.enter(running.learner))
        self.close = close
        self.beads = Beads()
        self.undo = RoundButton("undo", pos_hint={"center_y": 0.5}, flip=look.rtl)
        self.undo.bind(on_release=lambda *_: self.take_back())
        self._can_take_back(False)
        self._seen_right: tuple[UUID, Skill] | None = None
        """What was taken back after its verdict had been seen: asked again it counts as helped."""
        self.header.spacing = look.gap("room")
        for piece in (close, self.beads, self.undo):
            self.header.add_widget(piece)
        self.frame.add_widget(self.header)
        self.place = BoxLayout()
        self.frame.add_widget(self.place)
        self._next()

    # -- from step to step

    def _next(self, *_: Any) -> None:
        self._waiting = None
        self.busy = False
        self.step = self.lesson.step(self._now())
        if self.step is None:
            self.app.enter(self.running.learner)
            return
        self.beads.done = max(self.beads.done, self.lesson.progress)
        self._fetch_ahead()
        self._put(self._card_for(self.step))
        self._asked_at = self.app.given.moment.ticks_ms()
        self._replays = 0

    def _passed(self, step: Step) -> None:
        """Go on from a step that asks nothing; a second tap on its button finds it gone, and does nothing."""
        if self.step is not step:
            return
        if isinstance(step, Example):
            self.app.saw_example(self.running.learner, step.drill)
        self.lesson.passed(self._now())
        self._next()

    def _put(self, card: Widget) -> None:
        self._let_go()
        self._spoken.clear()
        self.card = card
        self.place.add_widget(card)
        Clock.schedule_once(_tidy, TIDY_S * self.app.given.haste)

    def _card_for(self, step: Step) -> Widget:
        passed = partial(self._passed, step)
        if isinstance(step, ReadTogether):
            return ReadTogetherCard(step, passed, self._record)
        if isinstance(step, Meet):
            word = self._hearing(step.sense)
            self._say(word)
            return self._meeting(step, word)
        if isinstance(step, Example):
            return ExampleCard(step, passed, self.asker, self.app.given.haste)
        if isinstance(step, SingleQuestion):
            word = self.asker.before(step)
            self._say(word)
            if word is not None:
                word.heard = self._heard_again
            return self.asker.card(step, self._answered, word)
        if isinstance(step, PairsQuestion):
            hear = self._say_sense if step.prompt is Shows.SOUND else None
            return PairsCard(step, self._paired, hear, self.script)
        self.beads.done = 1.0
        return self._ending(step)

    def _record(self) -> None:
        """A grown-up would rather say the words of this lesson that nobody has said."""
        running = self.running
        silent = [sense.id for sense in self.lesson.senses if is_word(sense) and not sense.voices]
        self.app.record_for_lesson(running.learner, running.theme, silent)

    def _meeting(self, step: Meet, word: SpokenWord | None) -> MeetCard:
        def say_too() -> None:
            assert word is not None  # only what can be heard can be said after it
            self._put(EchoCard(self.app, step.sense, word, back))

        def back() -> None:
            if self.step is step:
                self._put(self._meeting(step, word))

        sentence = self.running.sentence_of(step.sense)
        passed = partial(self._passed, step)
        return MeetCard(step, spoken().catalogue, passed, word, say_too, sentence, self.script)

    def _knows(self, learned: frozenset[UUID]) -> None:
        self._learned_before = learned

    def _ending(self, step: Ending) -> Widget:
        self._can_take_back(False)
        self.app.fit_when_due(self.running.learner)
        before = self._learned_before
        after = before | {sense.id for sense in (*step.learned, *step.practised) if is_word(sense)}
        return EndingCard(self, step, tree(len(before)), tree(len(after)), partial(self._passed, step))

    # -- answers

    def take_back(self) -> None:
        """A mis-tap: the last answer is taken back, and its question comes again."""
        if self.undo.disabled:
            return
        self._can_take_back(False)
        if self._waiting is not None:
            self._waiting.cancel()
        when = self._when()
        review = self.lesson.undo_last(
            now_ms=when["now_ms"], offset_min=when["offset_min"], new_id=when["new_id"]
        )
        self._seen_right = (review.sense_id, review.skill)
        self.app.take_back(review, self._next)

    def _can_take_back(self, can: bool) -> None:
        self.undo.disabled = not can
        self.undo.opacity = 1 if can else 0

    def _answered(self, handed_in: Given) -> None:
        self._can_take_back(False)
        outcome = self.lesson.answer_with(handed_in, **self._when())
        self._counted(outcome)
        assert outcome.review is not None  # a single question always leaves a review
        self.app.keep(outcome.review, partial(self._verdict, handed_in, outcome))

    def _paired(self, word: UUID, partner: UUID) -> None:
        outcome = self.lesson.answer(partner, target_id=word, **self._when())
        self._counted(outcome)
        then = partial(self._pair_shown, word, partner, outcome)
        if outcome.review is None:
            then()
        else:
            self.app.keep(outcome.review, then)

    def _when(self) -> dict[str, Any]:
        """What comes with every answer."""
        given, step = self.app.given, self.step
        again = isinstance(step, SingleQuestion) and (step.target.id, step.skill) == self._seen_right
        return {
            "hints": int(again),
            "taken_ms": given.moment.ticks_ms() - self._asked_at,
            "replays": self._replays,
            "now_ms": self._now(),
            "offset_min": given.moment.offset_min(),
            "new_id": given.new_id(),
        }

    def _counted(self, outcome: Outcome) -> None:
        """From now on the next answer's time runs: after a miss in a game of pairs it goes on."""
        if outcome.review is not None:
            self._asked_at, self._replays = self.app.given.moment.ticks_ms(), 0

    def _verdict(self, handed_in: Given, outcome: Outcome) -> None:
        step = self.step
        if not isinstance(self.card, SingleCard) or not isinstance(step, SingleQuestion):
            return
        self._seen_right = None
        if looked_at(outcome):
            self.app.feel_right()
        self._can_take_back(True)
        self._say(self.asker.after(step))
        self.card.show_verdict(handed_in, outcome, lambda: self._next() if self.step is step else None)
        if looked_at(outcome):
            self._after(AFTER_RIGHT_S, self._next)

    def _pair_shown(self, word: UUID, partner: UUID, outcome: Outcome) -> None:
        card = self.card
        if not isinstance(card, PairsCard):
            return
        card.show_pair(word, partner)
        if word == partner:
            self.app.feel_right()
        if word != partner:
            self._after(AFTER_MISSED_PAIR_S, lambda *_: card.free())
        elif outcome.finished:
            self._after(AFTER_RIGHT_S, self._next)

    def _after(self, seconds: float, call: Callable[..., Any]) -> None:
        self._waiting = Clock.schedule_once(call, seconds * self.app.given.haste)

    def hurry(self) -> None:
        """Go on now instead of after the pause."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._next()

    def way_back(self) -> Widget | None:
        return self.close

    def way_on(self) -> Widget | None:
        card = self.card
        if isinstance(card, SingleCard):
            return card.way_on()
        if isinstance(card, ExampleCard) and not card.done:
            return None
        return card.done if isinstance(card, EndingCard | EchoCard) else getattr(card, "next", None)

    def choices(self) -> Sequence[Widget]:
        if isinstance(self.card, SingleCard):
            return self.card.choices()
        if isinstance(self.card, PairsCard):
            return [*self.card.words.values(), *self.card.partners.values()]
        return ()

    def take_key(self, key: int, text: str) -> bool:
        """What is typed goes into the card; backspace takes an answer back; every other key taps."""
        taken = self.card.take_key(key, text) if isinstance(self.card, SingleCard) else None
        if taken is None and key == BACKSPACE and not self.undo.disabled:
            self.undo.dispatch("on_release")
            return True
        return super().take_key(key, text) if taken is None else taken

    # -- sound and pictures

    def _hearing(self, sense: Sense) -> SpokenWord | None:
        files = self.app.voice_files(sense.voices)
        return SpokenWord(self.app.player, files) if files else None

    def _heard_again(self) -> None:
        self._replays += 1

    def _say(self, word: SpokenWord | None) -> None:
        if word is not None:
            word()

    def _say_sense(self, sense: Sense) -> None:
        """A tap on a word among the pairs; the next tap on it brings the next speaker."""
        if sense.id not in self._spoken:
            self._spoken[sense.id] = self._hearing(sense)
        word = self._spoken[sense.id]
        if word is not None:
            word.next()

    def _fetch_ahead(self) -> None:
        coming = self.lesson.upcoming(AHEAD)
        self.app.pictures.want([sense.picture for sense in coming if sense.picture])
        first = [file for sense in coming for file in self.app.voice_files(sense.voices[:1])]
        if first:
            self.app.player.prepare(first)

    # -- the rest

    def _now(self) -> int:
        return int(self.app.given.moment.now_ms())

    def _let_go(self) -> None:
        if self.card is not None:
            leave = getattr(self.card, "leave", None)
            if leave is not None:
                leave()
            self.place.remove_widget(self.card)
            self.card = None

    def rest(self) -> None:
        """A child that was heard is heard no longer."""
        if isinstance(self.card, EchoCard | SayCard):
            self.card.rest()

    def leave(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._let_go()
