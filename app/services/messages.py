"""Voice messages under review: which stretch of which file is which word of the list, and what a person
changes in that. Pure: no sound, no SQL, no screen.

A message is heard as *sounds*, in the order in which they were said; a list is words, in its order. A pair
is a word and the sound in which it is said. Some words were not said, and some sounds are no word: a cough,
"wait a moment". Whatever a person changes, the order of both is kept and no sound is in two pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from lexicon.records import Sense

DOUBTFUL = 0.1
"""A pair with so much doubt, of 1, is marked to be listened to. Measured on 54 messages of 20 words, three in
each condition of ``tests.audio.landings``: one word in nine is marked, and 33 of the 51 mistakes are among
them; at 0.05 it is one in six with 40, at 0.3 one in 26 with 20."""
MOST_ROOM_S = 0.25
"""Seconds of room kept before and after a word, where there is so much (facts page, Lingua Libre)."""


class Placed(Protocol):
    """What ``audio.messages.aligning`` says of a word: the pieces in which it was said, none where it was
    not, and its doubt, 0 (sure) to 1."""

    @property
    def pieces(self) -> tuple[int, ...]: ...
    @property
    def doubt(self) -> float: ...


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: the ``file``'s place among those that were given, and seconds in it."""

    file: int
    begin_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Sound:
    """Something that was said. ``word`` is the place in the list of the word that it is, None where it is no
    word; at or beyond the list's end it waits for a shift to bring it back. ``own`` is the other word that
    the speaker says for it (UEY), "" where it is the list's."""

    span: Span
    doubt: float = 0.0
    word: int | None = None
    own: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the review: a word and how it was said. ``sense`` is None for a sound that is no word,
    ``span`` for a word that was not said; ``word`` and ``sound`` are their places in the review. ``room`` is
    how many seconds before and after the span are nobody's; ``own`` that of its sound."""

    sense: Sense | None
    span: Span | None
    doubt: float
    word: int | None
    sound: int | None
    room: tuple[float, float] = (0.0, 0.0)
    own: str = ""

    @property
    def is_kept(self) -> bool:
        return self.sense is not None and self.span is not None

    @property
    def is_doubtful(self) -> bool:
        return self.is_kept and self.doubt >= DOUBTFUL


