"""One step of a lesson on the screen: a new word, a question, a notice. Each says when it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.drills.drill import meaning
from app.drills.given import Given, Tapped
from app.drills.letters import Letter
from app.drills.spelling import line, written
from app.drills.steps import Meet, Outcome, Question, ReadTogether, Shows
from app.screens.lesson.prompts import Prompt
from app.screens.lesson.single import Answered, SingleCard, Tap
from app.screens.lesson.voices import SpokenWord, VoiceButtons
from app.screens.lesson.writing import shown
from app.text.language import say
from app.theme import ADULT_TARGET, CHILD_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.board import Board
from app.widgets.measure import card_width
from app.widgets.pressable import BigButton, Card, Chip, PictureCard, RoundButton, WordCard, framed
from app.widgets.split import Split
from lexicon.records import Sense

LOW = 420
"""dp. A card lower than this has no room to spare below its button."""
LINE = 1.6
"""The least height of a line, of its letters' size: Uyghur goes far below the line."""
HEARD = ("PROG.3", "PST.3")
"""Forms of a verb that a small child hears before the infinitive, the first first."""


def answer_card(sense: Sense, shows: Shows, language: str, script: str = "arabic", form: int = 0) -> Card:
    """A card that stands for a sense: its picture, its word, its meaning, or one of a letter's shapes."""
    if shows is Shows.PICTURE and sense.picture is not None:
        return PictureCard(sense.picture)
    if shows is Shows.MEANING:
        return WordCard(meaning(sense, language) or shown(sense, script), "title")
    if shows is Shows.FORM and isinstance(sense, Letter):
        return WordCard(sense.shapes[form], "hero", bold=True)
    return WordCard(shown(sense, script), "word", bold=True)


class QuestionCard(SingleCard):
    """One target among answers: tiles with pictures, words, meanings or letters."""

    def __init__(
        self, question: Question, answered: Answered, word: SpokenWord | None, script: str = "arabic"
    ) -> None:
        """``word`` says what may be heard before the answer: the target's where it is asked by its sound, the
        clue's where there is one."""
        self.question: Question = question
        self._answered = answered
        asked = question.clue or question.target
        self.prompt = Prompt(asked, question.prompt, word, script=script, language=question.language)
        self._script = script
        self.cards: dict[UUID, Card] = {}
        pictured = question.tiles is Shows.PICTURE
        lettered = any(isinstance(sense, Letter) for sense in question.choices)
        self._bars = not (pictured or lettered)
        narrowest = 0.0
        if self._bars:
            meant = question.tiles is Shows.MEANING
            texts = [
                (meaning(sense, question.language) if meant else None) or shown(sense, script)
                for sense in question.choices
            ]
            narrowest = card_width(texts, "title" if meant else "word", not meant)
        board = Board("bar" if self._bars else "square", narrowest=narrowest)
        self.board = board
        for sense in question.choices:
            shows = question.tiles if not pictured or sense.picture else Shows.MEANING
            card = answer_card(sense, shows, question.language, script, question.form)
            card.bind(on_release=lambda _card, chosen=sense.id: self.choose(chosen))
            self.cards[sense.id] = card
            board.add_widget(card)
        super().__init__(self.prompt, board, 0.34 if pictured else 0.38)

    def second_needs(self) -> float:
        """Bars of a word each are never lower than a child's target."""
        return self.board.needs(self.width, dp(CHILD_TARGET)) if self._bars else 0.0

    def choose(self, sense_id: UUID) -> None:
        """A tap on an answer. The first counts; it is shown as taken at once, judged when it is kept."""
        if self.taken:
            return
        self.taken = True
        self.cards[sense_id].state_shown = "chosen"
        self._answered(Tapped(sense_id))

    def show_verdict(self, given: Given, outcome: Outcome, go_on: Callable[[], None]) -> None:
        """Mark the right card, and the one that was not; after a miss a tap on the right one goes on."""
        assert isinstance(given, Tapped)
        chosen, right = given.choice_id, outcome.right_id
        for sense_id, card in self.cards.items():
            card.state_shown = "right" if sense_id == right else "amiss" if sense_id == chosen else "quiet"
            if sense_id == right and chosen != right:
                self.after_a_miss = card
                card.bind(on_release=lambda *_: go_on())
        clue, target = self.question.clue, self.question.target
        if clue is not None and isinstance(target, Letter):
            at = clue.headword.find(target.letter)
            self.prompt.reveal(clue.headword, [(at, at + 1, look.palette.accent)] if at >= 0 else ())
        else:
            self.prompt.reveal()

    def choices(self) -> Sequence[Widget]:
        return list(self.cards.values())

    def example(self) -> list[Tap]:
        card = self.cards[self.question.target.id]
        return [(lambda: card, lambda: setattr(card, "state_shown", "right"))]


