"""Which characters a font file can draw, read from the file's own ``cmap`` table.

A form that the first font lacks is replaced by the letter itself or taken from a fallback font
before anything is drawn; a box on the screen is a word that a child cannot read.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, overload

from anatil import AnaTilError
from app.text.paragraphs import Font, read_paragraphs
from lexicon.uyghur.joining import LETTER_FORMS, LIGATURES


class FontFileError(AnaTilError):
    """A font file cannot be read, or is none. ``path`` is the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


_FORMS: Final = LIGATURES | {form for forms in LETTER_FORMS.values() for form in forms if form}


@lru_cache(maxsize=32)
def covered(path: str) -> frozenset[int]:
    """Code points for which the TrueType or OpenType font at ``path`` has a glyph.

    Raises :class:`FontFileError` when the file is missing or damaged.
    """
    try:
        return frozenset(_read_cmap(Path(path).read_bytes()))
    except OSError as error:
        raise FontFileError(path, "the font file cannot be read") from error
    except (struct.error, IndexError, KeyError) as error:
        raise FontFileError(path, "this is not a font file, or it is damaged") from error


@lru_cache(maxsize=32)
def missing_forms(path: str) -> frozenset[str]:
    """Presentation forms of Arabic letters that the font at ``path`` cannot draw."""
    points = covered(path)
    return frozenset(form for form in _FORMS if ord(form) not in points)


_fallbacks: dict[str, tuple[str, ...]] = {}


def set_fallbacks(font: str, others: Iterable[str]) -> None:
    """Draw a word that ``font`` lacks a letter of with the first of ``others`` that has all of it.

    Every argument is a font file's path. A word that none has whole is drawn letter by letter.
    """
    _fallbacks[font] = tuple(others)


def chain(font: str) -> tuple[str, ...]:
    """``font`` and its fallbacks, in the order in which they are tried."""
    return (font, *_fallbacks.get(font, ()))


class FontChain(Sequence[Font]):
    """What each font of a chain can draw; a file is read when a text first needs it.

    Taking an item raises :class:`FontFileError` when its file cannot be read.
    """

    def __init__(self, font: str) -> None:
        self.paths = chain(font)

    def __len__(self) -> int:
        return len(self.paths)

    @overload
    def __getitem__(self, place: int) -> Font: ...
    @overload
    def __getitem__(self, place: slice) -> list[Font]: ...
    def __getitem__(self, place: int | slice) -> Font | list[Font]:
        if isinstance(place, slice):
            return [self[n] for n in range(len(self.paths))[place]]
        path = self.paths[place]
        return Font(covered(path), missing_forms(path))


def missing(text: str, font: str) -> str:
    """Characters of ``text`` that neither the font file ``font`` nor its fallbacks can draw, each once.

    Controls and marks of direction are not drawn and so never missing. Raises :class:`FontFileError`.
    """
    fonts = FontChain(font)
    found: dict[str, None] = {}
    for paragraph in read_paragraphs(unicodedata.normalize("NFC", text), None, fonts):
        for ch, form in zip(paragraph.text, paragraph.forms, strict=True):
            if form and not any(ord(form) in each.points for each in fonts):
                found[ch] = None
    return "".join(found)


def _read_cmap(data: bytes) -> set[int]:
    tables = struct.unpack_from(">H", data, 4)[0]
    directory = {
        tag: offset
        for tag, _, offset, _ in (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(tables))
    }
    cmap = directory[b"cmap"]
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    points: set[int] = set()
    for n in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * n)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):  # Unicode
            start = cmap + offset
            form = struct.unpack_from(">H", data, start)[0]
            if form == 4:
                points |= _read_format_4(data, start)
            elif form == 12:
                points |= _read_format_12(data, start)
    return points


def _read_format_4(data: bytes, start: int) -> set[int]:
    """Segment mapping to delta values; glyph 0 means that the character is missing."""
    size = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{size}H", data, start + 14)
    starts = struct.unpack_from(f">{size}H", data, start + 16 + 2 * size)
    deltas = struct.unpack_from(f">{size}H", data, start + 16 + 4 * size)
    at = start + 16 + 6 * size
    offsets = struct.unpack_from(f">{size}H", data, at)
    points: set[int] = set()
    for n in range(size):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                glyph = struct.unpack_from(">H", data, at + 2 * n + offsets[n] + 2 * (code - starts[n]))[0]
                if not glyph:
                    continue
            if (glyph + deltas[n]) & 0xFFFF:
                points.add(code)
    return points


def _read_format_12(data: bytes, start: int) -> set[int]:
    count = struct.unpack_from(">I", data, start + 12)[0]
    points: set[int] = set()
    for n in range(count):
        first, last, glyph = struct.unpack_from(">III", data, start + 16 + 12 * n)
        points.update(range(first + (not glyph), last + 1))
    return points
