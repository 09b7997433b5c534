"""The steps of ``lexicon.uyghur.repair``, each over a list of letters that remember where they stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from lexicon.uyghur.alphabet import CONSONANTS, LETTERS, SEAT, VOWELS
from lexicon.uyghur.wrong_letters import (
    DOUBTFUL,
    FORMS,
    HARAKAT,
    HEH,
    OTHER_MARKS,
    SURE,
    TATWEEL,
    UNSEEN,
    WITH_DOUBTFUL_MARK,
    WITH_MARK,
    YEH,
    Reason,
    base_letters,
    joins_on,
)

_UYGHUR: Final = frozenset(LETTERS + SEAT)
_VOWELS: Final = frozenset(VOWELS)
_CONSONANTS: Final = frozenset(CONSONANTS)
_HEH_OR_YEH: Final = HEH | YEH
_KEEPS_JOINER: Final = frozenset(("So", "Sk"))
_MOST_SWAPS: Final = 3  # the tries grow quickly with every letter more


@dataclass(slots=True)
class Letter:
    """``seen`` at ``source`` in the text that came in; ``now`` what it has become; why, where in doubt.

    ``joins`` tells of a ه that came as a presentation form whether it joins to the next letter; ``settled``,
    that this was a ه or ی and its neighbours decided.
    """

    seen: str
    source: int
    now: str
    reason: Reason | None = None
    joins: bool | None = None
    settled: bool = False


def plain(text: str) -> list[Letter]:
    """Every character that means one letter wherever it stands becomes that letter."""
    letters: list[Letter] = []
    for letter in _clusters(text):
        letter.now = SURE.get(letter.now, letter.now)
        if letter.now in DOUBTFUL:
            letter.now, letter.reason = DOUBTFUL[letter.now]
            if letter.now[0] == SEAT and letters and letters[-1].now[-1:] == SEAT:
                letter.now = letter.now[1:]
        letters.append(letter)
    return letters


def settle(letters: Sequence[Letter]) -> None:
    """Turn each ه and ی into the letter that its neighbours ask for."""
    for place, letter in enumerate(letters):
        if letter.now in _HEH_OR_YEH:
            before, after = _before(letters, place), _after(letters, place)
            doubted, letter.settled = letter.reason, True
            if letter.now in YEH:
                letter.now, letter.reason = _yeh(before, after), Reason.YEH
            else:
                strange = letter.now != "\u0647"
                letter.now, sure = _heh(before, after, letter.joins)
                letter.reason = doubted if sure and not strange else Reason.HEH


def _heh(before: str, after: str, joins: bool | None) -> tuple[str, bool]:
    """ھ or ە, and whether that is sure. A ه still to be settled counts as a consonant."""
    if joins is not None and after:
        return ("ھ" if joins else "ە"), True
    if before == SEAT:
        return "ە", True
    if not before:
        return "ھ", bool(after)
    if not after:
        return ("ھ" if before in _VOWELS else "ە"), True
    if before == "ۈ":  # ۈە stands 111 times in the listed words (Chinese loans), ۈھ twice
        return "ە", False
    return ("ھ" if before in _VOWELS or after in _VOWELS else "ە"), False


def _yeh(before: str, after: str) -> str:
    if before == SEAT:
        return "ى"
    if not before:
        return "ى" if after in _CONSONANTS or after == SEAT else "ي"
    return "ي" if before in _VOWELS or after in _VOWELS else "ى"


def undot(letters: Sequence[Letter]) -> None:
    """ي between ئ and a consonant is ى: nowhere else can its dots be told to be too many."""
    for place, letter in enumerate(letters):
        after = _after(letters, place)
        if letter.now == "ي" and _before(letters, place) == SEAT and after and after not in _VOWELS:
            letter.now, letter.reason = "ى", letter.reason or Reason.Y_FOR_I


def seat(letters: Sequence[Letter]) -> None:
    """Give a vowel at a word's start its ئ; doubt a ئ without a vowel."""
    for place, letter in enumerate(letters):
        first, before, after = letter.now[:1], _before(letters, place), _after(letters, place)
        if first in _VOWELS and first and not before and _begins_word(letters, place):
            if letter.now == "ى" and after in _VOWELS:
                letter.now, letter.reason = "ي", letter.reason or Reason.I_FOR_Y
            else:
                letter.now, letter.reason = SEAT + letter.now, letter.reason or Reason.NO_SEAT
    for place, letter in enumerate(letters):
        if letter.now == SEAT and _after(letters, place) not in _VOWELS:
            letter.reason = letter.reason or Reason.NO_VOWEL


def doubt_foreign(letters: Sequence[Letter]) -> None:
    """Point at letters of the Arabic script that Uyghur does not have and nobody can guess at."""
    for letter in letters:
        if letter.reason is None and letter.now not in _UYGHUR and _ARABIC_LETTER.fullmatch(letter.now):
            letter.reason = Reason.FOREIGN


