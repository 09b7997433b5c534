"""Wrong code points in Uyghur text: what is sure is mended silently, what is doubtful is shown to a teacher.

``repair`` changes nothing in clean text and nothing when used twice. It works letter by letter, each
remembering where it stood in the text that came in:

1. what cannot be seen goes, pieces are composed (NFC), presentation forms become letters, look-alikes are
   replaced;
2. a text for an old 8-bit font, or one opened in a wrong encoding, is refused whole, with the reason;
3. ه and ی are settled by their neighbours: ه after ئ, or between consonants, is ە and beside a vowel ھ; ی
   after ئ or a consonant is ى, but before a vowel, after a vowel and at a word's start ي (two vowels never
   stand side by side without ئ, but in Chinese loans);
4. a vowel at a word's start gets its ئ.

A lexicon (``known``) settles what spelling cannot: ي written for ى and the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lexicon.uyghur import other_words, settling
from lexicon.uyghur.alphabet import APOSTROPHES, LETTERS, MARKS, SEAT, VOWELS
from lexicon.uyghur.wrong_letters import FORMS, NEVER_UYGHUR, Reason, Refusal, base_letters

Known = Callable[[str], bool]
"""Whether a word (UEY in NFC) is in a lexicon."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place for a teacher to look at.

    ``position`` counts characters of the repaired text from 0, ``source`` those of the text that came in.
    ``seen`` stood there; ``suggestion`` stands there now (empty: taken out), or is ``seen`` itself where
    nobody knows what was meant and nothing was changed.
    """

    position: int
    source: int
    seen: str
    suggestion: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Repaired:
    """``text`` after all repairs, in NFC; where ``refused``, the text as it came, with nothing done to it."""

    text: str
    doubts: tuple[Doubt, ...] = ()
    refused: Refusal | None = None


_RUN: Final = re.compile(r"\S+")
_SUSPECT: Final = re.compile(
    f"[^\x00-\x7f{LETTERS}{SEAT}{MARKS}]|(?<![{LETTERS}{SEAT}])[{VOWELS}]|{SEAT}(?![{VOWELS}])"
    f"|[A-Za-z][{APOSTROPHES[1:]}]"
)


def repair(text: str, known: Known | None = None) -> Repaired:
    """Mend wrong code points in ``text``. Pure: same text, same lexicon, same answer."""
    if known is None and not _SUSPECT.search(text):
        return Repaired(text)
    refused = refusal(text)
    if refused:
        return Repaired(text, refused=refused)
    parts: list[str] = []
    doubts: list[Doubt] = []
    position = 0
    for start, end, suspect in _runs(text, known is not None):
        part = text[start:end]
        if suspect:
            part, found = _mended(part, known)
            doubts += (replace(d, position=d.position + position, source=d.source + start) for d in found)
        parts.append(part)
        position += len(part)
    return Repaired(unicodedata.normalize("NFC", "".join(parts)), tuple(doubts))


def _runs(text: str, every: bool) -> Iterator[tuple[int, int, bool]]:
    """The text cut at spaces into (start, end, whether to look closer), around suspects or ``every`` run."""
    done = 0
    while suspect := (_RUN if every else _SUSPECT).search(text, done):
        start, end = suspect.span()
        while start > done and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        yield done, start, False
        yield start, end, True
        done = end
    yield done, len(text), False


def _mended(run: str, known: Known | None) -> tuple[str, list[Doubt]]:
    letters = settling.plain(run)
    settling.settle(letters)
    settling.undot(letters)
    settling.seat(letters)
    if known is not None:
        settling.ask(letters, known)
    settling.doubt_foreign(letters)
    other_words.mend(letters)
    doubts, position = [], 0
    for letter in letters:
        if letter.reason is not None:
            doubts.append(Doubt(position, letter.source, letter.seen, letter.now, letter.reason))
        position += len(letter.now)
    return "".join(letter.now for letter in letters), doubts


def refusal(text: str) -> Refusal | None:
    """Why ``text`` is no Uyghur text that could be repaired, if so."""
    if _LOST.search(text):
        return Refusal.LOST
    if _MOJIBAKE.search(text):
        return Refusal.MOJIBAKE
    return Refusal.LEGACY if _LEGACY.search(text) else None


# UTF-8 bytes D8–DB and their followers, shown as Latin-1 or Windows-1252.
_MOJIBAKE: Final = re.compile(
    "(?:[ØÙÚÛ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]){2}"
)
_LEGACY: Final = re.compile(
    f"[{''.join(NEVER_UYGHUR)}{''.join(form for form in FORMS if NEVER_UYGHUR & {*base_letters(form)})}]"
)
_LOST: Final = re.compile("[\ufffd\ue000-\uf8ff]")
