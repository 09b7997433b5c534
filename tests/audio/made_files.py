"""Sound files as chat apps send them, written by PyAV: a steady tone, so that length and level are known."""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np
import soundfile

HZ = 440
LEVEL = 0.25
"""The tone's peak, full scale 1."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of ``seconds`` of the tone in every channel. ``container`` and ``codec`` are FFmpeg's names."""

    container: str
    codec: str
    rate: int = 48_000
    layout: str = "mono"
    seconds: float = 1.0
    tags: tuple[tuple[str, str], ...] = ()
    bit_rate: int | None = None


OPUS = Sent("ogg", "libopus")
AAC = Sent("ipod", "aac", 44_100)
ADTS = Sent("adts", "aac", 44_100)
MP3 = Sent("mp3", "libmp3lame", 44_100)
AMR = Sent("amr", "libopencore_amrnb", 8_000, bit_rate=12_200)
WAV = Sent("wav", "pcm_s16le")
FLAC = Sent("flac", "flac")
THREE_GP = Sent("3gp", "libopencore_amrnb", 8_000, bit_rate=12_200)
WEBM = Sent("webm", "libopus")

EVERY = (
    OPUS, AAC, ADTS, MP3, AMR, WAV, FLAC, THREE_GP, WEBM,
    Sent("ogg", "libopus", layout="stereo"), Sent("ogg", "flac", 16_000), Sent("mp4", "aac", layout="stereo"),
    Sent("mov", "aac"),
    Sent("ipod", "alac", 44_100, "stereo"), Sent("mp4", "libopus"), Sent("matroska", "aac"),
    Sent("mp3", "libmp3lame", 24_000, "stereo"), Sent("wav", "pcm_u8", 8_000), Sent("wav", "pcm_alaw", 8_000),
    Sent("wav", "pcm_s24le", 96_000, "stereo"), Sent("wav", "pcm_f32le", 22_050),
)  # fmt: skip


def tone(seconds: float, rate: int = 48_000) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The tone itself."""
    wave = LEVEL * np.sin(2 * np.pi * HZ * np.arange(round(seconds * rate)) / rate)
    return wave.astype(np.float32)


@cache
def made(sent: Sent) -> bytes:
    """The file's bytes."""
    return write(sent, np.tile(tone(sent.seconds, sent.rate), (av.AudioLayout(sent.layout).nb_channels, 1)))


def write(sent: Sent, channels: np.ndarray[Any, Any]) -> bytes:
    """A file of other sound: float32, a row for each channel."""
    out = io.BytesIO()
    with av.open(out, "w", format=sent.container) as container:
        container.metadata.update(dict(sent.tags))
        stream: Any = container.add_stream(sent.codec, rate=sent.rate, layout=sent.layout)
        if sent.bit_rate:
            stream.bit_rate = sent.bit_rate
        _encode(container, stream, sent, channels)
    return out.getvalue()


def _encode(container: Any, stream: Any, sent: Sent, channels: np.ndarray[Any, Any]) -> None:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(channels, np.float32), "fltp", sent.layout)
    frame.sample_rate, frame.pts, frame.time_base = sent.rate, 0, Fraction(1, sent.rate)
    size = stream.codec_context.frame_size or 1_024
    shaped = av.AudioResampler(stream.codec_context.format, sent.layout, sent.rate, size)
    for piece in (*shaped.resample(frame), *shaped.resample(None), None):
        for packet in stream.encode(piece):
            container.mux(packet)


def video(seconds: float = 1.0, *, with_sound: bool = True) -> bytes:
    """An MP4 with a moving picture, and the tone beside it."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        picture: Any = container.add_stream("mpeg4", rate=10)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="mono") if with_sound else None
        for number in range(round(seconds * 10)):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number * 20 % 256, np.uint8), "rgb24")
            for packet in picture.encode(frame):
                container.mux(packet)
        for packet in picture.encode(None):
            container.mux(packet)
        if sound is not None:
            _encode(container, sound, Sent("mp4", "aac"), tone(seconds)[None])
    return out.getvalue()


def vorbis(seconds: float = 1.0) -> bytes:
    """Ogg Vorbis, by libsndfile: PyAV has no encoder for it."""
    out = io.BytesIO()
    soundfile.write(out, tone(seconds, 44_100), 44_100, format="OGG", subtype="VORBIS")
    return out.getvalue()


def endless(hours: float) -> bytes:
    """Hours of silence in a small FLAC file: one frame, and its like again and again."""
    block, rate = 16_384, 8_000
    out = io.BytesIO()
    soundfile.write(out, np.zeros(1, np.int16), rate, format="FLAC", subtype="PCM_16")
    head = bytearray(out.getvalue()[:42])  # the marker and STREAMINFO
    head[4] |= 0x80  # the last block of the head
    head[8:12] = block.to_bytes(2, "big") * 2
    head[12:18] = bytes(6)  # sizes of frames: not known
    head[21] &= 0xF0
    head[22:26] = bytes(4)  # samples: not known
    head[26:42] = bytes(16)  # MD5: not known
    frames = bytearray()
    for number in range(round(hours * 3_600 * rate / block)):
        frames += _silent_frame(number)
    return bytes(head + frames)


def _silent_frame(number: int) -> bytes:
    """RFC 9639, section 9: 16,384 samples of one channel, each of them the constant 0, 16 bit, 8 kHz."""
    head = b"\xff\xf8\xe4\x08" + chr(number).encode("utf-8", "surrogatepass")
    head += bytes([_crc(head, 8, 0x07)])
    frame = head + b"\0\0\0"
    return frame + _crc(frame, 16, 0x8005).to_bytes(2, "big")


def _crc(content: bytes, bits: int, polynomial: int) -> int:
    value, top, mask = 0, 1 << (bits - 1), (1 << bits) - 1
    for byte in content:
        value ^= byte << (bits - 8)
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
    return value
