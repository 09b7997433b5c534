"""A phone's sounds, through pyjnius: words from a ``SoundPool``, slow ones from a ``MediaPlayer``.

A ``SoundPool`` keeps decoded sounds and starts them soonest, but its playback rate is the pitch as well
(Android's reference: "vary the playback rate (pitch)"). ``PlaybackParams``, since Android 6, stretches time
("Pitch equals 1.0f. Speed change will be done with pitch preserved"), and ``MediaPlayer`` takes them. What
only memory holds goes to an ``AudioTrack`` in static mode; nothing else plays bytes without a file.

Made, played and released on the player's own thread. Whatever Java throws is raised, and counts as "cannot
be played" (``audio.playback``). All numbers are those of Android's public API and never change.
"""

from __future__ import annotations

import io
import time
import wave
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from audio.playback import Sound, Source
from audio.troubles import NotSoundError

USAGE_MEDIA: Final = 1
CONTENT_TYPE_SPEECH: Final = 1
ENCODING_PCM_16BIT: Final = 2
CHANNEL_OUT: Final = {1: 4, 2: 12}
"""``AudioFormat.CHANNEL_OUT_MONO`` and ``CHANNEL_OUT_STEREO``, by how many channels there are."""
MODE_STATIC: Final = 0
AUDIO_SESSION_ID_GENERATE: Final = 0
STATE_UNINITIALIZED: Final = 0

STREAMS: Final = 2
"""What may sound at once: the word, and the silent question whether the next has been decoded."""
LOOKS: Final = 500
LOOK_S: Final = 0.004
"""How often, and seconds between, to ask whether a sound has been decoded: two seconds in all. The pool would
tell a listener, but pyjnius can make one only where the app's own classes are found, which Android does not
let a thread of Python's."""

MOST_WAV_BYTES: Final = 1 << 20
MOST_MP3_BYTES: Final = 1 << 16
"""Longer files go to a ``MediaPlayer``: a pool cuts a sound at one megabyte decoded (Android's reference).
That is 10.9 s of our WAV, which is as large as it sounds, and 21.8 s of our MP3 (24 kHz), of which 64 kB hold
about 10 s (``audio.mastering``: half the words need 5.9 kB a second)."""