class MeetCard(Split):
    """A new word: its picture, the word, its meaning, and its sound where somebody recorded it.

    Under a verb stands the form a small child hears (ئويناۋاتىدۇ); under all a sentence, if one is given.
    A child may say the word too, and hear itself (``say_too``).
    """

    def __init__(
        self,
        step: Meet,
        language: str,
        go_on: Callable[[], None],
        word: SpokenWord | None,
        say_too: Callable[[], None],
        sentence: str = "",
        script: str = "arabic",
    ) -> None:
        self.sense = sense = step.sense
        words = Column(spacing=look.gap("step"))
        words.add_widget(Words(shown(sense, script), "hero", bold=True, fit=True, size_hint_y=0.6))
        heard = next((sense.forms[tags] for tags in HEARD if tags in sense.forms), "")
        for text in (written(heard, script), line(sentence, script)):
            if text:
                words.add_widget(Words(text, "title", fit=True, size_hint_y=0.4))
        gloss = meaning(sense, language) if language != "ug" else None
        if gloss:
            words.add_widget(Words(gloss, "title", colour=look.palette.soft_ink, fit=True, size_hint_y=0.4))
        self.voices: VoiceButtons | None = None
        self.say_too: RoundButton | None = None
        if word is not None:
            self.say_too = RoundButton("microphone", side=ADULT_TARGET)
            self.say_too.bind(on_release=lambda *_: say_too())
            self.voices = VoiceButtons(word, 72, self.say_too)
            words.add_widget(self.voices)
        self.next = BigButton(say("Next"), "check")
        self.next.bind(on_release=lambda *_: go_on())
        words.add_widget(self.next)
        below = Widget(size_hint_y=None, height=0)
        words.add_widget(below)
        super().__init__(framed(sense.picture), words, 0.5 if sense.picture is not None else 0.2)
        self.next.bind(height=self._turn)
        self.bind(
            height=lambda *_: setattr(below, "height", look.gap("wide") if self.height > dp(LOW) else 0)
        )

    def second_needs(self) -> float:
        """The word is always read, and its meaning: a low window takes from the picture."""
        fixed = [child for child in self.second.children if child.size_hint_y is None]
        lines = len(self.second.children) - len(fixed)
        spaces = (len(self.second.children) - 1) * self.second.spacing
        return float(sum(child.height for child in fixed) + spaces + lines * look.type("title") * LINE)


class ReadTogetherCard(Split):
    """Said once a lesson: no voice yet, so a grown-up reads and the child taps, or lends a voice."""

    second_fits = True

    def __init__(self, _step: ReadTogether, go_on: Callable[[], None], record: Callable[[], None]) -> None:
        told = Column(spacing=look.gap("near"))
        pair = Chip("1F9D1-200D-1F9D2", 150, pos_hint={"center_x": 0.5, "center_y": 0.5})
        room = FloatLayout(size_hint_y=1.2)
        room.bind(height=lambda *_: setattr(pair, "size", (min(dp(150), room.height),) * 2))
        room.add_widget(pair)
        told.add_widget(room)
        told.add_widget(Words(say("Read together"), "title", bold=True, fit=True, size_hint_y=0.5))
        text = say("These words have no recorded voice yet. A grown-up reads them aloud, the child taps.")
        told.add_widget(Words(text, "body", fit=True, size_hint_y=1.2))
        ways = Column(spacing=look.gap("step"), padding=(0, 0, 0, look.gap("near")))
        ways.size_hint_y = None
        ways.bind(minimum_height=ways.setter("height"))
        self.next = BigButton(say("We are ready"), "check")
        self.next.bind(on_release=lambda *_: go_on())
        ways.add_widget(self.next)
        self.record = BigButton(say("Record them first"), "microphone", calm=True)
        self.record.bind(on_release=lambda *_: record())
        ways.add_widget(self.record)
        super().__init__(told, ways, 0.6, 0.5)
        ways.bind(height=lambda *_: setattr(ways, "height", ways.minimum_height))
