"""Our label draws Uyghur as HarfBuzz and FriBidi would, and never costs a letter its place."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.core.text.text_sdl2 import LabelSDL2

from app.text import provider
from app.text.coverage import set_fallbacks
from app.text.provider import UyghurLabel, forget
from tests.lexicon.uyghur.harfbuzz import FONTS, Face

HEADWORDS = Path(__file__).parents[2].parent / "shared" / "data" / "uyghur" / "headwords.txt"
RED, BLUE = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0)


@pytest.fixture
def regular() -> Iterator[str]:
    path = FONTS / "UkijTuzBasma-Regular.ttf"
    if not path.is_file():
        pytest.skip("UKIJ Tuz Basma is not in place; set-up fetches it")
    forget()
    yield str(path)
    set_fallbacks(str(path), [])


def label(text: str, font: str, **options: Any) -> UyghurLabel:
    """A label that has been laid out, black unless told otherwise."""
    options.setdefault("color", (0, 0, 0, 1))
    options.setdefault("font_size", 40)
    made = UyghurLabel(text, font_name=font, **options)
    made.render()
    return made


class Pixels:
    """A label's picture, to be looked at."""

    def __init__(self, made: UyghurLabel) -> None:
        picture = made.picture()
        self.width, self.height, self.data = picture.width, picture.height, bytes(picture.data)
        self.alpha = self.data[3::4]

    def columns(self, at_least: int = 1) -> list[int]:
        """Columns with ink in them."""
        return [x for x in range(self.width) if max(self.alpha[x :: self.width]) >= at_least]

    def rows(self) -> list[int]:
        return [y for y in range(self.height) if any(self.alpha[y * self.width : (y + 1) * self.width])]

    def inks(self) -> set[tuple[int, int, int]]:
        """Every colour that shows, however faintly."""
        pixels = zip(*(self.data[part::4] for part in range(4)), strict=True)
        return {(red, green, blue) for red, green, blue, alpha in pixels if alpha}

    def columns_of(self, color: tuple[int, int, int]) -> list[int]:
        """Columns with fully opaque ink of one colour."""
        wanted = bytes((*color, 255))
        found = {n // 4 % self.width for n in range(0, len(self.data), 4) if self.data[n : n + 4] == wanted}
        return sorted(found)


@pytest.mark.parametrize(
    "name", ["UkijTuzBasma-Regular.ttf", "UkijTuzBasma-Bold.ttf", "Fallback-Regular.ttf", "Fallback-Bold.ttf"]
)
def test_sdl_measures_a_word_as_wide_as_harfbuzz_kerning_included(name: str) -> None:
    """At one pixel a font unit nothing is rounded, so the numbers must be the same."""
    if not HEADWORDS.is_file():
        pytest.skip("../shared/data is not beside the checkout, so there are no headwords to check against")
    face = Face(name)
    made = label("", str(face.path), font_size=face.units_per_em)
    words = random.Random(7).sample(HEADWORDS.read_text("utf-8").splitlines(), 600)
    assert {word for word in words if made.get_extents(word)[0] != face.width(word)} == set()


def test_extents_are_those_of_the_shaped_word_not_of_its_separate_letters(regular: str) -> None:
    joined, apart = label("ئالما", regular), label("ئ\u200cا\u200cل\u200cم\u200cا", regular)
    assert joined.render() != apart.render()


def test_a_right_to_left_paragraph_begins_at_the_right(regular: str) -> None:
    ink = Pixels(label("ئالما", regular, text_size=(600, None))).columns()
    assert ink[-1] > 590
    ink = Pixels(label("apple", regular, text_size=(600, None))).columns()
    assert ink[0] < 10
    ink = Pixels(label("12:30", regular, text_size=(600, None), base_direction="weak_rtl")).columns()
    assert ink[-1] > 590
    ink = Pixels(label("ئالما", regular, text_size=(600, None), halign="left")).columns()
    assert ink[0] < 10
    ink = Pixels(label("ئالما", regular, text_size=(600, None), halign="center")).columns()
    assert abs((ink[0] + ink[-1]) / 2 - 300) < 4


def test_coloured_letters_stay_where_they_are_and_keep_every_edge(regular: str) -> None:
    plain = Pixels(label("قىزىل ئالما", regular))
    colored = Pixels(label("قىزىل ئالما", regular, letter_colors=[(0, 1, RED), (2, 4, BLUE), (8, 9, RED)]))
    assert (colored.width, colored.height) == (plain.width, plain.height)
    assert colored.alpha == plain.alpha
    assert colored.data != plain.data


def test_a_coloured_letter_is_the_one_that_was_named(regular: str) -> None:
    colored = Pixels(label("قىزىل", regular, letter_colors=[(0, 1, RED), (4, 5, BLUE)]))
    red, blue, black = (colored.columns_of(color) for color in ((255, 0, 0), (0, 0, 255), (0, 0, 0)))
    assert max(red) == max(colored.columns(255)), "the first letter stands at the right"
    assert min(blue) == min(colored.columns(255)), "the last one at the left"
    assert max(blue) < min(red)
    assert max(blue) - 2 <= min(black)
    assert max(black) <= min(red) + 2


def test_a_wholly_coloured_word_is_the_word_drawn_in_that_colour(regular: str) -> None:
    named = Pixels(label("مەكتەپ", regular, letter_colors=[(0, 6, RED)]))
    drawn = Pixels(label("مەكتەپ", regular, color=RED))
    assert named.inks() == {(255, 0, 0)}
    assert named.alpha == drawn.alpha


def test_letters_coloured_one_by_one_leave_none_uncoloured(regular: str) -> None:
    each = Pixels(label("بالىلار كىتاب", regular, letter_colors=[(i, i + 1, RED) for i in range(13)]))
    assert each.inks() == {(255, 0, 0)}


def test_an_unseen_letter_leaves_a_gap_of_its_own_width(regular: str) -> None:
    whole = Pixels(label("ئالما", regular))
    gap = Pixels(label("ئالما", regular, letter_colors=[(2, 3, (0, 0, 0, 0))]))
    assert gap.width == whole.width
    assert len(gap.columns(200)) < len(whole.columns(200))
    assert (min(gap.columns()), max(gap.columns())) == (min(whole.columns()), max(whole.columns()))


def test_colours_are_found_on_the_second_line_and_in_a_fallback_font(regular: str) -> None:
    other = FONTS / "Fallback-Regular.ttf"
    if not other.is_file():
        pytest.skip("the fallback font is not in place; set-up fetches it")
    set_fallbacks(regular, [str(other)])
    text = "ئالما „ok“ بالا"
    options: dict[str, Any] = {"text_size": (190, None), "font_size": 40}
    plain = Pixels(label(text, regular, **options))
    colored = Pixels(label(text, regular, letter_colors=[(6, 9, BLUE), (14, 15, RED)], **options))
    assert colored.alpha == plain.alpha
    assert colored.columns_of((0, 0, 255))
    assert colored.columns_of((255, 0, 0))


def test_the_dots_below_a_final_letter_are_not_cut_off(regular: str) -> None:
    """UKIJ Tuz Basma states a descent of 504 units, and final ې reaches down to 743."""
    for text in ("ئالما", "تېلېفون ئېې", "apple"):
        made = label(text, regular, font_size=100)
        assert made.render()[1] == label("ە", regular, font_size=100).render()[1], "lines do not jump"
    low, high = Pixels(label("بې", regular, font_size=100)), Pixels(label("بى", regular, font_size=100))
    assert max(low.rows()) > max(high.rows()) + 10
    assert max(low.rows()) - min(low.rows()) < low.height


def test_a_text_met_before_is_not_laid_out_again(regular: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Pixels(label("قىزىل ئالما", regular, text_size=(120, None)))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("laid out again")

    monkeypatch.setattr(provider, "lay_out", never)
    again = Pixels(label("قىزىل ئالما", regular, text_size=(120, None)))
    assert again.data == first.data


def test_what_is_kept_of_a_text_does_not_hide_a_change_of_size_width_or_font(regular: str) -> None:
    text = "قىزىل ئالما"
    sizes = {
        label(text, regular).render(),
        label(text, regular, font_size=41).render(),
        label(text, regular, text_size=(120, None)).render(),
        label(text, regular, text_size=(120, None), max_lines=1).render(),
        label(text, regular, text_size=(121, None), line_height=1.5).render(),
        label(text, regular, padding=(3, 5)).render(),
    }
    assert len(sizes) == 6


def test_a_label_of_kivys_own_does_not_leave_its_direction_behind(regular: str) -> None:
    before = label("ئالما (apple) 12", regular, font_size=33).render()
    theirs = LabelSDL2("ئا", font_name=regular, font_size=33, font_direction="rtl", font_script_name="Arab")
    theirs.resolve_font_name()
    theirs._size = theirs.render()
    theirs._render_begin()
    theirs._render_text("ئالما", 0, 0)
    forget()
    assert label("ئالما (apple) 12", regular, font_size=33).render() == before


@pytest.mark.parametrize(
    "text", ["[b]ئالما[/b]", "[font=/etc/passwd]x[/font]", "[size=abc]ئا[/size]", "&bl;"]
)
def test_markup_from_outside_is_shown_as_it_is(regular: str, text: str) -> None:
    line = label(text, regular)._placed.lines.lines[0]  # type: ignore[union-attr]
    assert sorted(i for source in line.sources for i in source) == list(range(len(text)))


def test_a_shortened_label_says_so_and_keeps_to_its_width(regular: str) -> None:
    made = label("مۇساپىرلارنىڭ ئۇزۇن جۈملىسى", regular, text_size=(200, None), shorten=True)
    assert made.is_shortened
    assert made.is_cut
    assert made.render()[0] == 200
    assert Pixels(made).columns()[0] >= 0
    made.text = "ئالما"
    made.render()
    assert not made.is_shortened
    assert not made.is_cut


def test_shortening_means_one_line_however_high_the_box_and_more_only_if_asked(regular: str) -> None:
    text = "مۇساپىرلارنىڭ ئۇزۇن جۈملىسى\nيەنە بىر قۇر"
    for lines, shown in ((0, 1), (1, 1), (2, 2), (9, 4)):
        made = label(text, regular, text_size=(200, 900), shorten=True, max_lines=lines)
        assert len(made._placed.lines.lines) == shown  # type: ignore[union-attr]
        assert made.is_shortened == (shown < 4)


def test_lines_that_do_not_fit_the_height_are_left_out_from_the_end_and_told_of(regular: str) -> None:
    high = label("ئالما", regular).render()[1]
    made = label("بىر\nئىككى\nئۈچ", regular, text_size=(300, 2 * high))
    assert [line.paragraph.text for line in made._placed.lines.lines] == ["بىر", "ئىككى"]  # type: ignore[union-attr]
    assert made.is_cut
    assert not label("بىر\nئىككى\nئۈچ", regular, text_size=(300, 3 * high)).is_cut


def test_a_decomposed_letter_is_drawn_as_the_composed_one(regular: str) -> None:
    assert Pixels(label("\u064a\u0654الما", regular)).data == Pixels(label("ئالما", regular)).data


def test_an_empty_text_takes_no_room(regular: str) -> None:
    assert label("", regular).render() == (0, 0)
    assert label("  ", regular, strip=True).render() == (0, 0)
    assert label("\u200f", regular).render()[1] > 0


def test_the_widget_uses_our_provider_whatever_markup_says_and_redraws_new_colours(regular: str) -> None:
    from kivy.core.window import Window

    if Window is None:
        pytest.skip("no window can be opened here, not even off-screen")
    from app.text.label import TextLabel

    widget = TextLabel(text="[b]ئالما[/b]", markup=True, font_name=regular, font_size=40, max_lines=2)
    widget.texture_update()
    size, before = widget.texture_size, widget.texture.pixels
    assert isinstance(widget._label, UyghurLabel)
    assert widget._label.options["max_lines"] == 2
    widget.letter_colors = [(3, 5, RED)]
    widget.texture_update()
    assert widget.texture_size == size
    assert widget.texture.pixels != before
    widget.text_size = (30, None)
    widget.texture_update()
    assert widget.breaks_word
    widget.text, widget.max_lines = "بىر ئىككى", 1
    widget.texture_update()
    assert widget.is_cut
