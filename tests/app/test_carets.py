"""The caret stands where HarfBuzz puts the letters, and goes where the eye expects."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text import units
from app.text.carets import Carets, Row
from app.text.editing import Caret
from app.text.lines import lay_out
from app.text.manuscript import Manuscript
from app.text.paragraphs import Font
from tests.lexicon.uyghur.fribidi import FriBidi
from tests.lexicon.uyghur.harfbuzz import Face
from tests.lexicon.uyghur.rows import MIXED_ROWS

HEADWORDS = Path(__file__).parents[2].parent / "shared" / "data" / "uyghur" / "headwords.txt"
REGULAR = "UkijTuzBasma-Regular.ttf"
WHOLE = Font(frozenset(range(0x10000)), frozenset())
STEP, HIGH = 10, 20


def judged(face: Face, text: str, rtl: bool) -> tuple[dict[int, tuple[int, int]], int]:
    """HarfBuzz's left and right of each cluster by its first letter, and where the ink begins; font units."""
    buffer = face._hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = "Arab" if rtl else "Latn"
    face._hb.shape(face._font, buffer)
    found: dict[int, tuple[int, int]] = {}
    pen = ink = 0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = face._font.get_glyph_extents(glyph.codepoint)
        if extents is not None and extents.width:
            ink = min(ink, pen + place.x_offset + extents.x_bearing)
        left = found.get(glyph.cluster, (pen, 0))[0]
        pen += place.x_advance
        found[glyph.cluster] = left, pen
    return found, ink


def carets_of(text: str, face: Face, size: float, width: int | None = None) -> Carets:
    made = Manuscript(text, font_name=str(face.path), font_size=size, text_size=(width, None))
    made.render()
    return made.carets(units.boundaries(text))


def counted(text: str, letters: int | None = None, **options: Any) -> Carets:
    """Carets in a text whose glyphs are all ten pixels wide, on lines of so many letters."""

    def measure(glyphs: str, _font: int, _rtl: bool) -> int:
        return STEP * len(glyphs)

    width = None if letters is None else letters * STEP
    laid = lay_out(text, [WHOLE], measure, width=width, **options)
    wide = width or laid.width
    rows = [Row(line, HIGH * n, wide - line.width if line.rtl else 0) for n, line in enumerate(laid.lines)]
    return Carets(rows, HIGH, wide, units.boundaries(text), measure)


def test_the_caret_stands_at_the_edges_of_harfbuzz_clusters_in_every_word_tried() -> None:
    """At one pixel a font unit nothing is rounded, so the places must be the same, kerning included."""
    if not HEADWORDS.is_file():
        pytest.skip("../shared/data is not beside the checkout, so there are no headwords to check against")
    face = Face(REGULAR)
    words = random.Random(5).sample(HEADWORDS.read_text("utf-8").splitlines(), 400)
    words += [word for word in HEADWORDS.read_text("utf-8").splitlines() if "لا" in word][:60]
    for word in words:
        clusters, ink = judged(face, word, rtl=True)
        carets = carets_of(word, face, face.units_per_em)
        stops = set(carets._stops)
        row = carets.rows[0].left
        starts = sorted(clusters)
        for start, end in zip(starts, [*starts[1:], len(word)], strict=True):
            left, right = (edge - ink for edge in clusters[start])
            if start in stops:  # at the two ends of a word the caret stands where its ink ends
                slack = 1 if start else max(1, carets.rows[0].line.width - right)
                assert abs(carets.spot(Caret(start)).x - row - right) <= slack, (word, start)
            if end in stops:
                slack = 1 - ink if end == len(word) else 1
                assert abs(carets.spot(Caret(end, before=True)).x - row - left) <= slack, (word, end)
            if end - start == 2 and start + 1 in stops:  # لا: in its middle
                for before in (False, True):
                    middle = carets.spot(Caret(start + 1, before)).x - row
                    assert abs(middle - (left + right) / 2) <= 1, (word, start)


def test_in_mixed_lines_too_and_from_letter_to_letter() -> None:
    """Each run as HarfBuzz shapes it, the runs in FriBidi's order; where runs meet, ink may hang over."""
    face = Face(REGULAR)
    points = face._tables.getBestCmap()
    size, slack = 48, 4  # pixels: every run begins at a whole one
    unit = size / face.units_per_em
    tried = 0
    for text in MIXED_ROWS:
        if any(ord(letter) not in points for letter in text) or "\u2066" <= max(text) <= "\u2069":
            continue
        carets = carets_of(text, face, size)
        base = int(carets.rows[0].line.rtl)
        order, _ = FriBidi(text, base).line(0, len(text))
        levels = carets.rows[0].line.paragraph.levels
        runs: list[list[int]] = []
        for index in order:
            near = runs and abs(runs[-1][-1] - index) == 1 and levels[index] == levels[runs[-1][-1]]
            if near:
                runs[-1].append(index)
            else:
                runs.append([index])
        x = float(carets.rows[0].left)
        for run in runs:
            first, last = min(run), max(run)
            clusters, _ = judged(face, text[first : last + 1], bool(levels[first] & 1))
            starts = [first + start for start in sorted(clusters)]
            for start, end in zip(starts, [*starts[1:], last + 1], strict=True):
                left, right = clusters[start - first]
                rtl = levels[start] & 1
                edge = x + (right if rtl else left) * unit
                if start in carets._stops:
                    assert abs(carets.spot(Caret(start)).x - edge) <= slack, (text, start)
                edge = x + (left if rtl else right) * unit
                if end in carets._stops:
                    assert abs(carets.spot(Caret(end, before=True)).x - edge) <= slack, (text, end)
            x += max(right for _, right in clusters.values()) * unit
            tried += 1
    assert tried > 60


