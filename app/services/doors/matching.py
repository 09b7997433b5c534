"""Which of the words that are kept an entry means, and what is new in it.

A headword counts in whatever script it is written, mended where that is sure. The same headword with a
meaning that is here is the same word; with another meaning it is another sense of it; where the two share no
language and there is only one sense, it is that one. A new word one letter away from one that is here may be
a slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lexicon import own_words, search_keys
from lexicon.exchange.entries import Entry
from lexicon.own_words import Draft
from lexicon.records import UNSAID, Sense
from lexicon.uyghur.alphabet import LETTERS, SEAT, well_formed
from lexicon.uyghur.repair import Doubt, repair
from lexicon.uyghur.scripts import to_arabic

_BETWEEN: Final = re.compile(r"[,;/|·،؛]")
_LETTERS: Final = frozenset(LETTERS + SEAT)
_CODE: Final = re.compile(r"[a-z][a-z0-9 .:+-]{0,39}")
_KNOWN_PARTS: Final[Mapping[str, str]] = {
    "n": "noun", "v": "verb", "adj": "adjective", "adv": "adverb", "pro": "pronoun", "pron": "pronoun",
    "num": "numeral", "interj": "interjection", "post": "postposition", "substantiv": "noun",
    "nom": "noun", "isim": "noun", "fiil": "verb", "verbe": "verb", "adjektiv": "adjective",
    "adjectif": "adjective", "sıfat": "adjective", "существительное": "noun", "глагол": "verb",
    "прилагательное": "adjective", "ئىسىم": "noun", "پېئىل": "verb", "سۈپەت": "adjective",
}  # fmt: skip


class Match(StrEnum):
    """An entry is HERE; its word is here with another MEANING; it is NEW; or it stays OUT."""

    HERE = "here"
    MEANING = "meaning"
    NEW = "new"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Matched:
    """An entry beside what is kept.

    ``sense`` is what it means where it is HERE; ``draft`` what would be added; ``glosses`` are meanings in
    languages that the sense here lacks; ``doubts`` what was mended or may be wrong in its spelling;
    ``near`` headwords that it may be a slip of; ``why`` one plain sentence where it stays OUT.
    """

    entry: Entry
    match: Match
    headword: str
    sense: Sense | None = None
    draft: Draft | None = None
    glosses: Mapping[str, str] | None = None
    doubts: tuple[Doubt, ...] = ()
    near: tuple[str, ...] = ()
    why: str = ""


class Vocabulary:
    """The words that are kept, ready to be compared with."""

    def __init__(self, senses: Iterable[Sense], language: str) -> None:
        """``language`` is that of meanings of which a file says none."""
        self._language = language
        self._by_headword: defaultdict[str, list[Sense]] = defaultdict(list)
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for sense in senses:
            if sense.headword not in self._by_headword:
                self._put_near(sense.headword)
            self._by_headword[sense.headword].append(sense)
        self._drafted: dict[tuple[str, str], Matched] = {}

    def match(self, entry: Entry) -> Matched:
        """What an entry means here. Of two alike in one file the second is as the first."""
        spelled = repair(to_arabic(_clean(entry.headword), known=self._knows), self._knows)
        headword = spelled.text
        if spelled.refused is not None or not _is_uyghur(headword):
            return Matched(entry, Match.OUT, headword, why=f"“{_short(entry.headword)}” is no Uyghur word")
        glosses = {self._said(code): _clean(text) for code, text in entry.glosses.items() if _clean(text)}
        here = self._by_headword.get(headword, [])
        sense = next((one for one in here if str(one.id) == entry.key), None) or _meant(here, glosses)
        if sense is not None:
            more = {code: text for code, text in glosses.items() if code not in sense.glosses}
            return Matched(entry, Match.HERE, headword, sense, glosses=more, doubts=spelled.doubts)
        return self._new(entry, headword, glosses, spelled.doubts, bool(here))

    def _new(
        self, entry: Entry, headword: str, glosses: Mapping[str, str], doubts: tuple[Doubt, ...], known: bool
    ) -> Matched:
        if not glosses:
            why = f"“{headword}” is not among the words here, and has no meaning beside it"
            return Matched(entry, Match.OUT, headword, why=why)
        key = headword, "\t".join(sorted(map(search_keys.fold, glosses.values())))
        if key in self._drafted:
            why = f"“{headword}” stands twice in this file, with the same meaning"
            return Matched(entry, Match.OUT, headword, why=why)
        draft = Draft(
            headword, dict(sorted(glosses.items())), _part(entry.part_of_speech),
            tuple(text for one in entry.examples if (text := _sentence(one.text))), _clean(entry.note)[:500],
        )  # fmt: skip
        if not own_words.may_be_kept(draft):
            why = f"“{_short(headword)}”: something beside it is no plain text, or is too long"
            return Matched(entry, Match.OUT, headword, why=why)
        near = () if known else tuple(sorted(self._alike(headword)))
        kind = Match.MEANING if known else Match.NEW
        found = self._drafted[key] = Matched(entry, kind, headword, draft=draft, doubts=doubts, near=near)
        return found

    def _knows(self, word: str) -> bool:
        return word in self._by_headword

    def _said(self, language: str) -> str:
        return self._language if language == UNSAID else language

    # One letter away: two words share what is left when a letter is taken from one of them or from each
    # (symmetric deletes, as in SymSpell by W. Garbe), so a look-up replaces a comparison with every word.

    def _put_near(self, headword: str) -> None:
        for left in _left(headword):
            self._near[left].add(headword)

    def _alike(self, headword: str) -> set[str]:
        if len(headword) < 4:  # of words so short every other is one letter away
            return set()
        found = {one for left in _left(headword) for one in self._near.get(left, ())}
        return {one for one in found if search_keys.one_letter_off(headword, one)} - {headword}


def _is_uyghur(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and set(letters) <= _LETTERS and well_formed(text)


def _left(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _meant(here: list[Sense], glosses: Mapping[str, str]) -> Sense | None:
    """The sense with the most of these meanings; of several alike the first on the path."""
    if not here:
        return None
    if not glosses:
        return here[0]
    said = {part for text in glosses.values() for part in _parts(text)}

    def shared(sense: Sense) -> int:
        return len(said.intersection(part for text in sense.glosses.values() for part in _parts(text)))

    nearest = max(here, key=shared)
    if shared(nearest):
        return nearest
    if len(here) == 1 and not glosses.keys() & here[0].glosses.keys():
        return here[0]
    return None


def _parts(gloss: str) -> set[str]:
    """``apple, fruit`` is two meanings; each folded, without brackets, also without “to” or an article."""
    plain = re.sub(r"\([^()]*\)", " ", gloss)
    found = {" ".join(search_keys.fold(part).split()) for part in _BETWEEN.split(plain)}
    bare = {re.sub(r"^(to|a|an|the|der|die|das|le|la|un|une|se|sich) ", "", part) for part in found}
    return {part for part in found | bare if part}


def _clean(text: str) -> str:
    """On one line, NFC, without anything that cannot be seen."""
    seen = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in unicodedata.normalize("NFC", text)
        if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(seen.split())


def _sentence(text: str) -> str:
    """An example in UEY, "" where it is none."""
    found = repair(to_arabic(_clean(text)))
    return "" if found.refused is not None else found.text


def _part(text: str) -> str:
    plain = _clean(text).lower().rstrip(".")
    known = _KNOWN_PARTS.get(plain, plain)
    return known if _CODE.fullmatch(known) else ""


def _short(text: str) -> str:
    plain = _clean(text)
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
