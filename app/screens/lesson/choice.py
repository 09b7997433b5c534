"""One text among several: the word for the gap in a sentence, or the right form of a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.drills.given import Given, Laid
from app.drills.steps import ChoiceQuestion, Outcome, Shows
from app.screens.lesson.prompts import Prompt
from app.screens.lesson.single import Answered, SingleCard, Tap
from app.screens.lesson.writing import gather, shown
from app.text.language import say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.board import Board
from app.widgets.measure import card_width
from app.widgets.pressable import Card, WordCard

GAP = "_____"
"""Stands in a sentence for the word that is missing: as wide for a short word as for a long one."""


PICTURED_HIGH, LINES_HIGH = 420, 260
"""dp of what is asked, with a picture and without."""


class ChoiceCard(SingleCard):
    """What is asked above, texts to choose from below; the right one then fills the gap."""

    def __init__(self, question: ChoiceQuestion, answered: Answered) -> None:
        self.question: ChoiceQuestion = question
        self._answered = answered
        asked = Column(spacing=look.gap("near"))
        gather(asked, PICTURED_HIGH if question.prompt is Shows.PICTURE else LINES_HIGH)
        several = question.prompt is Shows.PICTURE and question.times > 1
        self.prompt = Prompt(
            question.target, question.prompt, None, script=question.script, language=question.language,
            clue=question.clue, times=question.times,
        )  # fmt: skip
        self.prompt.size_hint_y = 1.6 if question.prompt is Shows.PICTURE else 1
        self.told: Words | None = None
        if several:
            asked.add_widget(self._one(question))
        asked.add_widget(self.prompt)
        if question.asks and not several:
            self.told = Words(name_of(question.asks), "title", colour=look.palette.accent, fit=True)
            asked.add_widget(self.told)
        self.sentence: Words | None = None
        if question.before or question.after:
            self.sentence = Words(question.before + GAP + question.after, "word", fit=True)
            asked.add_widget(self.sentence)
        self.cards: list[Card] = []
        self.board = board = Board("bar", narrowest=card_width(list(question.choices), "word", True))
        for place, text in enumerate(question.choices):
            card = WordCard(text, "word", bold=True)
            card.bind(on_release=lambda _card, chosen=place: self.choose(chosen))
            self.cards.append(card)
            board.add_widget(card)
        super().__init__(asked, board, 0.46)

    def _one(self, question: ChoiceQuestion) -> Column:
        """One of it, and what one is called: what stands below is several."""
        one = Column(spacing=look.gap("hair"), size_hint_y=1.6)
        one.add_widget(Prompt(question.target, Shows.PICTURE, None, size_hint_y=1.8))
        one.add_widget(Words(shown(question.target, question.script), "title", bold=True, fit=True))
        return one

    def second_needs(self) -> float:
        """A text's card is never lower than a child's target."""
        return self.board.needs(self.width, dp(CHILD_TARGET))

    def choose(self, place: int) -> None:
        """A tap on a text. The first counts."""
        if self.taken:
            return
        self.taken = True
        self.cards[place].state_shown = "chosen"
        self._answered(Laid((place,)))

    def show_verdict(
        self,
        given: Given,
        outcome: Outcome,  # noqa: ARG002 (one shape for all)
        go_on: Callable[[], None],
    ) -> None:
        """Mark the right text and the one that was not; the sentence is whole now."""
        assert isinstance(given, Laid)
        right = self.question.choices.index(self.question.answer)
        for place, card in enumerate(self.cards):
            card.state_shown = "right" if place == right else "amiss" if place in given.places else "quiet"
        if right not in given.places:
            self.after_a_miss = self.cards[right]
            self.cards[right].bind(on_release=lambda *_: go_on())
        self._fill()

    def _fill(self) -> None:
        if self.sentence is None:
            return
        before, answer = self.question.before, self.question.answer
        self.sentence.text = before + answer + self.question.after
        self.sentence.letter_colors = [(len(before), len(before) + len(answer), look.palette.accent)]

    def choices(self) -> Sequence[Widget]:
        return self.cards

    def example(self) -> list[Tap]:
        card = self.cards[self.question.choices.index(self.question.answer)]

        def found() -> None:
            card.state_shown = "right"
            self._fill()

        return [(lambda: card, found)]


def name_of(tags: str) -> str:
    """What a form says (``suffix.NAMES``), in the interface's language."""
    return {
        "PL": say("more than one"),
        "PX1SG": say("mine"),
        "PX3": say("his, hers or theirs"),
        "DAT": say("to it"),
        "LOC": say("in it, on it or at it"),
    }[tags]
