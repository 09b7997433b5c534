"""What a typed answer is worth, and letter by letter what was good.

* *exact*: the expected characters (spaces around them apart);
* *same*: the same letters, written otherwise: in another script, with another code point for the same letter,
  without a ئ seat or an apostrophe, with direction marks, tatweel or punctuation, capitals, ë or é; or a form
  that is listed as a variant;
* *slip*: one letter off in a word of four letters or more, or the dots of the Latin ö ü ë forgotten;
* *wrong*: anything else.

Letters that are easily confused (ە ا, ۇ ۆ ۈ و, ق ك, غ گ, ھ خ, and ي for a seat) are letters of their own:
one typed for the other is a letter off. ئ is not counted as a letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from lexicon.records import Verdict
from lexicon.uyghur import settling
from lexicon.uyghur.aligning import Kind, Move, align
from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS
from lexicon.uyghur.latin import EVowel
from lexicon.uyghur.reading import whole
from lexicon.uyghur.scripts import READERS, Script, from_arabic, script_of, to_arabic
from lexicon.uyghur.ways import Mark, Piece, pieces
from lexicon.uyghur.wrong_letters import HEH, YEH

SLIP_FROM: Final = 4
"""A word must have this many letters for one letter off to be a slip."""

_LONGEST: Final = 400  # characters compared letter by letter; an answer is a word or a sentence


class Note(StrEnum):
    """What there is to say about a verdict beyond its name."""

    NONE = ""
    SCRIPT = "script"
    SPELLING = "spelling"
    VARIANT = "variant"
    DOTS = "dots"
    OTHER = "other"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Step:
    """One letter: ``expected`` and ``typed`` as the typed script writes them ("" where there is none).

    ``start`` to ``end`` is its place in ``Judgement.typed``; for a missing letter, the place it is missing
    at.
    """

    kind: Kind
    expected: str
    typed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """``typed`` is the answer in NFC without spaces around it, which the places in ``alignment`` count;

    ``expected`` is what it was compared with, in the same ``script``.
    """

    verdict: Verdict
    typed: str
    expected: str
    script: Script
    alignment: tuple[Step, ...]
    note: Note = Note.NONE


def judge(
    expected: str, typed: str, *, variants: Collection[str] = (), known: Callable[[str], bool] | None = None
) -> Judgement:
    """Judge ``typed`` against ``expected``, or against a listed variant where that fits better.

    ``expected`` and ``variants`` are UEY (any other script is read, with the help of the lexicon ``known``).
    No error is raised: what cannot be read is wrong.
    """
    answer = typed.strip()
    if answer and answer == expected.strip():
        return replace(_judged(expected, answer, known), verdict=Verdict.EXACT, note=Note.NONE)
    judgements = [_judged(form, answer, known) for form in (expected, *variants)]
    best = min(judgements, key=lambda judgement: _RANK[judgement.verdict])
    if best is not judgements[0] and best.verdict is Verdict.SAME:
        return replace(best, note=Note.VARIANT)
    return best


_RANK: Final = {verdict: place for place, verdict in enumerate(Verdict)}
_HYPHENS: Final = "-\u2010\u2011"


def _judged(expected: str, answer: str, known: Callable[[str], bool] | None) -> Judgement:
    answer = whole(answer)
    script = script_of(answer)
    stored = _stored(whole(expected.strip()), known)
    e: EVowel = "é" if "é" in answer.lower() else "ë"
    shown = from_arabic(stored, script, e=e)
    if max(len(answer), len(stored)) > _LONGEST:
        return Judgement(Verdict.WRONG, answer, shown, script, ())
    wanted = [piece.options[0][0] for piece in _arabic_pieces(stored)]
    moves = align(wanted, _pieces(answer, script), dots=script is Script.LATIN)
    verdict, note = _verdict(moves)
    if verdict is Verdict.SAME:
        note = Note.SPELLING if script_of(expected) is script else Note.SCRIPT
    return Judgement(verdict, answer, shown, script, tuple(_steps(moves, stored, answer, script, e)), note)


def _stored(expected: str, known: Callable[[str], bool] | None) -> str:
    """The expected form in UEY; a stored spelling is taken at its word, not as ``repair`` would have it."""
    if script_of(expected) is Script.ARABIC and not (HEH | YEH) & {*expected}:
        return expected
    return to_arabic(expected, known=known)


def _pieces(answer: str, script: Script) -> list[Piece]:
    if script is Script.ARABIC:
        return _arabic_pieces(answer)
    reader = READERS[script]
    return _compared(pieces(reader.mended(answer), reader, parted=False))


def _arabic_pieces(text: str) -> list[Piece]:
    """The letters of a text in the Arabic script; a ئ before a vowel belongs to it."""
    letters = [letter for letter in settling.plain(text) if letter.now]
    settling.undot(letters)
    ends = [*(letter.source for letter in letters), len(text)][1:]
    found: list[Piece] = []
    seat_at: int | None = None
    for place, (letter, end) in enumerate(zip(letters, ends, strict=True)):
        for index, now in enumerate(letter.now):
            follower = letter.now[index + 1 :] or (letters[place + 1].now if place + 1 < len(letters) else "")
            if now == SEAT and follower[:1] in _MAY_BE_VOWEL:
                seat_at = letter.source
                continue
            start, seat_at = letter.source if seat_at is None else seat_at, None
            found.append(
                Piece(tuple((Mark(one, start, max(end, start + 1)),) for one in _MEANT.get(now, now)))
            )
    return _compared(found)


_MAY_BE_VOWEL: Final = frozenset((*VOWELS, *HEH, *YEH))
_MEANT: Final = {**dict.fromkeys(HEH, "ەھ"), **dict.fromkeys(YEH, "ىي")}


def _compared(found: Sequence[Piece]) -> list[Piece]:
    """Without the signs that do not count, and with one space where there are several."""
    kept: list[Piece] = []
    for piece in found:
        option = piece.options[0]
        if len(option) != 1 or option[0].letter in LETTERS:
            kept.append(piece)
            continue
        mark = option[0]
        letter = "-" if mark.letter in _HYPHENS else " " if mark.letter.isspace() else mark.letter.lower()
        if letter == " " and (not kept or kept[-1].options[0][0].letter == " "):
            continue
        if letter in "- " or unicodedata.category(letter[0])[0] in "LN":
            kept.append(Piece(((Mark(letter, mark.start, mark.end),),)))
    while kept and kept[-1].options[0] and kept[-1].options[0][0].letter == " ":
        kept.pop()
    return [piece for piece in kept if piece.options[0]]


def _verdict(moves: Sequence[Move]) -> tuple[Verdict, Note]:
    off = [place for place, move in enumerate(moves) if move.kind not in (Kind.GOOD, Kind.DOTS)]
    dotless = any(move.kind is Kind.DOTS for move in moves)
    if not any(move.typed for move in moves):
        return Verdict.WRONG, Note.NONE
    if not off:
        return (Verdict.SLIP, Note.DOTS) if dotless else (Verdict.SAME, Note.NONE)
    if len(off) == 1 and not dotless and _letters_around(moves, off[0]) >= SLIP_FROM:
        return Verdict.SLIP, Note(moves[off[0]].kind.value)
    return Verdict.WRONG, Note.NONE


def _letters_around(moves: Sequence[Move], place: int) -> int:
    """How many letters the expected word has where something is off; both words, if it is their gap."""
    letters, here = 0, False
    for index, move in enumerate(moves):
        gap = move.expected is not None and move.expected.letter == " "
        if gap and index != place:
            if here:
                break
            letters = 0
        elif move.expected is not None and move.expected.letter not in " -":
            letters += 1
        here = here or index == place
    return letters


def _steps(moves: Sequence[Move], stored: str, answer: str, script: Script, e: EVowel) -> Iterator[Step]:
    end = 0
    for move in moves:
        expected = "" if move.expected is None else _written(move.expected, stored, script, e)
        if move.typed is not None:
            start, end = move.typed.start, move.typed.end
            yield Step(move.kind, expected, answer[start:end], start, end)
        else:
            yield Step(move.kind, expected, "", end, end)


def _written(mark: Mark, stored: str, script: Script, e: EVowel) -> str:
    return stored[mark.start : mark.end] if script is Script.ARABIC else from_arabic(mark.letter, script, e=e)
