"""A learner's path and lessons: what the drills need from the store, and answers kept in it.

Runs on the database's thread; hands out frozen records and a ``Lesson`` that the screen then owns.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from app.drills import catalog
from app.drills import memory as fsrs_memory
from app.drills.drill import Person
from app.drills.growth import Tree, tree
from app.drills.lesson import Lesson
from app.drills.pace import Pace
from app.drills.plan import plan_lesson
from app.services.household import Household
from lexicon import examples, memories, recordings, registers, reviews, senses, voices
from lexicon.examples import Example
from lexicon.records import Learner, Memory, Review, Sense, Theme

EXAMPLES = "examples_seen"
"""The learner's setting that holds the keys of the drills already shown by example."""


@dataclass(frozen=True, slots=True)
class PathView:
    """What the path shows: themes in order, words learned in each, the theme of today, and the tree."""

    learner: Learner
    themes: tuple[Theme, ...]
    learned: Mapping[UUID, int]
    today: UUID
    tree: Tree


@dataclass(slots=True)
class Running:
    """A lesson that has begun, how many words were learned before it, and sentences for its new words."""

    learner: Learner
    theme: Theme
    lesson: Lesson
    learned_before: frozenset[UUID]
    sentences: Mapping[UUID, tuple[Example, ...]] = field(default_factory=dict)

    def sentence_of(self, sense: Sense) -> str:
        """A sentence to show with a new word, "" where there is none."""
        found = self.sentences.get(sense.id, ())
        return found[0].text if found else ""


class Lessons:
    """Plans lessons and keeps answers. ``rng`` decides order and wrong answers."""

    def __init__(self, household: Household, rng: random.Random) -> None:
        self._household = household
        self._rng = rng

    def path(self, learner: Learner) -> PathView:
        """The path as it stands for this learner."""
        with self._household.kept.read() as connection:
            themes = senses.themes(connection)
            every = senses.outlines(connection, self._household.now_ms())
            learned = reviews.learned(connection, learner.id)
            met = {memory.sense_id for memory in memories.of(connection, learner.id)}
        of_theme = Counter(sense.theme_id for sense in every if sense.id in learned)
        person = Person.of(learner.age_band)
        unmet = {sense.theme_id for sense in every if sense.id not in met and catalog.ways(sense, person)}
        today = next((theme.id for theme in themes if theme.id in unmet), themes[0].id)
        return PathView(learner, themes, dict(of_theme), today, tree(len(learned)))

    def begin(
        self, learner: Learner, theme_id: UUID, language: str, *, unapproved_sentences: bool = False
    ) -> Running:
        """Plan five minutes around a theme: what is due first, then a few new words.

        Sentences that no native reader has approved come along only where a grown-up wants them.
        """
        household = self._household
        now_ms = household.now_ms()
        with household.kept.read() as connection:
            themes = senses.themes(connection)
            theme = next(theme for theme in themes if theme.id == theme_id)
            heard = voices.choice(connection)
            own = self._at_hand(senses.senses_of(connection, theme_id, now_ms, heard))
            known = memories.of(connection, learner.id)
            met = {memory.sense_id for memory in known}
            others = self._at_hand(senses.senses(connection, met, now_ms, heard))
            pace = Pace.of(reviews.of(connection, learner.id), learner.age_band)
            learned = reviews.learned(connection, learner.id)
            seen = registers.get(connection, str(learner.id), EXAMPLES) or ""
        person = Person.of(learner.age_band, language)
        plan = plan_lesson(own, others, known, person, pace, now_ms, self._rng)
        lesson = Lesson(plan, learner.id, pace, self._rng, frozenset(seen.split()))
        with household.kept.read() as connection:
            found = examples.of(connection, [sense.id for sense in plan.new], language)
        allowed = {
            sense_id: shown
            for sense_id, every in found.items()
            if (shown := tuple(one for one in every if unapproved_sentences or one.status == "approved"))
        }
        return Running(learner, theme, lesson, learned, allowed)

    def keep(self, review: Review) -> None:
        """Add one answer and the memory it leaves, in one transaction that outlives a power cut."""
        household = self._household
        with household.kept.write() as connection:
            before = memories.one(connection, review.learner_id, review.sense_id, review.skill)
            if fsrs_memory.is_next(before, review):
                after: Memory | None = fsrs_memory.after(before, review)
            else:  # an undo, or a clock set back: only a replay knows
                history = reviews.of_sense(connection, review.learner_id, review.sense_id, review.skill)
                after = fsrs_memory.added(before, review, history)
            reviews.add(connection, review, after)
            if after is None:
                memories.forget(connection, review.learner_id, review.sense_id, review.skill)

    def seen_example(self, learner: Learner, drill: str) -> None:
        """Remember that a drill was shown once to this learner."""
        kept = self._household.kept
        with kept.write() as connection:
            seen = set((registers.get(connection, str(learner.id), EXAMPLES) or "").split()) | {drill}
            stamp = registers.next_stamp(connection, kept.device, self._household.now_ms())
            registers.put(connection, str(learner.id), EXAMPLES, " ".join(sorted(seen)), stamp)

    def rebuild(self, learner: Learner) -> int:
        """Make all memories anew from the reviews; returns how many there are."""
        with self._household.kept.write() as connection:
            made = fsrs_memory.replay(reviews.of(connection, learner.id))
            memories.replace_all(connection, learner.id, made.values())
        return len(made)

    def _at_hand(self, found: Iterable[Sense]) -> list[Sense]:
        """Senses without a picture or voice whose file is missing: the lesson then does without."""
        places = self._household.places
        kept = []
        for sense in found:
            picture = sense.picture
            if picture is not None and not (places.pictures / f"{picture}.png").is_file():
                picture = None
            there = tuple(one for one in sense.voices if recordings.file_of(places.recordings, one).is_file())
            kept.append(
                sense
                if (picture, there) == (sense.picture, sense.voices)
                else replace(sense, picture=picture, voices=there)
            )
        return kept
