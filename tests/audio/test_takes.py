"""Words cut out of what a microphone hears: by themselves, whole, and the same however the sound arrives."""

from __future__ import annotations

import math
import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.levels import level_of, samples_of, waveform
from audio.takes import BYTES, RATE, Finished, Listening, Speaking, Started, TakeCutter, TooShort
from tests.audio.recipes import HAS_SPEECH, evening
from tests.benchmarks.take_cutting import whole

ROOM_DBFS = -65.0


def noise(seconds: float, dbfs: float = ROOM_DBFS, seed: int = 1) -> bytes:
    rng = random.Random(seed)
    size = 32_768 * 10 ** (dbfs / 20) * math.sqrt(3)  # a uniform spread of this size has that level
    return array("h", (round(rng.uniform(-size, size)) for _ in range(round(seconds * RATE)))).tobytes()


def voice(seconds: float, dbfs: float = -20.0) -> bytes:
    size = 32_768 * 10 ** (dbfs / 20) * math.sqrt(2)
    tone = (size * math.sin(2 * math.pi * 180 * at / RATE) for at in range(round(seconds * RATE)))
    return array("h", map(round, tone)).tobytes()


def cut(sound: bytes, *sizes: int) -> list[object]:
    cutter, events, at, turn = TakeCutter(), [], 0, 0
    while at < len(sound):
        size = sizes[turn % len(sizes)]
        events += cutter.feed(sound[at : at + size])
        at, turn = at + size, turn + 1
    return events


def takes(events: list[object]) -> list[Finished]:
    return [one for one in events if isinstance(one, Finished)]


TWO_WORDS = noise(1.0) + voice(0.6) + noise(1.2, seed=2) + voice(0.3, -30) + noise(1.0, seed=3)


def test_two_words_are_two_takes_with_room_at_both_ends() -> None:
    first, second = takes(cut(TWO_WORDS, 960))
    for take, spoken, begin in ((first, 0.6, 1.0), (second, 0.3, 2.8)):
        seconds = len(take.pcm) / BYTES / RATE
        assert seconds == pytest.approx(spoken + 0.5, abs=0.03)
        assert take.started_s == pytest.approx(begin - 0.25, abs=0.03)


def test_every_sample_of_a_word_is_in_its_take() -> None:
    word = voice(0.6)
    (take, _) = takes(cut(TWO_WORDS, 960))
    assert word in take.pcm


def test_what_is_told_follows_what_is_heard() -> None:
    kinds = [type(one) for one in cut(TWO_WORDS, 960)]
    assert [kind for kind in kinds if kind in (Started, Finished)] == [Started, Finished] * 2
    assert kinds[0] is Listening
    assert Speaking in kinds


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=5))
def test_the_same_sound_gives_the_same_takes_however_it_arrives(sizes: list[int]) -> None:
    assert takes(cut(TWO_WORDS, *sizes)) == takes(cut(TWO_WORDS, 960))


@pytest.mark.parametrize("dbfs", [-96.0, -65.0, -45.0, -30.0])
def test_a_room_in_which_nobody_speaks_gives_no_take(dbfs: float) -> None:
    assert takes(cut(noise(4.0, dbfs), 960)) == []


def test_a_loud_fan_does_not_start_a_take_and_a_voice_over_it_does() -> None:
    fan = noise(1.5, -40)
    (take,) = takes(cut(fan + voice(0.5, -15) + fan, 960))
    assert len(take.pcm) / BYTES / RATE == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("room", ["hiss", "cafe", "radio"])
def test_words_said_25_db_over_a_room_are_all_cut_out_whole(room: str) -> None:
    if room != "hiss" and not HAS_SPEECH:
        pytest.skip("the recordings of rooms are not beside the project")
    for seed in range(3):
        assert whole(evening(seed, room, 25.0)) == (12, 12)


def test_a_rumble_below_any_voice_is_not_heard() -> None:
    assert whole(evening(5, "hiss", 45.0, rumble_db=12.0)) == (12, 12)


def test_a_fan_that_is_switched_on_ends_no_evening() -> None:
    sound = noise(1.0, -70) + noise(30.0, -58) + voice(0.5) + noise(1.0, -58)
    assert len(takes(cut(sound, 4_800))) == 1


def test_a_click_is_no_word() -> None:
    click = voice(0.03, -6)
    assert takes(cut(noise(1.0) + click + noise(1.0), 960)) == []
    events = cut(noise(1.0) + voice(0.09, -6) + noise(1.0), 960)
    assert takes(events) == []
    assert TooShort in [type(one) for one in events]


def test_who_does_not_stop_gets_a_take_all_the_same() -> None:
    found = takes(cut(noise(1.0) + voice(8.0) + noise(1.0), 4_800))
    assert len(found[0].pcm) / BYTES / RATE == pytest.approx(6.0, abs=0.02)


def test_somebody_who_speaks_at_once_is_heard() -> None:
    assert len(takes(cut(voice(0.2) + noise(1.0) + voice(0.5) + noise(1.0), 960))) >= 1


def test_levels_are_those_of_the_sound() -> None:
    assert level_of(voice(0.1, -20)).rms_dbfs == pytest.approx(-20, abs=0.1)
    assert level_of(voice(0.1, -20)).peak_dbfs == pytest.approx(-17, abs=0.1)
    assert level_of(b"").rms_dbfs == level_of(b"\0\0" * 99).rms_dbfs == -96.0


def test_a_waveform_shows_where_it_is_loud() -> None:
    columns = waveform([noise(0.5), voice(0.5, -6)], 10)
    assert len(columns) == 10
    assert max(columns[:5]) < 0.01 < 0.5 < min(columns[5:])
    assert len(waveform([b"\1\0\2"], 10)) == 1


def test_half_a_sample_is_left_out() -> None:
    assert list(samples_of(b"\1\0\2")) == [1]
