"""What each line of a family's progress file is: a record, as it is written and as it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from lexicon import writings
from lexicon.exchange import strict
from lexicon.exchange.progress_flaws import Flaw, ProgressError
from lexicon.records import Learner, Review, Setting, Skill, Stamp, Verdict, Writing

LONGEST_NAME: Final = 60
LONGEST_ANSWER: Final = 5_000
"""Characters: the most that a field takes."""
LONGEST_VALUE: Final = 4_000
AGE_BANDS: Final = ("3-5", "6-8", "9-12", "grown")
FAR_MS: Final = 1 << 53
"""Milliseconds to either side of 1970, as far as any JSON reader takes whole numbers; clocks may be wrong."""

_MOST_TIMES: Final = (1 << 31) - 1  # what PostgreSQL keeps in an Integer
_PICTURE: Final = re.compile(r"[0-9A-Za-z]{1,20}(-[0-9A-Za-z]{1,20}){0,9}")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}([.:-][a-z0-9_]{1,39}){0,3}")
_DRILL: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SKILL: Final = {skill.value: skill for skill in Skill}
_VERDICT: Final = {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Removed:
    """A tombstone: a random id, and nothing else."""

    id: UUID


@dataclass(frozen=True, slots=True)
class OfLearner:
    """A setting, and whose it is."""

    learner_id: UUID
    setting: Setting


def learner_line(learner: Learner) -> list[Any]:
    return ["child", learner.id.hex, learner.nickname, learner.picture, learner.age_band, learner.made_ms]


def learner_of(told: Any) -> Learner:
    """As first made, without settings."""
    id_, nickname, picture, age_band, made_ms = strict.parts(told, "child", 5)
    return Learner(
        strict.an_id(id_),
        strict.name(nickname, LONGEST_NAME, "nickname"),
        strict.matching(picture, _PICTURE, "picture"),
        strict.chosen(age_band, AGE_BANDS, "age_band"),
        strict.whole(made_ms, -FAR_MS, FAR_MS, "made_ms"),
    )


def setting_line(place: int, one: Setting) -> list[Any]:
    """``place`` is the learner's, counted from 0 in the order of the file."""
    stamp = one.stamp
    return ["set", place, one.key, one.value, stamp.utc_ms, stamp.device.hex, stamp.counter]


def setting_of(told: Any, learners: Sequence[UUID], latest_ms: int) -> OfLearner:
    place, key, value, utc_ms, device, counter = strict.parts(told, "set", 6)
    whose = _whose(place, learners)
    key = strict.matching(key, _KEY, "setting")
    if value is not None:
        if key == "nickname":
            strict.name(value, LONGEST_NAME, key)
        elif key == "picture":
            strict.matching(value, _PICTURE, key)
        elif key == "age_band":
            strict.chosen(value, AGE_BANDS, key)
        else:
            strict.text(value, LONGEST_VALUE, key)
    at_ms = _not_late(strict.whole(utc_ms, -FAR_MS, FAR_MS, key), latest_ms, key)
    stamp = Stamp(at_ms, strict.an_id(device), strict.whole(counter, 0, FAR_MS, key))
    return OfLearner(whose, Setting(key, value, stamp))


def writing_line(place: int, one: Writing) -> list[Any]:
    return ["page", place, one.id.hex, one.text, one.made_ms, one.changed_ms]


def writing_of(told: Any, learners: Sequence[UUID], latest_ms: int) -> Writing:
    place, id_, text, made_ms, changed_ms = strict.parts(told, "page", 5)
    return Writing(
        strict.an_id(id_),
        _whose(place, learners),
        strict.nfc(text, writings.MOST_LETTERS, "page"),
        strict.whole(made_ms, -FAR_MS, FAR_MS, "page"),
        _not_late(strict.whole(changed_ms, -FAR_MS, FAR_MS, "page"), latest_ms, "page"),
    )


def word_line(place: int, sense_id: UUID) -> list[Any]:
    """Before the answers to one sense: whose they are, and to which."""
    return ["word", place, sense_id.hex]


def word_of(told: Any, learners: Sequence[UUID]) -> tuple[int, UUID, UUID]:
    """The learner's place and id, and the sense's id."""
    place, sense_id = strict.parts(told, "word", 2)
    whose = _whose(place, learners)
    return place, whose, strict.an_id(sense_id)


def review_line(one: Review) -> list[Any]:
    return [
        "answer", one.id.hex, one.skill.value, one.drill, one.answer, one.verdict.value, one.rating,
        one.at_ms, one.offset_min, one.taken_ms, one.hints, one.replays,
        one.undoes.hex if one.undoes else None,
    ]  # fmt: skip


def review_of(told: Any, learner_id: UUID, sense_id: UUID) -> Review:
    parts = strict.parts(told, "answer", 12)
    id_, skill, drill, answer, verdict, rating, at_ms, offset_min, taken_ms, hints, replays, undoes = parts
    if type(rating) is not int or not 0 <= rating <= 4:
        raise ProgressError(Flaw.RATING)
    found = Review(
        id=strict.an_id(id_),
        learner_id=learner_id,
        sense_id=sense_id,
        skill=_SKILL[strict.chosen(skill, _SKILL, "skill")],
        drill=strict.matching(drill, _DRILL, "drill"),
        answer=strict.text(answer, LONGEST_ANSWER, "answer"),
        verdict=_VERDICT[strict.chosen(verdict, _VERDICT, "verdict")],
        rating=rating,
        at_ms=strict.whole(at_ms, -FAR_MS, FAR_MS, "at_ms"),
        offset_min=strict.whole(offset_min, -1_440, 1_440, "offset_min"),
        taken_ms=strict.whole(taken_ms, 0, FAR_MS, "taken_ms"),
        hints=strict.whole(hints, 0, _MOST_TIMES, "hints"),
        replays=strict.whole(replays, 0, _MOST_TIMES, "replays"),
        undoes=None if undoes is None else strict.an_id(undoes),
    )
    # An undo is rated 0 and nothing else is, or a replay would not know what to do with it.
    if (found.undoes is None) != (rating > 0) or found.undoes == found.id:
        raise ProgressError(Flaw.UNDO)
    return found


def _whose(place: Any, learners: Sequence[UUID]) -> UUID:
    if type(place) is not int or not 0 <= place < len(learners):
        raise ProgressError(Flaw.STRANGER)
    return learners[place]


def _not_late(at_ms: int, latest_ms: int, what: str) -> int:
    if at_ms > latest_ms:
        raise ProgressError(Flaw.LATE, what)
    return at_ms