class AndroidSounds:
    """Where a phone's ``Player`` gets its sounds. Nothing is imported or opened before the first.

    ``java`` stands for the module ``jnius`` (``autoclass``), ``wait`` for ``time.sleep``.
    """

    def __init__(self, java: Any = None, wait: Callable[[float], None] = time.sleep) -> None:
        self._given, self._wait = java, wait

    def load(self, path: Source) -> Sound | None:
        """A word, decoded and ready. None for a missing file and for what the phone cannot decode."""
        file, at, size = _located(path)
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            opened.seek(at)
            most = MOST_WAV_BYTES if opened.read(4) == b"RIFF" else MOST_MP3_BYTES
        if size > most:
            return self.load_at(path, 1.0)
        if isinstance(path, Path):
            return self._decoded(self._pool.load(str(path), 1))
        stream = self._java.autoclass("java.io.FileInputStream")(str(file))
        try:
            # The pool reads it on a thread of its own, through a handle that it has copied.
            return self._decoded(self._pool.load(stream.getFD(), at, size, 1))
        finally:
            stream.close()

    def _decoded(self, sound: int) -> Sound | None:
        """The pool's sound once it has been decoded; None where it never is."""
        for _ in range(LOOKS):
            stream = self._pool.play(sound, 0.0, 0.0, 0, 0, 1.0)  # 0 as long as it is not decoded
            if stream:
                self._pool.stop(stream)
                return _Pooled(self._pool, sound)
            self._wait(LOOK_S)
        self._pool.unload(sound)
        return None

    def load_at(self, path: Source, speed: float) -> Sound:
        """A word at another speed, its pitch kept. Raises where the phone cannot (before Android 6)."""
        params = None
        if speed != 1:
            params = self._class("media.PlaybackParams")()
            params.setSpeed(float(speed))
            params.setPitch(1.0)
        player = self._class("media.MediaPlayer")()
        try:
            player.setAudioAttributes(self._attributes)
            if isinstance(path, Path):
                player.setDataSource(str(path))
                player.prepare()
            else:
                stream = self._java.autoclass("java.io.FileInputStream")(str(path.path))
                try:
                    player.setDataSource(stream.getFD(), path.at, path.size)
                    player.prepare()
                finally:
                    stream.close()
        except BaseException:
            player.release()
            raise
        return _Media(player, params)

    def of_bytes(self, wav: bytes) -> Sound:
        """A WAV file (16 bit) that only memory holds. Raises ``NotSoundError`` for anything else."""
        try:
            with wave.open(io.BytesIO(wav)) as file:
                channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
                samples = bytearray(file.readframes(file.getnframes()))  # pyjnius copies one at once
        except (wave.Error, EOFError) as error:
            raise NotSoundError(str(error)) from error
        if width != 2 or channels not in CHANNEL_OUT or not samples:
            raise NotSoundError(f"{len(samples)} bytes of {8 * width} bit in {channels} channels")
        kind = self._class("media.AudioFormat$Builder")()
        kind.setEncoding(ENCODING_PCM_16BIT)
        kind.setSampleRate(rate)
        kind.setChannelMask(CHANNEL_OUT[channels])
        track = self._class("media.AudioTrack")(
            self._attributes, kind.build(), len(samples), MODE_STATIC, AUDIO_SESSION_ID_GENERATE
        )
        if track.getState() == STATE_UNINITIALIZED or track.write(samples, 0, len(samples)) != len(samples):
            track.release()
            raise NotSoundError("the phone does not take these samples")
        return _Track(track)

    @cached_property
    def _java(self) -> Any:
        return self._given or import_module("jnius")

    def _class(self, name: str) -> Any:
        return self._java.autoclass(f"android.{name}")

    @cached_property
    def _attributes(self) -> Any:
        builder = self._class("media.AudioAttributes$Builder")()
        builder.setUsage(USAGE_MEDIA)
        builder.setContentType(CONTENT_TYPE_SPEECH)
        return builder.build()

    @cached_property
    def _pool(self) -> Any:
        builder = self._class("media.SoundPool$Builder")()
        builder.setMaxStreams(STREAMS)
        builder.setAudioAttributes(self._attributes)
        return builder.build()


def _located(source: Source) -> tuple[Path, int, int]:
    """The file, where in it the clip begins, and its bytes (0 for a file that is not there)."""
    if not isinstance(source, Path):
        return source.path, source.at, source.size
    return source, 0, source.stat().st_size if source.is_file() else 0


class _Pooled:
    """A decoded sound of the pool."""

    def __init__(self, pool: Any, sound: int) -> None:
        self._pool, self._sound, self._stream = pool, sound, 0

    def play(self) -> None:
        self.stop()
        self._stream = self._pool.play(self._sound, 1.0, 1.0, 1, 0, 1.0)  # both ears, once, as it is

    def stop(self) -> None:
        stream, self._stream = self._stream, 0
        if stream:
            self._pool.stop(stream)

    def unload(self) -> None:
        self.stop()
        self._pool.unload(self._sound)


class _Media:
    """A file in a media player that is prepared; ``params`` are its speed, None the usual."""

    def __init__(self, player: Any, params: Any) -> None:
        self._player, self._params, self._begun = player, params, False

    def play(self) -> None:
        self.stop()
        self._begun = True
        if self._params is not None:
            # On a prepared player this starts it (Android's reference), so not a moment sooner.
            self._player.setPlaybackParams(self._params)
        self._player.start()

    def stop(self) -> None:
        begun, self._begun = self._begun, False
        if begun:  # one that has never begun would take offence
            self._player.pause()
            self._player.seekTo(0)

    def unload(self) -> None:
        self._player.release()


class _Track:
    """Samples in a static track."""

    def __init__(self, track: Any) -> None:
        self._track, self._begun = track, False

    def play(self) -> None:
        self.stop()
        self._begun = True
        self._track.play()

    def stop(self) -> None:
        begun, self._begun = self._begun, False
        if begun:
            self._track.pause()  # at once; ``stop`` may play on to the end of a buffer
            self._track.reloadStaticData()

    def unload(self) -> None:
        self._track.release()
