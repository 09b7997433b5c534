"""From a raw take to a word that sounds like all the others: the master, its archive copy and its pack copy.

The chain is the facts page's ("Mastering"): mono at 48 kHz, offset removed, 80 Hz high-pass, cut at the
noise floor + 15 dB with 100 and 150 ms of room kept, one gain for the whole word, 10 ms fades. No
denoising, no compression: a voice stays as it was. The same take gives the same bytes (with the same
libsndfile).

The pack copy is MP3 at 24 kHz, mono, variable rate (LAME in libsndfile 1.2.2). Measured for one second of a
read sentence with a hiss in it that reaches 24 kHz (MP3), and without the hiss (Vorbis, Opus, every signal to
error), each decoded again:

| encoder, rate                 | bytes  | signal to error | encoding | same bytes again |
|-------------------------------|--------|-----------------|----------|------------------|
| MP3, 24 kHz, level 0.6 (this) |  6,600 | 23 dB           |   9 ms   | yes              |
| MP3, 24 kHz, level 0.5        |  7,200 | 24 dB           |   9 ms   | yes              |
| MP3, 48 kHz, level 0.7        |  7,900 | 21 dB           |  13 ms   | yes              |
| MP3, 48 kHz, level 0.5        |  9,600 | 25 dB           |  14 ms   | yes              |
| Vorbis, 24 kHz, level 0.9     |  8,100 | 18 dB           |   5 ms   | no               |
| Vorbis, 48 kHz, level 0.6     | 11,700 | 23 dB           |   7 ms   | no               |
| Opus, 48 kHz, level 0.8       |  8,200 | 21 dB           |  16 ms   | no               |

Of the recipe's words of about a second, half need less than 5.9 kB a second at this level and nine in ten
less than 7.3. Ogg carries a random serial number, so its hash changes each time. Opus did not load in
Kivy's mixer here (no libopusfile), and Safari has played Vorbis only lately; MP3 sounds in Kivy (loaded
here, 1.200 s for a word of 1.200 s), Android's MediaPlayer and every browser.

Start: the first frame of the file carries LAME's note of how many samples the encoder put before and after
the sound (1,105 before: 46 ms). FFmpeg and libsndfile read it and start at 0 ms (measured here); a player
that does not starts 46 ms late, in the silence. Players look for the letters LAME before they believe the
note, and for the table beside it to know how long a file of variable rate is, so that frame stays, and LAME
fills unused bits of others with its name. It names the encoder and its settings, the same for every word of
everybody, and nothing else. Whatever is not an MPEG frame is refused; from FLAC everything but the stream's
own description is taken out.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from math import gcd
from typing import Final

import numpy as np
import soundfile
from scipy.signal import firwin, resample_poly, sosfilt

from audio.activity import activity_of
from audio.clip import RATE, Clip, Samples
from audio.filters import HIGH_PASS, K_WEIGHTING
from audio.loudness import active_loudness_of
from audio.troubles import NothingSpokenError, NotSoundError

with warnings.catch_warnings():  # pydub misses an ffmpeg program at import; nothing here needs one
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

LOUDNESS_DB: Final = -23.0
"""Facts page: at -20, one word in ten would pass a peak of -3 dBFS."""
MOST_PEAK: Final = 10 ** (-3 / 20)
"""-3 dBFS. Facts page: room for what an encoder adds to a peak."""
LEAD_S: Final = 0.10
TAIL_S: Final = 0.15
FADE_S: Final = 0.01
"""Seconds. Facts page."""

PACK_RATE: Final = 24_000
"""Hz. White noise comes back whole up to 11 kHz (measured), which is above most of what makes an s an s."""
PACK_LEVEL: Final = 0.6
"""libsndfile's compression level, 0 to 1: LAME's V6."""

_MPEG2_KBITS: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""ISO 13818-3: bit rates of layer III at 16 to 24 kHz, by the index in a frame's head."""
MOST_CHANGE_DB: Final = 3.0
"""What a copy's energy may differ from its master's; a copy that lost more is broken."""


def to_clip(segment: AudioSegment) -> Clip:
    """The segment's samples, its channels mixed, at its own rate."""
    full = np.float32(1 << (8 * segment.sample_width - 1))
    samples = np.asarray(segment.get_array_of_samples()).astype(np.float32) / full
    if segment.channels > 1:
        samples = samples.reshape(-1, segment.channels).mean(axis=1)
    return Clip(samples, segment.frame_rate)


def to_segment(clip: Clip) -> AudioSegment:
    """The clip as pydub's mono segment of 16 bits."""
    return AudioSegment(data=clip.pcm16(), sample_width=2, frame_rate=clip.rate, channels=1)


