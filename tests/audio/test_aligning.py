"""Pieces of a long take come to the words of a list, in order, the last try of each, with doubt where due."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.messages.aligning import Expected, Place, align, expected, left_over
from audio.messages.likeness import likeness_of
from audio.messages.splitting import Piece, split
from tests.audio.landings import Landing, expected_words, in_longer_list, landings, long_takes
from tests.audio.long_takes import LongTake, make_message
from tests.audio.recipes import HAS_SPEECH

SEED = 9
"""Not the seeds the costs were tried out on."""

needs_speech = pytest.mark.skipif(not HAS_SPEECH, reason="the check data (shared/data/speech) is not here")


def said(*lengths: float, pause_s: float = 0.8) -> list[Piece]:
    """Voiced pieces of these lengths (seconds), with a pause between them."""
    pieces: list[Piece] = []
    at = 0.5
    for seconds in lengths:
        pieces.append(Piece(at, at + seconds, -20.0, seconds * 0.7))
        at += seconds + pause_s
    return pieces


def unlike(count: int) -> np.ndarray:
    return np.full((count, count), 0.02)


def words(*lengths: float) -> list[Expected]:
    return [Expected(seconds) for seconds in lengths]


def groups(places: Sequence[Place]) -> list[tuple[int, ...]]:
    return [place.pieces for place in places]


def landed(condition: str, takes: int) -> list[Landing]:
    found = []
    for take in long_takes(condition, takes, SEED):
        message = make_message(take)
        pieces = split(message.clip)
        places = align(pieces, likeness_of(message.clip, pieces), expected_words(message))
        found += landings(message, pieces, places)
    return found


@pytest.mark.parametrize(
    "condition, share",
    [
        ("quick, short pauses", 1.0),
        ("slow", 1.0),
        ("quicker from the middle on", 1.0),
        ("a breath before every second word", 0.95),
        ("consonants held up to 0.2 s", 0.95),
        ("one word in seven said again", 0.95),
    ],
)
def test_words_land_without_help(condition: str, share: float) -> None:
    found = landed(condition, 1)
    assert sum(one.right for one in found) >= share * len(found)


@needs_speech
def test_read_pieces_in_a_real_room_land_without_help() -> None:
    found = landed("all of it, read pieces, café at 25 dB", 2)
    assert sum(one.right for one in found) >= 0.8 * len(found)


def test_where_there_is_little_doubt_there_are_few_mistakes() -> None:
    found = landed("all of it", 3) + landed("one word in twenty left out", 3)
    sure = [one for one in found if one.doubt <= 0.1]
    assert len(sure) > 0.7 * len(found)
    assert sum(not one.right for one in sure) <= 0.04 * len(sure)
    unsure = [one for one in found if one.doubt > 0.3]
    assert sum(not one.right for one in unsure) > sum(not one.right for one in sure) / len(sure) * len(unsure)


def test_the_speakers_rate_does_not_matter() -> None:
    lengths = [0.4, 0.9, 0.5, 0.3, 1.0, 0.6]
    for rate in (0.5, 1.0, 2.0):
        places = align(said(*(rate * one for one in lengths)), unlike(6), words(*lengths))
        assert groups(places) == [(0,), (1,), (2,), (3,), (4,), (5,)]


@pytest.mark.parametrize("before", [0, 16, 32])
def test_ten_words_of_a_longer_list_find_their_place_in_it(before: int) -> None:
    for seed in (SEED, SEED + 1):
        ten = make_message(LongTake(seed, count=10, breaths=0.2, held=0.3))
        whole = in_longer_list(ten, make_message(LongTake(seed + 50, count=32)), before, 32 - before)
        pieces = split(whole.clip)
        places = align(pieces, likeness_of(whole.clip, pieces), expected_words(whole))
        found = landings(whole, pieces, places)
        assert sum(one.right for one in found if one.said) >= 9
        assert sum(one.right for one in found) >= 41


def test_a_long_word_left_out_is_seen_from_the_lengths_around_it() -> None:
    places = align(said(0.4, 0.4, 0.4, 0.4), unlike(4), words(0.4, 0.4, 1.2, 0.4, 0.4))
    assert groups(places) == [(0,), (1,), (), (2,), (3,)]


def test_which_of_equal_words_was_left_out_is_not_known_and_said_to_be() -> None:
    places = align(said(0.5, 0.5, 0.5, 0.9), unlike(4), words(0.5, 0.5, 0.5, 0.5, 0.9))
    assert max(place.doubt for place in places[:4]) > 0.6
    assert min(place.doubt for place in places[:4]) > 0.2
    assert places[4].pieces == (3,) and places[4].doubt < 0.2


def test_sounds_tell_which_of_equal_words_was_left_out() -> None:
    def heard(pattern: str) -> bytes:
        return b"".join(bytes([sound != "-"]) * 10 for sound in pattern)

    list_of = [expected(2, 4, sounds) for sounds in ("-V-V", "VvV-", "V--V", "vVvV", "-V--")]
    pieces = [
        Piece(one.begin_s, one.end_s, -20.0, 0.2, pitched=heard(sounds))
        for one, sounds in zip(said(0.4, 0.4, 0.4, 0.4), ("-V-V", "VvV-", "vVvV", "-V--"), strict=True)
    ]
    assert groups(align(pieces, unlike(4), list_of)) == [(0,), (1,), (), (2,), (3,)]
    with pytest.raises(ValueError, match="V, v or -"):
        expected(1, 2, "ab")


def test_of_two_tries_the_last_counts() -> None:
    likeness = unlike(4)
    likeness[1, 2] = 0.97
    places = align(said(0.5, 0.8, 0.82, 0.4), likeness, words(0.5, 0.8, 0.4))
    assert groups(places) == [(0,), (2,), (3,)]
    assert left_over(places, 4) == (1,)


def test_a_word_said_again_after_no_is_the_last_one() -> None:
    likeness = unlike(5)
    likeness[1, 3] = 0.97
    places = align(said(0.5, 0.8, 0.3, 0.82, 0.4), likeness, words(0.5, 0.8, 0.4))
    assert groups(places) == [(0,), (3,), (4,)]
    assert left_over(places, 5) == (1, 2)


def test_two_words_that_sound_alike_are_two_words_when_the_list_has_two() -> None:
    likeness = unlike(4)
    likeness[1, 2] = 0.9
    assert groups(align(said(0.5, 0.6, 0.6, 0.4), likeness, words(0.5, 0.6, 0.6, 0.4))) == [
        (0,),
        (1,),
        (2,),
        (3,),
    ]


def test_the_halves_of_a_word_with_a_held_consonant_come_together() -> None:
    first, last = said(0.5), said(0.5, 0.7)[1]
    halves = [Piece(2.0, 2.35, -20, 0.3), Piece(2.5, 2.9, -20, 0.3)]
    rest = [Piece(one.begin_s + 2.5, one.end_s + 2.5, -20, 0.4) for one in (last, said(0.1, 0.1, 0.5)[2])]
    places = align([*first, *halves, *rest], unlike(5), words(0.5, 0.9, 0.7, 0.5))
    assert groups(places) == [(0,), (1, 2), (3,), (4,)]


def test_a_breath_goes_to_no_word() -> None:
    pieces = said(0.5, 0.7, 0.6)
    breath = Piece(pieces[1].begin_s - 0.6, pieces[1].begin_s - 0.2, -38, 0.0, pitched=bytes(40))
    pieces.insert(1, breath)
    places = align(pieces, unlike(4), words(0.5, 0.7, 0.6))
    assert groups(places) == [(0,), (2,), (3,)]
    assert left_over(places, 4) == (1,)


def test_without_pieces_every_word_is_missing_and_without_words_everything_is_left_over() -> None:
    assert align((), unlike(0), words(1, 2)) == (Place((), 0.0), Place((), 0.0))
    assert align(said(0.5, 0.5), unlike(2), ()) == ()
    assert left_over((), 2) == (0, 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.02, 2), st.floats(0.01, 2), st.booleans()), max_size=9),
    st.lists(st.floats(0.05, 3), max_size=7),
    st.integers(0, 1_000),
)
def test_whatever_comes_each_piece_goes_to_one_word_at_most_and_in_order(
    heard: list[tuple[float, float, bool]], hints: list[float], seed: int
) -> None:
    pieces: list[Piece] = []
    at = 0.0
    for seconds, pause_s, has_pitch in heard:
        at += pause_s
        pieces.append(Piece(at, at + seconds, -20, seconds * has_pitch, pitched=bytes([has_pitch]) * 5))
        at += seconds
    likeness = np.random.default_rng(seed).random((len(pieces), len(pieces)))
    places = align(pieces, likeness, words(*hints))
    taken = [piece for place in places for piece in place.pieces]
    assert len(places) == len(hints)
    assert taken == sorted(set(taken))
    assert sorted([*taken, *left_over(places, len(pieces))]) == list(range(len(pieces)))
    assert all(0 <= place.doubt <= 1 for place in places)
    assert all(place.pieces == tuple(range(place.pieces[0], place.pieces[-1] + 1))
               for place in places if place.pieces)  # fmt: skip


def test_a_quick_message_lands_on_lengths_alone() -> None:
    message = make_message(LongTake(77, speed=1.3, pause_s=(0.3, 0.7)))
    pieces = split(message.clip)
    places = align(pieces, likeness_of(message.clip, pieces), expected_words(message, with_sounds=False))
    assert all(one.right for one in landings(message, pieces, places))
