"""The copy for a teacher: totals and words; no single answer, no time of day, nothing that names a child."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.services import teachers_copies
from lexicon import sealed
from lexicon.exchange import sealed_lines, teachers_copy
from lexicon.exchange.progress_flaws import Flaw, NewerProgressError, ProgressError
from lexicon.exchange.teachers_copy import ClassChild, Week, WordTotals
from lexicon.records import Learner
from lexicon.sealed import Kind
from tests.app.devices import DAY_MS, NOW_MS, Device, blank
from tests.lexicon import made

PASSPHRASE = "alma nan su"


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "home", 1, 0, blank(tmp_path))
    yield device
    device.close()


def copy_of(phone: Device, learner: Learner, offset_min: int = 60) -> ClassChild:
    path = phone.household.places.home / "copy.anatil-progress"
    teachers_copies.save(phone.household, [learner], path, PASSPHRASE, offset_min)
    (found,) = teachers_copies.read(path, PASSPHRASE)
    return found


def test_it_counts_what_was_asked_and_right_ever_and_in_the_last_month(phone: Device) -> None:
    child = phone.child()
    phone.answer(child, 0, 1)
    phone.later(40 * DAY_MS)
    phone.answer(child, 0, 3)
    slip = phone.answer(child, 0, 1)
    phone.undo(slip)
    phone.answer(child, 1, 1)
    found = copy_of(phone, child)
    by_asked = sorted((one.asked, one.right, one.asked_lately, one.right_lately) for one in found.words)
    assert by_asked == [(1, 0, 1, 0), (2, 1, 1, 1)]
    assert all(0 <= one.tenths <= 10 for one in found.words)
    assert found.nickname == "تۈلكە"
    assert found.known == 2  # both were asked a moment ago


def test_it_counts_days_and_minutes_by_week_in_the_childs_own_time(phone: Device) -> None:
    child = phone.child()
    phone.true_ms = NOW_MS - NOW_MS % DAY_MS + 23 * 3_600_000 + 30 * 60_000  # 23:30 UTC, a Wednesday
    day = phone.true_ms // DAY_MS
    phone.answer(child, offset_min=0)
    phone.later(60_000)
    phone.answer(child, offset_min=0)
    phone.later(60_000)
    phone.answer(child, offset_min=60)  # where it is half past midnight already
    phone.later(7 * DAY_MS)
    phone.answer(child, offset_min=60)
    found = copy_of(phone, child, 60)
    week = teachers_copy.week_of(day)
    assert found.weeks == (Week(week, 2, 2), Week(week + 1, 1, 0))
    assert found.week == week + 1


def test_a_week_begins_on_monday() -> None:
    monday = 20_780  # 23 November 2026
    assert teachers_copy.week_of(monday) == teachers_copy.week_of(monday + 6)
    assert teachers_copy.week_of(monday - 1) == teachers_copy.week_of(monday) - 1
    assert teachers_copy.week_of(0) == 0  # the week of 1 January 1970 began in 1969


def test_nothing_in_it_says_when_or_who(phone: Device) -> None:
    child = phone.child()
    phone.pages.keep(phone.pages.new(child), "سالام، موما!")
    answers = [phone.answer(child, number % 3) for number in range(5) if not phone.later(61_000)]
    path = phone.household.places.home / "copy.anatil-progress"
    teachers_copies.save(phone.household, [child], path, None, 60)
    with path.open("rb") as file:
        content = zlib.decompress(b"".join(sealed.read(file, Kind.PROGRESS, passphrase=None))).decode()
    for told in (child.id.hex, str(child.id), "سالام", *(one.id.hex for one in answers)):
        assert told not in content
    for number in json.loads("[" + ",".join(content.split()) + "]")[1:-1]:
        for part in number:
            # Nothing is large enough to be a moment: not in milliseconds, not in seconds, not even in hours.
            assert not isinstance(part, int) or abs(part) < NOW_MS / 3_600_000


def test_two_copies_of_one_child_have_one_tag_and_two_children_have_two(phone: Device) -> None:
    child, other = phone.child(), phone.child()
    assert copy_of(phone, child).tag == copy_of(phone, child).tag != copy_of(phone, other).tag


FOX = ClassChild(
    "00000000000000aa", "تۈلكە", "1F98A", 2968, 12, 3,
    (WordTotals(made.uid(1), 5, 4, 2, 1, 9), WordTotals(made.uid(2), 1, 0, 1, 0, 3)),
    (Week(2967, 3, 15), Week(2968, 1, 4)), "ابپ", "ەت",
)  # fmt: skip
BEAR = ClassChild("00000000000000bb", "ئېيىق", "1F43B", 2968, 0, 0, (), ())


def lines() -> list[Any]:
    return json.loads(json.dumps(list(teachers_copy.lines([BEAR, FOX]))))


def read(told: list[Any]) -> tuple[ClassChild, ...]:
    file = io.BytesIO()
    content = zlib.compress(b"".join(map(sealed_lines.as_written, told)))
    sealed.write(file, Kind.PROGRESS, [content], passphrase=None)
    file.seek(0)
    return teachers_copy.read(file, passphrase=None)


def test_what_was_written_comes_back() -> None:
    assert read(lines()) == (FOX, BEAR)


def test_a_copy_of_the_first_version_says_only_how_many_letters() -> None:
    told = lines()
    told[HEAD]["version"], told[CHILD][6] = 1, 3
    assert read(told) == (replace(FOX, which="", others=""), BEAR)


HEAD, CHILD, WORD, WORD_2, WEEK, WEEK_2, CHILD_2, END = range(8)


def change(line: int, part: int, value: Any) -> Callable[[list[Any]], None]:
    return lambda told: told[line].__setitem__(part, value)


HOSTILE = {
    "a tag that is an id": (change(CHILD, 1, made.uid(1).hex), Flaw.CHOICE),
    "a nickname that turns text around": (change(CHILD, 2, "\u202eabc"), Flaw.INVISIBLE),
    "a picture that is a path": (change(CHILD, 3, "/etc/passwd"), Flaw.CHOICE),
    "a week far off": (change(CHILD, 4, 10**9), Flaw.NUMBER),
    "letters that are none": (change(CHILD, 6, ["abc", ""]), Flaw.CHOICE),
    "letters out of order": (change(CHILD, 6, ["پاب", ""]), Flaw.ORDER),
    "a letter twice": (change(CHILD, 6, ["ااب", ""]), Flaw.ORDER),
    "a letter known and not": (change(CHILD, 6, ["اب", "ب"]), Flaw.ORDER),
    "letters in three parts": (change(CHILD, 6, ["ا", "ب", "ت"]), Flaw.SHAPE),
    "known below nought": (change(CHILD, 5, -1), Flaw.NUMBER),
    "more right than asked": (change(WORD, 3, 6), Flaw.NUMBER),
    "more asked lately than ever": (change(WORD, 4, 6), Flaw.NUMBER),
    "eleven tenths": (change(WORD, 6, 11), Flaw.NUMBER),
    "a week of eight days": (change(WEEK, 2, 8), Flaw.NUMBER),
    "words out of order": (change(WORD_2, 1, made.uid(0).hex), Flaw.ORDER),
    "a week twice": (change(WEEK_2, 1, 2967), Flaw.ORDER),
    "a child twice": (change(CHILD_2, 1, FOX.tag), Flaw.ORDER),
    "another count": (change(END, 2, 3), Flaw.COUNT),
    "an hour": (lambda told: told.insert(WEEK_2 + 1, ["hour", 7, 3]), Flaw.SHAPE),
    "no end": (lambda told: told.pop(), Flaw.CUT),
    "something behind the end": (lambda told: told.append(told[WEEK]), Flaw.JUNK),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_as_it_should_be_is_refused(name: str) -> None:
    spoil, flaw = HOSTILE[name]
    told = lines()
    spoil(told)
    with pytest.raises(ProgressError) as error:
        read(told)
    assert error.value.flaw is flaw


def test_a_newer_copy_says_so() -> None:
    told = lines()
    told[HEAD]["version"] = 3
    with pytest.raises(NewerProgressError):
        read(told)
