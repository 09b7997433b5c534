"""A photo for a word: opened with limits, turned upright, cut to a square, and nothing kept but its points.

Where and when it was taken, and with what, never gets further than this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from app.services.squares import NoPhotoError, Square

ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp")
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = 40_000_000
MOST_POINTS: Final = 120_000_000
"""A phone's photo has 12 to 50 million, some 108; unpacked that many take a third of a gigabyte."""
SHOWN: Final = 1_024
"""Pixels of the longer side of what is looked at before it is cut."""
SIDE: Final = 256
"""Pixels of what a word gets, as set-up draws pictures: a power of two, or mipmaps darken its edge."""
COLOURS: Final = 256
"""A palette: the same picture in about a third of the bytes."""


@dataclass(frozen=True, slots=True)
class Photo:
    """``path``, and the picture as it is looked at: a PNG of ``width`` and ``height`` pixels, upright."""

    path: Path
    png: bytes
    width: int
    height: int


def found_in(folder: Path) -> tuple[Path, ...]:
    """The photos in a folder, the newest first."""
    here = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file()]
    return tuple(sorted(here, key=lambda path: (-path.stat().st_mtime, path.name)))


def look(path: Path) -> Photo:
    """A photo as it is looked at. Raises ``NoPhotoError`` or OSError."""
    picture = _upright(path)
    picture.thumbnail((SHOWN, SHOWN))
    return Photo(path, _png(picture, small=False), picture.width, picture.height)


def cut(path: Path, square: Square) -> bytes:
    """A square of a photo as a PNG of ``SIDE`` pixels with nothing else in it. Raises as ``look``."""
    picture = _upright(path)
    left, upper, right, lower = square.within().box
    box = (left * picture.width, upper * picture.height, right * picture.width, lower * picture.height)
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=box)
    return _png(small.quantize(COLOURS))


def square_of(content: bytes) -> bytes:
    """A picture out of somebody's file, whole, in the middle of a square PNG of ``SIDE`` pixels with nothing
    else in it; a drawing stays clear around. Raises ``NoPhotoError``.
    """
    picture = _opened(content, "This picture")
    picture = ImageOps.contain(picture, (SIDE, SIDE))
    is_drawing = picture.mode == "RGBA"
    square = Image.new(picture.mode, (SIDE, SIDE), (0, 0, 0, 0) if is_drawing else (255, 255, 255))
    square.paste(picture, ((SIDE - picture.width) // 2, (SIDE - picture.height) // 2))
    return _png(square if is_drawing else square.quantize(COLOURS))


def _upright(path: Path) -> Image.Image:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    picture = _opened(content, path.name)
    if picture.mode == "RGB":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _opened(content: bytes, name: str) -> Image.Image:
    """Upright; in red, green and blue, and how clear where any of it is."""
    if len(content) > MOST_BYTES:
        raise NoPhotoError(f"{name} is too large: please choose one of at most 40 MB.")
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise NoPhotoError(f"{name} has too many points: please choose a smaller one.")
            picture.draft("RGB", (2 * SHOWN, 2 * SHOWN))  # a JPEG need not be unpacked whole
            clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
            return ImageOps.exif_transpose(picture).convert("RGBA" if clear else "RGB")
    except NoPhotoError:
        raise
    except Exception as error:  # Pillow's decoders raise what they like on a damaged file
        raise NoPhotoError(f"{name} is no whole JPEG, PNG or WebP: please choose another one.") from error


def _png(picture: Image.Image, *, small: bool = True) -> bytes:
    """``small`` takes its time; what is only looked at need not be."""
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        bare.putpalette(picture.getpalette() or [])
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "PNG", optimize=small, compress_level=6 if small else 1)
    return out.getvalue()
