"""What is heard is typed: a word on our own keyboard, a number on digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import NumericProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.drills.given import Given, Typed
from app.drills.number_heard import DIGITS
from app.drills.steps import Outcome, TypedQuestion
from app.screens.lesson.prompts import LOWER, Prompt
from app.screens.lesson.single import Answered, SingleCard, Tap, looked_at
from app.screens.lesson.voices import SpokenWord
from app.screens.lesson.writing import Corrected, shown
from app.screens.page import BACKSPACE, ESCAPE
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Picture, Words
from app.widgets.board import Board
from app.widgets.field import Field
from app.widgets.keyboard import Keyboard
from app.widgets.keyboard_layouts import Hand, Script
from app.widgets.pressable import Card, WordCard, lay_word
from lexicon.uyghur.alphabet import SEAT, VOWELS

MOST_DIGITS = 4
"""1000 is the largest number word there is."""
TYPED_HIGH = 68
STRIP, WIDE_STRIP = 170, 480
"""dp. Lower and wider than this, and prompt and field stand side by side."""
LOW = 640
"""dp. In a window lower than this a word is typed in smaller letters: prompt and keys need the room."""


class TypedCard(SingleCard):
    """What is heard, or read by somebody beside; what has been typed; and the keyboard below."""

    second_fits = True
    plays_before = True

    def __init__(
        self, question: TypedQuestion, answered: Answered, word: SpokenWord | None, hand: Hand, script: str
    ) -> None:
        self.question: TypedQuestion = question
        self._answered = answered
        read = " ".join(shown(sense, script) for sense in question.says)
        self.prompt = Prompt(question.target, question.prompt, word, script=script, read=read, speaker=LOWER)
        top = Beside(spacing=look.gap("near"))
        top.add_widget(self.prompt)
        keys: Script = question.keys  # type: ignore[assignment]  # SCRIPTS of the bands and of the keyboard
        small = Window.height < dp(LOW) or look.font_scale > 1.3
        self.field = Field(
            role="title" if small else "word", one_line=True, most=60, script=keys,
            direction="rtl" if keys == "arabic" else "ltr",
        )  # fmt: skip
        self.field.bind(on_text_validate=lambda *_: self.hand_in())
        top.add_widget(self.field)
        self.keyboard = Keyboard(hand, scripts=(keys,), target=self.field)
        super().__init__(top, KeyboardRoom(self.keyboard), None)
        self.field.focused = True

    def _turn(self, *_: Any) -> None:
        """Never side by side while there is a keyboard: that is as wide as it can be."""
        if not self.second_fits:
            super()._turn()
            return
        if self.wide is None and self.width > 1:
            self._lay(False)
        self.second.height = self.second.minimum_height

    def hand_in(self) -> None:
        """Enter: what stands there is the answer; nothing is none."""
        if self.taken or not self.field.text.strip():
            return
        self.taken = True
        self.field.read_only = True
        self._answered(Typed(self.field.text))

    def show_verdict(self, given: Given, outcome: Outcome, go_on: Callable[[], None]) -> None:
        """The keyboard goes; how the word is written stands there, with the letters that differ in colour."""
        assert isinstance(given, Typed)
        right = outcome.right_text or self.question.answer
        letters = None if looked_at(outcome) else outcome.letters
        corrected = self._correct(right, given.text.strip(), letters, go_on)
        if looked_at(outcome):
            corrected.remove_widget(corrected.next)
        else:
            self.after_a_miss = corrected.answer

    def _correct(self, right: str, given: str, letters: Any, go_on: Callable[[], None]) -> Corrected:
        self.field.focused = False
        self.first.remove_widget(self.field)
        corrected = Corrected(right, given, letters, go_on)
        self._high = 0.4
        self.replace_second(corrected)
        return corrected

    def take_key(self, key: int, _text: str) -> bool | None:
        """The field takes keys from the window itself; but for Escape none taps anything meanwhile."""
        return None if self.taken or key == ESCAPE else False

    def example(self) -> list[Tap]:
        self.field.focused = False
        text = self.question.answer
        found: list[Tap] = []
        for place, letter in enumerate(text):
            if letter == SEAT and text[place + 1 : place + 2] in VOWELS:
                continue  # comes with its vowel
            found.append(self._struck(letter, text[: place + 1]))
        found.append((lambda: self.keyboard.cap("enter"), self._by_itself))
        return found

    def _struck(self, letter: str, so_far: str) -> Tap:
        def cap() -> Widget:
            texts = [one for one in self.keyboard.caps if one.key.text == letter.lower()]
            return texts[0] if texts else self.keyboard

        return cap, lambda: setattr(self.field, "text", so_far)

    def _by_itself(self) -> None:
        corrected = self._correct(self.question.answer, "", None, lambda: None)
        corrected.remove_widget(corrected.next)

    def leave(self) -> None:
        self.field.focused = False


class Beside(Column):
    """Prompt above field; beside it where a keyboard leaves only a low strip, as on a phone on its side."""

    orientation: str

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bind(size=self._turn)

    def _turn(self, *_: Any) -> None:
        low = self.height < dp(STRIP) and self.width > dp(WIDE_STRIP)
        orientation = "horizontal" if low else "vertical"
        if orientation == self.orientation:
            return
        self.orientation = orientation
        for piece in self.children:
            piece.pos_hint = {"center_y": 0.5} if low else {}
        if look.rtl:  # the prompt is read first
            pieces = list(self.children)
            self.clear_widgets()
            for piece in pieces:
                self.add_widget(piece)


class KeyboardRoom(FloatLayout):
    """A keyboard in a page's frame, as wide as the window where that is narrow."""

    minimum_height = NumericProperty(0)

    def __init__(self, keyboard: Keyboard) -> None:
        super().__init__(size_hint_y=None)
        self._keyboard = keyboard
        keyboard.size_hint = (None, None)
        self.add_widget(keyboard)
        self.bind(pos=self._place, size=self._place)
        keyboard.bind(height=self._place)
        self._place()

    def _place(self, *_: Any) -> None:
        spare = min(look.gap("room"), (Window.width - self.width) / 2)
        self._keyboard.width = self.width + 2 * max(0.0, spare)
        self._keyboard.pos = (self.x - max(0.0, spare), self.y)
        self.minimum_height = self._keyboard.height
        self.height = self._keyboard.height


