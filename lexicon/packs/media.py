"""Clips and pictures of a pack: believed only if they are that from the first byte to the last, and no more.

A phone decodes them; here it is seen that they are of the kind they say, of a sane size, and that nothing
rides along (ID3, RIFF INFO, text or EXIF in a picture): no names, no places, no times.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from lexicon.packs.fields import MP3, WAV
from lexicon.packs.flaws import Flaw, PackError

MOST_CLIP: Final = 2_000_000
"""Bytes: 20 s of our WAV; an MP3 of ours is a sixteenth of it."""
MOST_PICTURE: Final = 1_000_000
MOST_SIDE: Final = 1_024
"""Pixels. Set-up draws them at 256."""

_BITRATES: Final = {  # kbit/s of layer III by the header's four bits; ISO 11172-3 and 13818-3
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    0: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES: Final = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_CHUNKS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"pHYs"})
"""What a picture is made of; the last three say how light and how large, and nothing of anybody."""
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


def check_clip(content: bytes, media_type: str, name: str) -> None:
    """Raises ``PackError`` where a clip is no mono or stereo sound of its kind from end to end."""
    if media_type == MP3:
        _check_mp3(content, name)
    elif media_type == WAV:
        _check_wav(content, name)
    else:
        raise PackError(Flaw.NOT_SOUND, name)


def _check_mp3(content: bytes, name: str) -> None:
    """Frames of MPEG audio, layer III, one behind the other to the very end."""
    if content[:3] == b"ID3" or content[-128:-125] == b"TAG":
        raise PackError(Flaw.METADATA, name)
    at, frames = 0, 0
    kind = content[1:2]
    while at < len(content):
        length = _frame(content[at : at + 4])
        if not length or content[at + 1 : at + 2] != kind:
            raise PackError(Flaw.NOT_SOUND, name)
        at += length
        frames += 1
    if at != len(content) or frames < 2:
        raise PackError(Flaw.NOT_SOUND, name)


def _frame(head: bytes) -> int:
    """Bytes of the frame that begins so; 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return 0
    return (144 if version == 3 else 72) * _BITRATES[version][bits] * 1_000 // _RATES[version][rate] + padding


def _check_wav(content: bytes, name: str) -> None:
    """RIFF with a ``fmt`` and a ``data`` chunk and no other: 16 bit PCM."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise PackError(Flaw.NOT_SOUND, name)
    if content[12:16] != b"fmt ":
        raise PackError(Flaw.METADATA if content[12:16].isalnum() else Flaw.NOT_SOUND, name)
    if len(content) < 44:
        raise PackError(Flaw.NOT_SOUND, name)
    riff, of_format, form, channels, rate, of_second, block, bits = struct.unpack(
        "<4xL8xLHHLLHH", content[:36]
    )
    if of_format != 16 or form != 1 or bits != 16 or channels not in (1, 2) or not 8_000 <= rate <= 96_000:
        raise PackError(Flaw.NOT_SOUND, name)
    data, length = struct.unpack("<4sL", content[36:44])
    if data != b"data":
        raise PackError(Flaw.METADATA, name)
    if riff != len(content) - 8 or block != 2 * channels or of_second != rate * block:
        raise PackError(Flaw.NOT_SOUND, name)
    if length + 44 < len(content):
        raise PackError(Flaw.METADATA, name)
    if length + 44 != len(content) or length % block or not length:
        raise PackError(Flaw.NOT_SOUND, name)


def check_picture(content: bytes, name: str) -> None:
    """Raises ``PackError`` where it is no PNG, is too large, or has anything beside the picture in it.

    The points are unpacked, within limits, and must be just as many as the picture says.
    """
    if not content.startswith(_PNG):
        raise PackError(Flaw.NOT_PICTURE, name)
    wanted, at, packed, last = 0, len(_PNG), [], b""
    while at < len(content):
        if last == b"IEND":
            raise PackError(Flaw.METADATA, name)
        head = content[at : at + 8]
        if len(head) < 8:
            raise PackError(Flaw.NOT_PICTURE, name)
        length, kind = struct.unpack(">L4s", head)
        body = content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(body) != length or len(check) != 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise PackError(Flaw.NOT_PICTURE, name)
        if kind not in _CHUNKS:
            raise PackError(Flaw.METADATA if kind.isalpha() else Flaw.NOT_PICTURE, name)
        if (kind == b"IHDR") != (at == len(_PNG)):
            raise PackError(Flaw.NOT_PICTURE, name)
        if kind == b"IHDR":
            wanted = _points(body, name)
        elif kind == b"IDAT":
            packed.append(body)
        last = kind
        at += 12 + length
    if last != b"IEND" or _unpacked(b"".join(packed), wanted) != wanted:
        raise PackError(Flaw.NOT_PICTURE, name)


def _points(header: bytes, name: str) -> int:
    """How many bytes the points of a picture take when they are unpacked."""
    if len(header) != 13:
        raise PackError(Flaw.NOT_PICTURE, name)
    width, height, depth, colour, method, filtering, woven = struct.unpack(">LLBBBBB", header)
    if not 1 <= width <= MOST_SIDE or not 1 <= height <= MOST_SIDE:
        raise PackError(Flaw.NOT_PICTURE, name)
    if depth not in _DEPTHS.get(colour, ()) or method or filtering or woven:
        raise PackError(Flaw.NOT_PICTURE, name)
    points: int = height * (1 + (width * _CHANNELS[colour] * depth + 7) // 8)
    return points


def _unpacked(packed: bytes, wanted: int) -> int:
    """How many bytes come out, looking for no more than one too many; -1 where nothing sound does."""
    unpacker = zlib.decompressobj()
    try:
        came = len(unpacker.decompress(packed, wanted + 1))
    except zlib.error:
        return -1
    return came if unpacker.eof and not unpacker.unused_data else -1
