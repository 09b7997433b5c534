"""What a stranger's file says it is, by its first bytes; never by its name.

The list is short on purpose: what phones and chat apps send. Whatever is not on it is refused before any
decoder sees it, so playlists and scripts that name other files (M3U, ffconcat, SDP, DASH), pictures,
subtitles and archives never reach FFmpeg, which would know some three hundred kinds (in PyAV 18).

| begins with               | is                         | sent by                                  |
|---------------------------|----------------------------|------------------------------------------|
| ``OggS``                  | Ogg (Opus, Vorbis, FLAC)   | voice messages of WhatsApp and Telegram  |
| 4 bytes, ``ftyp``         | MP4, M4A, 3GP, QuickTime   | phones' recorders, videos                |
| ``#!AMR``                 | AMR, 8 or 16 kHz           | old phones, picture messages             |
| ``FF F0/F1/F8/F9``        | AAC in ADTS                | some Android recorders and chat apps     |
| ``FF E2`` to ``FF FF``    | MP3, after its ID3 tag     | everybody                                |
| ``RIFF`` 4 bytes ``WAVE`` | WAV                        | computers                                |
| ``fLaC``                  | FLAC                       | archives                                 |
| ``1A 45 DF A3``           | WebM, Matroska             | recorders in browsers                    |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final

from audio.troubles import NotSoundError

HEAD: Final = 12
"""Bytes that tell a container (``RIFF``, four bytes of length, ``WAVE``)."""
ID3_HEAD: Final = 10
"""Bytes of an ID3v2 tag's head (and of its foot): id3.org, ID3v2.4, section 3.1."""
MOST_ID3: Final = 4
"""Tags in a row that are skipped; files that were tagged by two programs carry two."""
MOST_PADDING: Final = 65_536
"""Zero bytes after a tag that are skipped; taggers leave a few kB."""


@dataclass(frozen=True, slots=True)
class Container:
    """FFmpeg's ``demuxer`` that may read the file, and the ``start`` of the sound (bytes), after ID3 tags."""

    demuxer: str
    start: int = 0


def container_of(file: BinaryIO, size: int) -> Container:
    """What the file of ``size`` bytes is. It is left at any place.

    ID3 tags, which carry names and pictures, are stepped over, so they do not even reach the decoder. Raises
    ``NotSoundError`` for anything that is not on the list, OSError where the file cannot be read.
    """
    start, tagged = 0, 0
    while (head := _read(file, start, HEAD))[:3] == b"ID3" and tagged < MOST_ID3:
        start += _id3_length(head)
        tagged += 1
    if tagged and head[:1] == b"\0":
        padding = _read(file, start, MOST_PADDING)
        start += len(padding) - len(padding.lstrip(b"\0"))
        head = _read(file, start, HEAD)
    demuxer = _demuxer(head)
    if demuxer is None or (tagged and demuxer not in ("mp3", "aac", "flac")) or start >= size:
        raise NotSoundError("the file's first bytes are not those of a sound file that is known here")
    return Container(demuxer, start)


def _demuxer(head: bytes) -> str | None:
    if head.startswith(b"OggS"):
        return "ogg"
    if head[4:8] == b"ftyp":
        return "mov"
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "amr"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"fLaC"):
        return "flac"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if len(head) >= 4 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return _mpeg(head)
    return None


def _mpeg(head: bytes) -> str | None:
    """ISO 13818-7 (ADTS has layer 0 and twelve ones) and ISO 11172-3 and 13818-3 (layer III)."""
    layer, version = head[1] >> 1 & 3, head[1] >> 3 & 3
    if layer == 0:
        return "aac" if head[1] & 0xF0 == 0xF0 and head[2] >> 2 & 15 <= 12 else None
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    return "mp3" if layer == 1 and version != 1 and bits != 15 and rate != 3 else None


def _id3_length(head: bytes) -> int:
    """The whole tag, head and foot included; its length is written in four times seven bits."""
    if len(head) < ID3_HEAD or any(byte & 0x80 for byte in head[6:10]):
        raise NotSoundError("a broken ID3 tag")
    length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return ID3_HEAD + length + (ID3_HEAD if head[5] & 0x10 else 0)


def _read(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)