class DigitsCard(SingleCard):
    """A number that is heard, what has been tapped, and the digits, which never mirror."""

    plays_before = True

    def __init__(
        self, question: TypedQuestion, answered: Answered, word: SpokenWord | None, script: str
    ) -> None:
        self.question: TypedQuestion = question
        self._answered = answered
        self.typed = ""
        read = " ".join(shown(sense, script) for sense in question.says)
        self.prompt = Prompt(question.target, question.prompt, word, script=script, read=read, speaker=LOWER)
        self.sheet = Card(size_hint_y=None, height=dp(TYPED_HIGH))
        self.said: Words = lay_word(self.sheet, "", "word", bold=True)
        self.sheet.bind(on_release=lambda *_: self.press("erase"))
        self.keys: dict[str, Card] = {}
        board = Board("cell", cols=4, gap="near")
        for line in (("1", "2", "3", "erase"), ("4", "5", "6", "0"), ("7", "8", "9", "enter")):
            for key in reversed(line) if look.rtl else line:
                card = _key(key)
                card.bind(on_release=lambda _card, name=key: self.press(name))
                self.keys[key] = card
                board.add_widget(card)
        below = Column(spacing=look.gap("near"))
        below.add_widget(self.sheet)
        below.add_widget(board)
        super().__init__(self.prompt, below, 0.25)

    def press(self, key: str) -> None:
        """A tap on a key: a digit, ``erase`` or ``enter``."""
        if self.taken:
            return
        if key == "enter" and self.typed:
            self.taken = True
            self.sheet.state_shown = "chosen"
            self._answered(Typed(self.typed))
        elif key == "erase":
            self.typed = self.typed[:-1]
        elif key.isdecimal() and len(self.typed) < MOST_DIGITS:
            self.typed += key
        self.said.text = self.typed

    def show_verdict(self, given: Given, outcome: Outcome, go_on: Callable[[], None]) -> None:
        """Right: it is marked. Else the right number stands in the place of the digits."""
        assert isinstance(given, Typed)
        if looked_at(outcome):
            self.sheet.state_shown = "right"
            return
        corrected = Corrected(outcome.right_text or self.question.answer, given.text, None, go_on)
        self.after_a_miss = corrected.answer
        self.replace_second(corrected)

    def second_needs(self) -> float:
        """Three rows of keys that a thumb finds."""
        if self.sheet.parent is not self.second:
            return 0.0
        return float(self.sheet.height + 3 * dp(CHILD_TARGET) + 3 * look.gap("near"))

    def choices(self) -> Sequence[Widget]:
        return ()

    def way_on(self) -> Widget | None:
        return self.after_a_miss or (self.keys["enter"] if not self.taken else None)

    def take_key(self, key: int, text: str) -> bool | None:
        """Digits are typed; Backspace takes the last one back."""
        if self.taken or not (text.isdecimal() or key == BACKSPACE):
            return None
        self.press("erase" if key == BACKSPACE else str(int(text)))
        return True

    def example(self) -> list[Tap]:
        def step(digit: str) -> Tap:
            return lambda: self.keys[digit], lambda: self.press(digit)

        def done() -> None:
            self.sheet.state_shown = "right"

        return [*(step(digit) for digit in self.question.answer), (lambda: self.keys["enter"], done)]


def typed_card(
    question: TypedQuestion, answered: Answered, word: SpokenWord | None, hand: Hand, script: str
) -> TypedCard | DigitsCard:
    """The card with the keys that the question needs."""
    if question.keys == DIGITS:
        return DigitsCard(question, answered, word, script)
    return TypedCard(question, answered, word, hand, script)


def _key(key: str) -> Card:
    if key.isdecimal():
        return WordCard(key, "word", bold=True)
    card = Card()
    name, tint = ("check", look.palette.accent) if key == "enter" else ("erase", look.palette.ink)
    icon = Picture(name, tint=tint, size_hint=(0.5, 0.5), pos_hint={"center_x": 0.5, "center_y": 0.5})
    card.add_widget(icon)
    return card
