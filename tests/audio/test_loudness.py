"""A word is as loud as an ear finds it while somebody speaks; the silence around it does not count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly, sosfilt

from audio.activity import QUIETEST_DB
from audio.clip import RATE, Clip
from audio.filters import HIGH_PASS, K_WEIGHTING, Section, filtered
from audio.loudness import active_loudness
from tests.audio.recipes import Take, make


def sine(hz: float, amplitude: float = 1.0, seconds: float = 1.0) -> Clip:
    turns = 2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE
    return Clip((amplitude * np.sin(turns)).astype(np.float32))


def test_a_full_sine_of_997_hz_is_what_the_standard_says() -> None:
    assert active_loudness(sine(997)) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize(("hz", "heard"), [(38, -6.0), (100, -1.1), (997, 0.7), (10_000, 4.0)])
def test_the_k_weighting_lifts_what_a_head_lifts_and_drops_the_deepest(hz: float, heard: float) -> None:
    out = filtered(sine(hz, seconds=2).samples, RATE, K_WEIGHTING)[RATE:]
    assert 10 * np.log10(2 * np.mean(out**2)) == pytest.approx(heard, abs=0.25)


@pytest.mark.parametrize("sections", [HIGH_PASS, K_WEIGHTING])
def test_filtering_in_the_spectrum_is_filtering_sample_by_sample(sections: tuple[Section, ...]) -> None:
    samples = np.random.default_rng(1).standard_normal(40_000)
    assert np.allclose(filtered(samples, RATE, sections), sosfilt(sections, samples), atol=1e-6)


def test_the_high_pass_is_3_db_down_at_80_hz() -> None:
    out = filtered(sine(80, seconds=2).samples, RATE, HIGH_PASS)[RATE:]
    assert 10 * np.log10(2 * np.mean(out**2)) == pytest.approx(-3.01, abs=0.02)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 50), gain_db=st.floats(-30, 6))
def test_more_gain_is_as_much_more_loudness(seed: int, gain_db: float) -> None:
    word = make(Take(seed, peak=-6, snr_db=50))
    louder = Clip((word.samples * 10 ** (gain_db / 20)).astype(np.float32))
    assert active_loudness(louder) - active_loudness(word) == pytest.approx(gain_db, abs=0.01)


@pytest.mark.parametrize("seed", range(6))
def test_silence_around_a_word_changes_nothing(seed: int) -> None:
    near = make(Take(seed, lead_s=0.1, tail_s=0.1))
    far = make(Take(seed, lead_s=1.5, tail_s=3.0))
    assert active_loudness(far) == pytest.approx(active_loudness(near), abs=0.15)


@pytest.mark.parametrize("seed", range(6))
def test_a_pause_between_two_words_is_not_counted(seed: int) -> None:
    once, twice = make(Take(seed)), make(Take(seed, again_after_s=1.0))
    assert active_loudness(twice) == pytest.approx(active_loudness(once), abs=0.15)


@pytest.mark.parametrize("seed", range(6))
def test_the_room_hardly_changes_how_loud_a_voice_is(seed: int) -> None:
    assert active_loudness(make(Take(seed, snr_db=30))) == pytest.approx(
        active_loudness(make(Take(seed, snr_db=60))), abs=0.3
    )


@pytest.mark.parametrize("rate", [16_000, 24_000, 96_000])
def test_the_rate_of_a_file_does_not_matter(rate: int) -> None:
    word = make(Take(3))
    other = resample_poly(word.samples, rate // 8_000, RATE // 8_000)
    assert active_loudness(Clip(other, rate)) == pytest.approx(active_loudness(word), abs=0.3)


@pytest.mark.parametrize("count", [0, 1, 500, 48_000])
def test_nothing_is_as_quiet_as_can_be(count: int) -> None:
    assert active_loudness(Clip(np.zeros(count, np.float32))) == QUIETEST_DB
