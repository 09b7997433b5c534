"""A hardware keyboard writes in a field, moves in it, and never reaches past it to the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kivy.base import EventLoop

from app.text.editing import Caret
from app.widgets.field import Field
from tests.app.touching import Board, dressed, field, key, tap, typed

LEFT, RIGHT, UP, DOWN, HOME, END, ERASE, DELETE, ENTER = 276, 275, 273, 274, 278, 279, 8, 127, 13


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        yield


def test_a_hardware_keyboard_writes_uyghur_and_the_seat_comes_by_itself() -> None:
    made = field()
    typed("انا تىلى")
    assert made.text == "ئانا تىلى"
    key(ERASE)
    assert made.text == "ئانا تىل"


def test_arrows_go_where_they_point_in_a_mixed_line() -> None:
    made = field("ئا ok", one_line=True)
    assert made.editing.caret == Caret(5, before=True)
    places = []
    for code in (HOME, LEFT, LEFT, LEFT, LEFT, RIGHT):
        key(code)
        places.append(made._carets.spot(made.editing.caret).x)
    assert places == sorted(places, reverse=True) or places[-1] > places[-2]
    assert places[:5] == sorted(places[:5], reverse=True)
    assert len(set(places[:5])) == 5, "home, the letter, the space, and two letters of ok"


def test_home_and_end_are_a_lines_and_with_control_the_texts() -> None:
    made = field("بىر ئىككى ئۈچ تۆت بەش ئالتە يەتتە سەككىز", width=200)
    assert len(made._carets.rows) > 1
    key(HOME)
    start = made._carets.line_start(len(made._carets.rows) - 1).index
    assert made.editing.caret.index == start > 0
    key(HOME, "ctrl")
    assert made.editing.caret.index == 0
    key(END)
    assert 0 < made.editing.caret.index < start
    key(END, "ctrl")
    assert made.editing.caret.index == len(made.text)


def test_up_and_down_go_from_line_to_line_and_keep_their_column() -> None:
    made = field("بىر ئىككى ئۈچ تۆت بەش ئالتە يەتتە سەككىز", width=130)
    key(HOME, "ctrl")
    for _ in range(3):
        key(LEFT)
    x = made._carets.spot(made.editing.caret).x
    seen = []
    for code in (DOWN, DOWN, UP, UP):
        key(code)
        seen.append(made._carets.spot(made.editing.caret))
    assert [spot.line for spot in seen] == [1, 2, 1, 0]
    assert abs(seen[-1].x - x) <= 1


def test_shift_and_an_arrow_select_and_an_arrow_alone_goes_to_the_end_it_points_to() -> None:
    made = field("قىزىل ئالما")
    for _ in range(5):
        key(RIGHT, "shift")
    assert made.editing.selected == "ئالما"[1:] or made.editing.selected == " ئالما"
    key(LEFT)
    assert made.editing.caret.index == len(made.text)
    key(ord("a"), "ctrl")
    assert made.editing.selected == made.text
    key(RIGHT)
    assert made.editing.caret.index == 0


def test_backspace_and_delete_take_letters_and_with_control_words() -> None:
    made = field("قىزىل ئالما، كىتاب")
    key(ERASE, "ctrl")
    assert made.text == "قىزىل ئالما، "
    key(HOME)
    key(DELETE)
    assert made.text == "ىزىل ئالما، "
    key(DELETE, "ctrl")
    assert made.text == " ئالما، "
    key(ord("z"), "ctrl")
    key(ord("z"), "ctrl")
    assert made.text == "قىزىل ئالما، "
    key(ord("z"), "ctrl", "shift")
    assert made.text == "ىزىل ئالما، "


def test_cut_copy_and_paste_go_by_the_keys_place_where_the_layout_has_no_latin_letters() -> None:
    board = Board()
    made = field("قىزىل ئالما", clipboard=board)
    made.editing.select(0, 5)
    key(0x063A, "ctrl", scancode=6)
    assert board.held == "قىزىل"
    key(0x0634, "ctrl", scancode=27)
    assert made.text == " ئالما"
    key(0x06C8, "ctrl", scancode=25)
    assert made.text == "قىزىل ئالما"


def test_pasted_text_is_repaired() -> None:
    made = field(clipboard=Board("ئاپه"), repair=lambda text: text.replace("ه", "ە"))
    made.do("paste")
    assert made.text == "ئاپە"


def test_enter_is_a_new_line_or_the_end_of_writing() -> None:
    done: list[str] = []
    made = field("بىر")
    made.bind(on_text_validate=lambda one: done.append(one.text))
    key(ENTER)
    assert made.text == "بىر\n"
    key(ENTER, "ctrl")
    assert done == ["بىر\n"]
    one = field("بىر", one_line=True)
    one.bind(on_text_validate=lambda one: done.append(one.text))
    key(ENTER)
    assert one.text == done[1] == "بىر"


def test_while_one_writes_no_key_reaches_the_screen_but_escape_and_tab() -> None:
    field()
    assert all(key(code, text=chr(code)) for code in (32, ord("1"), ENTER, LEFT, 0x0686))
    assert not key(27, text="\x1b")
    assert not key(9, text="\t")
    assert not key(282)


def test_a_field_nobody_writes_in_takes_no_keys() -> None:
    made = field(focused=False)
    assert not key(ord("a"), text="a")
    typed("ا")
    assert made.text == ""


def test_of_two_fields_one_has_the_focus_and_one_that_is_gone_lets_go_of_the_keys() -> None:
    one, two = field(), field()
    assert (one.focused, two.focused) == (False, True)
    assert Field.writing() is two
    two.parent.remove_widget(two)
    assert not key(ord("a"), text="a")
    assert Field.writing() is None


def test_the_systems_keyboard_is_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("asked for the system's keyboard")

    monkeypatch.setattr(EventLoop.window, "request_keyboard", never)
    monkeypatch.setattr(EventLoop.window, "release_keyboard", never)
    made = field(focused=False)
    tap(*made.center)
    assert made.focused
    typed("ب")
    made.focused = False
    assert made.text == "ب"


def test_on_a_phone_where_no_text_arrives_a_hardware_key_writes_in_the_script_that_is_on() -> None:
    made = field()
    made.spells_keys = True
    for letter in "fkf":
        assert key(ord(letter), text=letter)
    key(ord("f"), "shift", text="f")
    assert made.text == "ئاكاف"
    made.script = "cyrillic"
    key(ord("f"), "shift", text="f")
    assert made.text == "ئاكافА"
    EventLoop.window.dispatch("on_textinput", "x")
    assert made.text == "ئاكافА"
