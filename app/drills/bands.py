"""The four ages, and what a grown-up may wish otherwise.

What an age means for a drill (the youngest it is for, how many choices) is declared with the drill; how many
new words a lesson brings is the plan's. Here is the rest: which skills, how much text, how large.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from lexicon.records import Skill

AGE_BANDS = ("3-5", "6-8", "9-12", "grown")

#: The scripts a learner may read and write in, as ``lexicon.uyghur.scripts.Script`` names them.
SCRIPTS = ("arabic", "latin", "cyrillic")

#: Tiles in a row on the narrowest common phone, 360 dp: 64 dp each and 8 dp between (the targets that the
#: facts page gives for a child's answers).
IN_A_ROW = 5

#: What a parent may set: minutes a day, new words a lesson. Nought new words is a week of repeating.
MINUTES = (2, 30)
NEW_WORDS = (0, 20)


class Text(IntEnum):
    """How much of it is written: nothing, single words, whole sentences."""

    NONE = 0
    WORDS = 1
    SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Band:
    """One age. ``skills`` are those it is asked for; ``answer_dp`` the least side of what it taps (facts
    page: 64 dp for children, 48 dp for adults); ``pieces`` the most tiles one word or sentence is built
    from: two rows for six to eight, three from then on (a guess until children have been watched)."""

    skills: frozenset[Skill]
    text: Text
    answer_dp: int
    pieces: int


_EVERY = frozenset(Skill)

BANDS: Mapping[str, Band] = {
    "3-5": Band(frozenset({Skill.HEAR, Skill.SAY}), Text.NONE, 64, 0),
    "6-8": Band(_EVERY, Text.WORDS, 64, 2 * IN_A_ROW),
    "9-12": Band(_EVERY, Text.SENTENCES, 64, 3 * IN_A_ROW),
    "grown": Band(_EVERY, Text.SENTENCES, 48, 3 * IN_A_ROW),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a grown-up set for a learner; None leaves it as the age has it.

    ``minutes`` of a lesson and ``new_words`` in it at most; the ``skills`` to be asked; the ``script`` words
    are read and written in; ``sentences``: also those no native reader has approved yet.
    """

    minutes: int | None = None
    new_words: int | None = None
    skills: frozenset[Skill] | None = None
    script: str = "arabic"
    sentences: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Wishes:
        """The wishes in a learner's settings, as ``settings`` wrote them.

        What cannot be read, or lies outside what may be set, is as if it had not been set: a lesson must not
        fail because a newer phone wrote something this one does not know.
        """
        named = settings.get("skills", "").split()
        skills = frozenset(skill for skill in Skill if skill.value in named)
        script = settings.get("script", "")
        return cls(
            _number(settings.get("minutes", ""), MINUTES),
            _number(settings.get("new_words", ""), NEW_WORDS),
            skills or None,
            script if script in SCRIPTS else "arabic",
            settings.get("sentences") == "yes",
        )

    def settings(self) -> dict[str, str]:
        """The wishes as settings: only those that differ from the age's own."""
        written = {
            "minutes": "" if self.minutes is None else str(self.minutes),
            "new_words": "" if self.new_words is None else str(self.new_words),
            "skills": " ".join(sorted(skill.value for skill in self.skills or ())),
            "script": "" if self.script == "arabic" else self.script,
            "sentences": "yes" if self.sentences else "",
        }
        return {name: value for name, value in written.items() if value}


def _number(text: str, within: tuple[int, int]) -> int | None:
    least, most = within
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1
    return number if least <= number <= most else None