@dataclass(frozen=True, slots=True)
class Review:
    """Words in the order of the list, sounds in the order of the message; the words of sounds rise.

    Every change gives another review, which remembers this one for ``undo``; a change that cannot be made
    gives this one.
    """

    senses: tuple[Sense, ...]
    sounds: tuple[Sound, ...]
    before: Review | None = field(default=None, compare=False, repr=False)

    # -- what is there

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every word and every sound once, in order."""
        return tuple(self._lines())

    @property
    def kept(self) -> tuple[Pair, ...]:
        """The words that were said."""
        return tuple(pair for pair in self._lines() if pair.is_kept)

    def _lines(self) -> Iterator[Pair]:
        at = 0
        room = rooms([sound.span for sound in self.sounds])
        for number, sound in enumerate(self.sounds):
            if sound.word is None or sound.word >= len(self.senses):
                yield Pair(None, sound.span, sound.doubt, None, number, room[number])
                continue
            for missed in range(at, sound.word):
                yield Pair(self.senses[missed], None, 0.0, missed, None)
            sense = self.senses[sound.word]
            yield Pair(sense, sound.span, sound.doubt, sound.word, number, room[number], sound.own)
            at = sound.word + 1
        for missed in range(at, len(self.senses)):
            yield Pair(self.senses[missed], None, 0.0, missed, None)

    def can_merge(self, sound: int) -> bool:
        """Whether a sound follows in the same file."""
        after = self.sounds[sound + 1 : sound + 2]
        return bool(after) and after[0].span.file == self.sounds[sound].span.file

    # -- the sounds

    def merge(self, sound: int) -> Review:
        """This sound and the next are one, with the pause between them; the first one's word, else the
        second's. The doubt is the larger."""
        if not self.can_merge(sound):
            return self
        one, two = self.sounds[sound : sound + 2]
        whole = Sound(
            replace(one.span, end_s=two.span.end_s),
            max(one.doubt, two.doubt),
            two.word if one.word is None else one.word,
            one.own,
        )
        return self._with(sound, sound + 2, whole)

    def split(self, sound: int, at_s: float) -> Review:
        """This sound is two: what follows ``at_s`` (seconds in its file) is the next word, where that was not
        said yet, and else no word until somebody says so."""
        one = self.sounds[sound]
        if not one.span.begin_s < at_s < one.span.end_s:
            return self
        after = None if one.word is None else one.word + 1
        if after is not None and (after >= len(self.senses) or self._at(after) is not None):
            after = None
        first = replace(one, span=replace(one.span, end_s=at_s))
        second = Sound(replace(one.span, begin_s=at_s), one.doubt, after)
        return self._with(sound, sound + 1, first, second)

    def drop(self, sound: int) -> Review:
        """This sound is no word; every other sound stays the word it is."""
        if self.sounds[sound].word is None:
            return self
        return self._with(sound, sound + 1, replace(self.sounds[sound], word=None, own=""))

    def take(self, sound: int) -> Review:
        """This sound, which was no word, is one: the next that was not said. Where every word around it was
        said, it is the next one all the same, and what follows moves on by one."""
        one = self.sounds[sound]
        if one.word is not None:
            return self
        before = [other.word for other in self.sounds[:sound] if other.word is not None]
        after = [other.word for other in self.sounds[sound + 1 :] if other.word is not None]
        # What comes before everybody's first word is more likely the word just before that one.
        word = before[-1] + 1 if before else max(0, after[0] - 1) if after else 0
        if word >= len(self.senses):
            return self
        full = bool(after) and after[0] == word
        moved = self._moved(lambda now: now + 1 if full and now >= word else now)
        return replace(moved, before=self)._put(sound, word)

    def call(self, sound: int, own: str) -> Review:
        """In this sound the speaker says ``own`` (UEY), her own word for the one of the list; "" or that very
        one: she says what the list does."""
        one = self.sounds[sound]
        if one.word is None or one.word >= len(self.senses):
            return self
        own = "" if own == self.senses[one.word].headword else own
        if own == one.own:
            return self
        return self._with(sound, sound + 1, replace(one, own=own, doubt=0.0))

    # -- the words

    def skip(self, word: int) -> Review:
        """This word was not said: its sound is the next one's, that one's the one's after it, as far as the
        first word without a sound."""
        if self._at(word) is None:
            return self
        free = word
        while self._at(free) is not None:
            free += 1
        return self._moved(lambda now: now + 1 if word <= now < free else now)

    def later(self, word: int) -> Review:
        """From this word on each sound is the word after the one it was; this word is left without."""
        return self._moved(lambda now: now + 1 if now >= word else now)

    def earlier(self, word: int) -> Review:
        """From the word after this one on each sound is the word before the one it was. The sound that was
        this word is none; where there was none, this undoes ``later``."""
        if not any(one.word is not None and one.word > word for one in self.sounds):
            return self
        return self._moved(lambda now: None if now == word else now - 1 if now > word else now)

    def undo(self) -> Review:
        """The review as it was before the last change."""
        return self if self.before is None else self.before

    # -- how

    def _at(self, word: int) -> int | None:
        return next((number for number, one in enumerate(self.sounds) if one.word == word), None)

    def _moved(self, to: Callable[[int], int | None]) -> Review:
        moved = tuple(
            one if one.word is None or to(one.word) == one.word else replace(one, word=to(one.word), own="")
            for one in self.sounds
        )
        return self if moved == self.sounds else replace(self, sounds=moved, before=self)

    def _put(self, sound: int, word: int) -> Review:
        put = replace(self.sounds[sound], word=word)
        return replace(self, sounds=(*self.sounds[:sound], put, *self.sounds[sound + 1 :]))

    def _with(self, first: int, last: int, *instead: Sound) -> Review:
        return replace(self, sounds=(*self.sounds[:first], *instead, *self.sounds[last:]), before=self)


def rooms(spans: Sequence[Span]) -> tuple[tuple[float, float], ...]:
    """For each of the spans (in order) the seconds before and after it that may be cut out with it: half of
    what parts it from its neighbour in the file, ``MOST_ROOM_S`` at most."""

    def between(one: Span | None, two: Span | None) -> float:
        if one is None or two is None or one.file != two.file:
            return MOST_ROOM_S
        return max(0.0, min(MOST_ROOM_S, (two.begin_s - one.end_s) / 2))

    gaps = [between(one, two) for one, two in pairwise([None, *spans, None])]
    return tuple(pairwise(gaps))


def begin(senses: Sequence[Sense], pieces: Sequence[Span], places: Sequence[Placed]) -> Review:
    """The review to begin with. ``pieces`` are what the files were cut into, in their order; ``places`` says
    for each of ``senses`` which pieces it is. A word's pieces are one sound, with whatever lies between them;
    of pieces in two files (nobody says a word in two messages) the longest stretch counts."""
    sounds: list[Sound] = []
    used: set[int] = set()
    for word, place in enumerate(places):
        stretches: dict[int, list[int]] = {}
        for piece in sorted(place.pieces):
            stretches.setdefault(pieces[piece].file, []).append(piece)
        if not stretches:
            continue
        longest = max(
            stretches.values(), key=lambda found: pieces[found[-1]].end_s - pieces[found[0]].begin_s
        )
        first, last = pieces[longest[0]], pieces[longest[-1]]
        sounds.append(Sound(Span(first.file, first.begin_s, last.end_s), place.doubt, word))
        used.update(range(longest[0], longest[-1] + 1))
    sounds += [Sound(piece) for number, piece in enumerate(pieces) if number not in used]
    return Review(tuple(senses), tuple(sorted(sounds, key=lambda one: one.span)))
