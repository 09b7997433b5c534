"""Our keyboards: every letter is on them, fingers find it, and nothing of a field is covered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from kivy.base import EventLoop
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.theme import DARK, look
from app.tour.finger import lift
from app.tour.looking import findings
from app.widgets import keyboard as keyboard_module
from app.widgets.base import Column
from app.widgets.field import Field
from app.widgets.keyboard import HOLD_S, LETTERS_FIRST, REPEAT_S, WORD_REPEAT_S, Desk, Keyboard
from app.widgets.keyboard_layouts import COLUMNS, SCRIPTS, Hand, Page, Script, by_hardware, columns, rows
from lexicon.uyghur.alphabet import LETTERS, SEAT
from tests.app.touching import Board, HandClock, down, dressed, frames, resize, rest, show, slide

SIX = "ژفگخجۆ"
LATIN = "abcdefghijklmnopqrstuwxyzëöü"
CYRILLIC = "аәбвгғдежҗзийкқлмнңоөпрстуүфхһчшюяъ"


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    made = HandClock()
    monkeypatch.setattr(keyboard_module, "Clock", made)
    return made


def at_desk(
    hand: Hand = "child", text: str = "", *, size: tuple[int, int] = (360, 800), **options: Any
) -> tuple[Keyboard, Field]:
    """A keyboard under a field in which one writes."""
    resize(*size)
    field = Field(text, clipboard=Board(), **options)
    body = Column(padding=look.gap("room"))
    body.add_widget(field)
    body.add_widget(Widget())
    keyboard = Keyboard(hand)
    desk = Desk(body, keyboard)
    desk.watch(field)
    show(desk)
    field.focused = True
    rest()
    return keyboard, field


def strike(keyboard: Keyboard, *keys: str) -> None:
    """Tap keys by what they write or do."""
    for name in keys:
        lift(down(*keyboard.cap(name).center))


def texts(
    script: Script, hand: Hand, *, wide: bool = False, page: Page = "letters", shift: bool = False
) -> str:
    return "".join(key.text for row in rows(script, hand, page, wide=wide, shift=shift) for key in row)


# -- what stands where


@pytest.mark.parametrize(
    ("script", "hand", "page", "wide"),
    list(product(SCRIPTS, get_args(Hand), get_args(Page), (False, True))),
)
def test_every_row_fills_its_columns_and_every_keyboard_has_what_it_needs(
    script: Script, hand: Hand, page: Page, wide: bool
) -> None:
    found = rows(script, hand, page, wide=wide)
    assert {sum(key.width for key in row) for row in found} == {columns(hand, wide)}
    kinds = [key.kind for row in found for key in row]
    for kind in ("erase", "enter", "script", "page"):
        assert kinds.count(kind) == 1
    assert "space" in kinds


@pytest.mark.parametrize(("hand", "wide"), list(product(get_args(Hand), (False, True))))
def test_every_letter_of_every_script_is_there_once(hand: Hand, wide: bool) -> None:
    shift = texts("arabic", hand, wide=wide, shift=True) if hand == "grown_up" else ""
    arabic = texts("arabic", hand, wide=wide) + shift
    assert set(LETTERS + SEAT) <= set(arabic)
    for script, letters in (("latin", LATIN + "’"), ("cyrillic", CYRILLIC)):
        found = texts(script, hand, wide=wide)  # type: ignore[arg-type]
        assert [letter for letter in letters if found.count(letter) != 1] == []
        capital = texts(script, hand, wide=wide, shift=True)  # type: ignore[arg-type]
        assert set(letters.upper()) <= set(capital)


def test_the_standard_rows_and_a_childs_row_of_six() -> None:
    standard = ["چۋېرتيۇڭوپ", "ھسداەىقكل", "زشغۈبنمئ"]
    written = ["".join(key.text for key in row) for row in rows("arabic", "grown_up")]
    assert [row.rstrip("؛،.") for row in written[:3]] == standard
    assert [len(row) for row in rows("arabic", "grown_up")] == [COLUMNS, COLUMNS, COLUMNS, 8]
    child = ["".join(key.text for key in row) for row in rows("arabic", "child")]
    assert "".join(child[:4]) == "".join(standard)
    assert child[4] == SIX
    assert [by_hardware(letter, True, "arabic") for letter in "dfghjk"] == list(SIX)
    row = rows("arabic", "grown_up", shift=True)[1]
    assert "".join(key.text for key in row)[2:8] == SIX


@pytest.mark.parametrize("hand", get_args(Hand))
def test_the_signs_of_uyghur_are_within_reach(hand: Hand) -> None:
    for wide in (False, True):
        near = texts("arabic", hand, wide=wide)
        assert {"،", "؟", ".", " "} <= set(near)
        assert set("،؛؟«»!.") <= set(near + texts("arabic", hand, wide=wide, page="signs"))
        assert set("0123456789") <= set(texts("latin", hand, wide=wide, page="signs"))


# -- size


@pytest.mark.parametrize("size", [(360, 800), (320, 568), (568, 320), (820, 400), (768, 1024)])
def test_a_childs_keys_are_48_dp_high_and_fill_the_width(size: tuple[int, int]) -> None:
    keyboard, _ = at_desk(size=size)
    for script in SCRIPTS:
        keyboard.script = script
        assert min(cap.height for cap in keyboard.caps) >= dp(48)
        assert min(cap.width for cap in keyboard.caps) >= dp(48) or size[0] < 336
        left, right = min(cap.x for cap in keyboard.caps), max(cap.right for cap in keyboard.caps)
        assert (left, right) == pytest.approx((0, size[0]))
        for one, two in product(keyboard.caps, repeat=2):
            if one is not two:
                assert not (one.x + 0.5 < two.right and two.x + 0.5 < one.right
                            and one.y + 0.5 < two.top and two.y + 0.5 < one.top)  # fmt: skip


def test_a_grown_ups_keys_are_an_eleventh_of_the_width() -> None:
    keyboard, _ = at_desk("grown_up")
    assert keyboard.cap("چ").width == pytest.approx(360 / 11)
    assert keyboard.cap("چ").height >= dp(48)


def test_rows_do_not_mirror_where_the_interface_does() -> None:
    look.direction = "rtl"
    keyboard, _ = at_desk("grown_up")
    assert keyboard.cap("چ").x == 0
    assert keyboard.cap("چ").x < keyboard.cap("پ").x


@pytest.mark.parametrize(
    ("size", "scale"),
    [((360, 800), 1.0), ((320, 568), 1.0), ((320, 568), 1.6), ((568, 320), 1.6), ((820, 400), 1.6)],
)
@pytest.mark.parametrize("hand", get_args(Hand))
def test_no_keyboard_covers_the_field_or_cuts_off_a_letter(
    hand: Hand, scale: float, size: tuple[int, int]
) -> None:
    """With ANATIL_PICTURES set to a folder, the pictures are left there to be looked at."""
    look.font_scale = scale
    if scale > 1:
        look.palette = DARK
    folder = os.environ.get("ANATIL_PICTURES")
    keyboard, field = at_desk(hand, size=size, placeholder="بۇ يەرگە يازىڭ", lines=(1, 2))
    stage = EventLoop.window.children[0]
    for script, page, shift in (*product(SCRIPTS, ("letters",), ("off", "once")), ("arabic", "signs", "off")):
        keyboard.script, keyboard.page, keyboard.shift = script, page, shift
        frames(2)
        assert findings(stage) == [], (script, page, shift)
        assert field.y >= keyboard.top
        assert field.top <= size[1]
        if folder is not None:
            rest()
            name = f"keyboard-{hand}-{size[0]}x{size[1]}-{scale}-{script}-{page}-{shift}.png"
            stage.export_to_png(str(Path(folder) / name))


# -- fingers


def test_a_child_writes_a_word_and_its_seat_comes_by_itself() -> None:
    keyboard, field = at_desk()
    strike(keyboard, "ا", "ن", "ا", "space", "ت", "ى", "ل", "؟")
    assert field.text == "ئانا تىل؟"
    strike(keyboard, "erase", "erase", "erase", "erase", "erase", "erase", "erase", "erase")
    assert field.text == ""


def test_it_writes_into_the_field_that_has_the_focus_or_into_the_one_it_is_given() -> None:
    keyboard, field = at_desk()
    other = Field(size_hint=(None, None), width=200, clipboard=Board())
    keyboard.parent.body.add_widget(other)
    keyboard.parent.watch(other)
    rest()
    other.focused = True
    strike(keyboard, "ب")
    assert (field.text, other.text) == ("", "ب")
    keyboard.target = field
    strike(keyboard, "پ")
    assert (field.text, other.text) == ("پ", "ب")


def test_one_finger_may_come_down_before_the_last_has_lifted() -> None:
    keyboard, field = at_desk()
    first = down(*keyboard.cap("ب").center)
    second = down(*keyboard.cap("ا").center)
    assert field.text == "ب"
    lift(first)
    lift(second)
    assert field.text == "با"


def test_a_finger_slides_to_the_right_key_and_sees_above_it_what_it_will_write() -> None:
    keyboard, field = at_desk()
    finger = down(*keyboard.cap("ب").center)
    preview = keyboard.preview
    frames()
    assert preview.opacity == 1
    assert preview.words is not None
    assert preview.words.text == "ب"
    assert preview.y >= keyboard.cap("ب").top
    slide(finger, *keyboard.cap("ا").center)
    assert preview.words.text == "ئا", "the seat will come"
    slide(finger, *keyboard.cap("erase").center)
    lift(finger)
    assert field.text == "ئا", "a finger that leaves the letters writes the last it was on"
    assert preview.opacity == 0


def test_the_preview_never_leaves_the_window() -> None:
    keyboard, _ = at_desk(size=(320, 568))
    for letter in ("چ", "ۇ", "ژ", "؟"):
        finger = down(*keyboard.cap(letter).center)
        preview = keyboard.preview
        assert preview.x >= 0
        assert preview.right <= 320
        assert preview.words is not None
        frames()
        assert preview.words.holds()
        lift(finger)


def test_a_finger_that_leaves_a_key_that_does_something_does_nothing() -> None:
    keyboard, field = at_desk()
    finger = down(*keyboard.cap("enter").center)
    slide(finger, *keyboard.cap("ب").center)
    lift(finger)
    assert field.text == ""
    finger = down(*keyboard.cap("script").center)
    slide(finger, 180, 700)
    lift(finger)
    assert keyboard.script == "arabic"


def test_between_two_keys_there_is_no_gap() -> None:
    keyboard, field = at_desk()
    cap = keyboard.cap("ب")
    lift(down(cap.x + 0.5, cap.center_y))
    lift(down(cap.center_x, cap.top - 0.5))
    assert field.text == "بب"


def test_backspace_that_is_held_takes_letters_then_words(clock: HandClock) -> None:
    words = "قىزىل ئالما بار ئىدى دەرەختە تۆت"
    keyboard, field = at_desk(text=words)
    count = len(field.editing.stops) - 1
    finger = down(*keyboard.cap("erase").center)
    assert len(field.editing.stops) - 1 == count - 1, "at once"
    clock.go_on(HOLD_S - 0.01)
    assert len(field.editing.stops) - 1 == count - 1
    clock.go_on(0.02 + (LETTERS_FIRST - 2) * REPEAT_S)
    assert len(field.editing.stops) - 1 == count - LETTERS_FIRST
    assert field.text == "قىزىل ئالما بار ئىدى"
    clock.go_on(REPEAT_S)
    assert field.text == "قىزىل ئالما بار "
    clock.go_on(WORD_REPEAT_S)
    assert field.text == "قىزىل ئالما "
    lift(finger)
    clock.go_on(10)
    assert field.text == "قىزىل ئالما "


def test_a_grown_up_who_holds_a_vowel_gets_it_bare_and_a_child_does_not(clock: HandClock) -> None:
    for hand, text in (("grown_up", "خۇا"), ("child", "خۇئا")):
        keyboard, field = at_desk(hand, "خۇ")  # type: ignore[arg-type]
        finger = down(*keyboard.cap("ا").center)
        clock.go_on(HOLD_S)
        lift(finger)
        assert field.text == text


def test_shift_holds_for_one_letter_or_until_it_is_tapped_again() -> None:
    keyboard, field = at_desk("grown_up")
    strike(keyboard, "shift", "گ", "ە")
    assert field.text == "گە"
    keyboard.script = "latin"
    strike(keyboard, "shift", "shift", "A", "N", "shift", "a")
    assert field.text == "گەANa"


def test_the_switch_keys_go_through_the_scripts_and_to_the_signs_and_back() -> None:
    keyboard, field = at_desk()
    labels = []
    for _ in SCRIPTS:
        words = keyboard.cap("script").words
        assert words is not None
        labels.append(words.text)
        strike(keyboard, "script")
        assert field.script == keyboard.script
    assert labels == ["Aa", "Әә", "ئا"]
    assert keyboard.script == "arabic"
    strike(keyboard, "page", "5", "«", "page")
    assert keyboard.page == "letters"
    assert field.text == "5«"


def test_with_one_script_alone_there_is_no_switch_and_a_longer_space_bar() -> None:
    resize(360, 800)
    keyboard = Keyboard("child", scripts=["latin"], width=360)
    assert keyboard.script == "latin"
    assert "script" not in [cap.key.kind for cap in keyboard.caps]
    assert keyboard.cap("space").width == pytest.approx(4 * 360 / 7)


def test_enter_ends_a_field_of_one_line_and_its_key_says_so() -> None:
    done: list[str] = []
    keyboard, field = at_desk(one_line=True)
    field.bind(on_text_validate=lambda one: done.append(one.text))
    picture = keyboard.cap("enter").picture
    assert picture is not None
    assert picture.code == "check"
    strike(keyboard, "ب", "enter")
    assert done == ["ب"]
    keyboard, field = at_desk()
    strike(keyboard, "ب", "enter")
    assert field.text == "ب\n"


def test_the_keyboard_is_there_while_one_writes_and_takes_room_instead_of_covering() -> None:
    keyboard, field = at_desk()
    desk = keyboard.parent
    assert isinstance(desk, Desk)
    rest()
    assert desk.body.y == pytest.approx(keyboard.top)
    field.focused = False
    rest()
    assert keyboard.parent is None
    assert desk.body.y == 0


def test_keys_stay_where_they_are_when_the_window_turns() -> None:
    keyboard, field = at_desk()
    resize(800, 360)
    keyboard.parent.size = (800, 360)
    EventLoop.window.children[0].size = (800, 360)
    rest()
    assert keyboard.wide
    strike(keyboard, "گ", "ۈ", "ل")
    assert field.text == "گۈل"
    assert field.y >= keyboard.top
