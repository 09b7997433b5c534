"""From what the child did to an FSRS rating. No child is asked to grade itself.

| what happened                                              | rating  |
|------------------------------------------------------------|---------|
| wrong; said or read aloud, and the grown-up taps "not yet" | 1 again |
| a slip (see below)                                         | 2 hard  |
| right after a hint, or after listening three times or more | 2 hard  |
| right, but slow for this child at this drill               | 2 hard  |
| right                                                      | 3 good  |

A slip is nearly right: one wrong try in a game of pairs; one letter off in a word of four or more, typed or
laid in tiles; the ten of a number heard and its one not; another order of words before the same verb; a
letter traced a little beside its line. The same word in another script or spelling is right. What is typed,
laid, said or traced is rated by the same rule as a tap, for ``Pace`` knows the child's time for each drill.

4 (easy) is never given. Speed alone says little about memory, and among two to four tiles a quick right
answer may be a guess; drills in which the word is brought forth may earn it one day.

Asked again in one lesson. The first answer of a lesson is the one that measures memory. A word that comes
again minutes later is judged in the same way, with two differences: slowness no longer counts, and FSRS's
same-day term takes the rating. When right (3) that term leaves a stability of 2.2 days or more exactly
where it was, can raise a smaller one by a sixth at .2 days, and never past 2.2 by any number of repeats;
difficulty stays. Rating 2 instead would punish the second chance: difficulty would rise for a right
answer, for good.
"""

from __future__ import annotations

from lexicon.records import Verdict

AGAIN, HARD, GOOD = 1, 2, 3

#: Listening once more is what the speaker button is for, and a noisy room needs it; so often, it is a hint.
REPLAYS_AS_HINT = 3


def rate(
    verdict: Verdict, *, hints: int = 0, replays: int = 0, slow: bool = False, repeat: bool = False
) -> int:
    """The FSRS rating (1–3) of one answer.

    ``hints`` and ``replays`` are counts; ``slow`` comes from the child's own ``Pace``; ``repeat`` says that
    this sense and skill was already answered in this lesson.
    """
    if verdict is Verdict.WRONG:
        return AGAIN
    if verdict is Verdict.SLIP or hints > 0 or replays >= REPLAYS_AS_HINT:
        return HARD
    if slow and not repeat:
        return HARD
    return GOOD
