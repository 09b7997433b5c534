"""How long a plan and a step take. Run: ``.venv/bin/python -m tests.benchmarks.lesson_steps``

Made-up senses: 1,000 themes of 20 for the large lexicon. Times are of this machine, single-threaded.
"""

from __future__ import annotations

import random
import time
from uuid import UUID

from app.drills.drill import Person
from app.drills.lesson import Lesson
from app.drills.memory import replay
from app.drills.pace import Pace
from app.drills.plan import Plan, plan_lesson
from app.drills.steps import PairsQuestion, Question
from lexicon.records import Memory, Review, Sense, Skill, Verdict

NOW_MS = 1_793_620_800_000
DAY_MS = 86_400_000
LETTERS = "ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي"
STEPS = 10_000


def lexicon(size: int) -> list[Sense]:
    dice = random.Random(1)

    def word(letters: str) -> str:
        return "".join(dice.choices(letters, k=dice.randint(3, 8)))

    return [
        Sense(
            id=UUID(int=dice.getrandbits(128), version=4),
            headword=word(LETTERS),
            part_of_speech="noun",
            glosses={language: word("abcdefghijklmnop") for language in ("en", "tr", "de", "fr", "ru")},
            theme_id=UUID(int=number // 20),
            place=number % 20,
            picture=f"{0x1F300 + number:X}",
            domain="1.6.1",
        )
        for number in range(size)
    ]


def memories(senses: list[Sense]) -> list[Memory]:
    dice = random.Random(2)
    kept = []
    for sense in senses:
        stability, last_ms = dice.uniform(0.5, 60), NOW_MS - round(dice.uniform(0, 90) * DAY_MS)
        due_ms = last_ms + round(1.9 * stability * DAY_MS)
        kept.append(Memory(UUID(int=1), sense.id, Skill.HEAR, 2, None, stability, 5.0, due_ms, last_ms))
    return kept


def plan_ms(size: int, known: int) -> tuple[Plan, float]:
    """A plan over ``size`` senses with ``known`` memories, and the median of 5 in ms."""
    senses = lexicon(size)
    kept, took = memories(senses[:known]), []
    theme, person, pace = senses[known : known + 20], Person.of("6-8"), Pace("6-8")
    for seed in range(5):
        began = time.perf_counter()
        plan = plan_lesson(theme, senses, kept, person, pace, NOW_MS, random.Random(seed))
        took.append(1_000 * (time.perf_counter() - began))
    return plan, sorted(took)[2]


def steps_ms(size: int, known: int) -> list[float]:
    """Time (ms) of each ``answer`` with the ``step`` after it, over whole lessons until STEPS are done."""
    plan, _ = plan_ms(size, known)
    took: list[float] = []
    dice = random.Random(3)
    while len(took) < STEPS:
        lesson, now_ms = Lesson(plan, UUID(int=1), Pace("6-8"), dice), NOW_MS
        while (step := lesson.step(now_ms)) is not None and len(took) < STEPS:
            now_ms += 5_000
            if not isinstance(step, Question | PairsQuestion):
                lesson.passed(now_ms)
                continue
            if isinstance(step, Question):
                target = step.target
            else:
                target = next(sense for sense in step.words if sense.id not in step.matched)
            new_id = UUID(int=dice.getrandbits(128), version=4)
            began = time.perf_counter()
            lesson.answer(
                target.id, target_id=target.id, taken_ms=4_000, now_ms=now_ms, offset_min=0, new_id=new_id
            )
            lesson.step(now_ms)
            took.append(1_000 * (time.perf_counter() - began))
    return sorted(took)


def replay_s(answers: int) -> float:
    """Time (s) to rebuild all memories from ``answers`` reviews of 2,000 words."""
    dice = random.Random(4)
    reviews = [
        Review(
            UUID(int=number), UUID(int=1), UUID(int=dice.randrange(2_000)), Skill.HEAR, "hear_picture", "",
            Verdict.EXACT, dice.choice((1, 3, 3, 3)), NOW_MS + number * 60_000, 0, 3_000,
        )
        for number in range(answers)
    ]  # fmt: skip
    began = time.perf_counter()
    replay(reviews)
    return time.perf_counter() - began


def main() -> None:
    print("| what | senses | words known | ms |\n|---|---|---|---|")
    for size, known in ((320, 60), (20_000, 2_000), (20_000, 19_000)):
        print(f"| plan a lesson | {size:,} | {known:,} | {plan_ms(size, known)[1]:.1f} |")
    for size, known in ((320, 60), (20_000, 2_000)):
        took = steps_ms(size, known)
        median, late = took[len(took) // 2], took[len(took) * 99 // 100]
        print(f"| answer and next step, median / p99 | {size:,} | {known:,} | {median:.2f} / {late:.2f} |")
    print(f"| replay of 20,000 answers | – | 2,000 | {1_000 * replay_s(20_000):.0f} |")


if __name__ == "__main__":
    main()
