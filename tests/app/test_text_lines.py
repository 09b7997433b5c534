"""Paragraphs are wrapped in reading order, and each line stands in the order the eye expects."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.lines import ELLIPSIS, Line, Lines, lay_out
from app.text.paragraphs import Direction, Font
from lexicon.uyghur.bidi_classes import BIDI_CLASS
from tests.lexicon.uyghur.fribidi import FriBidi
from tests.lexicon.uyghur.rows import MIXED_ROWS

WHOLE = Font(frozenset(range(0x10000)), frozenset())
UYGHUR_ONLY = Font(frozenset([0x20, *range(0x600, 0x700), *range(0xFB50, 0xFF00)]), frozenset())
LATIN_ONLY = Font(frozenset(range(0x20, 0x250)), frozenset())
STEP = 10
"""Every glyph is as wide as this, so that widths can be counted in letters."""


def measure(glyphs: str, _font: int, _rtl: bool) -> int:
    return STEP * len(glyphs)


def laid(text: str, letters: int | None = None, **options: object) -> Lines:
    width = None if letters is None else letters * STEP
    return lay_out(text, [WHOLE], measure, width=width, **options)  # type: ignore[arg-type]


def shown(line: Line) -> str:
    return line.paragraph.text[line.start : line.end]


def test_a_line_that_begins_with_latin_keeps_the_direction_of_its_paragraph() -> None:
    lines = laid("بۇ سۆز apple tree دېگەن سۆز", 16).lines
    assert [shown(line) for line in lines] == ["بۇ سۆز apple ", "tree دېگەن سۆز"]
    assert lines[1].glyphs.endswith("tree"), "Latin at the right, where a Uyghur line begins"


def test_the_first_words_of_a_paragraph_stand_on_its_first_line() -> None:
    lines = laid("قىزىل ئالما، يېشىل نەشپۈتلەر", 12).lines
    assert [shown(line).strip() for line in lines] == ["قىزىل ئالما،", "يېشىل", "نەشپۈتلەر"]
    assert lines[0].glyphs[0] == "،"
    assert lines[0].glyphs[-1] == "ﻗ"


@pytest.mark.parametrize("text", MIXED_ROWS)
@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_every_wrapped_line_stands_as_fribidi_orders_it(text: str, direction: Direction) -> None:
    judge = FriBidi(text, int(direction == "rtl"))
    for letters in range(4, 60, 3):
        for line in laid(text, letters, direction=direction).lines:
            end = line.start + len(shown(line).rstrip())
            while end > line.start and BIDI_CLASS[text[end - 1]] in ("LRI", "RLI", "FSI", "PDI", "WS"):
                end -= 1  # FriBidi leaves isolates at a line's end out of rule L1
            order, mirrored = judge.line(line.start, end)
            forms = line.paragraph.forms
            assert [source[0] for source in line.sources if source[0] < end] == [i for i in order if forms[i]]
            for i, ch in zip(order, mirrored, strict=True):
                if forms[i] and forms[i] < "\ufb00" and ch not in "\t":
                    assert forms[i] == ch


def test_each_paragraph_has_a_direction_of_its_own() -> None:
    lines = laid("ئالما\napple\n12:30").lines
    assert [line.rtl for line in lines] == [True, False, False]
    lines = laid("ئالما\napple\n12:30", direction="weak_rtl").lines
    assert [line.rtl for line in lines] == [True, False, True]
    assert [line.rtl for line in laid("ئالما\napple", direction="rtl").lines] == [True, True]


@settings(max_examples=300)
@given(st.text("ئاب ەla1 -(\n\u200c،", max_size=60), st.integers(1, 30))
def test_wrapping_loses_nothing_doubles_nothing_and_keeps_to_the_width(text: str, letters: int) -> None:
    found = laid(text, letters)
    for offset in {line.paragraph.offset for line in found.lines}:
        parts = [line for line in found.lines if line.paragraph.offset == offset]
        assert "".join(shown(line) for line in parts) == parts[0].paragraph.text
    assert "\n".join({line.paragraph.offset: line.paragraph.text for line in found.lines}.values()) == text
    assert all(line.width <= letters * STEP or len(line.glyphs) == 1 for line in found.lines)
    assert all(len(line.sources) == len(line.glyphs) for line in found.lines)
    assert not found.cut


@given(st.text("ئاب ەla1 (،", min_size=1, max_size=60), st.integers(3, 30))
def test_a_line_takes_every_word_that_fits(text: str, letters: int) -> None:
    lines = laid(text, letters).lines
    for line, after in pairwise(lines):
        word = shown(after).lstrip().split(" ")[0]
        if not line.broken and word:
            together = shown(line) + shown(after)[: shown(after).index(word) + len(word)]
            assert laid(together.rstrip()).width > letters * STEP


def test_a_word_wider_than_the_line_is_broken_and_its_letters_stay_joined() -> None:
    found = laid("سىنىپلار", 3)
    assert found.broken
    assert [line.glyphs for line in found.lines] == ["ﻨﯩﺳ", "ﻼﭙﯩ", "ﺭ"]
    assert not laid("مەكتەپ كىتاب", 7).broken


def test_a_ligature_is_never_broken() -> None:
    assert [shown(line) for line in laid("للالا", 1).lines] == ["ل", "لا", "لا"]


def test_a_line_may_end_after_a_hyphen_inside_a_word_but_not_before_a_number() -> None:
    assert [shown(line) for line in laid("ئاتا-ئانا", 6).lines] == ["ئاتا-", "ئانا"]
    assert [shown(line) for line in laid("ئا -12", 5).lines] == ["ئا ", "-12"]


def test_a_no_break_space_is_drawn_as_a_space_and_holds_its_words_together() -> None:
    lines = laid("a 12\u00a0kg", 6).lines
    assert [line.glyphs for line in lines] == ["a", "12 kg"]


def test_marks_of_direction_are_obeyed_and_not_drawn() -> None:
    assert laid("ئا\u200e! \u2068ok\u2069\u200b").lines[0].glyphs == "ok !ﺎﺋ"


def test_half_a_character_from_a_damaged_file_is_not_drawn() -> None:
    assert laid("ئا\ud83d\x00ب").lines[0].glyphs == "ﺏﺎﺋ"


def test_an_ellipsis_stands_at_the_logical_end() -> None:
    uyghur = laid("قىزىل ئالما", 8, shorten=True)
    assert uyghur.lines[0].glyphs == "…ﺋ ﻞﯨﺰﯩﻗ"
    assert [list(source) for source in uyghur.lines[0].sources] == [[], [6], [5], [4], [3], [2], [1], [0]]
    latin = laid("red apples", 7, shorten=True)
    assert latin.lines[0].glyphs == "red ap…"
    assert uyghur.shortened
    assert uyghur.cut


def test_a_ligature_stands_for_both_its_letters() -> None:
    assert laid("ab\nبالا").lines[1].sources == (range(5, 7), range(4, 5), range(3, 4))


def test_no_ellipsis_where_everything_fits() -> None:
    found = laid("قىزىل ئالما", 11, shorten=True)
    assert ELLIPSIS not in found.lines[0].glyphs
    assert not found.cut


def test_shortening_puts_a_text_on_one_line_or_on_as_many_as_are_allowed() -> None:
    text = "قىزىل ئالما\nيېشىل نەشپۈت"
    assert len(laid(text, 8, shorten=True).lines) == 1
    two = laid(text, 8, shorten=True, max_lines=2)
    assert [line.shortened for line in two.lines] == [False, True]
    assert two.lines[1].glyphs[0] == ELLIPSIS


@given(st.text("ئاب ەla1 -(لا،", min_size=1, max_size=40), st.integers(1, 20), st.integers(0, 3))
def test_a_shortened_text_keeps_to_width_and_lines(text: str, letters: int, lines: int) -> None:
    found = laid(text, letters, shorten=True, max_lines=lines)
    assert len(found.lines) <= max(1, lines)
    assert all(line.width <= letters * STEP or len(line.glyphs) == 1 for line in found.lines)
    assert found.cut == found.shortened


def test_too_many_lines_without_an_ellipsis_are_told_of() -> None:
    found = laid("بىر ئىككى ئۈچ", 5, max_lines=2)
    assert [shown(line).strip() for line in found.lines] == ["بىر", "ئىككى"]
    assert found.cut
    assert not found.shortened


def test_a_word_the_first_font_lacks_a_letter_of_comes_whole_from_a_fallback() -> None:
    found = lay_out("ئالما ok ئا", [UYGHUR_ONLY, LATIN_ONLY], measure)
    assert [(piece.glyphs, piece.font, piece.rtl) for piece in found.lines[0].pieces] == [
        ("ﺎﺋ ", 0, True),
        ("ok", 1, False),
        (" ﺎﻤﻟﺎﺋ", 0, True),
    ]


def test_right_to_left_runs_are_named_as_such_so_that_they_are_kerned_right() -> None:
    pieces = laid("ئالما 12 apple").lines[0].pieces
    assert [(piece.glyphs, piece.rtl) for piece in pieces] == [
        ("apple", False),
        (" ", True),
        ("12", False),
        (" ﺎﻤﻟﺎﺋ", True),
    ]
    assert sum(piece.width for piece in pieces) == laid("ئالما 12 apple").width
