"""Whatever the microphone, the room and the distance: mastered words belong together, and are nothing but
sound."""

import io
from statistics import median

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

import audio.mastering as mastering
from audio.clip import RATE, Clip
from audio.loudness import active_loudness
from audio.mastering import LEAD_S, PACK_RATE, at_rate, flac, master, pack_copy, to_clip, to_segment
from audio.quality import measure
from audio.troubles import NothingSpokenError, NotSoundError
from tests.audio.recipes import HAS_SPEECH, Take, clean_takes, make

ENCODER_DELAY = 1_105
"""Samples that LAME puts before the sound: 576 of its own and 529 of every decoder."""

needs_speech = pytest.mark.skipif(not HAS_SPEECH, reason="the check data (shared/data/speech) is not here")


def mastered(take: Take) -> Clip:
    return to_clip(master(to_segment(make(take))))


def decoded(content: bytes) -> Clip:
    samples, rate = soundfile.read(io.BytesIO(content), dtype="float32")
    return Clip(samples, rate)


def dbfs(clip: Clip) -> float:
    return float(20 * np.log10(np.abs(clip.samples).max()))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), peak=st.floats(-40, -6), snr_db=st.floats(25, 60))
def test_every_word_is_as_loud_as_every_other(seed: int, peak: float, snr_db: float) -> None:
    word = mastered(Take(seed, peak=peak, snr_db=snr_db))
    assert active_loudness(word) == pytest.approx(-23, abs=0.5)
    assert dbfs(word) <= -2.99


@needs_speech
def test_read_words_in_real_rooms_are_as_loud_as_every_other_in_the_copy_too() -> None:
    for number, take in enumerate(clean_takes(15, 5)):
        copy = decoded(pack_copy(master(to_segment(make(take)))))
        assert active_loudness(copy) == pytest.approx(-23, abs=0.7), (number, take)


def test_a_sharp_peak_is_kept_under_the_limit_rather_than_cut_off() -> None:
    clip = make(Take(3, peak=-20))
    middle = len(clip.samples) // 2
    clip.samples[middle : middle + 3] = 0.9
    word = to_clip(master(to_segment(clip)))
    assert dbfs(word) == pytest.approx(-3, abs=0.1)
    assert active_loudness(word) < -23


def test_a_word_keeps_its_room_and_loses_the_rest() -> None:
    raw = Take(4, lead_s=1.2, tail_s=2.0)
    before, after = measure(make(raw)), measure(mastered(raw))
    assert after.lead_s == pytest.approx(0.10, abs=0.02)
    assert after.tail_s == pytest.approx(0.15, abs=0.02)
    assert after.active_s == pytest.approx(before.active_s, abs=0.03)


def test_what_room_is_missing_is_not_made_up() -> None:
    word, raw = mastered(Take(4, lead_s=0.03, tail_s=0.04)), make(Take(4, lead_s=0.03, tail_s=0.04))
    assert word.seconds == raw.seconds


def test_it_begins_and_ends_in_silence() -> None:
    word = mastered(Take(4, snr_db=25))
    assert word.samples[0] == 0
    assert np.abs(word.samples[-10:]).max() < np.abs(word.samples[2_000:3_000]).max() / 20


def test_rumble_and_offset_go_and_the_voice_stays() -> None:
    take = make(Take(4, dc=0.1))
    still = to_clip(master(to_segment(take)))
    rumble = 0.05 * np.sin(2 * np.pi * 25 * np.arange(len(take.samples)) / RATE)
    shaken = to_clip(master(to_segment(Clip(take.samples + rumble.astype(np.float32)))))
    assert abs(float(still.samples.mean())) < 1e-4
    assert shaken.seconds == pytest.approx(still.seconds, abs=0.05)

    def share(clip: Clip, low: float, high: float) -> float:
        power = np.abs(np.fft.rfft(clip.samples)) ** 2
        at = np.fft.rfftfreq(len(clip.samples), 1 / RATE)
        return float(power[(at >= low) & (at < high)].sum() / power.sum())

    before = Clip(take.samples - take.samples.mean() + rumble.astype(np.float32))
    assert share(shaken, 15, 35) < share(before, 15, 35) / 50
    assert share(still, 200, 20_000) > 0.5


@pytest.mark.parametrize(("rate", "channels", "width"), [(44_100, 2, 2), (16_000, 1, 2), (48_000, 2, 4)])
def test_any_recording_becomes_mono_at_48_khz(rate: int, channels: int, width: int) -> None:
    segment = to_segment(make(Take(7))).set_frame_rate(rate).set_channels(channels).set_sample_width(width)
    word = master(segment)
    assert (word.frame_rate, word.channels, word.sample_width) == (RATE, 1, 2)
    assert active_loudness(to_clip(word)) == pytest.approx(-23, abs=0.1)
    assert word.duration_seconds == pytest.approx(mastered(Take(7)).seconds, abs=0.03)


