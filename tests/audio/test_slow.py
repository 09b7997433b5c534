"""Slower is the same voice: as high, as loud, without clicks, and every consonant once."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from audio.clip import RATE, Clip, of_wav
from audio.playback import SLOW_SPEED
from audio.slow import slowed, stretched
from audio.troubles import NotSoundError
from tests.audio.recipes import SPEECH, clean_takes, make
from tests.audio.slow_words import (
    bursts_of,
    largest_jump,
    level_db,
    pitch_of,
    stop_between_vowels,
    vowel,
)


@pytest.mark.parametrize("pitch", [80, 120, 180, 260, 330])
def test_a_voice_keeps_its_pitch(pitch: float) -> None:
    slow = stretched(vowel(pitch, "e"), SLOW_SPEED)
    inside = slow.samples[RATE // 10 : -RATE // 10]
    assert pitch_of(inside) == pytest.approx(pitch, rel=0.01)


def test_a_melody_is_as_high_at_the_same_place_of_the_word() -> None:
    slow = stretched(vowel(140, "a", 0.5, glide=0.3), SLOW_SPEED)
    for place in (0.3, 0.5, 0.7):
        middle = round(place * len(slow.samples))
        part = slow.samples[middle - RATE // 33 : middle + RATE // 33]
        assert pitch_of(part) == pytest.approx(140 * (1 + 0.3 * (place - 0.5)), rel=0.015)


def test_words_are_as_loud_and_have_no_click() -> None:
    for take in clean_takes(8, 5):
        clip = make(take)
        slow = stretched(clip, SLOW_SPEED)
        assert abs(level_db(slow.samples) - level_db(clip.samples)) < 1
        assert largest_jump(slow.samples) <= largest_jump(clip.samples) * (1 + 1e-6)


def test_a_burst_is_heard_once() -> None:
    # The last six are heard twice where bursts are stretched with the rest.
    for seed in (0, 1, 2, 9, 27, 30, 43, 47, 57):
        clip = stop_between_vowels(seed)
        assert bursts_of(clip) == bursts_of(stretched(clip, SLOW_SPEED)) == 1


@given(
    count=st.integers(0, 9_000),
    speed=st.floats(0.5, 1.5),
    seed=st.integers(0, 9),
    rate=st.sampled_from([8_000, 24_000, 48_000]),
)
def test_any_sound_becomes_as_long_as_it_should_and_no_louder(
    count: int, speed: float, seed: int, rate: int
) -> None:
    samples = np.random.default_rng(seed).uniform(-1, 1, count).astype(np.float32)
    slow = stretched(Clip(samples, rate), speed)
    assert (len(slow.samples), slow.rate) == (round(count / speed), rate)
    assert np.max(np.abs(slow.samples), initial=0) <= 1 + 1e-6


@given(count=st.integers(0, 9_000), seed=st.integers(0, 9))
def test_the_usual_speed_changes_nothing(count: int, seed: int) -> None:
    samples = np.random.default_rng(seed).uniform(-1, 1, count).astype(np.float32)
    assert np.allclose(stretched(Clip(samples), 1.0).samples, samples, atol=1e-6)


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan")])
def test_there_is_no_speed_that_does_not_go_on(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        stretched(vowel(120), speed)


def test_a_wav_and_an_mp3_come_back_as_a_slower_wav() -> None:
    clip = vowel(150)
    mp3 = io.BytesIO()
    soundfile.write(mp3, clip.samples[::2], RATE // 2, format="MP3", subtype="MPEG_LAYER_III")
    for content in (clip.wav(), mp3.getvalue()):
        slow = of_wav(slowed(content, SLOW_SPEED))
        assert slow.seconds == pytest.approx(clip.seconds / SLOW_SPEED, rel=0.02)
        assert level_db(slow.samples) == pytest.approx(level_db(clip.samples), abs=1)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\0" * 100])
def test_what_is_no_sound_is_said(content: bytes) -> None:
    with pytest.raises(NotSoundError):
        slowed(content, SLOW_SPEED)


@pytest.mark.skipif(not SPEECH.is_dir(), reason="the check data is not beside the project")
def test_a_read_sentence_is_slower_and_as_loud() -> None:
    clip = of_wav((SPEECH / "sentence1.wav").read_bytes())
    slow = stretched(clip, SLOW_SPEED)
    assert slow.seconds == pytest.approx(clip.seconds / SLOW_SPEED, rel=0.001)
    assert level_db(slow.samples) == pytest.approx(level_db(clip.samples), abs=1)
    assert largest_jump(slow.samples) <= largest_jump(clip.samples) * (1 + 1e-6)


def test_a_phone_with_numpy_alone_can_do_it(root: Path) -> None:
    code = """
import sys
for absent in ("scipy", "soundfile", "pydub", "av"):
    sys.modules[absent] = None
import numpy as np
from audio.clip import Clip
from audio.slow import slowed
from audio.troubles import NotSoundError
print(len(slowed(Clip(np.zeros(4800, np.float32)).wav(), 0.5)))
try:
    slowed(b"an MP3", 0.5)
except NotSoundError:
    print("no")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout.split() == [str(44 + 2 * 9600), "no"], done.stderr
