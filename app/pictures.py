"""Pictures and icons as textures: read and decoded off the drawing thread, few kept at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock

from lexicon.pictures import find
from lexicon.places import Places

if TYPE_CHECKING:
    from lexicon.portions import Portion

KEPT = 72
"""Textures kept. A lesson shows about 35 pictures; 256 × 256 RGBA with mipmaps is 0.35 MB: 25 MB at most."""


class Pictures:
    """Hands out textures by code (``1F34E``, ``own-doppa``) or icon name (``close``).

    What set-up has not drawn, and nobody here has brought, is looked for in installed packs.

    ``texture(code)`` answers at once with what is there; ``want(codes, then)`` brings the rest and calls
    ``then`` on the drawing thread. A file that is missing or no picture stays away: the caller shows a word.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._packed: Mapping[str, Portion] | None = None
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._absent: set[str] = set()
        self._waiting: dict[str, list[Callable[[], None]]] = {}
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")

    def texture(self, code: str) -> Any | None:
        """The texture if it is loaded, else None. Never touches the disk."""
        found = self._kept.get(code)
        if found is not None:
            self._kept.move_to_end(code)
        return found

    def is_absent(self, code: str) -> bool:
        """True when the file was looked for and could not be shown."""
        return code in self._absent

    def want(self, codes: Iterable[str], then: Callable[[], None] | None = None) -> None:
        """Load the pictures named; call ``then`` once for each that arrives or proves absent."""
        for code in codes:
            if code in self._kept or code in self._absent:
                if then is not None:
                    Clock.schedule_once(lambda _dt: then(), 0)
                continue
            new = code not in self._waiting
            callers = self._waiting.setdefault(code, [])
            if then is not None:
                callers.append(then)
            if new:
                self._reader.submit(self._read, code)

    def look_again(self) -> None:
        """Packs came or went."""
        self._packed = None
        self._absent.clear()

    def let_go(self) -> None:
        """Keep no texture that no screen shows: the system wants memory. What is shown stays as it is."""
        self._kept.clear()

    @property
    def idle(self) -> bool:
        """True when nothing is being loaded."""
        return not self._waiting

    def close(self) -> None:
        """Let the reading thread end."""
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _find(self, code: str) -> Path | Portion | None:
        if code.islower() and "-" not in code:
            return self._places.icons / f"{code}.png"
        return find(self._places, self._in_a_pack, code)

    def _in_a_pack(self, code: str) -> Portion | None:
        if self._packed is None:
            from lexicon.packs.clips import pictures  # only where a picture is missing

            self._packed = pictures(self._places.packs)
        return self._packed.get(code)

    def _read(self, code: str) -> None:
        from kivy.core.image.img_sdl2 import ImageLoaderSDL2

        try:
            # Decodes here; the texture is made later, on the thread that draws.
            found = self._find(code)
            if found is None or isinstance(found, Path):
                loaded: Any = ImageLoaderSDL2(str(found), mipmap=True, nocache=True)
            else:
                content = BytesIO(found.read_bytes())
                loaded = ImageLoaderSDL2(code, inline=True, rawdata=content, mipmap=True, nocache=True)
        except Exception:  # kivy raises bare Exception for a file that is not a picture
            loaded = None
        Clock.schedule_once(lambda _dt: self._arrived(code, loaded), 0)

    def _arrived(self, code: str, loaded: Any | None) -> None:
        if loaded is None:
            self._absent.add(code)
        else:
            texture = loaded.texture
            texture.min_filter = "linear_mipmap_linear"
            texture.mag_filter = "linear"
            self._kept[code] = texture
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        for then in self._waiting.pop(code, []):
            then()
