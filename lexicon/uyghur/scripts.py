"""From any script Uyghur is written in to any other, by way of the stored spelling (UEY).

>>> convert("مەكتەپ", Script.LATIN)
'mektep'
>>> convert("муәллим", Script.LATIN)
"mu'ellim"
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from anatil import AnaTilError
from lexicon.uyghur.cyrillic import CYRILLIC, to_cyrillic
from lexicon.uyghur.ipa import to_ipa
from lexicon.uyghur.latin import LATIN, EVowel, to_latin
from lexicon.uyghur.reading import Reader
from lexicon.uyghur.repair import repair
from lexicon.uyghur.ways import Known, read_known
from lexicon.uyghur.wrong_letters import UYY_OWN
from lexicon.uyghur.yengi import YENGI, to_yengi


class Script(StrEnum):
    """A way to write Uyghur; the values are the names the command line knows."""

    ARABIC = "arabic"
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    YENGI = "yengi"
    IPA = "ipa"


class UnreadScriptError(AnaTilError):
    """A script that is only written, never read (IPA)."""


READERS: Final[dict[Script, Reader]] = {Script.LATIN: LATIN, Script.CYRILLIC: CYRILLIC, Script.YENGI: YENGI}

_ARABIC: Final = re.compile("[\u0620-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u0259\u0275\u2c67-\u2c6c]")
_YENGI: Final = re.compile(f"[{''.join(UYY_OWN)}{''.join(UYY_OWN).upper()}]")


def script_of(text: str) -> Script:
    """The script most letters of ``text`` are in; ARABIC where it has no letters.

    Latin text is taken for YENGI where it has a letter that only that alphabet has.
    """
    counts = {
        Script.ARABIC: len(_ARABIC.findall(text)),
        Script.CYRILLIC: len(_CYRILLIC.findall(text)),
        Script.LATIN: len(_LATIN.findall(text)),
    }
    most = max(counts, key=counts.__getitem__)
    return Script.YENGI if most is Script.LATIN and _YENGI.search(text) else most


def to_arabic(
    text: str, source: Script | None = None, *, strict: bool = False, known: Known | None = None
) -> str:
    """``text`` in the stored spelling.

    Without ``source`` its script is found by its letters. ``known`` is a lexicon that decides where
    spelling alone cannot (``jurnal``, ``bashlanghuch``); it is not asked where ``strict``. Raises
    ``UnreadableTextError`` for a strange letter where ``strict``, ``UnreadScriptError`` for IPA.
    """
    source = source or script_of(text)
    if source is Script.ARABIC:
        return repair(text, None if strict else known).text
    if source is Script.IPA:
        raise UnreadScriptError("IPA is written here, not read")
    if known is not None and not strict:
        return read_known(text, READERS[source], known)
    return READERS[source](text, strict=strict)


def from_arabic(text: str, to: Script, *, e: EVowel = "ë") -> str:
    """UEY in another script; ``e`` is how Latin writes ې."""
    match to:
        case Script.ARABIC:
            return text
        case Script.LATIN:
            return to_latin(text, e)
        case Script.CYRILLIC:
            return to_cyrillic(text)
        case Script.YENGI:
            return to_yengi(text)
        case Script.IPA:
            return to_ipa(text)


def convert(
    text: str,
    to: Script,
    source: Script | None = None,
    *,
    e: EVowel = "ë",
    strict: bool = False,
    known: Known | None = None,
) -> str:
    """``text`` in the script ``to``; the other arguments, and what is raised, as for ``to_arabic``."""
    return from_arabic(to_arabic(text, source, strict=strict, known=known), to, e=e)
