"""A phone's sounds: which of Android's players is asked for what, and that each is let go of."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audio.android_playback import LOOKS, MOST_MP3_BYTES, MOST_WAV_BYTES, AndroidSounds
from audio.clip import of_pcm16
from audio.playback import SLOW_SPEED, find_player
from audio.troubles import NotSoundError

WAV = of_pcm16(b"\1\0" * 480).wav()


class Android:
    """Stands for pyjnius and Android: every call is written down, made objects are kept by class."""

    def __init__(
        self, level: int = 30, decodes_after: int = 2, prepares: bool = True, track: int = 1
    ) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.level, self.prepares, self.track = level, prepares, track
        self.left, self.streams = decodes_after, 0

    def autoclass(self, name: str) -> Callable[..., Any]:
        if name == "android.media.PlaybackParams" and self.level < 23:
            raise RuntimeError("ClassNotFoundException")  # pyjnius has a class of its own for it
        short = name.removeprefix("android.media.")

        def make(*arguments: Any) -> Thing:
            self.calls.append((short, *arguments))
            return Thing(self, short)

        return make

    def answer(self, owner: str, method: str, arguments: tuple[Any, ...]) -> Any:
        match owner, method:
            case "SoundPool", "load":
                return 7
            case "SoundPool", "play":
                self.left -= 1
                self.streams += self.left < 0
                return self.streams if self.left < 0 else 0
            case "MediaPlayer", "prepare" if not self.prepares:
                raise RuntimeError("java.io.IOException")
            case "AudioTrack", "getState":
                return self.track
            case "AudioTrack", "write":
                return arguments[2]
            case _, "build":
                return Thing(self, owner.removesuffix("$Builder"))
        return None

    def of(self, owner: str) -> list[tuple[Any, ...]]:
        """The calls to objects of this class, in order."""
        return [call[1:] for call in self.calls if call[0] == owner]


class Thing:
    def __init__(self, android: Android, kind: str) -> None:
        self._android, self._kind = android, kind

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self._android.calls.append((self._kind, method, *arguments))
            return self._android.answer(self._kind, method, arguments)

        return call


@pytest.fixture
def word(tmp_path: Path) -> Path:
    (tmp_path / "word").write_bytes(WAV)
    return tmp_path / "word"


def nobody_waits(_seconds: float) -> None:
    """Stands for ``time.sleep``."""


def test_a_word_is_decoded_by_the_pool_then_played_at_once(word: Path) -> None:
    android = Android(decodes_after=2)
    sound = AndroidSounds(android, nobody_waits).load(word)
    assert sound is not None
    silent, loud = ("play", 7, 0.0, 0.0, 0, 0, 1.0), ("play", 7, 1.0, 1.0, 1, 0, 1.0)
    assert android.of("SoundPool") == [("load", str(word), 1), silent, silent, silent, ("stop", 1)]
    android.calls.clear()
    sound.play()
    sound.play()
    sound.unload()
    assert android.of("SoundPool") == [loud, ("stop", 2), loud, ("stop", 3), ("unload", 7)]
    assert len(android.calls) == len(android.of("SoundPool"))  # no player is made for it


def test_the_pool_is_told_that_this_is_speech_and_made_once(word: Path) -> None:
    android = Android(decodes_after=0)
    sounds = AndroidSounds(android, nobody_waits)
    sounds.load(word)
    sounds.load(word)
    assert android.of("AudioAttributes$Builder") == [(), ("setUsage", 1), ("setContentType", 1), ("build",)]
    made = android.of("SoundPool$Builder")
    assert made[:2] == [(), ("setMaxStreams", 2)] and len(made) == 4


@dataclass(frozen=True)
class Part:
    """A clip that lies in a larger file, as one in a pack does."""

    path: Path
    at: int
    size: int

    def read_bytes(self) -> bytes:
        return self.path.read_bytes()[self.at : self.at + self.size]


@pytest.fixture
def part(tmp_path: Path) -> Part:
    (tmp_path / "pack").write_bytes(b"before" + WAV + b"behind")
    return Part(tmp_path / "pack", 6, len(WAV))


def test_a_word_within_a_pack_is_decoded_from_where_it_lies(part: Part) -> None:
    android = Android(decodes_after=0)
    assert AndroidSounds(android, nobody_waits).load(part) is not None
    load, *_ = android.of("SoundPool")
    assert (load[0], *load[2:]) == ("load", 6, len(WAV), 1)  # after it the file's handle
    opened = [call[1:] for call in android.calls if call[0] == "java.io.FileInputStream"]
    assert opened == [(str(part.path),), ("getFD",), ("close",)]


def test_a_word_within_a_pack_is_slow_from_where_it_lies(part: Part) -> None:
    android = Android()
    AndroidSounds(android).load_at(part, SLOW_SPEED)
    (source,) = [call for call in android.of("MediaPlayer") if call and call[0] == "setDataSource"]
    assert source[2:] == (6, len(WAV))


def test_a_word_of_a_pack_that_is_gone_is_no_sound(tmp_path: Path) -> None:
    android = Android()
    assert AndroidSounds(android).load(Part(tmp_path / "none", 6, 99)) is None
    assert android.calls == []


def test_what_the_pool_never_decodes_is_let_go_and_is_no_sound(word: Path) -> None:
    android = Android(decodes_after=LOOKS + 1)
    waits: list[float] = []
    assert AndroidSounds(android, waits.append).load(word) is None
    assert android.of("SoundPool")[-1] == ("unload", 7)
    assert 1 < sum(waits) < 3


def test_a_missing_file_is_no_sound(tmp_path: Path) -> None:
    android = Android()
    assert AndroidSounds(android).load(tmp_path / "none") is None
    assert android.calls == []


@pytest.mark.parametrize("content", [b"RIFF" + bytes(MOST_WAV_BYTES), b"\xff\xf3" + bytes(MOST_MP3_BYTES)])
def test_what_the_pool_would_cut_short_goes_to_a_media_player(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "long"
    path.write_bytes(content)
    android = Android()
    sound = AndroidSounds(android).load(path)
    assert sound is not None
    sound.play()
    assert [call[0] for call in android.of("MediaPlayer") if call] == [
        "setAudioAttributes", "setDataSource", "prepare", "start",
    ]  # fmt: skip
    assert android.of("SoundPool") == android.of("PlaybackParams") == []


def test_slowly_is_a_media_player_at_the_same_pitch(word: Path) -> None:
    android = Android()
    sound = AndroidSounds(android).load_at(word, SLOW_SPEED)
    assert android.of("PlaybackParams") == [(), ("setSpeed", 0.7), ("setPitch", 1.0)]
    prepared = android.of("MediaPlayer")
    assert [call[0] for call in prepared[1:]] == ["setAudioAttributes", "setDataSource", "prepare"]
    assert prepared[2][1] == str(word)
    android.calls.clear()
    sound.play()
    sound.play()
    sound.stop()
    sound.stop()
    sound.unload()
    begun, ended = ["setPlaybackParams", "start"], ["pause", "seekTo"]
    assert [call[0] for call in android.of("MediaPlayer")] == [*begun, *ended, *begun, *ended, "release"]


def test_a_media_player_that_cannot_read_the_file_is_released(word: Path) -> None:
    android = Android(prepares=False)
    with pytest.raises(RuntimeError, match="IOException"):
        AndroidSounds(android).load_at(word, SLOW_SPEED)
    assert android.of("MediaPlayer")[-1] == ("release",)


def test_bytes_go_to_a_static_track_and_no_file_is_named() -> None:
    android = Android()
    sound = AndroidSounds(android).of_bytes(WAV)
    assert android.of("AudioFormat$Builder")[1:4] == [
        ("setEncoding", 2), ("setSampleRate", 48_000), ("setChannelMask", 4),
    ]  # fmt: skip
    made, state, written = android.of("AudioTrack")
    assert made[2:] == (960, 0, 0) and state == ("getState",)
    assert written == ("write", bytearray(b"\1\0" * 480), 0, 960)
    assert isinstance(written[1], bytearray)  # pyjnius copies bytes one by one
    android.calls.clear()
    sound.play()
    sound.stop()
    sound.unload()
    assert [call[1] for call in android.calls] == ["play", "pause", "reloadStaticData", "release"]
    assert not any(isinstance(part, str) and "/" in part for call in android.calls for part in call)


@pytest.mark.parametrize("content", [b"", b"RIFF", WAV[:44], WAV[:34] + b"\x08" + WAV[35:]])
def test_bytes_that_are_no_16_bit_wav_are_refused_before_android_is_asked(content: bytes) -> None:
    android = Android()
    with pytest.raises(NotSoundError):
        AndroidSounds(android).of_bytes(content)
    assert android.calls == []


def test_a_track_that_android_does_not_make_is_released() -> None:
    android = Android(track=0)
    with pytest.raises(NotSoundError):
        AndroidSounds(android).of_bytes(WAV)
    assert android.of("AudioTrack")[-1] == ("release",)


@pytest.mark.parametrize(("level", "slowly"), [(30, "MediaPlayer"), (22, "SoundPool")])
def test_a_phones_player_plays_slowly_where_android_can(
    word: Path, monkeypatch: pytest.MonkeyPatch, level: int, slowly: str
) -> None:
    android = Android(level, decodes_after=0)
    jnius = types.ModuleType("jnius")
    jnius.autoclass = android.autoclass  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "jnius", jnius)
    voice = find_player("android")
    voice.play(word, slow=True)
    voice.play_bytes(WAV)
    voice.close()
    sounding = [call[0] for call in android.calls if call[1:2] in (("start",), ("play",))]
    assert list(dict.fromkeys(sounding)) == [slowly, "AudioTrack"]
    assert ("AudioTrack", "release") in android.calls
