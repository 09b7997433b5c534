"""Progress files that are not what they should be are refused, each with its reason, and nothing changes."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.drills import bands, catalog
from app.sentences import in_words
from app.services import lessons, progress_looking
from lexicon import sealed
from lexicon.exchange import progress, progress_parts, sealed_lines, teachers_copy
from lexicon.exchange.progress_flaws import (
    Flaw,
    NewerProgressError,
    NoTeachersCopyError,
    ProgressError,
    TeachersCopyError,
)
from lexicon.records import Learner, Review, Setting, Skill, Stamp, Verdict, Writing
from lexicon.sealed import Cost, Kind, SealDamagedError, WrongPassphraseError
from tests.app.devices import NOW_MS, Device, blank
from tests.lexicon import made

FOX = Learner(made.uid(1), "تۈلكە", "1F98A", "6-8", NOW_MS)
ITEMS: tuple[progress.Item, ...] = (
    progress.Removed(made.uid(900)),
    FOX,
    progress.OfLearner(FOX.id, Setting("minutes", "5", Stamp(NOW_MS, made.uid(8), 0))),
    progress.OfLearner(FOX.id, Setting("nickname", "ئېيىق", Stamp(NOW_MS, made.uid(8), 1))),
    Writing(made.uid(70), FOX.id, "سالام", NOW_MS, NOW_MS),
    made.review(1),
    made.review(2, rating=1, verdict=Verdict.WRONG),
    made.undo(3, made.review(2)),
    made.review(4, sense=1001, skill=Skill.WRITE, answer="ئالما"),
)
HEAD, GONE, CHILD, SET, NICKNAME, PAGE, WORD, ANSWER, WRONG, UNDO, WORD_2, ANSWER_2, END = range(13)
"""The lines of such a file."""


def lines() -> list[Any]:
    return json.loads(json.dumps(list(progress.lines(ITEMS))))


def plain(content: bytes) -> bytes:
    """Bytes in a seal without a passphrase."""
    file = io.BytesIO()
    sealed.write(file, Kind.PROGRESS, [content], passphrase=None)
    return file.getvalue()


def packed(text: str | bytes) -> bytes:
    return plain(zlib.compress(text if isinstance(text, bytes) else text.encode()))


def written(told: list[Any]) -> bytes:
    return packed(b"".join(map(sealed_lines.as_written, told)))


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    """A phone that knows the fox, and one answer more than the file."""
    folder = tmp_path_factory.mktemp("phone")
    device = Device(folder / "home", 1, 0, blank(folder))
    file = folder / "before.anatil-progress"
    with file.open("wb") as opened:
        progress.write(opened, [FOX, ITEMS[4], made.review(1)], passphrase=None)
    device.bring(file)
    device.answer(FOX)
    yield device
    device.close()


def refused(phone: Device, folder: Path, content: bytes, passphrase: str | None = None) -> Exception:
    """The error with which looking and bringing in refuse a file; nothing was changed."""
    file = folder / "hostile.anatil-progress"
    file.write_bytes(content)
    known = phone.knows()
    with pytest.raises(Exception) as told:
        phone.bring(file, passphrase)
    assert phone.knows() == known
    with pytest.raises(type(told.value)):
        progress_looking.look(phone.household, file, passphrase)
    assert phone.knows() == known
    return told.value


def test_what_these_files_are_made_of_is_a_file_that_can_be_read() -> None:
    file = io.BytesIO(written(lines()))
    assert tuple(progress.read(file, passphrase=None, now_ms=NOW_MS)) == ITEMS


def test_everything_that_the_app_itself_writes_fits() -> None:
    pictures = (Path(__file__).parent.parent.parent / "app" / "pictures.txt").read_text().split()
    assert progress_parts.AGE_BANDS == bands.AGE_BANDS
    wishes = bands.Wishes(5, 2, frozenset(Skill), "latin", True).settings()
    settings = [*wishes.items(), (lessons.EXAMPLES, " ".join(sorted(catalog.BY_KEY)))]
    for key, value in settings:
        item = progress.OfLearner(FOX.id, Setting(key, value, Stamp(NOW_MS, made.uid(8), 0)))
        assert progress.readable(item, NOW_MS), key
    for drill in catalog.BY_KEY:
        assert progress.readable(made.review(1, drill=drill), NOW_MS), drill
    faces = [code for code in pictures if re.fullmatch("[0-9A-F-]{4,}", code)]
    assert len(faces) > 10
    for face in faces:
        assert progress.readable(Learner(FOX.id, "تۈلكە", face, "6-8", NOW_MS), NOW_MS), face


def change(line: int, part: int, value: Any) -> Callable[[list[Any]], None]:
    def to(told: list[Any]) -> None:
        told[line][part] = value

    return to


def drop(line: int) -> Callable[[list[Any]], None]:
    return lambda told: told.pop(line)


def swap(one: int, other: int) -> Callable[[list[Any]], None]:
    def to(told: list[Any]) -> None:
        told[one], told[other] = told[other], told[one]

    return to


def twice(line: int) -> Callable[[list[Any]], None]:
    return lambda told: told.insert(line, told[line])


BIDI = "تۈلكە\u202e"

HOSTILE = {
    "another format": (lambda told: told[HEAD].update(format="zip"), Flaw.NOT_PROGRESS),
    "no head": (drop(HEAD), Flaw.NOT_PROGRESS),
    "a head with more": (lambda told: told[HEAD].update(more=1), Flaw.SHAPE),
    "a version that is true": (lambda told: told[HEAD].update(version=True), Flaw.SHAPE),
    "for somebody else": (lambda told: told[HEAD].update({"for": "police"}), Flaw.SHAPE),
    "an unknown line": (lambda told: told.insert(2, ["secret", 1]), Flaw.SHAPE),
    "a line that is a number": (lambda told: told.insert(2, 7), Flaw.SHAPE),
    "an empty line": (lambda told: told.insert(2, []), Flaw.SHAPE),
    "an answer with a part too many": (lambda told: told[ANSWER].append(0), Flaw.SHAPE),
    "an answer with a part too few": (lambda told: told[ANSWER].pop(), Flaw.SHAPE),
    "no end": (drop(END), Flaw.CUT),
    "something behind the end": (lambda told: told.append(told[ANSWER]), Flaw.JUNK),
    "an id in capitals": (change(CHILD, 1, FOX.id.hex.upper()[:-1] + "A"), Flaw.ID),
    "an id with strokes": (change(ANSWER, 1, str(made.uid(1))), Flaw.ID),
    "an id that is a number": (change(WORD, 2, 5), Flaw.ID),
    "no nickname": (change(CHILD, 2, " "), Flaw.TEXT),
    "a long nickname": (change(CHILD, 2, "ئ" * 61), Flaw.TEXT),
    "a nickname that turns text around": (change(CHILD, 2, BIDI), Flaw.INVISIBLE),
    "a new nickname that turns text around": (change(NICKNAME, 3, BIDI), Flaw.INVISIBLE),
    "a nickname of two lines": (change(CHILD, 2, "a\nb"), Flaw.INVISIBLE),
    "a nickname in pieces": (change(CHILD, 2, "e\u0301"), Flaw.PIECES),
    "a picture that is a path": (change(CHILD, 3, "../../secret"), Flaw.CHOICE),
    "an age that is none": (change(CHILD, 4, "99"), Flaw.CHOICE),
    "a birthday beyond all clocks": (change(CHILD, 5, 2**53 + 1), Flaw.NUMBER),
    "a setting of nobody": (change(SET, 1, 3), Flaw.STRANGER),
    "a setting of a child counted from behind": (change(SET, 1, -1), Flaw.STRANGER),
    "a setting without a name": (change(SET, 2, ""), Flaw.CHOICE),
    "a setting that is a number": (change(SET, 3, 5), Flaw.TEXT),
    "a setting with NUL": (change(SET, 3, "a\0"), Flaw.TEXT),
    "a setting that is a book": (change(SET, 3, "a" * 4_001), Flaw.TEXT),
    "a setting from the end of all time": (change(SET, 4, 2**53), Flaw.LATE),
    "a setting with a counter below nought": (change(SET, 6, -1), Flaw.NUMBER),
    "a page from the end of all time": (change(PAGE, 5, 2**53), Flaw.LATE),
    "a page that is a book": (change(PAGE, 3, "a" * 4_001), Flaw.TEXT),
    "answers of nobody": (change(WORD, 1, 1), Flaw.STRANGER),
    "answers to nothing": (drop(WORD), Flaw.ORDER),
    "a word without answers": (drop(ANSWER_2), Flaw.COUNT),
    "a word without answers between others": (
        lambda told: told.insert(WORD, ["word", 0, "0" * 32]),
        Flaw.ORDER,
    ),
    "an unknown skill": (change(ANSWER, 2, "telepathy"), Flaw.CHOICE),
    "an unknown verdict": (change(ANSWER, 5, "maybe"), Flaw.CHOICE),
    "a drill with spaces": (change(ANSWER, 3, "hear picture"), Flaw.CHOICE),
    "an answer that is a book": (change(ANSWER, 4, "a" * 5_001), Flaw.TEXT),
    "a rating of five": (change(ANSWER, 6, 5), Flaw.RATING),
    "a rating below nought": (change(ANSWER, 6, -1), Flaw.RATING),
    "a rating that is true": (change(ANSWER, 6, True), Flaw.RATING),
    "a rating of nought that undoes nothing": (change(ANSWER, 6, 0), Flaw.UNDO),
    "an undo with a rating": (change(UNDO, 6, 3), Flaw.UNDO),
    "an undo of itself": (lambda told: told[UNDO].__setitem__(12, told[UNDO][1]), Flaw.UNDO),
    "a time beyond all clocks": (change(ANSWER, 7, -(2**53) - 1), Flaw.NUMBER),
    "an offset of two days": (change(ANSWER, 8, 2_880), Flaw.NUMBER),
    "an answer before it was asked": (change(ANSWER, 9, -5), Flaw.NUMBER),
    "a billion hints": (change(ANSWER, 10, 2**40), Flaw.NUMBER),
    "an answer that was changed": (change(ANSWER, 6, 4), Flaw.ANSWERS),
    "another digest": (change(END, 6, "0" * 32), Flaw.ANSWERS),
    "a count that is too large": (change(END, 5, 5), Flaw.COUNT),
    "an answer that was left out": (drop(ANSWER), Flaw.COUNT),
    "the same child twice": (twice(CHILD), Flaw.ORDER),
    "the same setting twice": (twice(SET), Flaw.ORDER),
    "the same page twice": (twice(PAGE), Flaw.ORDER),
    "the same answer twice": (twice(ANSWER), Flaw.ORDER),
    "the same tombstone twice": (twice(GONE), Flaw.ORDER),
    "answers out of order": (swap(ANSWER, WRONG), Flaw.ORDER),
    "a setting before its child": (swap(CHILD, SET), Flaw.STRANGER),
    "a tombstone behind a child": (swap(GONE, CHILD), Flaw.ORDER),
    "another child with this id": (change(CHILD, 4, "9-12"), Flaw.OTHER_CHILD),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_its_reason_and_nothing_changes(phone: Device, tmp_path: Path, name: str) -> None:
    spoil, flaw = HOSTILE[name]
    told = lines()
    spoil(told)
    error = refused(phone, tmp_path, written(told))
    assert isinstance(error, ProgressError)
    assert error.flaw is flaw
    assert str(error).endswith("Nothing was changed.")
    assert in_words(error).sentence == "The file is damaged, or somebody changed it."


def raw(edit: Callable[[str], str]) -> bytes:
    return packed(edit("".join(sealed_lines.as_written(one).decode() for one in lines())))


RAW = {
    "NaN": (lambda text: text.replace(",3,", ",NaN,", 1), Flaw.NUMBER),
    "1e999": (lambda text: text.replace(",3,", ",1e999,", 1), Flaw.NUMBER),
    "a float": (lambda text: text.replace(",3,", ",3.0,", 1), Flaw.NUMBER),
    "a number of ten thousand digits": (
        lambda text: text.replace(",3,", f",{'9' * 10_000},", 1),
        Flaw.NUMBER,
    ),
    "duplicate keys": (lambda text: text.replace('{"for"', '{"for":"family","for"', 1), Flaw.TWICE),
    "half a letter": (lambda text: text.replace("سالام", "\\ud83d", 1), Flaw.HALF_LETTER),
    "spaces between": (lambda text: text.replace(",", ", ", 1), Flaw.LINE),
    "letters as escapes": (lambda text: text.replace("سالام", "\\u0633", 1), Flaw.LINE),
    "half a line": (lambda text: text.replace("]\n", "\n", 1), Flaw.LINE),
    "a line without an end": (lambda text: text[:-1], Flaw.CUT),
    "a nest of brackets": (lambda text: text + "[" * 60_000 + "\n", Flaw.LINE),
    "a line that does not end": (lambda text: text + " " * 70_000, Flaw.LONG_LINE),
}


@pytest.mark.parametrize("name", RAW)
def test_odd_json_is_refused(phone: Device, tmp_path: Path, name: str) -> None:
    edit, flaw = RAW[name]
    error = refused(phone, tmp_path, raw(edit))
    assert isinstance(error, ProgressError) and error.flaw is flaw


def whole() -> bytes:
    return b"".join(map(sealed_lines.as_written, lines()))


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (plain(b""), Flaw.CUT),
        (plain(whole()), Flaw.PACKING),
        (plain(zlib.compress(whole())[:-5]), Flaw.CUT),
        (plain(zlib.compress(whole()) + b"PK\x03\x04"), Flaw.JUNK),
        (packed(b""), Flaw.NOT_PROGRESS),
        (packed(b'{"format":"\xff"}\n'), Flaw.LETTERS),
        (packed(b"\0" * (1 << 28)), Flaw.LONG_LINE),
    ],
    ids=["nothing", "not packed", "cut off", "a zip behind it", "nothing packed", "no UTF-8", "a bomb"],
)
def test_odd_packing_is_refused(phone: Device, tmp_path: Path, content: bytes, flaw: Flaw) -> None:
    error = refused(phone, tmp_path, content)
    assert isinstance(error, ProgressError) and error.flaw is flaw


def test_a_bomb_of_short_lines_is_refused_where_its_size_ends(
    phone: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_lines, "MOST_UNPACKED", len(whole()) - 1)
    error = refused(phone, tmp_path, written(lines()))
    assert isinstance(error, ProgressError) and error.flaw is Flaw.TOO_LARGE


def test_too_many_answers_are_refused(phone: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(progress.MOST, "answer", 3)
    error = refused(phone, tmp_path, written(lines()))
    assert isinstance(error, ProgressError) and error.flaw is Flaw.TOO_MANY


def test_a_newer_file_says_so(phone: Device, tmp_path: Path) -> None:
    told = lines()
    told[HEAD]["version"] = 2
    error = refused(phone, tmp_path, written(told))
    assert isinstance(error, NewerProgressError)
    assert in_words(error).sentence == "This file was written by a newer Ana Til."


def test_another_answer_with_the_id_of_one_that_is_here_is_refused(phone: Device, tmp_path: Path) -> None:
    other = made.review(1, rating=4)
    file = io.BytesIO()
    progress.write(file, [FOX, other], passphrase=None)
    error = refused(phone, tmp_path, file.getvalue())
    assert isinstance(error, ProgressError) and error.flaw is Flaw.OTHER_ANSWER


def test_one_answer_under_two_words_is_refused(phone: Device, tmp_path: Path) -> None:
    file = tmp_path / "two.anatil-progress"
    one = made.review(50, sense=1003)
    with file.open("wb") as opened:
        progress.write(opened, [FOX, one, made.review(50, sense=1004)], passphrase=None)
    known = phone.knows()
    with pytest.raises(ProgressError) as told:
        phone.bring(file)
    assert told.value.flaw is Flaw.OTHER_ANSWER
    assert phone.knows() == known


def test_a_page_of_another_child_is_refused(phone: Device, tmp_path: Path) -> None:
    bear = Learner(made.uid(2), "ئېيىق", "1F43B", "6-8", NOW_MS)
    file = tmp_path / "page.anatil-progress"
    with file.open("wb") as opened:
        page = Writing(made.uid(70), bear.id, "mine now", NOW_MS, NOW_MS + 5)
        progress.write(opened, [bear, page], passphrase=None)
    known = phone.knows()
    with pytest.raises(ProgressError) as told:
        phone.bring(file)
    assert told.value.flaw is Flaw.OTHER_PAGE
    assert phone.knows() == known


def test_a_copy_for_a_teacher_cannot_be_brought_in_and_says_so(phone: Device, tmp_path: Path) -> None:
    file = io.BytesIO()
    teachers_copy.write(file, [], passphrase=None)
    error = refused(phone, tmp_path, file.getvalue())
    assert isinstance(error, TeachersCopyError)
    assert "totals and no answers" in in_words(error).sentence


def test_a_teacher_does_not_read_a_familys_file() -> None:
    with pytest.raises(NoTeachersCopyError) as told:
        teachers_copy.read(io.BytesIO(written(lines())), passphrase=None)
    assert "delete" in in_words(told.value).step


def test_the_wrong_passphrase_and_a_changed_byte_are_told_apart(phone: Device, tmp_path: Path) -> None:
    file = io.BytesIO()
    content = [b"".join([zlib.compress(whole())])]
    sealed.write(file, Kind.PROGRESS, content, passphrase="alma nan su", cost=Cost(4, 1, 1))
    error = refused(phone, tmp_path, file.getvalue(), "another one")
    assert isinstance(error, WrongPassphraseError)
    assert in_words(error).sentence == "This passphrase does not open the file."
    spoilt = file.getvalue()[:-1] + bytes([file.getvalue()[-1] ^ 1])
    assert isinstance(refused(phone, tmp_path, spoilt, "alma nan su"), SealDamagedError)


def test_a_stamp_of_a_fast_clock_is_believed_and_one_of_no_clock_is_not() -> None:
    for utc_ms, fine in (
        (2**31 * 1000, True),
        (2**32 * 1000, True),
        (NOW_MS + 2 * progress.HUNDRED_YEARS_MS, False),
    ):
        item = progress.OfLearner(FOX.id, Setting("minutes", "5", Stamp(utc_ms, made.uid(8), 0)))
        assert progress.readable(item, NOW_MS) is fine
        assert progress.readable(item, 0) is fine  # however far back the clock here is


def test_reviews_of_any_clock_travel() -> None:
    for at_ms in (0, -1, 2**31 * 1000, 2**32 * 1000, 253_402_300_799_999):
        one: Review = made.review(1, at_ms=at_ms)
        file = io.BytesIO()
        progress.write(file, [FOX, one], passphrase=None)
        file.seek(0)
        assert list(progress.read(file, passphrase=None, now_ms=0)) == [FOX, one]
