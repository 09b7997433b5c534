"""A field is written in as a person would: by touch, by pasting; and it is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from kivy.metrics import dp
from kivy.uix.scrollview import ScrollView

from app.text.editing import Caret
from app.theme import DARK, look
from app.tour.finger import lift, press
from app.tour.looking import findings
from app.widgets import field as field_module
from app.widgets import field_touch
from app.widgets.field import Field
from tests.app.touching import (
    Board,
    HandClock,
    down,
    dressed,
    field,
    frames,
    key,
    point,
    rest,
    show,
    slide,
    tap,
    typed,
)

HOME, ERASE, DELETE, ENTER = 278, 8, 127, 13
MIXED = "بۇ سۆز apple tree دېگەن سۆز، 12 كىلو (book) ئائىلە بالىلار"


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    made = HandClock()
    for module in (field_module, field_touch):
        monkeypatch.setattr(module, "Clock", made)
    return made


def ink(made: Field) -> bytes:
    return bytes(made.export_as_image().texture.pixels)


# -- touches


def test_a_tap_puts_the_caret_between_the_letters_it_points_between() -> None:
    made = field(MIXED)
    for place in (0, 3, 9, 20, 33, len(MIXED)):
        caret = Caret(place, before=bool(place))
        tap(*point(made, caret))
        assert made._carets.spot(made.editing.caret) == made._carets.spot(caret)


def test_a_drag_selects_across_lines_and_directions() -> None:
    made = field(MIXED)
    finger = down(*point(made, Caret(3)))
    slide(finger, *point(made, Caret(10)))
    slide(finger, *point(made, Caret(40)))
    lift(finger)
    assert made.editing.selected == MIXED[3 : made.editing.caret.index]
    assert made.editing.caret.index in (39, 40, 41)
    assert made.bar is not None


def test_a_double_tap_selects_a_word_and_the_bar_says_what_can_be_done() -> None:
    board = Board()
    made = field(MIXED, clipboard=board)
    x, y = point(made, Caret(9))
    tap(x + 3, y, is_double_tap=True)
    assert made.editing.selected == "apple"
    bar = made.bar
    assert bar is not None
    rest()
    assert list(bar.buttons) == ["cut", "copy", "paste", "select_all"]
    assert all(min(button.size) >= dp(48) for button in bar.buttons.values())
    assert findings(bar) == []
    assert bar.y >= point(made, Caret(9))[1], "the bar stands above the word"
    lift(press(bar.buttons["cut"]))
    assert (board.held, made.text) == ("apple", MIXED.replace("apple", ""))
    assert made.bar is None
    assert bar.parent is None


def test_the_bar_goes_when_one_taps_elsewhere_and_select_all_leaves_it() -> None:
    made = field(MIXED)
    x, y = point(made, Caret(9))
    tap(x, y, is_double_tap=True)
    bar = made.bar
    assert bar is not None
    rest()
    lift(press(bar.buttons["select_all"]))
    assert made.editing.selected == MIXED
    bar = made.bar
    assert bar is not None
    assert "select_all" not in bar.buttons
    tap(340, 50)
    assert bar.parent is None


def test_a_finger_that_rests_selects_a_word_and_on_an_empty_field_offers_to_paste(clock: HandClock) -> None:
    made = field(MIXED)
    finger = down(*point(made, Caret(5)))
    clock.go_on(field_touch.HOLD_S)
    lift(finger)
    assert made.editing.selected == "سۆز"
    made.text = ""
    finger = down(*made.center)
    clock.go_on(field_touch.HOLD_S)
    lift(finger)
    assert made.bar is not None
    assert list(made.bar.buttons) == ["paste"]


def test_a_finger_that_drags_does_not_rest(clock: HandClock) -> None:
    made = field(MIXED)
    finger = down(*point(made, Caret(0)))
    slide(finger, *point(made, Caret(2)))
    clock.go_on(field_touch.HOLD_S)
    assert made.editing.selected == "بۇ"
    slide(finger, *point(made, Caret(4)))
    lift(finger)
    assert made.editing.selected == "بۇ س"


def test_a_tap_where_the_caret_already_is_offers_to_paste() -> None:
    made = field("بالا")
    tap(*point(made, Caret(2)))
    assert made.bar is None
    tap(*point(made, Caret(2)))
    assert made.bar is not None


def test_a_long_text_scrolls_under_a_finger_and_keeps_the_caret_in_sight() -> None:
    made = field("\n".join(f"{n} قۇر" for n in range(30)), lines=(1, 4))
    assert made._scroll > 0, "the end, where the caret is, is seen"
    low, high = made.caret_box()[1:]
    assert made.y <= low < high <= made.top
    scrolled = made._scroll
    finger = down(*made.center)
    slide(finger, made.center_x, made.center_y - 60)
    slide(finger, made.center_x, made.center_y - 160)
    lift(finger)
    assert made._scroll < scrolled
    assert made.editing.selected == ""
    key(HOME, "ctrl")
    assert made._scroll == 0


def test_in_a_scrolling_page_the_line_one_writes_on_is_brought_into_sight() -> None:
    page = ScrollView(size_hint=(None, None), size=(360, 200), pos=(0, 100))
    made = Field("قۇر\n" * 30, lines=(1, 99), clipboard=Board())
    page.add_widget(made)
    show(page)
    page.scroll_y = 1
    made.focused = True
    frames()
    made.do("text_end")
    frames()
    low = made.to_window(*made.caret_box()[:2])[1]
    assert page.y <= low <= page.top


# -- what one sees


def test_a_field_grows_with_its_lines_and_no_further_than_it_may() -> None:
    made = field(lines=(1, 3))
    line, low = made.manuscript.line_height, made.height
    heights = []
    for _ in range(4):
        key(ENTER)
        heights.append(made.height)
    assert heights[0] == round(2 * line + 2 * look.gap("step"))
    assert heights[0] > low >= dp(48)
    assert heights[1] == heights[2] == heights[3] > heights[0]


def test_the_placeholder_is_there_until_something_is_written() -> None:
    made = field(placeholder="Write here")
    assert made.placeholder.opacity == 1
    typed("ب")
    assert made.placeholder.opacity == 0
    key(ERASE)
    assert made.placeholder.opacity == 1


def test_a_read_only_field_is_selected_and_copied_and_not_changed() -> None:
    board = Board("x")
    made = field("قىزىل ئالما", read_only=True, clipboard=board)
    typed("ب")
    for code in (ERASE, DELETE, ENTER):
        key(code)
    made.do("paste")
    made.do("cut")
    assert made.text == "قىزىل ئالما"
    made.do("select_all")
    made.show_bar()
    assert made.bar is not None
    assert list(made.bar.buttons) == ["copy"]
    made.do("copy")
    assert board.held == "قىزىل ئالما"


def test_setting_the_text_is_the_same_as_beginning_with_it() -> None:
    made = field("بىر")
    told: list[str] = []
    made.bind(text=lambda _field, text: told.append(text))
    made.text = "e\u0308 ئالما"
    assert made.text == "ë ئالما"
    assert made.editing.caret.index == len(made.text)
    typed("ب")
    assert told[-1] == "ë ئالماب"
    made.do("undo")
    made.do("undo")
    assert made.text == "ë ئالما", "what stood before the new text is not brought back"


def test_selection_and_caret_are_drawn_and_go_again() -> None:
    made = field(MIXED)
    with_caret = ink(made)
    made.focused = False
    plain = ink(made)
    assert with_caret != plain
    made.editing.select(3, 20)
    made._settle()
    assert ink(made) != plain
    made.editing.move(Caret(0))
    made._settle()
    assert ink(made) == plain


def test_the_caret_blinks_only_where_motion_is_wanted(clock: HandClock) -> None:
    look.motion = True
    made = field("بالا")
    shown = []
    for _ in range(4):
        shown.append(made._paint._caret_colour.a)
        clock.go_on(field_module.BLINK_S)
    assert shown == [1, 0, 1, 0]
    typed("ر")
    assert made._paint._caret_colour.a == 1, "one who writes sees the caret"
    made.focused = False
    assert all(one.done for one in clock.waiting)
    look.motion = False
    clock.waiting.clear()
    made.focused = True
    assert not clock.waiting


def test_an_empty_line_begins_where_the_keyboards_script_does() -> None:
    made = field()
    right = made._carets.spot(Caret(0)).x
    made.script = "latin"
    assert made._carets.spot(Caret(0)).x == 0 < right
    made.script = "arabic"
    assert made._carets.spot(Caret(0)).x == right


def test_only_the_lines_one_sees_are_drawn() -> None:
    made = field("\n".join(["قۇر"] * 300), lines=(1, 4))
    texture = made._paint._texture
    assert texture is not None
    assert texture.height <= 6 * made.manuscript.line_height


def test_a_text_scrolled_by_part_of_a_line_is_the_same_text_moved() -> None:
    made = field("\n".join(f"{n} قۇر" for n in range(12)), lines=(1, 4), focused=False)
    left, bottom, width, height = (int(part) for part in made._paint.view)
    inset = int(left - made.x) * 4

    def rows() -> list[bytes]:
        texture = made.export_as_image().texture
        step = texture.width * 4
        pixels = bytes(texture.pixels)
        return [pixels[n + inset : n + inset + width * 4] for n in range(0, len(pixels), step)]

    made._scroll_by(-9999)
    still = rows()[bottom - int(made.y) :][:height]
    made._scroll_by(10)
    moved = rows()[bottom - int(made.y) :][:height]
    assert still != moved
    assert moved[: height - 10] == still[10:] or moved[10:] == still[: height - 10]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_nothing_is_wrong_to_the_tours_eye(dark: bool, scale: float) -> None:
    """With ANATIL_PICTURES set to a folder, the pictures are left there to be looked at."""
    look.font_scale = scale
    if dark:
        look.palette = DARK
    folder = os.environ.get("ANATIL_PICTURES")
    empty = Field(placeholder="بۇ يەرگە يازىڭ", size_hint=(None, None), width=328, pos=(16, 460))
    full = Field(MIXED, size_hint=(None, None), width=328, pos=(16, 150), clipboard=Board())
    stage = show(empty, full)
    full.focused = True
    full.editing.select(4, 24)
    full._settle()
    frames()
    assert findings(stage) == []
    if folder is not None:
        stage.export_to_png(str(Path(folder) / f"field-{scale}-{'dark' if dark else 'light'}.png"))
