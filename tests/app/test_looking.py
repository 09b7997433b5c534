"""The tour's eye finds what it is there to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.uix.floatlayout import FloatLayout

from app.pictures import Pictures
from app.text import fonts
from app.theme import look
from app.tour.looking import findings
from app.widgets.base import Picture, Words
from app.widgets.pressable import PictureCard, RoundButton, WordCard
from lexicon import places


@pytest.fixture(autouse=True)
def dressed() -> Iterator[None]:
    EventLoop.ensure_window()
    here = places.find()
    look.uyghur, look.latin = fonts.choose(here.fonts)
    Picture.shared = Pictures(here)
    yield
    Picture.shared.close()
    Picture.shared = None


def shown(*widgets: Any) -> FloatLayout:
    """Widgets on a stage, laid out and drawn."""
    stage = FloatLayout(size=(360, 600))
    for widget in widgets:
        stage.add_widget(widget)
    EventLoop.window.add_widget(stage)
    for _ in range(4):
        EventLoop.idle()
    EventLoop.window.remove_widget(stage)
    return stage


def words(text: str, width: float, height: float, **more: Any) -> Words:
    return Words(text, fit=True, size_hint=(None, None), size=(width, height), **more)


def card(make: Callable[..., Any], *args: Any, size: tuple[float, float], pos: tuple[float, float]) -> Any:
    return make(*args, size_hint=(None, None), size=size, pos=pos)


def test_a_screen_that_is_right_is_left_in_peace() -> None:
    stage = shown(
        words("ياخشىمۇسىز", 200, 60, pos=(20, 500)),
        card(WordCard, "ئالما", size=(150, 100), pos=(10, 300)),
        card(PictureCard, "1F34E", size=(150, 150), pos=(180, 300)),
    )
    assert findings(stage) == []


def test_a_text_that_is_cut_off_is_found() -> None:
    stage = shown(words("مېۋە ۋە كۆكتاتلار، نان ۋە چاي", 60, 20, pos=(100, 300)))
    assert any("cut off" in sentence for sentence in findings(stage))


def test_a_word_broken_in_two_is_found() -> None:
    stage = shown(words("Geschwindigkeitsbegrenzung", 90, 200, role="title", pos=(100, 300)))
    assert any("cut off" in sentence for sentence in findings(stage))


def test_texts_over_each_other_are_found() -> None:
    stage = shown(words("ئالما", 200, 60, pos=(50, 300)), words("ئۈزۈم", 200, 60, pos=(60, 310)))
    assert any("overlaps" in sentence for sentence in findings(stage))


def test_cards_over_each_other_are_found() -> None:
    stage = shown(
        card(WordCard, "ئالما", size=(150, 100), pos=(10, 300)),
        card(WordCard, "ئۈزۈم", size=(150, 100), pos=(100, 350)),
    )
    assert any("overlaps" in sentence for sentence in findings(stage))


def test_a_target_too_small_for_a_small_finger_is_found() -> None:
    stage = shown(card(WordCard, "ئات", size=(60, 60), pos=(100, 300)))
    assert any("too small" in sentence for sentence in findings(stage))


def test_a_letter_no_font_has_is_found() -> None:
    stage = shown(words("ئالما 𓀀", 200, 60, pos=(50, 300)))
    assert any("U+13000" in sentence for sentence in findings(stage))


def test_a_button_outside_the_window_is_found() -> None:
    stage = shown(RoundButton("close", pos=(-30, 300)))
    assert any("outside the window" in sentence for sentence in findings(stage))
