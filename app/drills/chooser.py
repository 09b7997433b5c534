"""Wrong answers that tempt and are fair.

Fair comes first and is never traded away: a wrong answer is not the same word, nor another word for
the same thing (as far as glosses in any language tell), not what the lexicon keeps ``apart``, and it
has what the tile shows. Tempting orders what is left: the same theme, then part of speech, domain, and
how alike they look or sound.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from app.drills import likeness
from app.drills.drill import meaning
from app.drills.letters import is_word
from app.drills.steps import Shows
from lexicon.records import Sense, Skill

#: Words that two glosses may share and still mean different things.
_LITTLE_WORDS = frozenset(
    word
    for language in (
        "a an the to be of in on at some",
        "bir etmek olmak yapmak",
        "der die das den dem des ein eine einen sich zu sein",
        "le la les l un une des du de d à se s être avoir faire",
        "быть в на с и",
    )
    for word in language.split()
)

#: Themes can be large and other themes many; the most tempting of this many are tempting enough.
_LOOKED_AT, _LOOKED_AT_FAR = 120, 40

#: So many words of all themes are drawn first: one in four has a picture.
_DRAWN = 4 * _LOOKED_AT_FAR

#: The best few are drawn from rather than taken, so that one word does not always meet the same three.
_SPARE = 3


def meant(gloss: str) -> frozenset[str]:
    """The casefolded words of a gloss that carry its meaning.

    What stands in brackets only tells two senses apart and is left out; a gloss made only of little words
    ("to be") keeps them all.
    """
    words = frozenset(re.findall(r"[^\W_]+", re.sub(r"[(\[].*?[)\]]", " ", gloss.casefold())))
    return words - _LITTLE_WORDS or words


class Chooser:
    """Chooses among ``pool``, the senses that may stand as wrong answers (retired ones never do).

    The order of ``pool`` and the random source passed to each call fully determine the choice.
    """

    def __init__(self, pool: Iterable[Sense]) -> None:
        self._pool = tuple({sense.id: sense for sense in pool if not sense.retired}.values())
        self._ids = frozenset(sense.id for sense in self._pool)
        self._of_theme: defaultdict[UUID, list[Sense]] = defaultdict(list)
        for sense in self._pool:
            self._of_theme[sense.theme_id].append(sense)
        self._meant: dict[int, frozenset[tuple[str, str]]] = {}

    def has(self, id_: UUID) -> bool:
        """Whether this sense is in the pool, which is to say: known to the learner or of today's theme."""
        return id_ in self._ids

    def named(self, headword: str) -> Sense | None:
        """The first sense of the pool with this headword."""
        return next((sense for sense in self._pool if sense.headword == headword), None)

    def fair(self, first: Sense, second: Sense) -> bool:
        """Whether the two may stand side by side with only one of them right."""
        if first.id == second.id or second.id in first.apart or first.id in second.apart:
            return False
        if first.picture is not None and first.picture == second.picture:
            return False
        return self._told(first).isdisjoint(self._told(second))

    def wrong(
        self,
        target: Sense,
        most: int,
        tiles: Shows,
        language: str,
        skill: Skill,
        rng: random.Random,
        only: Callable[[Sense], bool] = is_word,
    ) -> tuple[Sense, ...]:
        """Up to ``most`` wrong answers for ``target``, each fair to it and to one another.

        ``tiles`` must be there to show (a picture, a meaning in ``language``), and ``only`` what it holds of
        comes into question. For HEAR, likeness of sound tempts; for other skills, likeness of looks. Empty
        when nothing fair exists.
        """

        def may_stand(sense: Sense) -> bool:
            return only(sense) and has_tile(sense, tiles, language) and self.fair(target, sense)

        chosen: list[Sense] = []
        for among, looked_at in self._wider_and_wider(target, rng):
            candidates = list(islice(filter(may_stand, among), looked_at))
            candidates.sort(key=lambda sense: tempting(target, sense, skill), reverse=True)
            while candidates and len(chosen) < most:
                pick = rng.choice(candidates[: most - len(chosen) + _SPARE])
                candidates.remove(pick)
                if all(self.fair(pick, other) for other in chosen):
                    chosen.append(pick)
            if len(chosen) >= most:
                break
        return tuple(chosen)

    def _wider_and_wider(self, target: Sense, rng: random.Random) -> Iterator[tuple[Sequence[Sense], int]]:
        """Where to look for wrong answers, and how many that may stand are enough: in the theme, among some
        of all by lot, among all."""
        near = self._of_theme.get(target.theme_id, [])
        yield near if len(near) <= _LOOKED_AT else rng.sample(near, len(near)), _LOOKED_AT
        yield rng.sample(self._pool, min(_DRAWN, len(self._pool))), _LOOKED_AT_FAR
        if len(self._pool) > _DRAWN:
            yield self._pool, len(self._pool)

    def _told(self, sense: Sense) -> frozenset[tuple[str, str]]:
        """What it is called and what it means, by language: two that share anything of it are not told
        apart."""
        known = self._meant.get(sense.id.int)
        if known is None:
            meanings = (
                (language, word) for language, gloss in sense.glosses.items() for word in meant(gloss)
            )
            known = self._meant[sense.id.int] = frozenset([("", sense.headword.casefold()), *meanings])
        return known


def has_tile(sense: Sense, tiles: Shows, language: str) -> bool:
    """Whether ``sense`` has what a tile of this kind shows."""
    if tiles is Shows.PICTURE:
        return sense.picture is not None
    if tiles is Shows.MEANING:
        return meaning(sense, language) is not None
    return bool(sense.voices) if tiles is Shows.SOUND else True


def tempting(target: Sense, other: Sense, skill: Skill) -> float:
    """How tempting ``other`` is beside ``target`` within one theme; only the order matters."""
    alike = likeness.sound if skill is Skill.HEAR else likeness.look
    score = 4 * alike(target.headword, other.headword)
    score += 2.0 * (target.part_of_speech == other.part_of_speech)
    score += _domain_shared(target.domain, other.domain)
    score += 0.5 * (likeness.first_letter(target.headword) == likeness.first_letter(other.headword))
    return score


def _domain_shared(first: str, second: str) -> float:
    """How much of a semantic domain number is shared: 0 to 1.5, half a point a level."""
    shared = 0
    for a, b in zip(first.split("."), second.split("."), strict=False):
        if not a or a != b:
            break
        shared += 1
    return 0.5 * min(shared, 3)
