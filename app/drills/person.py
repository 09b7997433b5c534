"""Who is being asked, and what is at hand for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fsrs import Scheduler

from app.drills.at_hand import NOTHING, AtHand, Sentence
from app.drills.bands import AGE_BANDS, BANDS, Band, Wishes
from app.drills.memory import USUAL
from lexicon.records import Sense, Skill

#: What anybody can be asked with a finger and nothing else: no keyboard, no microphone.
RECOGNISED = frozenset({Skill.HEAR, Skill.READ})


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asked: age band, the language meanings are shown in, and who can read.

    ``reader_beside``: a grown-up reads aloud what has no recording. ``reads``: reads meanings alone.
    ``script`` is that of what the learner reads and writes (``bands.SCRIPTS``); ``skills`` those it is asked
    for; ``has_microphone``: it may be recorded, here and now; ``sentences_allowed``: also those no native
    reader has approved; ``letters_known``: the letters (UEY) it can read; ``at_hand``: what drills may use;
    ``by``: how this person's memory is reckoned with.
    """

    age_band: str
    language: str
    reader_beside: bool
    reads: bool
    script: str = "arabic"
    skills: frozenset[Skill] = RECOGNISED
    has_microphone: bool = False
    sentences_allowed: bool = False
    letters_known: frozenset[str] = frozenset()
    at_hand: AtHand = NOTHING
    by: Scheduler = field(default_factory=lambda: USUAL, repr=False, hash=False)

    @classmethod
    def of(
        cls,
        age_band: str,
        language: str = "en",
        *,
        reader_beside: bool | None = None,
        reads: bool | None = None,
        wishes: Wishes | None = None,
        has_microphone: bool = False,
        letters_known: Iterable[str] = (),
        at_hand: AtHand = NOTHING,
        by: Scheduler = USUAL,
    ) -> Person:
        """The usual person of an age band; raises ValueError for a band that does not exist.

        Children up to twelve are taken to have a grown-up beside them; from nine on they read alone. With
        ``wishes`` (an empty ``Wishes()`` included) every skill of the age is asked, or of those the ones
        wished for; without, only hearing and reading.
        """
        if age_band not in AGE_BANDS:
            raise ValueError(f"age band {age_band!r} is not one of {', '.join(AGE_BANDS)}")
        skills = RECOGNISED
        if wishes is not None:
            every = BANDS[age_band].skills
            skills = every & wishes.skills if wishes.skills and every & wishes.skills else every
        return cls(
            age_band,
            language,
            age_band != "grown" if reader_beside is None else reader_beside,
            age_band in ("9-12", "grown") if reads is None else reads,
            wishes.script if wishes is not None else "arabic",
            skills,
            has_microphone,
            wishes is not None and wishes.sentences,
            frozenset(letters_known),
            at_hand,
            by,
        )

    @property
    def band(self) -> Band:
        """What this person's age means for text and sizes."""
        return BANDS[self.age_band]

    def at_least(self, band: str) -> bool:
        """Whether this person is in ``band`` or an older one."""
        return AGE_BANDS.index(self.age_band) >= AGE_BANDS.index(band)

    def gets_meanings(self) -> bool:
        """Whether written meanings can stand on tiles: read alone, or by the grown-up beside."""
        return self.at_least("6-8") and (self.reads or self.reader_beside)

    def sentences(self, sense: Sense) -> tuple[Sentence, ...]:
        """The sentences for ``sense`` that this person may be shown."""
        found = self.at_hand.sentences.get(sense.id, ())
        return tuple(one for one in found if one.approved or self.sentences_allowed)
