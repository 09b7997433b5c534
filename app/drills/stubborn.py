"""Words that will not stick are noticed, and taught another way instead of being asked once more.

How often a word was missed is in its difficulty: by FSRS-6's defaults a miss raises it, a right answer leaves
it where it is. Three misses after a right first answer, or four in all, bring a word over 9.65 (a test
counts). Such a word is asked by another drill in each lesson; when it is missed it is shown again like a new
one, with picture, sentence and voice, before it is asked again. One a lesson gets a place of its own, for by
what it is worth it would hardly ever come.
"""

from __future__ import annotations

from lexicon.records import Memory

#: Difficulty (1–10) of a word that will not stick.
DIFFICULTY = 9.65

#: A word kept for so long (stability, days) sticks after all.
STICKS_DAYS = 7.0

#: Stubborn words that get a place of their own in one lesson.
A_LESSON = 1


def is_stubborn(memory: Memory) -> bool:
    """Whether the word was missed three or four times and is still not kept for a week."""
    return memory.difficulty >= DIFFICULTY and memory.stability < STICKS_DAYS
