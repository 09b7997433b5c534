"""Text of both directions stands in the order that UAX #9 asks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.uyghur.bidi import base_level, levels, mirrored, visual_order
from lexicon.uyghur.bidi_classes import BIDI_CLASS, bracket
from lexicon.uyghur.bidi_levels import REMOVED
from tests.lexicon.uyghur.fribidi import FriBidi
from tests.lexicon.uyghur.icu import icu_levels
from tests.lexicon.uyghur.rows import MIXED_ROWS

UNSEEN = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN", "LRI", "RLI", "FSI", "PDI"})
ISOLATES_AND_SPACE = frozenset({"LRI", "RLI", "FSI", "PDI", "WS"})
UNBRACKETED = "abç1230۴۵٦اەبگ ،؟؛«»<>.,:;+-/%$…\t"
LETTERS = UNBRACKETED + "()[]{}"
EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e\u200e\u200f"
CONTROLS = EMBEDDINGS + "\u2066\u2067\u2068\u2069"


def drawn(text: str, base: int) -> str:
    """The characters of a one-line paragraph from left to right, mirrored."""
    resolved = levels(text, base)
    return "".join(
        mirrored(text[i]) if resolved[i] & 1 else text[i] for i in visual_order(text, resolved, base)
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ئالما", 1),
        ("apple", 0),
        ("«ئالما» apple", 1),
        ("(apple) ئالما", 0),
        ("12 ئالما", 1),
        ("\u2068apple\u2069 ئالما", 1),
        ("яблоко", 0),
    ],
)
def test_the_first_strong_letter_outside_isolates_gives_the_direction(text: str, level: int) -> None:
    assert base_level(text) == level
    assert base_level(text, fallback=1) == level


def test_where_no_letter_decides_the_fallback_does() -> None:
    assert base_level("12:30 …") == 0
    assert base_level("12:30 …", fallback=1) == 1
    assert base_level("", fallback=1) == 1


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("كىتاب (book) 12", 1, "111111122221122"),
        ("كىتاب (book) 12", 0, "111110000000000"),
        ("ئالما apple 3", 1, "1111112222222"),
        ("apple ئالما 3", 0, "0000001111112"),
        ("a (ب) c", 0, "0001000"),
        ("ب (a) ت", 1, "1112111"),
        ("ب (a ت) 1", 1, "111211112"),
        ("١٢ ب", 1, "2211"),
        ("ب 1-2", 1, "11212"),
        ("ب 1,5", 1, "11222"),
        ("\u05d1 1-2", 1, "11222"),
        ("ب ١-٢", 1, "11212"),
        ("\u2068apple\u2069 ئا", 1, "1222221111"),
        ("a\u2067ب c\u2069d", 0, "0011200"),
        ("\u202eabc\u202cd", 0, "011110"),
    ],
)
def test_levels_written_out_by_hand(text: str, base: int, expected: str) -> None:
    assert levels(text, base) == [int(level) for level in expected]


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("كىتاب (book) 12", 1, "12 (book) " + "كىتاب"[::-1]),
        ("ئالما «apple» دېگەن سۆز.", 1, "." + "دېگەن سۆز"[::-1] + " «apple» " + "ئالما"[::-1]),
        ("The word ئالما (apple) is red", 0, "The word " + "ئالما"[::-1] + " (apple) is red"),
        ("ئالما [b]قىزىل[/b]", 1, "[b/]" + "قىزىل"[::-1] + "[b] " + "ئالما"[::-1]),
        ("3 ئالما، 4 ئانار؟", 1, "؟" + "ئانار"[::-1] + " 4 ،" + "ئالما"[::-1] + " 3"),
    ],
)
def test_whole_lines_written_out_by_hand(text: str, base: int, expected: str) -> None:
    assert drawn(text, base) == expected


def test_a_wrapped_line_that_begins_with_latin_does_not_turn_round() -> None:
    text = "بۇ سۆز apple tree دېگەن سۆز"
    start, end = text.index("apple"), text.index("دېگەن") + len("دېگەن")
    order = visual_order(text, levels(text, 1), 1, start, end)
    assert "".join(text[i] for i in order) == "دېگەن"[::-1] + " apple tree"


def test_space_at_a_lines_end_goes_to_the_paragraphs_far_side() -> None:
    text = "بۇ apple "
    assert visual_order(text, levels(text, 1), 1) == [8, 3, 4, 5, 6, 7, 2, 1, 0]


def test_a_mark_stays_to_the_right_of_the_letter_that_carries_it() -> None:
    text = "بَت"
    assert visual_order(text, levels(text, 1), 1) == [2, 0, 1]


def test_mirroring_is_its_own_inverse_and_brackets_know_their_partner() -> None:
    for ch in "()[]{}<>«»‹›≤≥【】":
        assert mirrored(mirrored(ch)) == ch != mirrored(ch)
    assert mirrored("ئ") == "ئ"
    assert bracket("(") == ("(", True)
    assert bracket(")") == ("(", False)
    assert bracket("〉") == ("〈", False)
    assert bracket("\u232a") == ("〈", False)
    assert bracket("«") is None, "quotes mirror, but UAX #9 does not pair them"


def test_code_points_without_a_name_yet_have_the_class_of_their_block() -> None:
    assert BIDI_CLASS["\u05ff"] == "R"
    assert BIDI_CLASS["\u20cf"] == "ET"
    assert BIDI_CLASS["\uffff"] == "BN"
    assert BIDI_CLASS["\u0378"] == "L"


def test_explicit_levels_stop_at_125() -> None:
    text = "\u202b\u202a" * 70 + "a" + "\u202c" * 140 + "ب"
    resolved = levels(text, 0)
    assert max(resolved) <= 125 + 1
    assert resolved[-1] == 1


def agrees(text: str, base: int, start: int, end: int) -> None:
    """FriBidi draws the seen characters of the line in the same order, mirrored alike.

    FriBidi leaves isolate controls at a line's end, and the space before them, out of rule L1; lines are
    compared up to there.
    """
    while end > start and BIDI_CLASS[text[end - 1]] in ISOLATES_AND_SPACE:
        end -= 1
    order, mirrors = FriBidi(text, base).line(start, end)
    resolved = levels(text, base)
    ours = visual_order(text, resolved, base, start, end)
    seen = [n for n in order if BIDI_CLASS[text[n]] not in UNSEEN]
    assert [n for n in ours if BIDI_CLASS[text[n]] not in UNSEEN] == seen, ascii(text)
    assert "".join(
        mirrored(text[n]) if resolved[n] & 1 else text[n] for n in ours if BIDI_CLASS[text[n]] not in UNSEEN
    ) == "".join(m for n, m in zip(order, mirrors, strict=True) if BIDI_CLASS[text[n]] not in UNSEEN)


@pytest.mark.parametrize("text", MIXED_ROWS)
@pytest.mark.parametrize("base", [0, 1])
def test_fribidi_agrees_on_every_line_of_a_mixed_row(text: str, base: int) -> None:
    for start in range(0, len(text), 3):
        for end in range(start + 1, len(text) + 1, 4):
            agrees(text, base, start, end)
        agrees(text, base, start, len(text))


@settings(max_examples=400, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=40), st.integers(0, 1), st.data())
def test_fribidi_agrees_on_any_mixture(text: str, base: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    agrees(text, base, start, data.draw(st.integers(start + 1, len(text))))


@settings(max_examples=400, deadline=None)
@given(st.text(UNBRACKETED + EMBEDDINGS * 3, min_size=1, max_size=40), st.integers(0, 1))
def test_fribidi_agrees_where_there_are_embeddings_and_overrides(text: str, base: int) -> None:
    agrees(text, base, 0, len(text))


@settings(max_examples=400, deadline=None)
@given(
    st.tuples(*[st.text(UNBRACKETED + EMBEDDINGS, max_size=12)] * 3),
    st.sampled_from("\u2066\u2067\u2068"),
    st.integers(0, 1),
)
def test_fribidi_agrees_where_there_is_an_isolate(
    parts: tuple[str, str, str], initiator: str, base: int
) -> None:
    before, inside, after = parts
    text = f"{before}{initiator}{inside}\u2069{after}"
    agrees(text, base, 0, len(text))


@settings(max_examples=600, deadline=None)
@given(st.text(LETTERS + CONTROLS * 3, min_size=1, max_size=40), st.integers(0, 1))
def test_icu_agrees_where_there_is_everything_at_once(text: str, base: int) -> None:
    seen = [i for i, ch in enumerate(text) if BIDI_CLASS[ch] not in REMOVED]
    theirs = icu_levels(text, base)
    ours = visual_order(text, levels(text, base), base)
    # The order is compared, not the numbers: ICU gives one level to a text that runs one way throughout.
    order = visual_order("x" * len(seen), [theirs[i] for i in seen], 0)
    assert [i for i in ours if i in seen] == [seen[n] for n in order], ascii(text)


def test_two_isolates_side_by_side_are_both_closed_to_what_stands_around_them() -> None:
    """FriBidi 1.0.8 lets the first leak into the second (it gives the digit 4); ICU 72 does not."""
    assert levels("c\u2067ئ\u2069c\u20661\u2069", 1) == [2, 2, 3, 2, 2, 1, 2, 1]


@given(st.text(LETTERS + CONTROLS + "\u064b\u0301\u200d", max_size=40), st.integers(0, 1))
def test_every_character_of_a_line_is_drawn_exactly_once(text: str, base: int) -> None:
    assert sorted(visual_order(text, levels(text, base), base)) == list(range(len(text)))


@given(st.text("ابەگڭ «»()[]،؟!.-", max_size=30), st.text(LETTERS, max_size=10))
def test_the_short_way_for_plain_text_gives_what_the_long_way_gives(plain: str, rest: str) -> None:
    alone, among = levels(plain, 1), levels(plain + "\u2029" + rest, 1)
    assert alone == [1] * len(plain)
    assert among[: len(plain)] == alone