@pytest.mark.parametrize(
    "samples", [np.zeros(0), np.zeros(RATE), 0.01 * np.random.default_rng(1).standard_normal(RATE)]
)
def test_where_nobody_speaks_there_is_no_word(samples: np.ndarray) -> None:
    with pytest.raises(NothingSpokenError):
        master(to_segment(Clip(samples.astype(np.float32))))


@given(st.lists(st.integers(-32_768, 32_767), max_size=200))
def test_samples_come_out_of_pydub_as_they_went_in(values: list[int]) -> None:
    clip = Clip(np.array(values, np.float32) / 32_768)
    assert np.array_equal(to_clip(to_segment(clip)).samples, clip.samples)


def test_the_same_take_gives_the_same_bytes() -> None:
    def both() -> tuple[bytes, bytes]:
        word = master(to_segment(make(Take(7))))
        return flac(word), pack_copy(word)

    first = both()
    pack_copy(master(to_segment(make(Take(8)))))
    assert both() == first


def test_the_archive_copy_is_the_master_sample_for_sample_and_nothing_else() -> None:
    word = master(to_segment(make(Take(7))))
    content = flac(word)
    samples, rate = soundfile.read(io.BytesIO(content), dtype="int16")
    assert (samples.tobytes(), rate) == (word.raw_data, RATE)
    # One block, the stream's description, marked as the last; then frames. No maker's name.
    assert content[:8] == b"fLaC\x80\x00\x00\x22"
    assert content[42:44] in (b"\xff\xf8", b"\xff\xf9")
    assert b"libFLAC" not in content
    assert len(content) < len(word.raw_data) * 0.7


def test_the_pack_copy_sounds_from_the_first_to_the_last_sample_where_the_master_does() -> None:
    word = mastered(Take(7))
    copy, master_ = decoded(pack_copy(to_segment(word))), at_rate(word, PACK_RATE)
    size = 2 * len(master_)
    match = np.fft.irfft(np.fft.rfft(copy.samples, size) * np.conj(np.fft.rfft(master_, size)))
    assert (copy.rate, len(copy.samples), int(match.argmax())) == (PACK_RATE, len(master_), 0)


def test_a_player_that_knows_nothing_of_gapless_starts_late_by_less_than_the_room_before_the_word() -> None:
    word = mastered(Take(7))
    content = pack_copy(to_segment(word))
    first_frame = content.index(content[:2], 4)
    plain = decoded(content[first_frame:])  # without the frame that says what the encoder added
    master_ = at_rate(word, PACK_RATE)
    size = 2 * len(plain.samples)
    match = np.fft.irfft(np.fft.rfft(plain.samples, size) * np.conj(np.fft.rfft(master_, size)))
    late = int(match.argmax())
    assert late == pytest.approx(ENCODER_DELAY, abs=2)
    assert late / PACK_RATE < LEAD_S


def test_a_word_of_a_second_takes_at_most_8_kb() -> None:
    words = [master(to_segment(make(take))) for take in clean_takes(12, 2, made_only=True)]
    assert median(len(pack_copy(word)) / word.duration_seconds for word in words) <= 8_000


def test_no_tag_is_in_the_pack_copy() -> None:
    content = pack_copy(master(to_segment(make(Take(7)))))
    with soundfile.SoundFile(io.BytesIO(content)) as file:
        assert file.copy_metadata() == {}
    assert content[:2] == b"\xff\xf3"
    assert content[-128:-125] != b"TAG"
    for tag in (b"ID3", b"APETAGEX", b"LYRICS", b"libsndfile"):
        assert tag not in content


@pytest.mark.parametrize("change", [
    lambda content: b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + content,
    lambda content: content + b"TAG" + b"Granny, at home, 1 May".ljust(125, b"\0"),
    lambda content: content + b"\0",
    lambda content: content[:-10],
    lambda content: content[: len(content) // 2] + b"hello" + content[len(content) // 2 :],
    lambda _content: b"",
])  # fmt: skip
def test_a_copy_with_anything_beside_the_sound_is_refused(change, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = mastering.encoded
    monkeypatch.setattr(mastering, "encoded", lambda samples: change(encoded(samples)))
    with pytest.raises(NotSoundError, match="beside the sound"):
        pack_copy(master(to_segment(make(Take(7)))))


def test_a_copy_that_does_not_sound_like_its_master_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = mastering.encoded
    monkeypatch.setattr(mastering, "encoded", lambda samples: encoded(samples * 0.5))
    with pytest.raises(NotSoundError, match="not what went in"):
        pack_copy(master(to_segment(make(Take(7)))))