def master(segment: AudioSegment) -> AudioSegment:
    """A raw take of any rate, width and number of channels, made ready: mono, 48 kHz, 16 bit.

    Its active loudness (``audio.loudness``) is -23 dB, or less where a peak would pass -3 dBFS. A take with
    less room at an end than 100 or 150 ms keeps what it has. Raises ``NothingSpokenError``.
    """
    clip = to_clip(segment)
    if not len(clip.samples):
        raise NothingSpokenError("the take is empty")
    samples = at_rate(clip, RATE).astype(np.float64)
    samples = sosfilt(HIGH_PASS, samples - samples.mean())
    spoken = activity_of(samples, RATE).spoken
    if not spoken:
        raise NothingSpokenError(f"nobody speaks in these {clip.seconds:.1f} s")
    first, last = round((spoken[0][0] - LEAD_S) * RATE), round((spoken[-1][1] + TAIL_S) * RATE)
    word = samples[max(0, first) : last]
    gain = 10 ** ((LOUDNESS_DB - active_loudness_of(sosfilt(K_WEIGHTING, word), RATE)) / 20)
    word = word * min(gain, MOST_PEAK / float(np.abs(word).max()))
    fade = np.linspace(0, 1, round(FADE_S * RATE), endpoint=False)
    word[: len(fade)] *= fade
    word[-len(fade) :] *= fade[::-1]
    return to_segment(Clip(word.astype(np.float32)))


def flac(segment: AudioSegment) -> bytes:
    """The archive copy of a master: FLAC, 16 bit, sample for sample; nothing but sound in it.

    Raises ``NotSoundError`` where the copy does not come back as it went in.
    """
    samples = np.array(segment.get_array_of_samples(), np.int16).reshape(-1, segment.channels)
    out = io.BytesIO()
    soundfile.write(out, samples, segment.frame_rate, format="FLAC", subtype="PCM_16")
    content = _without_metadata(out.getvalue())
    again, rate = soundfile.read(io.BytesIO(content), dtype="int16", always_2d=True)
    if rate != segment.frame_rate or not np.array_equal(again, samples):
        raise NotSoundError("the FLAC copy is not what went in")
    return content


def pack_copy(segment: AudioSegment) -> bytes:
    """The copy of a master for packs: MP3, mono, 24 kHz; nothing but sound in it.

    Raises ``NotSoundError`` where the copy does not come back as long and as loud as it went in.
    """
    samples = at_rate(to_clip(segment), PACK_RATE)
    content = encoded(samples)
    if not _only_frames(content):
        raise NotSoundError("there is something beside the sound in the MP3 copy")
    again, rate = soundfile.read(io.BytesIO(content), dtype="float32")
    before, after = float(np.dot(samples, samples)), float(np.dot(again, again))
    change = abs(10 * np.log10((after + 1e-9) / (before + 1e-9)))
    if rate != PACK_RATE or len(again) != len(samples) or change > MOST_CHANGE_DB:
        raise NotSoundError("the MP3 copy is not what went in")
    return content


def encoded(samples: Samples) -> bytes:
    """The encoder alone: mono ``samples`` at 24 kHz to MP3, unchecked."""
    out = io.BytesIO()
    soundfile.write(out, samples, PACK_RATE, format="MP3", subtype="MPEG_LAYER_III",
                    compression_level=PACK_LEVEL, bitrate_mode="VARIABLE")  # fmt: skip
    return out.getvalue()


def at_rate(clip: Clip, rate: int) -> Samples:
    """The clip's samples at ``rate`` (Hz), float32; the clip's own where that is its rate."""
    if clip.rate == rate:
        return clip.samples
    shared = gcd(rate, clip.rate)
    up, down = rate // shared, clip.rate // shared
    changed: Samples = resample_poly(clip.samples, up, down, window=_resampling(up, down))
    return changed


@lru_cache(maxsize=4)
def _resampling(up: int, down: int) -> Samples:
    """``resample_poly``'s own low-pass, kept: designing it took a third as long as using it."""
    most = max(up, down)
    window: Samples = firwin(20 * most + 1, 1 / most, window=("kaiser", 5.0)).astype(np.float32)
    return window


def _only_frames(content: bytes) -> bool:
    """Whether the bytes are frames of MPEG-2 layer III, mono, 24 kHz, from the first to the last byte."""
    at = 0
    while at + 4 <= len(content):
        head = int.from_bytes(content[at : at + 4], "big")
        # Sync, MPEG-2, layer III; then the rate index 1 (24 kHz); then mono.
        if head & 0xFFFE0C00 != 0xFFF20400 or head >> 6 & 3 != 3 or not 1 <= head >> 12 & 15 <= 14:
            return False
        at += 72_000 * _MPEG2_KBITS[head >> 12 & 15] // PACK_RATE + (head >> 9 & 1)
    return 0 < at == len(content)


def _without_metadata(content: bytes) -> bytes:
    """FLAC with the stream's description as its only block: no vendor's name, no tags, no padding."""
    at, described = 4, b""
    while True:
        kind, length = content[at], int.from_bytes(content[at + 1 : at + 4], "big")
        if kind & 0x7F == 0:  # STREAMINFO, marked as the last block
            described = b"\x80" + content[at + 1 : at + 4 + length]
        at += 4 + length
        if kind & 0x80:
            return content[:4] + described + content[at:]
