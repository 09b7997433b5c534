"""A learner's path and lessons: what the drills need from the store, and answers kept in it.

Runs on the database's thread; hands out frozen records and a ``Lesson`` that the screen then owns.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from uuid import UUID

from fsrs import Scheduler
from sqlalchemy import Connection

from app.drills import catalog, new_words, parameters
from app.drills import memory as fsrs_memory
from app.drills.bands import Wishes
from app.drills.drill import Person
from app.drills.due import worth_reading
from app.drills.estimates import usual_ms
from app.drills.forecast import letters_known
from app.drills.growth import Tree, tree
from app.drills.lesson import Lesson
from app.drills.letters import LETTERS_THEME
from app.drills.parameters import scheduler_of
from app.drills.plan import BUDGET_S, plan_lesson
from app.drills.remembered import Remembered
from app.services import remembering, weeks
from app.services.at_hand import LETTER_DRILLS, LETTER_IDS, Alphabet, gathered, with_files
from app.services.household import Household
from app.services.recollections import Recollections
from lexicon import examples, memories, quick_answers, registers, reviews, senses, voices
from lexicon.examples import Example
from lexicon.records import Learner, Memory, Review, Sense, Theme

EXAMPLES = "examples_seen"
"""The learner's setting that holds the keys of the drills already shown by example."""

LETTERS_FROM = "6-8"
"""The age band from which the letters are taught."""

MOST_NEW = max(new_words.MANY_NEW.values())
"""With fewer new words left in a theme than a lesson may bring, the next theme is read too."""


READ_WHOLE, READ = 400, 120
"""Knowing more words than the first, a learner's lesson is planned from those worth reading alone: so many of
those in question, half as many of the well known and of the rest."""


@dataclass(frozen=True, slots=True)
class PathView:
    """What the path shows: themes in order, words learned in each, the theme of today, and the tree."""

    learner: Learner
    themes: tuple[Theme, ...]
    learned: Mapping[UUID, int]
    today: UUID
    tree: Tree
    letters: Theme | None = None
    """The alphabet course, for whoever is old enough to read; ``learned`` counts its letters too."""