def test_a_caret_after_a_latin_word_and_before_the_uyghur_one_shows_at_either() -> None:
    carets = counted("ئالما ok ئا", direction="rtl")
    # From left to right: ئا, a space, o, k, a space, ئالما; ئا is one letter of two glyphs.
    assert [carets.spot(Caret(8)).x, carets.spot(Caret(8, before=True)).x] == [30, 50]
    assert [carets.spot(Caret(6)).x, carets.spot(Caret(6, before=True)).x] == [30, 50]
    assert [carets.spot(Caret(0)).x, carets.spot(Caret(11)).x] == [110, 0]


def test_a_caret_at_a_wrapped_lines_beginning_is_on_the_line_that_begins() -> None:
    carets = counted("بىر ئىككى", 6)
    assert carets.spot(Caret(4)) == carets.spot(Caret(4, before=True)) == (60, 20, 20, 1)
    assert carets.line_end(0) == Caret(3, before=True)
    assert carets.spot(carets.line_end(0)).line == 0
    broken = counted("سىنىپ", 3)
    assert broken.spot(Caret(3, before=True))[::3] == (0, 0)
    assert broken.spot(Caret(3))[::3] == (30, 1)


def test_one_who_writes_a_space_sees_the_caret_move() -> None:
    assert counted("بىر", 6).spot(Caret(3, before=True)).x == 30
    assert counted("بىر ", 6).spot(Caret(4, before=True)).x == 20
    assert counted("bir  ", 6).spot(Caret(5, before=True)).x == 50
    assert counted("بىر     ", 6).spot(Caret(8, before=True)).x == 0, "and never leaves the field"


def test_an_empty_line_has_a_caret_at_the_side_where_writing_begins() -> None:
    carets = counted("بىر\n\nok", 6, direction="weak_rtl")
    assert [carets.spot(Caret(place))[::3] for place in (4, 5, 7)] == [(60, 1), (0, 2), (20, 2)]
    assert counted("", 6, direction="weak_rtl").spot(Caret(0)).x == 60
    assert counted("", 6, direction="weak_ltr").spot(Caret(0)).x == 0


def test_arrows_go_where_they_point_and_pass_every_letter_once() -> None:
    text = "ئالما ok 12 ئائىلە"
    carets = counted(text, direction="rtl")
    for right in (False, True):
        caret = Caret(0) if not right else carets.line_end(0)
        seen = [carets.spot(caret).x]
        while (after := carets.beside(caret, right)) != caret:
            caret = after
            seen.append(carets.spot(caret).x)
        assert all(one != two and (two > one) == right for one, two in pairwise(seen))
        assert len(seen) == len(units.boundaries(text))


def test_arrows_go_on_over_line_ends() -> None:
    carets = counted("بىر ئىككى\nok", 6)
    caret, seen = Caret(0), []
    for _ in range(9):
        caret = carets.beside(caret, right=False)
        seen.append((caret.index, carets.spot(caret).line))
    assert seen == [(1, 0), (2, 0), (3, 0), (4, 1), (6, 1), (7, 1), (8, 1), (9, 1), (10, 2)]
    broken = counted("سىنىپلار", 3)
    caret, seen = Caret(0), []
    for _ in range(7):
        caret = broken.beside(caret, right=False)
        seen.append((caret.index, broken.spot(caret).line))
    assert seen == [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1), (6, 1), (7, 1)]


@settings(max_examples=150)
@given(st.text("ئالا ok1(«\n\u200f", max_size=30), st.integers(2, 12), st.booleans())
def test_every_place_is_on_its_line_and_a_tap_there_finds_it_again(
    text: str, letters: int, rtl: bool
) -> None:
    carets = counted(text, letters, direction="weak_rtl" if rtl else "weak_ltr")
    for place in carets._stops:
        for before in (False, True):
            spot = carets.spot(Caret(place, before))
            assert 0 <= spot.x <= carets.width
            found = carets.spot(carets.at(spot.x, spot.top))
            hidden = text[max(0, place - 1) : place + 1].strip(" \u200f") == ""
            assert hidden or abs(found.x - spot.x) <= STEP * 0.5, (place, before)
            assert found.line == spot.line


@settings(max_examples=150)
@given(st.text("ئالا ok1(«\n", max_size=30), st.integers(2, 12))
def test_boxes_of_a_selection_do_not_overlap_and_cover_what_is_selected(text: str, letters: int) -> None:
    carets = counted(text, letters)
    boxes = carets.boxes(0, len(text))
    for one, two in pairwise(sorted(boxes, key=lambda box: (box.y, box.x))):
        assert one.y < two.y or one.x + one.width <= two.x
    lines = {number for number, row in enumerate(carets.rows) if row.line.pieces}
    assert {box.y // HIGH for box in boxes} >= lines


def test_a_selection_across_directions_is_drawn_in_pieces() -> None:
    carets = counted("ئالما ok ئا", direction="rtl")
    assert [(box.x, box.width) for box in carets.boxes(3, 7)] == [(30, 10), (50, 30)]
    assert carets.boxes(3, 3) == []


def test_up_and_down_keep_to_their_column() -> None:
    carets = counted("بىر ئىككى\n\nok", 6)
    caret = carets.at(25, 5)
    lines = [carets.spot(carets.above(caret, -n, 25)) for n in range(4)]
    assert [spot.line for spot in lines] == [0, 1, 2, 3]
    assert [spot.x for spot in lines[:2]] == [30, 30]
    assert carets.above(caret, 5, 25) == Caret(0)
    assert carets.above(caret, -9, 25) == Caret(13, before=True)
