"""All the ways in which a typed word can be read, where its spelling alone does not tell.

``sh`` is ش, or س and ھ whose apostrophe was left out; ``ngh`` ڭھ or نغ; ``j`` ج, or ژ as 2001's spelling
had it; a seat may be missing (``mesul``) or not be there at all (``jungxua``). A lexicon, or the answer
that was expected, decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Final

from lexicon.uyghur.alphabet import APOSTROPHES, SEAT, VOWELS
from lexicon.uyghur.latin import LATIN
from lexicon.uyghur.reading import LOAN, WORD, Reader, whole, with_eastern_marks
from lexicon.uyghur.yengi import YENGI

Known = Callable[[str], bool]
"""Whether a word (UEY in NFC) is in a lexicon. It is asked often: a set of headwords, not a query each."""

_MOST_ODD: Final = 2  # a word that differs from its plain reading in more places is another word
_MOST_TRIES: Final = 200
_MOST_STEMS: Final = 24
_SHORTEST_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One UEY letter (never a seat); characters ``start`` to ``end`` of the NFC text are how it was typed."""

    letter: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Typed characters that are read together; the first of ``options`` is the plain reading.

    ``parted`` tells that an apostrophe or ъ stands before it.
    """

    options: tuple[tuple[Mark, ...], ...]
    parted: bool = False


#: For letters side by side, each way to take them: (letter, how many of them it covers).
_Ways = Mapping[str, tuple[tuple[tuple[str, int], ...], ...]]
_LATIN_WAYS: Final[_Ways] = {
    "نگھ": ((("ن", 1), ("غ", 2)), (("ڭ", 2), ("ھ", 1)), (("ن", 1), ("گ", 1), ("ھ", 1))),
    "نگ": ((("ڭ", 2),), (("ن", 1), ("گ", 1))),
    "گھ": ((("غ", 2),), (("گ", 1), ("ھ", 1))),
    "سھ": ((("ش", 2),), (("س", 1), ("ھ", 1))),
    "زھ": ((("ژ", 2),), (("ز", 1), ("ھ", 1))),
    "cھ": ((("چ", 2),),),
    "ج": ((("ج", 1),), (("ژ", 1),)),
}
_YENGI_WAYS: Final[_Ways] = {
    "نگ": ((("ڭ", 2),), (("ن", 1), ("گ", 1))),
    "سخ": ((("س", 1), ("خ", 1)), (("ش", 2),)),
    "زخ": ((("ز", 1), ("خ", 1)), (("ژ", 2),)),
    "cخ": ((("چ", 2),),),
}


def pieces(text: str, reader: Reader, *, parted: bool = True) -> list[Piece]:
    """``text`` (NFC, look-alikes mended) cut into pieces; a sign or a foreign letter is one by itself.

    Without ``parted``, an apostrophe between letters is passed over, as if it had not been typed.
    """
    ways = _LATIN_WAYS if reader is LATIN else _YENGI_WAYS if reader is YENGI else {}
    found: list[Piece] = []
    place, sign = 0, False
    while place < len(text):
        if text[place] in APOSTROPHES or text[place] in reader.signs:
            place, sign = place + 1, True
            continue
        units = _units(text, place, reader, parted)
        key = next((key for key in ways if "".join(letters for letters, _, _ in units).startswith(key)), "")
        if key:
            found.append(Piece(tuple(_option(way, units) for way in ways[key]), sign))
            place = units[len(key) - 1][2]
        else:
            letters, start, place = units[0]
            found.append(Piece((tuple(Mark(letter, start, place) for letter in letters),), sign))
        sign = False
    return found


def _units(text: str, place: int, reader: Reader, parted: bool) -> list[tuple[str, int, int]]:
    """Up to three characters from ``place`` on, as (UEY letters, start, end)."""
    units: list[tuple[str, int, int]] = []
    while place < len(text) and len(units) < 3:
        letter = text[place]
        if letter not in APOSTROPHES and letter not in reader.signs:
            units.append((reader.letters.get(letter, letter), place, place + 1))
        elif parted:
            break
        place += 1
    return units


def _option(way: Sequence[tuple[str, int]], units: Sequence[tuple[str, int, int]]) -> tuple[Mark, ...]:
    marks, unit = [], 0
    for letter, count in way:
        marks.append(Mark(letter, units[unit][1], units[unit + count - 1][2]))
        unit += count
    return tuple(marks)


def spellings(word: str, reader: Reader) -> Iterator[str]:
    """UEY spellings that the typed word may stand for, the plain reading first, then by how odd they are."""
    slots: list[tuple[str, ...]] = []
    before = ""
    for piece in pieces(word, reader):
        options = tuple("".join(mark.letter for mark in option) for option in piece.options)
        if options[0][:1] in VOWELS and options[0]:
            slots.append(_seats(before, options[0], piece.parted))
        slots.append(options)
        before += options[0]
    odd = [place for place, slot in enumerate(slots) if len(slot) > 1]
    plain = [slot[0] for slot in slots]
    for count in range(min(_MOST_ODD, len(odd)) + 1):
        for places in combinations(odd, count):
            for chosen in product(*(slots[place][1:] for place in places)):
                spelled = list(plain)
                for place, letters in zip(places, chosen, strict=True):
                    spelled[place] = letters
                yield "".join(spelled)


def _seats(before: str, vowel: str, parted: bool) -> tuple[str, ...]:
    """Whether a seat stands between these letters: the plain reading, then the odd one."""
    if not before or parted:
        return (SEAT,) if not before else (SEAT, "")
    if before[-1] not in VOWELS or LOAN.match(before + vowel, len(before) - 2):
        return ("", SEAT)
    return (SEAT, "")


def read_known(text: str, reader: Reader, known: Known) -> str:
    """``text`` read leniently; a word that is unknown as it reads plainly, as a known one it may stand for.

    An inflected form that is not known itself is read by the longest known beginning of four letters or more.
    """
    text = reader.mended(whole(text))
    return with_eastern_marks(WORD.sub(lambda word: _chosen(word[0], reader, known), text))


def _chosen(word: str, reader: Reader, known: Known) -> str:
    plain = reader(word)
    if known(plain) or any(letter not in reader.letters for letter in _letters(word, reader)):
        return plain
    tries = [plain, *islice(spellings(word, reader), 1, _MOST_TRIES)]
    whole_word = next((spelled for spelled in tries if known(spelled)), None)
    if whole_word is not None:
        return whole_word
    best, longest = plain, _SHORTEST_STEM - 1
    for spelled in tries[:_MOST_STEMS]:
        for length in range(len(spelled) - 1, longest, -1):
            if known(spelled[:length]):
                best, longest = spelled, length
                break
    return best


def _letters(word: str, reader: Reader) -> Iterator[str]:
    return (letter for letter in word if letter not in APOSTROPHES and letter not in reader.signs)