@dataclass(slots=True)
class Running:
    """A lesson that has begun, and sentences for its new words."""

    learner: Learner
    theme: Theme
    lesson: Lesson
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
        self._course: Alphabet | None = None
        self._recollections = Recollections(household)

    def forget_words(self) -> None:
        """Words came or went: the alphabet's are read anew."""
        self._course = None

    def path(self, learner: Learner) -> PathView:
        """The path as it stands for this learner."""
        with self._household.kept.read() as connection:
            themes = senses.themes(connection)
            every = senses.outlines(connection, self._household.now_ms())
            learned = reviews.learned(connection, learner.id, LETTER_DRILLS)
            known = self._recollections.of(connection, learner).remembered
            by = remembering.scheduler_in(connection, learner.id)
            alphabet = self._alphabet(connection)
            week = weeks.chosen(connection)
        met = known.met
        of_theme = Counter(sense.theme_id for sense in every if sense.id in learned)
        person = Person.of(learner.age_band)
        unmet = {sense.theme_id for sense in every if sense.id not in met and catalog.ways(sense, person)}
        today = next((theme.id for theme in themes if theme.id in unmet), themes[0].id)
        today = week if week in unmet else today
        of_theme[LETTERS_THEME] = len(_letters_known(known, self._household.now_ms(), by))
        letters = alphabet.theme if person.at_least(LETTERS_FROM) and alphabet.rows.letters else None
        return PathView(learner, themes, dict(of_theme), today, tree(len(learned)), letters)

    def begin(
        self,
        learner: Learner,
        theme_id: UUID,
        language: str,
        *,
        unapproved_sentences: bool = False,
        has_microphone: bool = False,
    ) -> Running:
        """Plan this learner's minutes around a theme (or the letters): what is worth most, and a few new.

        Sentences that no native reader has approved come along only where a grown-up wants them, for this
        learner or for the device. ``has_microphone``: it may be recorded here.
        """
        household = self._household
        now_ms = household.now_ms()
        with household.kept.read() as connection:
            settings = registers.of(connection, str(learner.id))
            wishes, by = Wishes.of(settings), scheduler_of(settings)
            wishes = replace(wishes, sentences=wishes.sentences or unapproved_sentences)
            alphabet = self._alphabet(connection)
            themes = senses.themes(connection, sizes=False)
            theme = next(one for one in (*themes, alphabet.theme) if one.id == theme_id)
            recollection = self._recollections.of(connection, learner)
            known, pace = recollection.remembered, recollection.pace()
            heard = voices.choice(connection)
            met = known.met
            of_letters = theme_id == LETTERS_THEME
            has_letters = of_letters or not met.isdisjoint(LETTER_IDS)

            def words_of(id_: UUID) -> list[Sense]:
                return with_files(household, senses.senses_of(connection, id_, now_ms, heard))

            week = with_files(household, weeks.words(connection, now_ms, heard))
            own = [] if of_letters else words_of(theme_id)
            following: list[Sense] = []
            if not of_letters and sum(sense.id not in met for sense in own) < MOST_NEW:
                after = next((one.id for one in themes if one.place > theme.place), theme_id)
                following = words_of(after)
            here = {sense.id: sense for sense in (*week, *own, *following)}
            beside = alphabet.partners(lambda id_: id_ in met or id_ in here)
            if has_letters:
                beside |= alphabet.words
            may_come: Set[UUID] = met
            if len(met) > READ_WHOLE:
                person = Person.of(
                    learner.age_band, language, wishes=wishes, has_microphone=has_microphone, by=by
                )
                may_come = worth_reading(
                    known, person, usual_ms(person, pace), now_ms, self._rng, pace.success(), READ
                )
            wanted = (may_come | beside) - here.keys()
            more = with_files(household, senses.senses(connection, wanted, now_ms, heard))
            words = here | {sense.id: sense for sense in more}
            letters = alphabet.letters(words) if has_letters else ()
            asked = here.keys() | {id_ for id_ in words if id_ in met}
            sentences = examples.of(connection, asked, language)
            at_hand = gathered(connection, words, asked, sentences, alphabet, letters)
        course = alphabet.in_turn(letters) if has_letters else []
        person = Person.of(
            learner.age_band, language, wishes=wishes, has_microphone=has_microphone,
            letters_known=_letters_known(known, now_ms, by), at_hand=at_hand, by=by,
        )  # fmt: skip
        plan = plan_lesson(
            course if of_letters else own,
            [*week, *(sense for sense in (*more, *course) if sense.id in met)],
            known, person, pace, now_ms, self._rng,
            budget_s=60 * wishes.minutes if wishes.minutes is not None else BUDGET_S,
            first=[sense.id for sense in week], following=following, most_new=wishes.new_words,
        )  # fmt: skip
        seen = frozenset(settings.get(EXAMPLES, "").split())
        lesson = Lesson(plan, learner.id, pace, self._rng, seen)
        allowed = {
            sense.id: tuple(
                one for one in sentences.get(sense.id, ()) if wishes.sentences or one.status == "approved"
            )
            for sense in plan.new
        }
        return Running(learner, theme, lesson, allowed)

    def learned(self, learner: Learner) -> frozenset[UUID]:
        """The words this learner has known once, letters and lines apart."""
        with self._household.kept.read() as connection:
            return reviews.learned(connection, learner.id, LETTER_DRILLS)

    def keep(self, review: Review) -> None:
        """Add one answer and the memory it leaves, in one transaction that outlives a power cut."""
        kept = self._household.kept
        if review.undoes is None and kept.is_quick:
            with kept.quick() as cursor:
                known = quick_answers.memory(cursor, review.learner_id, review.sense_id, review.skill)
                next_in_turn = fsrs_memory.is_next(known, review)
                if next_in_turn:
                    moment = kept.moment(cursor)
                    setting = quick_answers.setting(cursor, str(review.learner_id), parameters.SETTING)
                    after_it = fsrs_memory.after(known, review, parameters.scheduler_for(setting))
                    quick_answers.add(cursor, review, after_it)
            if next_in_turn:
                return self._recollections.kept(review, known, after_it, moment)
        with kept.write() as connection:
            by = remembering.scheduler_in(connection, review.learner_id)
            before = memories.one(connection, review.learner_id, review.sense_id, review.skill)
            if fsrs_memory.is_next(before, review):
                after: Memory | None = fsrs_memory.after(before, review, by)
            else:  # an undo, or a clock set back: only a replay knows
                history = reviews.of_sense(connection, review.learner_id, review.sense_id, review.skill)
                after = fsrs_memory.added(before, review, history, by)
            reviews.add(connection, review, after)
            if after is None:
                memories.forget(connection, review.learner_id, review.sense_id, review.skill)
        return None

    def undo(self, review: Review) -> None:
        """Add the review that takes an answer back (``Lesson.undo_last``); the memory is as before it."""
        if review.undoes is None:
            raise ValueError(f"review {review.id} takes nothing back")
        self.keep(review)

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
            return remembering.rebuild(connection, learner.id)

    def _alphabet(self, connection: Connection) -> Alphabet:
        """The alphabet course, read once."""
        if self._course is None:
            self._course = Alphabet.read(connection)
        return self._course


def _letters_known(known: Remembered, now_ms: int, by: Scheduler) -> frozenset[str]:
    """The letters that are known now, of all that is known."""
    return letters_known(known.of(id_.int for id_ in LETTER_IDS), LETTER_IDS, now_ms, by)