def ask(letters: Sequence[Letter], known: Callable[[str], bool]) -> None:
    """Where a word is unknown, but known once some ى are ي (or ه that were settled as ە are ھ), or the other
    way round, it becomes that word."""
    for word in _words(letters):
        if not known("".join(letter.now for letter in word)):
            for letter in next((swaps for swaps in _swaps(word) if known(_with(word, swaps))), ()):
                letter.now = _OTHER[letter.now]
                letter.reason = letter.reason or _SWAPPED[letter.now]


_ARABIC_LETTER: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7]")
_SWAPPED: Final = {"ي": Reason.I_FOR_Y, "ى": Reason.Y_FOR_I, "ە": Reason.HEH, "ھ": Reason.HEH}
_OTHER: Final = {"ى": "ي", "ي": "ى", "ە": "ھ", "ھ": "ە"}


def _swaps(word: Sequence[Letter]) -> Iterator[tuple[Letter, ...]]:
    either = [letter for letter in word if letter.now in _OTHER and (letter.settled or letter.now in "ىي")]
    for count in range(1, min(_MOST_SWAPS, len(either)) + 1):
        yield from combinations(either, count)


def _with(word: Sequence[Letter], swaps: Sequence[Letter]) -> str:
    swapped = {*map(id, swaps)}
    return "".join(_OTHER[letter.now] if id(letter) in swapped else letter.now for letter in word)


def _words(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    word: list[Letter] = []
    for letter in letters:
        if letter.now and letter.now[0] in _UYGHUR:
            word.append(letter)
        elif word and letter.now:
            yield word
            word = []
    if word:
        yield word


@dataclass(slots=True)
class _Cluster:
    """A base character with its marks, where it stood, and what a presentation form said of joining."""

    base: str
    source: int
    seen: str
    joins: bool | None = None
    marks: list[tuple[str, int]] = field(default_factory=list)


def _clusters(text: str) -> Iterator[Letter]:
    clusters: list[_Cluster] = []
    for source, seen in enumerate(text):
        if seen == TATWEEL or (seen in UNSEEN and not _joins_signs(seen, clusters)):
            continue
        if unicodedata.combining(seen):
            clusters = clusters or [_Cluster("", source, "")]
            clusters[-1].marks.append((seen, source))
        elif seen in FORMS:
            clusters += (_Cluster(base, source, seen, joins_on(seen)) for base in base_letters(seen))
        else:
            clusters.append(_Cluster(seen, source, seen))
    for cluster in clusters:
        yield from _composed(cluster)


def _joins_signs(seen: str, clusters: Sequence[_Cluster]) -> bool:
    """Whether this is the joiner within a composite picture, 👨‍👩‍👧."""
    before = clusters[-1].base if clusters else ""
    return (
        seen == "\u200d"
        and before != ""
        and (before == "\ufe0f" or unicodedata.category(before) in _KEEPS_JOINER)
    )


def _composed(cluster: _Cluster) -> Iterator[Letter]:
    base, seen, doubts, kept = cluster.base, cluster.seen, [], ""
    for mark, source in cluster.marks:
        whole = WITH_MARK.get(base + mark) or WITH_DOUBTFUL_MARK.get(base + mark)
        if whole:
            base, seen = whole, seen + mark
        elif mark in OTHER_MARKS:
            doubts.append(Letter(mark, source, "", Reason.MARK))
        elif mark not in HARAKAT:
            kept += mark
    yield Letter(seen, cluster.source, unicodedata.normalize("NFC", base + kept), joins=cluster.joins)
    yield from doubts


def _before(letters: Sequence[Letter], place: int) -> str:
    """The Uyghur letter right before this place, or "" at a word's start."""
    place -= 1
    while place >= 0 and not letters[place].now:
        place -= 1
    last = letters[place].now[-1] if place >= 0 else ""
    return last if last in _UYGHUR else ""


def _after(letters: Sequence[Letter], place: int) -> str:
    """The Uyghur letter right after this place, "?" for one that is still to be settled, or ""."""
    place += 1
    while place < len(letters) and not letters[place].now:
        place += 1
    first = letters[place].now[0] if place < len(letters) else ""
    return "?" if first in _HEH_OR_YEH else first if first in _UYGHUR else ""


def _begins_word(letters: Sequence[Letter], place: int) -> bool:
    """Whether a letter that no Uyghur letter precedes begins a word, and is not an ending after a number,

    a foreign name, a bracket (``كىتاب(ى)``) or a hyphen that nothing precedes (``-ىم``).
    """
    ahead = ""
    while place > 0 and len(ahead) < 2:
        place -= 1
        ahead = letters[place].now + ahead
    if not ahead or ahead[-1].isspace():
        return True
    if ahead[-1].isalnum():
        return False
    attached = len(ahead) > 1 and ahead[-2].isalnum()
    return attached if ahead[-1] in "-‐‑" else not (attached and ahead[-1] in "([{")
