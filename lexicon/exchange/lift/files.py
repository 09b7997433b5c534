"""The sounds and pictures that go with a lexicon, each under a name of its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from lexicon.exchange.entries import Media

_SAFE: Final = re.compile(r'[^\s.<>:"|?*/\\\x00-\x1f\x7f-\x9f][^<>:"|?*/\\\x00-\x1f\x7f-\x9f]{0,60}')
"""Names that Windows, macOS and Linux all take; 61 characters are at most 244 of the 255 bytes they have."""
_ENDING: Final = re.compile(r"\.([A-Za-z0-9]{1,8})$")


class Files:
    """What lies beside the .lift file. Two that differ never come under one name, in capitals neither."""

    def __init__(self) -> None:
        self._content: dict[str, bytes] = {}
        self._taken: set[str] = set()

    def put(self, media: Media, folder: str, keep: bool = False) -> str:
        """Takes a file in, and says what it is called: by its content; or as it was, where ``keep`` asks for
        it and the name is free and does no harm. Raises what ``media`` raises."""
        content = media.read()
        name = unicodedata.normalize("NFC", media.name)
        if not (keep and _harmless(name) and self._free(f"{folder}/{name}", content)):
            found = _ENDING.search(name)
            ending = found[1].lower() if found else "bin"
            digest = hashlib.sha256(content).hexdigest()
            name = f"{digest[:16]}.{ending}"
            if not self._free(f"{folder}/{name}", content):  # somebody named another file so
                name = f"{digest}.{ending}"
        path = f"{folder}/{name}"
        self._taken.add(path.casefold())
        self._content[path] = content
        return name

    def in_order(self) -> list[tuple[str, bytes]]:
        """Paths beside the lexicon, with what is in them."""
        return sorted(self._content.items())

    def _free(self, path: str, content: bytes) -> bool:
        """Whether nothing is called so, or the very same is."""
        return path.casefold() not in self._taken or self._content.get(path) == content


def _harmless(name: str) -> bool:
    return bool(_SAFE.fullmatch(name)) and not name.endswith((".", " "))
