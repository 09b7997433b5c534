"""A field of a note, which is HTML, as plain text; and the sounds and pictures that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Final

_SOUND: Final = re.compile(r"\[sound:([^\[\]]{1,400})\]")
_CLOZE: Final = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)
_BREAKS: Final = frozenset({"br", "div", "p", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr"})
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template"})


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` on one line (a new paragraph is a space), names of ``sounds`` and ``pictures`` in order."""

    text: str
    sounds: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def plain(field: str) -> Plain:
    """A field as a person reads it."""
    sounds = tuple(unescape(name).strip() for name in _SOUND.findall(field))
    reader = _Reader()
    reader.feed(_SOUND.sub(" ", field))
    reader.close()
    return Plain(" ".join("".join(reader.parts).split()), sounds, tuple(reader.pictures))


def without_gaps(field: str) -> tuple[str, tuple[str, ...]]:
    """A field of a cloze note with its gaps filled, and what was in them."""
    words = tuple(plain(found).text for found in _CLOZE.findall(field))
    return _CLOZE.sub(lambda found: found[1], field), words


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self.parts.append(" ")
        elif tag == "img":
            name = dict(attrs).get("src")
            if name and not self._hidden:
                self.pictures.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
