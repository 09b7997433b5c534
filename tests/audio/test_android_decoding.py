"""A phone's decoders behind our own limits: what is asked of Android, in which order, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.clip import Clip
from audio.decoding import Limits
from audio.decoding.android import END_OF_STREAM, FORMAT_CHANGED, decode
from audio.mastering import at_rate as at_rate_of_scipy
from audio.resampling import at_rate
from audio.troubles import NotSoundError, SoundError, SoundTooLargeError
from tests.audio.made_files import HZ, LEVEL, OPUS, made, tone
from tests.bridge import BUFFER, CODEC, DESCRIPTOR, FORMAT, Bridge, Thing

AGAIN = -1
"""``MediaCodec.INFO_TRY_AGAIN_LATER``."""
ORDER = ["setDataSource", "close", "selectTrack", "createDecoderByType", "configure", "start", "stop"]


class Phone(Bridge):
    """A phone whose extractor has ``packets`` of what a file holds, and whose decoder makes ``blocks`` of it:
    a format (dict), a block of samples, or AGAIN."""

    def __init__(
        self, blocks: Sequence[Any], packets: int = 3, kinds: Sequence[str] = ("audio/opus",)
    ) -> None:
        super().__init__(
            getFD=self.made(DESCRIPTOR), getTrackCount=len(kinds), getTrackFormat=self._track,
            getString=lambda form, key: form.told.get(key), containsKey=lambda form, key: key in form.told,
            getInteger=lambda form, key: form.told[key], createDecoderByType=self.made(CODEC),
            dequeueInputBuffer=0, getInputBuffer=self.made(BUFFER), readSampleData=self._read,
            getSampleTime=20_000, advance=True, dequeueOutputBuffer=self._out, getOutputBuffer=self._buffer,
            getOutputFormat=lambda _codec: self.form, get=self._get,
        )  # fmt: skip
        self._blocks, self._left, self._kinds = list(blocks), packets, kinds
        self._block = b""

    def _track(self, _extractor: Thing, number: int) -> Thing:
        return self.made(FORMAT, told={"mime": self._kinds[number]})

    def _read(self, _extractor: Thing, _buffer: Thing, offset: int) -> int:
        assert offset == 0
        self._left -= 1
        return 80 if self._left >= 0 else -1

    def _out(self, _codec: Thing, about: Thing, _wait: int) -> int:
        block = self._blocks.pop(0)
        if block == AGAIN:
            return AGAIN
        if isinstance(block, dict):
            self.form = self.made(FORMAT, told=block)
            return FORMAT_CHANGED
        if isinstance(block, Exception):
            raise block
        self._block = block
        about.size, about.flags = len(block), 0 if self._blocks else END_OF_STREAM
        return 1

    def _buffer(self, _codec: Thing, place: int) -> Thing:
        assert place == 1
        return self.made(BUFFER)

    def _get(self, _buffer: Thing, room: bytearray, offset: int, size: int) -> Thing:
        room[offset : offset + size] = self._block
        return self.made(BUFFER)


def form(rate: int = 48_000, channels: int = 1, **more: int) -> dict[str, int]:
    return {"sample-rate": rate, "channel-count": channels, **more}


def pcm(samples: np.ndarray[Any, Any], channels: int = 1) -> bytes:
    return np.rint(np.repeat(samples, channels) * 32_767).astype("<i2").tobytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "voice.opus"
    path.write_bytes(made(OPUS))
    return path


def test_a_message_is_decoded_and_everything_is_let_go_on_the_thread_that_asked(path: Path) -> None:
    sound = tone(0.5)
    half = len(sound) // 2
    phone = Phone([AGAIN, form(), pcm(sound[:half]), AGAIN, pcm(sound[half:]), b""])
    clip = decode(path, java=phone)
    assert clip.rate == 48_000 and np.abs(clip.samples - sound).max() < 1e-4
    [source] = [call for call in phone.calls if call[0] == "setDataSource"]
    assert source[2:] == (0, path.stat().st_size)
    once = [name for name in phone.names() if phone.names().count(name) == 1]
    assert [name for name in once if name in ORDER] == ORDER and phone.names()[-2:] == ["release"] * 2
    fed = [call[1:] for call in phone.calls if call[0] == "queueInputBuffer"]
    assert fed == [(0, 0, 80, 20_000, 0)] * 3 + [(0, 0, 0, 0, END_OF_STREAM)]
    assert phone.names().count("advance") == 3
    assert [call for call in phone.calls if call[0] == "releaseOutputBuffer"] == [
        ("releaseOutputBuffer", 1, False)
    ] * 3
    assert set(phone.threads) == {threading.get_ident()}


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 96_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_other_rates_and_two_channels_become_one_at_48_khz(path: Path, rate: int, channels: int) -> None:
    phone = Phone([form(rate, channels), pcm(tone(1.0, rate), channels), b""])
    clip = decode(path, java=phone)
    assert len(clip.samples) == 48_000
    spectrum = np.abs(np.fft.rfft(clip.samples[4_800:-4_800] * np.hanning(38_400)))
    assert abs(spectrum.argmax() * 48_000 / 38_400 - HZ) < 2
    assert abs(np.abs(clip.samples[4_800:-4_800]).max() - LEVEL) < 0.005


def test_channels_are_mixed_by_their_mean_and_floats_are_taken(path: Path) -> None:
    both = np.array([[0.5, 0.1], [-0.5, 0.3], [2.0, 2.0]], "<f4")
    phone = Phone([form(channels=2, **{"pcm-encoding": 4}), both.tobytes(), b""])
    assert np.allclose(decode(path, java=phone).samples, [0.3, -0.1, 1.0], atol=1e-4)


def test_the_rate_may_change_in_the_middle_of_a_file(path: Path) -> None:
    phone = Phone([form(24_000), pcm(tone(0.25, 24_000)), form(), pcm(tone(0.25)), b""])
    assert len(decode(path, java=phone).samples) == 24_000


def test_of_a_video_only_the_sound_is_opened_and_tags_are_stepped_over(tmp_path: Path) -> None:
    tagged = tmp_path / "a.mp3"
    tagged.write_bytes(b"ID3\4\0\0\0\0\0\x05hello" + b"\xff\xfb\x90\x00" + bytes(400))
    phone = Phone([form(), pcm(tone(0.1)), b""], kinds=("video/avc", "text/vtt", "audio/mpeg"))
    decode(tagged, java=phone)
    assert ("selectTrack", 2) in phone.calls and ("createDecoderByType", "audio/mpeg") in phone.calls
    [source] = [call for call in phone.calls if call[0] == "setDataSource"]
    assert source[2:] == (15, 404)


@pytest.mark.parametrize("content", [b"", b"#EXTM3U\nfile:///etc/passwd", b"\x89PNG\r\n\x1a\n" + bytes(99)])
def test_what_is_not_on_our_list_never_reaches_android(tmp_path: Path, content: bytes) -> None:
    file, phone = tmp_path / "a.opus", Phone([])
    file.write_bytes(content)
    with pytest.raises(NotSoundError):
        decode(file, java=phone)
    assert phone.calls == []


def test_what_is_no_ordinary_file_or_too_large_is_not_opened(tmp_path: Path, path: Path) -> None:
    phone = Phone([])
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotSoundError, match="ordinary"):
        decode(tmp_path / "pipe", java=phone)
    with pytest.raises(SoundTooLargeError, match="bytes"):
        decode(path, Limits(most_bytes=100), phone)
    with pytest.raises(OSError, match="No such file"):
        decode(tmp_path / "none", java=phone)
    assert phone.calls == []


def blocks_without_end() -> Iterator[Any]:
    yield form()
    while True:
        yield bytes(96_000)


class Endless(Phone):
    """A decoder that has a second of silence more, always."""

    def _out(self, codec: Thing, about: Thing, wait: int) -> int:
        self._blocks = [next(self.more), b"more"]
        return super()._out(codec, about, wait)

    more = blocks_without_end()


def test_a_file_without_end_is_cut_off_and_everything_let_go(path: Path) -> None:
    phone = Endless([])
    phone.more = blocks_without_end()
    with pytest.raises(SoundTooLargeError, match="longer than 3 s"):
        decode(path, Limits(most_seconds=3), phone)
    assert phone.names().count("getOutputBuffer") == 4 and phone.names()[-3:] == [
        "stop",
        "release",
        "release",
    ]


def test_a_decoder_that_gives_nothing_is_not_waited_for_longer_than_patience(path: Path) -> None:
    clock = iter(range(1_000))
    phone = Phone([AGAIN] * 100)
    with pytest.raises(SoundTooLargeError, match="within 20 s"):
        decode(path, Limits(patience_s=20), phone, lambda: float(next(clock)))
    assert phone.names()[-3:] == ["stop", "release", "release"]


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([form(channels=9), b""], "9 channels"), ([form(rate=400), b""], "400 Hz"),
        ([form(rate=47_999), bytes(960), b""], "47999 Hz"), ([form(**{"pcm-encoding": 3}), b""], "kind 3"),
        ([form(channels=2), bytes(6), b""], "half a frame"), ([bytes(4), b""], "no known form"),
        ([form(), b""], "not one sample"), ([form(), RuntimeError("CodecException")], "CodecException"),
        ([form(**{"pcm-encoding": 4}), np.array([np.nan], "<f4").tobytes(), b""], "no sound"),
        ([form(), bytes(5 << 20), b""], "at once"),
    ],
)  # fmt: skip
def test_what_no_sound_is_like_is_refused_and_everything_let_go(
    path: Path, blocks: list[Any], why: str
) -> None:
    phone = Phone(blocks)
    with pytest.raises(NotSoundError, match=why):
        decode(path, java=phone)
    assert phone.names()[-3:] == ["stop", "release", "release"]


@pytest.mark.parametrize("call", ["setDataSource", "createDecoderByType", "configure", "start", "stop"])
def test_whatever_java_throws_is_no_sound_here_and_nothing_stays_open(path: Path, call: str) -> None:
    def refuse(*_: Any) -> None:
        raise RuntimeError("JVM exception")

    phone = Phone([form(), pcm(tone(0.1)), b""])
    phone.answers[call] = refuse
    if call == "stop":
        assert len(decode(path, java=phone).samples) == 4_800
    else:
        with pytest.raises(SoundError):
            decode(path, java=phone)
    assert phone.names()[-1] == "release" and "close" in phone.names()


def test_a_file_with_no_sound_in_it_opens_no_decoder(path: Path) -> None:
    phone = Phone([], kinds=("video/avc", "audio/ac3"))
    with pytest.raises(NotSoundError, match="kind"):
        decode(path, java=phone)
    assert "createDecoderByType" not in phone.names() and phone.names()[-1] == "release"


@pytest.mark.parametrize("rate", [8_000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 88_200, 192_000])
@pytest.mark.parametrize("count", [1, 2, 999, 30_013])
def test_another_rate_is_made_as_scipy_makes_it(rate: int, count: int) -> None:
    noise = np.random.default_rng(rate).standard_normal(count).astype(np.float32) * 0.2
    ours, theirs = at_rate(noise, rate, 48_000), at_rate_of_scipy(Clip(noise, rate), 48_000)
    assert len(ours) == len(theirs) and np.abs(ours - theirs).max() < 1e-5
    assert at_rate(noise, 48_000, 48_000) is noise


def test_nothing_of_a_desktop_is_imported_for_it(root: Path) -> None:
    code = """
import json, sys
import audio.decoding.android, audio.messages.splitting, audio.messages.aligning
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) & {"scipy", "av", "soundfile", "pydub"} == set()
