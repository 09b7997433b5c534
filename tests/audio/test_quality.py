"""What was done to a take is measured and named, and a good take is left in peace."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from audio.clip import RATE, Clip
from audio.mastering import master, to_clip, to_segment
from audio.quality import Fault, Figures, judge, measure
from tests.audio.recipes import HAS_SPEECH, Take, clean_takes, faulty_takes, make

SEED = 77
"""Not the seeds the rules were tried out on."""

needs_speech = pytest.mark.skipif(not HAS_SPEECH, reason="the check data (shared/data/speech) is not here")


def said(take: Take) -> tuple[Fault, ...]:
    return judge(measure(make(take)))


def test_nothing_is_said_of_good_takes() -> None:
    assert [take for take in clean_takes(25, SEED, made_only=True) if said(take)] == []


@needs_speech
def test_nothing_is_said_of_read_words_in_a_cafe_far_away() -> None:
    assert [take for take in clean_takes(25, SEED) if said(take)] == []


@pytest.mark.parametrize("fault", Fault)
def test_what_is_wrong_is_named(fault: Fault) -> None:
    takes = list(faulty_takes(fault, 10, SEED, made_only=True))
    assert [take for take in takes if fault not in said(take)] == []


@needs_speech
@pytest.mark.parametrize("fault", Fault)
def test_what_is_wrong_is_named_in_real_rooms(fault: Fault) -> None:
    takes = list(faulty_takes(fault, 12, SEED))
    missed = [take for take in takes if fault not in said(take)]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("seed", range(5))
def test_a_mastered_word_is_a_good_take(seed: int) -> None:
    mastered = to_clip(master(to_segment(make(Take(seed, peak=-30, dc=0.05, lead_s=1.0)))))
    assert judge(measure(mastered)) == ()


@pytest.mark.parametrize("snr_db", [10, 20, 30, 45])
def test_the_signal_to_noise_ratio_is_the_one_that_was_mixed(snr_db: float) -> None:
    for seed in range(4):
        assert measure(make(Take(seed, snr_db=snr_db, peak=-3))).snr_db == pytest.approx(snr_db, abs=2.5)


@pytest.mark.parametrize("seed", range(4))
def test_the_edges_and_the_pause_are_where_they_were_put(seed: int) -> None:
    take = Take(seed, lead_s=0.4, tail_s=0.6, again_after_s=0.9)
    figures = measure(make(take))
    # A burst after a closure and a vowel that fades make an edge look up to 90 ms late or early.
    assert figures.lead_s == pytest.approx(0.4, abs=0.1)
    assert figures.tail_s == pytest.approx(0.6, abs=0.1)
    assert figures.gap_s == pytest.approx(0.9, abs=0.15)
    assert figures.bursts == 2
    assert figures.lead_s + figures.active_s + figures.tail_s < figures.seconds


@pytest.mark.parametrize("dc", [-0.2, -0.004, 0.0, 0.03])
def test_an_offset_is_measured_and_hides_nothing(dc: float) -> None:
    without, figures = measure(make(Take(5))), measure(make(Take(5, dc=dc)))
    assert figures.dc == pytest.approx(dc, abs=0.001)
    assert figures.lead_s == pytest.approx(without.lead_s, abs=0.011)
    assert figures.active_s == pytest.approx(without.active_s, abs=0.03)
    assert (Fault.OFFSET in judge(figures)) == (abs(dc) >= 0.01)


@pytest.mark.parametrize("level", [0.3, 0.9, 0.98, 0.999])
def test_clipping_is_seen_at_any_level(level: float) -> None:
    assert measure(make(Take(8, clip_at=level))).clipped >= 3


def test_a_round_top_is_not_clipped() -> None:
    for hz in range(90, 210, 10):
        hummed = 0.3 * np.sin(2 * np.pi * hz * np.arange(RATE // 2) / RATE) * np.hanning(RATE // 2)
        assert measure(Clip(hummed.astype(np.float32))).clipped == 0


@pytest.mark.parametrize("hz", [50, 60])
def test_the_mains_are_told_from_a_deep_voice_and_from_hiss(hz: float) -> None:
    assert measure(make(Take(9, hum=-45, hum_hz=hz))).hum_db > 20
    assert measure(make(Take(9, snr_db=25))).hum_db < 8


def test_a_click_before_the_word_is_no_word() -> None:
    clip = make(Take(4, lead_s=0.8))
    clip.samples[4_800:4_900] += 0.4 * np.hanning(100).astype(np.float32)
    figures = measure(clip)
    assert (figures.bursts, figures.lead_s > 0.7) == (1, True)


def test_the_same_word_again_is_two_words_only_after_half_a_second() -> None:
    assert Fault.TWO_WORDS not in said(Take(6, again_after_s=0.3))
    assert Fault.TWO_WORDS in said(Take(6, again_after_s=0.7))


def test_the_worst_comes_first() -> None:
    assert said(Take(8, clip_at=0.5, dc=0.02, again_after_s=0.8)) == (
        Fault.CLIPPED, Fault.TWO_WORDS, Fault.OFFSET)  # fmt: skip


def test_a_little_noise_is_the_last_thing_to_say() -> None:
    assert said(Take(10, snr_db=25, peak=-18, dc=0.02)) == (Fault.OFFSET, Fault.NOISY)
    assert said(Take(10, snr_db=15, peak=-18, dc=0.02)) == (Fault.NOISY, Fault.OFFSET)


def test_where_nobody_speaks_nothing_is_said_of_a_word() -> None:
    assert said(Take(2, nobody=True, snr_db=50)) == (Fault.SILENT,)
    assert judge(measure(Clip(np.zeros(RATE, np.float32)))) == (Fault.SILENT,)


def odd_clips() -> Iterator[Clip]:
    for count in (0, 1, 480, 959, 960, 5_000, RATE):
        yield Clip(np.zeros(count, np.float32))
        yield Clip(np.ones(count, np.float32))
        yield Clip(np.random.default_rng(count).uniform(-1, 1, count).astype(np.float32))
        yield Clip(np.resize([1, -1], count).astype(np.float32), 8_000)


def test_whatever_comes_gets_figures_that_can_be_kept() -> None:
    for clip in odd_clips():
        figures = measure(clip)
        kept = figures.as_dict()
        assert all(type(value) is float and math.isfinite(value) for value in kept.values())
        assert replace(figures, **json.loads(json.dumps(kept))) == figures
        assert isinstance(judge(figures), tuple)


def test_the_figures_name_what_is_kept() -> None:
    assert set(measure(make(Take(1))).as_dict()) == set(Figures.__dataclass_fields__)
