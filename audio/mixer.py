"""The desktop's sounds: Kivy's SDL mixer, opened with a short buffer; a WAV can be played from memory.

Kivy 2.3.1 opens the mixer with 44,100 Hz and a buffer of 4,096 samples (measured: one every 92 ms), has no
setting for it, and SDL's own SDL_AUDIO_SAMPLES changes nothing (measured: still 92 ms). But a mixer that is
open already with the same format stays as it is. So it is opened here first, through the library that Kivy
has loaded, with ``ctypes``: the last way that was left. The same library takes a sound from memory, which
Kivy's ``Sound`` cannot, and which needs neither a file nor PortAudio (a second library, which a computer may
lack and which would have to share the sound card with SDL).

Where the libraries are not found, Kivy's own buffer is used and nothing is played from memory.
"""

from __future__ import annotations

import logging
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from audio.playback import Sound, Source

RATE: Final = 48_000
"""Hz. What the recordings and most sound cards have."""
CHANNELS: Final = 2
BUFFER: Final = 512
"""Samples: 10.7 ms, against 93 ms of Kivy's own."""

_S16: Final = 0x9010 if sys.byteorder == "big" else 0x8010
"""SDL's AUDIO_S16SYS; with ``CHANNELS``, what Kivy asks for: a mixer of another format would be closed."""

_log = logging.getLogger(__name__)


def load(path: Source) -> Sound | None:
    """Load a clip with SDL's mixer, which looks at the content: our files have no ending. None if it cannot.

    A missing file and an unknown codec give a Sound of length 0 there, not an error. A part of a file goes
    through memory. Raises OSError where that part is not there.
    """
    from kivy.core.audio.audio_sdl2 import SoundSDL2

    if not isinstance(path, Path):
        return of_bytes(path.read_bytes())
    if not path.is_file():
        return None
    _libraries()
    sound: Any = SoundSDL2(source=str(path))
    return sound if sound.length > 0 else None


def load_slow(path: Source, speed: float) -> Sound | None:
    """A clip at another speed, its pitch kept; numpy is loaded for it. Raises ``NotSoundError``, OSError."""
    from audio.slow import slowed

    return of_bytes(slowed(path.read_bytes(), speed))


def of_bytes(wav: bytes) -> Sound | None:
    """A sound file (WAV, or an MP3 of a pack) that lies in memory, copied within it: nothing is written
    anywhere. None if it is none."""
    from kivy.core.audio.audio_sdl2 import SoundSDL2

    libraries = _libraries()
    if libraries is None:
        return None
    SoundSDL2()  # whichever comes first sets the mixer up as Kivy does, decoders and all
    sdl, mixer = libraries
    stream = sdl.SDL_RWFromConstMem(wav, len(wav))
    chunk = mixer.Mix_LoadWAV_RW(stream, 1) if stream else None  # 1: it closes the stream
    return Held(mixer, chunk) if chunk else None


class Held:
    """A sound that only memory holds; a ``Sound``. ``chunk`` is the mixer's, and is freed with ``unload``."""

    def __init__(self, mixer: Any, chunk: int) -> None:
        self._mixer, self._chunk, self._channel = mixer, chunk, -1

    def play(self) -> None:
        self.stop()
        if self._chunk:
            self._channel = self._mixer.Mix_PlayChannelTimed(-1, self._chunk, 0, -1)  # once, to its end

    def stop(self) -> None:
        channel, self._channel = self._channel, -1
        # A channel that has come to its end may hold another sound by now.
        if channel >= 0 and self._mixer.Mix_GetChunk(channel) == self._chunk:
            self._mixer.Mix_HaltChannel(channel)

    def unload(self) -> None:
        self.stop()
        chunk, self._chunk = self._chunk, 0
        if chunk:
            self._mixer.Mix_FreeChunk(chunk)


@cache
def _libraries() -> tuple[Any, Any] | None:
    """SDL and its mixer as Kivy has loaded them, the mixer open; None where they are not found."""
    import ctypes

    from kivy.core.audio import audio_sdl2

    try:
        if sys.platform == "win32":  # loaded already, so their names are enough
            sdl, mixer = ctypes.CDLL("SDL2.dll"), ctypes.CDLL("SDL2_mixer.dll")
        else:  # a name is looked for in what Kivy's own module was linked to, too
            sdl = mixer = ctypes.CDLL(audio_sdl2.__file__)
        pointer, whole = ctypes.c_void_p, ctypes.c_int
        functions: Any = (  # what it is, what it answers, what it is given
            (sdl.SDL_RWFromConstMem, pointer, ctypes.c_char_p, whole),
            (mixer.Mix_LoadWAV_RW, pointer, pointer, whole),
            (mixer.Mix_PlayChannelTimed, whole, whole, pointer, whole, whole),
            (mixer.Mix_GetChunk, pointer, whole),
            (mixer.Mix_HaltChannel, whole, whole),
            (mixer.Mix_FreeChunk, None, pointer),
            (mixer.Mix_OpenAudio, whole, whole, ctypes.c_uint16, whole, whole),
        )
        for function, answer, *given in functions:
            function.restype, function.argtypes = answer, given
    except (OSError, AttributeError) as error:
        _log.info("Kivy's own sound buffer is used: %s", error)
        return None
    if mixer.Mix_OpenAudio(RATE, _S16, CHANNELS, BUFFER) != 0:
        _log.info("no sound device opens")
        return None
    return sdl, mixer
