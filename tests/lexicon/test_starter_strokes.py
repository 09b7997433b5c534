"""The strokes of the letters: every shape has them, with all its dots, inside its square."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from app.drills.tracing import dotted
from lexicon import places
from lexicon.starter import alphabet, strokes
from lexicon.starter.reading import HERE, read
from lexicon.starter.rows import UnreadableStarterError
from setup import strokes as making

DOTS = {
    "ب": 1, "پ": 3, "ت": 2, "ج": 1, "چ": 3, "خ": 1, "ز": 1, "ژ": 3, "ش": 3, "غ": 1, "ف": 1, "ق": 2, "ڭ": 3,
    "ن": 1, "ۋ": 3, "ې": 2, "ي": 2,
}  # fmt: skip
"""How many dots a letter has, in all its forms; those that are not here have none."""


def test_every_shape_of_the_course_has_strokes() -> None:
    found = strokes.read()
    for row in alphabet.read(HERE, read(HERE)).letters:
        wanted = [0, *(form for form in (1, 2, 3) if row.forms[form])]
        assert [form for form in wanted if (row.letter, form) not in found] == [], row.letter


def test_no_letter_loses_a_dot_in_any_form() -> None:
    for (letter, form), told in strokes.read().items():
        assert sum(len(stroke) == 1 for stroke in told) == DOTS.get(letter, 0), (letter, form)


def test_every_letter_has_a_line_and_stays_in_its_square() -> None:
    for shape, told in strokes.read().items():
        assert any(len(stroke) > 1 for stroke in told), shape
        assert all(0.05 < part < 0.95 for stroke in told for point in stroke for part in point), shape


def test_every_stroke_lies_on_its_letter_as_the_font_draws_it() -> None:
    """Also when the font has changed and nobody made the strokes anew."""
    font = ImageFont.truetype(str(places.find().fonts / "UkijTuzBasma-Regular.ttf"), making.SIDE)
    for (letter, form), told in strokes.read().items():
        ink = making.as_large(font, making.forms(letter)[form])
        high, wide = ink.shape
        scale = max(high, wide) / (1 - 2 * making.MARGIN)
        points = np.array([point for stroke in told for point in dotted(stroke)])
        columns, rows = ((points - 0.5) * scale + (wide / 2, high / 2)).astype(int).T
        assert ink[rows.clip(0, high - 1), columns.clip(0, wide - 1)].all(), (letter, form)


@pytest.mark.parametrize("letter", ["ج", "چ", "خ", "غ"])
def test_a_letter_with_a_tail_does_not_begin_at_its_end(letter: str) -> None:
    begin, *_, end = strokes.read()[letter, 0][0]
    assert begin[1] < end[1]


def test_strokes_are_few_points_and_few_strokes() -> None:
    """What is drawn thirty times a second on a cheap phone."""
    for shape, told in strokes.read().items():
        assert len(told) <= 8, shape
        assert sum(map(len, told)) <= 60, shape


@pytest.mark.parametrize(
    "line",
    ["ا\t0", "x\t0\t0.1,0.1", "ا\t4\t0.1,0.1", "ا\t0\t0.1", "ا\t0\t1.1,0", "ا\t0\tnan,0", "ا\t0\t0,inf"],
)
def test_what_is_no_stroke_is_said_with_its_line(line: str, tmp_path: Path) -> None:
    (tmp_path / "alphabet").mkdir()
    (tmp_path / "alphabet" / "strokes.tsv").write_text(f"{strokes.HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(UnreadableStarterError) as caught:
        strokes.read(tmp_path)
    assert caught.value.complaints[0].line == 2


def test_a_letter_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alphabet").mkdir()
    twice = f"{strokes.HEADER}\nا\t0\t0.1,0.1\nا\t0\t0.2,0.2\n"
    (tmp_path / "alphabet" / "strokes.tsv").write_text(twice, encoding="utf-8")
    with pytest.raises(UnreadableStarterError):
        strokes.read(tmp_path)
