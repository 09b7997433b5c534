"""What a text is searched by: a *key*, the same for every way of writing the same thing. Pure.

A key has small letters, digits and single spaces; no apostrophes, no direction marks. Uyghur stands in the
Arabic script without its seats ئ, and has a second key in Latin letters without dots, so that ``yan`` is
already the beginning of ``yangaq`` though ن is not that of ڭ. A meaning with accents has a second key without
them: ``uzum`` finds ``üzüm`` on a keyboard that has no ü, and who types ``ü`` means it.

What is typed becomes one key or a few (``asked``), by the letters in it: Latin and Cyrillic may be Uyghur or
a meaning, so both are asked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from lexicon.uyghur.alphabet import APOSTROPHES, LETTERS, MARKS, SEAT
from lexicon.uyghur.cyrillic import CYRILLIC
from lexicon.uyghur.latin import LATIN, to_latin
from lexicon.uyghur.repair import repair
from lexicon.uyghur.yengi import YENGI

INSIDE_FROM: Final = 3
"""The fewest letters that are looked for inside words; a Chinese or Japanese sign says enough by itself."""

REACH: Final = 24
"""Letters of an ending that are kept; a longer query is compared with the whole key."""

LONGEST: Final = 120
"""Letters of a text that are searched at all, and of a query that are looked at."""

_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_NOT_UYGHUR: Final = re.compile(f"(?![{LETTERS}{SEAT}{MARKS}]){_ARABIC.pattern}")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_YENGI: Final = re.compile("[ƢƣⱧⱨⱩⱪⱫⱬƏəƟɵ]")
_SIGNS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

#: Letters that are a plain letter with a stroke or a bow, though Unicode does not take them apart.
_STROKES: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})
_ACCENTS: Final = re.compile("(?<=[a-z\u0300-\u036f])[\u0300-\u036f]+")
#: Tatweel and the vowel signs of Arabic, and the dot that İ leaves behind when it becomes small.
_SIGNS_ABOVE: Final = "\u0640\u0670\u0307" + "".join(map(chr, range(0x64B, 0x660)))
#: For ё many write е.
_LEFT_OUT: Final = str.maketrans({**dict.fromkeys(_SIGNS_ABOVE), "ё": "е"})
_NO_APOSTROPHE: Final = str.maketrans(dict.fromkeys(APOSTROPHES, ""))
_CLEAN: Final = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_PARTS: Final = re.compile(r"[,;/،؛、，；]")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^]]*\]|（[^）]*）")

#: What the last letter typed in Latin may yet become, and what ng may have been meant for.
_UNFINISHED: Final = {"ن": "ڭ", "س": "ش", "ز": "ژ", "گ": "غ"}
_NG: Final = ("ڭ", "نگ", "نغ")


@dataclass(frozen=True, slots=True)
class Asked:
    """One key to look for; ``unfinished``: not what was typed, but what it may be going on to."""

    key: str
    unfinished: bool = False


def fold(text: str) -> str:
    """The key of a text, accents and all: ``fold("Üzüm!") == "üzüm"``, ``fold("ئۈزۈم") == "ۈزۈم"``."""
    text = text[:LONGEST]
    if text.isascii():
        text = text.lower()
    else:
        text = _repaired(unicodedata.normalize("NFKC", _repaired(text)))  # signs such as ﷼ come apart between
        text = text.replace(SEAT, "").casefold()
        text = unicodedata.normalize("NFKC", text).translate(_LEFT_OUT)
    if _CLEAN.fullmatch(text):
        return text
    text = text.translate(_NO_APOSTROPHE)
    parted = "".join(letter if _belongs(letter) else " " for letter in text[:LONGEST])
    return " ".join(parted.split())


def without_accents(key: str) -> str:
    """A key with plain Latin letters: ``without_accents("ışık") == "isik"``; other scripts stay."""
    if key.isascii():
        return key
    apart = unicodedata.normalize("NFD", key.translate(_STROKES))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def in_latin(text: str) -> str:
    """The Latin key of a Uyghur text: ``in_latin("يۈن") == "yun"``."""
    return without_accents(fold(to_latin(_repaired(text[:LONGEST]))))


def of_gloss(gloss: str) -> tuple[str, ...]:
    """The keys of a meaning: the whole, and what stands between commas, without what is in brackets."""
    texts = [gloss, *(_BRACKETS.sub(" ", part) for part in _PARTS.split(gloss))]
    keys = [key for text in texts for key in (fold(text), without_accents(fold(text)))]
    return tuple(dict.fromkeys(key for key in keys if key))


def of_uyghur(text: str) -> tuple[str, ...]:
    """The keys of a Uyghur text, with the one for the Arabic script first."""
    return tuple(dict.fromkeys(key for key in (fold(text), in_latin(text)) if key))


def asked(query: str) -> tuple[Asked, ...]:
    """The keys that what is typed so far may stand for; none for white space and signs."""
    query = query.strip()[:LONGEST]
    plain = fold(query)
    if not plain:
        return ()
    if _ARABIC.search(query):
        return (Asked(plain),)
    if _CYRILLIC.search(query):
        return Asked(plain), *_uyghur(fold(CYRILLIC(query)))
    if _YENGI.search(query):
        return _as_read(plain, fold(YENGI(query)))
    if _LATIN.search(query) and not query.translate(_NO_APOSTROPHE).isascii():
        if plain.endswith("c"):  # no letter by itself: half of ch
            return Asked(plain), *_uyghur(fold(LATIN(query + "h")), unfinished=True)
        return _as_read(plain, fold(LATIN(query)))
    return (Asked(plain),)


def slipped(query: str) -> tuple[Asked, ...]:
    """As ``asked``, to look for words one letter off, or off by some dots: a slip may be one letter in Latin
    and two in Arabic, or the other way round for ``sh`` and ``ng``.
    """
    found = asked(query)
    if not found or not _LATIN.search(found[0].key):
        return found
    more = (Asked(without_accents(found[0].key)), *_uyghur(fold(LATIN(query.strip()[:LONGEST]))))
    return tuple(dict.fromkeys(one for one in (*found, *more) if not one.unfinished))


def endings(key: str) -> list[tuple[int, str]]:
    """Where each ending of a key begins, and the ending; without those too short to be asked for."""
    least = _least(key) - 1  # the second half of a word of four letters, for slips
    return [(start, key[start : start + REACH]) for start in range(1, len(key) - max(least, 1) + 1)]


def may_be_inside(key: str) -> bool:
    """Whether a query is long enough to be looked for inside words."""
    return len(key) >= _least(key)


def one_letter_off(one: str, other: str) -> bool:
    """Whether one letter changed, left out or added, or two neighbours that changed places, lead across."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def _repaired(text: str) -> str:
    """Wrong letters put right; a part of a word may begin with a vowel that has no seat, and is not wrong."""
    text = unicodedata.normalize("NFC", text)
    return repair(text).text if _NOT_UYGHUR.search(text) else text


def _belongs(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def _least(key: str) -> int:
    return 1 if _SIGNS.search(key) else INSIDE_FROM


def _uyghur(*keys: str, unfinished: bool = False) -> tuple[Asked, ...]:
    """Those of the keys that could be read to the last letter."""
    read = (key for key in dict.fromkeys(keys) if _ARABIC.search(key) and not _LATIN.search(key))
    return tuple(Asked(key, unfinished=unfinished) for key in read)


def _as_read(plain: str, key: str) -> tuple[Asked, ...]:
    """For Latin letters with dots or accents: a meaning, or Uyghur as it was read.

    What was typed may stop within a letter: ``kös`` goes on to ``kösh``; and ng may be two letters, though no
    apostrophe says so.
    """
    keys = (key, *(key.replace("ڭ", other) for other in _NG)) if "ڭ" in key else (key,)
    more = [one[:-1] + _UNFINISHED[one[-1]] for one in keys if one[-1:] in _UNFINISHED]
    return Asked(plain), *_uyghur(*keys), *_uyghur(*more, unfinished=True)
