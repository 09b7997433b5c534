"""A long take is cut at its pauses, and a piece never holds a neighbour's voice."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from audio.clip import RATE, Clip
from audio.messages.likeness import likeness_of
from audio.messages.splitting import MOST_ROOM_S, Piece, cut, joined, split
from tests.audio.landings import long_takes
from tests.audio.long_takes import LongTake, make_message
from tests.audio.recipes import HAS_SPEECH, Take, make

needs_speech = pytest.mark.skipif(not HAS_SPEECH, reason="the check data (shared/data/speech) is not here")


def over(piece: Piece, begin_s: float, end_s: float) -> float:
    return min(piece.end_s, end_s) - max(piece.begin_s, begin_s)


@pytest.mark.parametrize("snr_db", [15, 40])
def test_every_word_is_in_a_piece_and_no_piece_in_two_words(snr_db: float) -> None:
    for seed in range(2):
        message = make_message(LongTake(seed, snr_db=snr_db, held=0.5))
        pieces = split(message.clip)
        for piece in pieces:
            assert sum(over(piece, one.begin_s, one.end_s) > 0 for one in message.said) == 1
        for one in message.said:
            assert any(over(piece, one.begin_s, one.end_s) > 0 for piece in pieces)


@needs_speech
@pytest.mark.parametrize("condition", ["all of it, café at 25 dB", "all of it, read pieces"])
def test_words_in_a_real_room_are_found(condition: str) -> None:
    for take in long_takes(condition, 2):
        message = make_message(take)
        pieces = split(message.clip)
        words = [one for one in message.said if one.word is not None]
        missed = [one for one in words if not any(over(p, one.begin_s, one.end_s) > 0 for p in pieces)]
        assert missed == []


def test_the_edges_are_where_the_voice_is() -> None:
    message = make_message(LongTake(5, snr_db=40))
    pieces = split(message.clip)
    for one in message.said:
        mine = [piece for piece in pieces if over(piece, one.begin_s, one.end_s) > 0]
        assert mine[0].begin_s == pytest.approx(one.begin_s, abs=0.05)
        assert mine[-1].end_s == pytest.approx(one.end_s, abs=0.06)


def test_a_consonant_held_for_a_fifth_of_a_second_parts_a_word_and_one_of_40_ms_does_not() -> None:
    vowel = np.sin(2 * np.pi * 150 * np.arange(RATE // 4) / RATE) * np.hanning(RATE // 4) ** 0.2 * 0.3
    for closure_s, count in ((0.2, 2), (0.04, 1)):
        rests = [np.zeros(round(seconds * RATE)) for seconds in (0.5, closure_s, 0.5)]
        whole = np.concatenate([rests[0], vowel, rests[1], vowel, rests[2]])
        whole += 0.0003 * np.random.default_rng(1).standard_normal(len(whole))
        assert len(split(Clip(whole.astype(np.float32)))) == count


def test_a_cut_keeps_room_and_stays_out_of_what_else_is_heard() -> None:
    message = make_message(LongTake(2, breaths=0.6, pause_s=(0.25, 0.9)))
    pieces = split(message.clip)
    spans = [(piece.begin_s - piece.before_s, piece.end_s + piece.after_s) for piece in pieces]
    assert all(end_s <= begin_s + 1e-9 for (_, end_s), (begin_s, _) in pairwise(spans))
    assert all(0 <= side <= MOST_ROOM_S for piece in pieces for side in (piece.before_s, piece.after_s))
    assert max(piece.before_s for piece in pieces) == MOST_ROOM_S
    for piece, (begin_s, end_s) in zip(pieces, spans, strict=True):
        assert cut(message.clip, piece).seconds == pytest.approx(end_s - begin_s, abs=0.001)


def test_the_parts_of_a_word_are_joined_with_the_pause_between_them() -> None:
    message = make_message(LongTake(7, held=1.0, held_s=(0.18, 0.2)))
    pieces = split(message.clip)
    one = next(one for one in message.said
               if sum(over(piece, one.begin_s, one.end_s) > 0 for piece in pieces) > 1)  # fmt: skip
    parts = [piece for piece in pieces if over(piece, one.begin_s, one.end_s) > 0]
    word = joined(parts)
    assert (word.begin_s, word.end_s) == (parts[0].begin_s, parts[-1].end_s)
    assert (word.before_s, word.after_s) == (parts[0].before_s, parts[-1].after_s)
    assert min(part.level_db for part in parts) <= word.level_db <= max(part.level_db for part in parts)
    assert sum(word.pitched) * 0.01 == pytest.approx(word.voiced_s) == sum(part.voiced_s for part in parts)
    assert len(word.pitched) == pytest.approx(word.seconds / 0.01, abs=1)


def test_a_room_that_grows_louder_hides_no_word() -> None:
    message = make_message(LongTake(3, snr_db=40))
    samples = message.clip.samples.copy()
    half = len(samples) // 2
    samples[half:] += 0.004 * np.random.default_rng(2).standard_normal(len(samples) - half).astype(np.float32)
    pieces = split(Clip(samples))
    assert all(any(over(piece, one.begin_s, one.end_s) > 0 for piece in pieces) for one in message.said)
    assert len(pieces) < 2 * len(message.said)


def test_a_click_far_from_any_voice_is_no_piece() -> None:
    clip = make(Take(4, lead_s=1.5))
    before = split(clip)
    clip.samples[24_000:24_300] += 0.2 * np.hanning(300).astype(np.float32)
    assert [round(piece.begin_s, 1) for piece in split(clip)] == [round(piece.begin_s, 1) for piece in before]


@pytest.mark.parametrize("seconds", [0.0, 0.05, 3.0])
def test_nobody_speaking_gives_no_piece(seconds: float) -> None:
    hiss = 0.001 * np.random.default_rng(3).standard_normal(round(seconds * RATE))
    assert split(Clip(hiss.astype(np.float32))) == ()
    assert split(Clip(np.zeros(round(seconds * RATE), np.float32))) == ()


def test_a_word_said_again_is_liked_and_another_word_is_not() -> None:
    message = make_message(LongTake(11, count=8, repeats=1.0))
    pieces = split(message.clip)
    likeness = likeness_of(message.clip, pieces)
    spans = []
    for one in message.said:
        mine = [place for place, piece in enumerate(pieces) if over(piece, one.begin_s, one.end_s) > 0]
        spans.append(range(mine[0], mine[-1] + 1))
    alike = [likeness(one, other) for one, other in zip(spans[::2], spans[1::2], strict=True)]
    different = [likeness(one, other) for one, other in zip(spans[1::2], spans[2::2], strict=False)]
    assert min(alike) > 0.5 > max(different)
