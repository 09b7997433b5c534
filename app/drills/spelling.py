"""Words in the learner's own script: written, taken apart into tiles, and judged.

``lexicon.uyghur`` reads and compares spellings; importing it takes about .1 s, so it is imported when the
first word is written or judged, not when the app starts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.drills import likeness
from lexicon.records import Verdict

if TYPE_CHECKING:
    from lexicon.uyghur.judging import Judgement

#: A letter with the ئ that carries it is one tile: so children are taught it.
_ARABIC = re.compile("ئ?.")

#: A Latin digraph is one letter; an apostrophe belongs to the letter behind it.
_LATIN = re.compile("'?(?:ch|gh|ng|sh|zh|.)")

#: A Cyrillic hard or soft sign belongs to the letter before it.
_CYRILLIC = re.compile(".[ъь]?")
_ALPHABETIC = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_TILES = {"arabic": _ARABIC, "latin": _LATIN, "cyrillic": _CYRILLIC}

WORDS = re.compile("[^،؟؛«»!.:\\s]+")
"""Finds the word forms of a sentence, without its signs."""


ENDS = (".", "!", "؟")
"""What a sentence ends with."""


@lru_cache(maxsize=4_096)
def written(text: str, script: str) -> str:
    """UEY ``text`` in ``script`` (``bands.SCRIPTS``)."""
    if script == "arabic":
        return text
    from lexicon.uyghur.scripts import Script, from_arabic

    return from_arabic(text, Script(script))


def sentence(text: str, script: str) -> str:
    """The beginning of a sentence, or all of it, in ``script``: in Latin and Cyrillic it begins large."""
    told = written(text, script)
    at = next((n for n, sign in enumerate(told) if sign.isalpha()), None)
    return told if script == "arabic" or at is None else told[:at] + told[at].upper() + told[at + 1 :]


def line(text: str, script: str) -> str:
    """A line to read in ``script``: one that ends as a sentence does begins as one."""
    return (sentence if text.endswith(ENDS) else written)(text, script)


def letters(word: str, script: str) -> tuple[str, ...]:
    """The tiles of a word (UEY) in ``script``; joined they are ``written(word, script)``."""
    return tuple(_TILES[script].findall(written(word, script)))


def within(word: str, text: str, script: str) -> bool:
    """Whether a word (UEY), as it is written in ``script``, stands in a text in another language."""
    inner, outer = (" ".join(_ALPHABETIC.findall(one.casefold())) for one in (written(word, script), text))
    return f" {inner} " in f" {outer} "


def single(text: str) -> bool:
    """Whether a headword is one word without signs, so that letters alone make it."""
    return text.isalpha()


def words(text: str) -> list[str]:
    """The word forms of a sentence, without its signs."""
    return WORDS.findall(text)


def tempting(word: str, script: str, most: int, rng: random.Random) -> tuple[str, ...]:
    """Up to ``most`` tiles that a word (UEY) does not need and that may be taken for one it does.

    In the Arabic script by looks, in others by sound. Each stands as the letter it tempts for would: on a ئ
    where that has one. None of them can make up for a letter of the word.
    """
    own = _ARABIC.findall(word)
    needed = {*letters(word, script)}
    alike = likeness.looking_like if script == "arabic" else likeness.sounding_like
    found: list[str] = []
    for near in (alike, likeness.sounding_like, likeness.looking_like):
        chances = [piece[:-1] + other for piece in own for other in near(piece[-1]) if other not in word]
        rng.shuffle(chances)
        for chance in chances:
            tile = written(chance, script)
            if tile not in needed and tile not in found and len(found) < most:
                found.append(tile)
    return tuple(found)


def shuffled(right: Sequence[str], extra: Sequence[str], rng: random.Random) -> tuple[str, ...] | None:
    """The pieces in an order that does not read as the answer, not even with the extra ones left out.

    None where every order reads so (a word of one letter).
    """
    pieces = [*right, *extra]
    for _ in range(100):
        rng.shuffle(pieces)
        rest = iter(pieces)
        if not all(piece in rest for piece in right):
            return tuple(pieces)
    return None


def compared(expected: str, typed: str, answer: str, variants: Sequence[str] = ()) -> Judgement:
    """``typed`` against ``expected`` (UEY), whose spelling in the learner's script is ``answer``."""
    from lexicon.uyghur.judging import Note, judge

    found = judge(expected, typed, variants=variants)
    if typed.strip() == answer:
        return replace(found, verdict=Verdict.EXACT, note=Note.NONE)
    return found
