"""Packs from a teacher's laptop to a family's phone: what comes along, what wins, what goes again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services import own_lists, packs, weeks
from app.services.household import Household
from app.services.pack_building import NothingToPackError
from app.services.progress_files import StoppedError
from lexicon import recordings, removals, voices
from lexicon.packs import keys
from lexicon.packs.flaws import (
    ChangedMeanwhileError,
    OlderPackError,
    OtherMakerError,
    ReplacedKeyError,
    SameVersionError,
    TakenBackError,
    UnknownMakerError,
)
from lexicon.records import Scope, Skill
from lexicon.search import search
from lexicon.troubles import ConsentMissingError
from tests.packs.devices import Device, mp3, wav

ANIMALS, FRUIT = 0, 1
Make = Callable[[str], Device]


def play(device: Device, sense_id: object) -> bytes:
    """What is heard of a word's first voice."""
    word = device.word(sense_id)  # type: ignore[arg-type]
    assert word is not None and word.voices
    return device.household.packed().clips[word.voices[0]].read_bytes()


def test_a_voice_comes_with_the_pack_and_is_read_out_of_its_file(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat = teacher.words()[0]
    teacher.record(teacher.speaker(), cat, 3)
    teacher.build(tmp_path / "animals.anatil", "animals")
    change = family.install(tmp_path / "animals.anatil")
    assert change is not None and (change.added, change.voices) == (0, 1)
    assert play(family, cat.id) == mp3(3)
    assert not any(family.places.recordings.rglob("*.*"))
    (lies,) = family.places.packs.iterdir()
    assert lies.read_bytes() == (tmp_path / "animals.anatil").read_bytes()


def test_what_was_measured_and_when_exactly_stays_at_home(teacher: Device, tmp_path: Path) -> None:
    teacher.now_ms += 12_345_678
    speaker = teacher.studio.make_speaker("ئاي")
    teacher.studio.agree(speaker, Scope.CLASS, "en", spoken=wav(9))
    teacher.record(speaker, teacher.words()[0])
    built = teacher.build(tmp_path / "a.anatil", "animals")
    content = (tmp_path / "a.anatil").read_bytes()
    assert wav(9) not in content
    (consent,), (take,) = built.pack.contents.of("consent"), built.pack.contents.of("take")
    assert consent["spoken_sha256"] is None and take["figures"] == "{}" and take["archive_sha256"] is None
    assert consent["given_ms"] % 86_400_000 == 0 and take["made_ms"] % 86_400_000 == 0


@pytest.mark.parametrize(
    ("allowed", "pack", "travels"),
    [
        (Scope.DEVICE, Scope.CLASS, False),
        (Scope.DEVICE, Scope.PUBLIC, False),
        (Scope.CLASS, Scope.CLASS, True),
        (Scope.CLASS, Scope.PUBLIC, False),
        (Scope.PUBLIC, Scope.CLASS, True),
        (Scope.PUBLIC, Scope.PUBLIC, True),
    ],
)
def test_a_voice_travels_no_further_than_its_speaker_allowed(
    allowed: Scope, pack: Scope, travels: bool, teacher: Device, tmp_path: Path
) -> None:
    teacher.record(teacher.speaker(scope=allowed), teacher.words()[0], 5)
    built = teacher.build(tmp_path / "a.anatil", "animals", scope=pack)
    assert (mp3(5) in (tmp_path / "a.anatil").read_bytes()) is travels
    assert built.kept_back == (not travels)
    assert [row["pseudonym"] for row in built.pack.contents.of("speaker")] == (["ئاي"] if travels else [])


def test_a_voice_lent_for_the_class_is_not_handed_on_by_whom_it_came_to(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat, dog = teacher.words()[:2]
    teacher.record(teacher.speaker("ئاي"), cat, 3)
    teacher.record(teacher.speaker("يۇلتۇز", Scope.PUBLIC), dog, 4)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    handed_on = family.build(tmp_path / "b.anatil", "animals")
    assert [row["pseudonym"] for row in handed_on.pack.contents.of("speaker")] == ["يۇلتۇز"]
    assert handed_on.kept_back == 1 and mp3(3) not in (tmp_path / "b.anatil").read_bytes()


def test_a_voice_whose_time_is_over_neither_leaves_nor_arrives(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat = teacher.words()[0]
    teacher.record(teacher.speaker(years=1), cat, 6)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.now_ms += 2 * 365 * 86_400_000
    change = family.install(tmp_path / "a.anatil")
    assert change is not None and change.voices == 0
    (lies,) = family.places.packs.iterdir()
    assert mp3(6) not in lies.read_bytes()
    assert "ئاي".encode() not in lies.read_bytes()
    teacher.now_ms = family.now_ms
    assert not teacher.build(tmp_path / "b.anatil", "animals").pack.contents.of("take")


def test_the_same_contents_give_the_same_file_and_changed_ones_the_next_version(
    teacher: Device, tmp_path: Path
) -> None:
    first = teacher.build(tmp_path / "a.anatil", "animals")
    before = (tmp_path / "a.anatil").read_bytes()
    teacher.now_ms += 40 * 86_400_000
    assert teacher.build(tmp_path / "a.anatil", "animals").again
    assert (tmp_path / "a.anatil").read_bytes() == before
    teacher.edit(teacher.words()[0], "gloss.de", "Mieze")
    second = teacher.build(tmp_path / "a.anatil", "animals")
    assert (first.pack.head.number, second.pack.head.number) == (1, 2)
    assert first.pack.head.id == second.pack.head.id and not second.again


def test_words_that_are_not_here_come_with_their_meanings_and_are_found(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.own_word(1, "قۇلان", en="wild ass", de="Wildesel")
    (tmp_path / "week.txt").write_text("قۇلان\n", encoding="utf-8")
    teacher.build(tmp_path / "week.anatil", str(tmp_path / "week.txt"))
    change = family.install(tmp_path / "week.anatil")
    assert change is not None and change.added == 1
    with family.household.kept.read() as connection:
        (hit,) = [one for one in search(connection, "Wildesel") if one.matched == "Wildesel"]
    found = family.word(hit.sense)
    assert found is not None and (found.headword, dict(found.glosses)) == (
        "قۇلان",
        {"en": "wild ass", "de": "Wildesel"},
    )


def test_the_starters_words_stay_as_they_are_and_a_teachers_corrections_lie_over_them(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat = teacher.words()[0]
    before = family.rows()
    teacher.edit(cat, "gloss.de", "Mieze")
    teacher.build(tmp_path / "a.anatil", "animals")
    change = family.install(tmp_path / "a.anatil")
    assert change is not None and (change.edits, change.kept, change.changed) == (1, 0, 0)
    seen = family.word(cat.id)
    assert seen is not None and seen.glosses["de"] == "Mieze"
    after = family.rows()
    for table in ("word", "sense", "gloss", "sense_form", "word_list", "word_list_item"):
        assert after[table] == before[table], table


def test_a_familys_own_correction_wins_until_it_asks_for_the_makers(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat = teacher.words()[0]
    family.edit(cat, "gloss.de", "Kätzchen")
    teacher.edit(cat, "gloss.de", "Mieze")
    teacher.build(tmp_path / "a.anatil", "animals")
    change = family.install(tmp_path / "a.anatil")
    assert change is not None and (change.edits, change.kept) == (0, 1)
    assert family.word(cat.id).glosses["de"] == "Kätzchen"  # type: ignore[union-attr]
    teacher.edit(cat, "gloss.en", "kitty")
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil", theirs=True)
    assert family.word(cat.id).glosses["de"] == "Mieze"  # type: ignore[union-attr]


def test_an_update_keeps_what_a_child_has_learned_and_takes_away_what_the_maker_has_no_longer(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    own = [teacher.own_word(number, word, en=word) for number, word in enumerate(("قۇلان", "سۈلەيسۈن"), 1)]
    lines = tmp_path / "week.txt"
    lines.write_text("قۇلان\nسۈلەيسۈن\n", encoding="utf-8")
    teacher.build(tmp_path / "week.anatil", str(lines))
    family.install(tmp_path / "week.anatil")
    child = family.household.make_learner("Ayim", "1F98A", "6-8")
    answer(family, child.id, own[1])
    lines.write_text("قۇلان\n", encoding="utf-8")
    teacher.build(tmp_path / "week.anatil", str(lines))
    change = family.install(tmp_path / "week.anatil")
    assert change is not None and change.dropped == 1
    gone = family.word(own[1])
    assert gone is not None and gone.retired  # her answer keeps its meaning
    assert not family.word(own[0]).retired  # type: ignore[union-attr]
    lines.write_text("قۇلان\nسۈلەيسۈن\n", encoding="utf-8")
    teacher.build(tmp_path / "week.anatil", str(lines))
    family.install(tmp_path / "week.anatil")
    assert not family.word(own[1]).retired  # type: ignore[union-attr]
    assert len(answers(family, child.id)) == 1


def answer(device: Device, learner_id: object, sense_id: object) -> None:
    from app.services.lessons import Lessons
    from lexicon.records import Review, Verdict

    Lessons(device.household, device.rng).keep(
        Review(
            device.new_id(), learner_id, sense_id, Skill.HEAR, "hear_picture", str(sense_id),  # type: ignore[arg-type]
            Verdict.EXACT, 3, device.now_ms, 60, 2_000,
        )
    )  # fmt: skip


def answers(device: Device, learner_id: object) -> tuple[object, ...]:
    from lexicon import reviews

    with device.household.kept.read() as connection:
        return tuple(reviews.of(connection, learner_id))  # type: ignore[arg-type]


def test_an_unknown_maker_is_trusted_only_by_somebody_who_says_so_and_then_for_good(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    built = teacher.build(tmp_path / "a.anatil", "animals")
    before = family.files()
    with pytest.raises(UnknownMakerError, match=built.words[0].word):
        packs.install(family.household, tmp_path / "a.anatil")
    assert family.files() == before and not packs.installed(family.household)
    packs.install(family.household, tmp_path / "a.anatil", trusting=True)
    teacher.build(tmp_path / "b.anatil", "fruit-vegetables")
    assert packs.look(family.household, tmp_path / "b.anatil").known
    assert packs.install(family.household, tmp_path / "b.anatil") is not None


def test_a_makers_own_packs_need_nobodys_trust(teacher: Device, tmp_path: Path) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    before = teacher.rows()
    assert packs.install(teacher.household, tmp_path / "a.anatil") is not None
    after = teacher.rows()
    assert {name for name in before if before[name] != after[name]} <= {"pack_row", "pack_part"}


def test_an_older_version_is_refused_and_so_is_another_file_with_the_same_version(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    (tmp_path / "old.anatil").write_bytes((tmp_path / "a.anatil").read_bytes())
    teacher.edit(teacher.words()[0], "gloss.de", "Mieze")
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    before, files = family.rows(), family.files()
    with pytest.raises(OlderPackError):
        family.install(tmp_path / "old.anatil")
    with teacher.household.kept.write() as connection:  # the laptop has forgotten how far it was
        connection.exec_driver_sql(
            "UPDATE setting SET value = replace(value, '\"number\": 2', '\"number\": 1')"
        )
    teacher.edit(teacher.words()[1], "gloss.de", "Wauwau")
    teacher.build(tmp_path / "a.anatil", "animals")
    with pytest.raises(SameVersionError):
        family.install(tmp_path / "a.anatil")
    assert family.rows() == before and family.files() == files
    teacher.build(tmp_path / "a.anatil", "animals", number=7)
    assert family.install(tmp_path / "a.anatil") is not None


def test_the_same_pack_twice_changes_nothing(teacher: Device, family: Device, tmp_path: Path) -> None:
    teacher.record(teacher.speaker(), teacher.words()[0])
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    before, files = family.rows(), family.files()
    assert family.install(tmp_path / "a.anatil") is None
    assert packs.look(family.household, tmp_path / "a.anatil").change is None
    assert family.rows() == before and family.files() == files


def test_looking_changes_nothing_and_tells_what_installing_would_do(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.record(teacher.speaker(), teacher.words()[0])
    teacher.own_word(1, "قۇلان", en="wild ass")
    teacher.build(tmp_path / "a.anatil", "animals")
    before, files = family.rows(), family.files()
    looked = packs.look(family.household, tmp_path / "a.anatil")
    assert family.rows() == before and family.files() == files
    assert not looked.known and looked.refused is None
    assert looked.change == family.install(tmp_path / "a.anatil", seen=looked.pack.envelope.sha256)


def test_a_file_that_changed_after_somebody_looked_at_it_is_refused(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    seen = packs.look(family.household, tmp_path / "a.anatil").pack.envelope.sha256
    teacher.edit(teacher.words()[0], "gloss.de", "Mieze")
    teacher.build(tmp_path / "a.anatil", "animals")
    with pytest.raises(ChangedMeanwhileError):
        family.install(tmp_path / "a.anatil", seen=seen)
    assert not packs.installed(family.household)


def test_cancelling_changes_nothing_wherever_it_happens(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.record(teacher.speaker(), teacher.words()[0])
    teacher.build(tmp_path / "a.anatil", "animals")
    before, files = family.rows(), family.files()
    told: list[tuple[int, int]] = []
    packs.install(
        family.household, tmp_path / "a.anatil", trusting=True,
        told=lambda done, every: told.append((done, every)) is None,
    )  # fmt: skip
    packs.remove(family.household, packs.installed(family.household)[0].id)
    shares = [done / every for done, every in told]
    assert shares == sorted(shares) and shares[-1] == 1.0
    for most in range(len(told)):
        left = iter(range(most))
        with pytest.raises(StoppedError):
            family.install(tmp_path / "a.anatil", told=lambda *_, left=left: next(left, None) is not None)
        assert family.rows() == before, most
        assert family.files() == files, most


def test_removing_a_pack_leaves_nothing_of_it(teacher: Device, family: Device, tmp_path: Path) -> None:
    cat = teacher.words()[0]
    teacher.record(teacher.speaker(), cat)
    teacher.edit(cat, "gloss.de", "Mieze")
    teacher.own_word(1, "قۇلان", en="wild ass")
    (tmp_path / "week.txt").write_text("قۇلان\n", encoding="utf-8")
    before, files = family.rows(), family.files()
    teacher.build(tmp_path / "a.anatil", "animals", str(tmp_path / "week.txt"))
    family.install(tmp_path / "a.anatil")
    assert family.rows() != before
    (pack,) = packs.installed(family.household)
    assert (pack.words, pack.voices) == (1, 1)
    packs.remove(family.household, pack.id)
    assert family.rows() == before and family.files() == files


# --- taken back ------------------------------------------------------------------------------------------


def test_a_voice_taken_back_goes_out_of_the_installed_pack_and_the_rest_stays(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat, dog = teacher.words()[:2]
    moma, dada = teacher.speaker("Moma 7"), teacher.speaker("يۇلتۇز")
    teacher.record(moma, cat, 1)
    teacher.record(dada, dog, 2)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    family.studio.remove_speaker(moma.id)
    (lies,) = family.places.packs.iterdir()
    content = lies.read_bytes()
    assert mp3(1) not in content and mp3(2) in content
    assert b"Moma 7" not in content
    assert family.word(cat.id).voices == ()  # type: ignore[union-attr]
    assert play(family, dog.id) == mp3(2)


def test_the_next_version_takes_the_voice_back_everywhere_and_an_old_copy_does_not_come_in(
    teacher: Device, device: Make, tmp_path: Path
) -> None:
    cat, dog = teacher.words()[:2]
    moma = teacher.speaker("Moma 7", Scope.PUBLIC)
    teacher.record(moma, cat, 1)
    teacher.record(teacher.speaker("يۇلتۇز", Scope.PUBLIC), dog, 2)
    teacher.build(tmp_path / "a.anatil", "animals")
    other = device("other teacher")
    other.install(tmp_path / "a.anatil")
    passed_on = other.build(tmp_path / "passed on.anatil", "animals")
    assert len(passed_on.pack.contents.of("take")) == 2
    here, there = device("here"), device("there")
    for family in (here, there):
        family.install(tmp_path / "a.anatil")
    here.install(tmp_path / "passed on.anatil")
    (tmp_path / "old.anatil").write_bytes((tmp_path / "a.anatil").read_bytes())
    teacher.studio.remove_speaker(moma.id)
    teacher.build(tmp_path / "a.anatil", "animals")
    for family in (here, there):
        change = family.install(tmp_path / "a.anatil")
        assert change is not None and change.taken_back == 1
        everything = b"".join(path.read_bytes() for path in family.places.home.rglob("*") if path.is_file())
        assert mp3(1) not in everything and b"Moma 7" not in everything
        assert play(family, dog.id) == mp3(2)
    with pytest.raises(TakenBackError):
        there.install(tmp_path / "passed on.anatil")
    with pytest.raises(OlderPackError):
        there.install(tmp_path / "old.anatil")


def test_this_weeks_list_goes_out_with_the_pack_and_comes_first_where_it_arrives(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat, dog = teacher.words()[:2]
    ass = teacher.own_word(1, "قۇلان", en="wild ass")
    autumn = own_lists.make(teacher.household, "Autumn")
    own_lists.change(teacher.household, autumn, [dog.id, ass, cat.id])
    plain = teacher.build(tmp_path / "all.anatil", name="all")
    assert plain.pack.head.week is None and b'"version":1' in (tmp_path / "all.anatil").read_bytes()
    weeks.choose(teacher.household, autumn)
    built = teacher.build(tmp_path / "all.anatil", name="all")
    assert built.pack.head.week == autumn and built.pack.head.number == 2 and not built.again
    assert teacher.build(tmp_path / "again.anatil", name="all").again
    looked = packs.look(family.household, tmp_path / "all.anatil")
    assert looked.pack.contents.title(autumn, "en") == "Autumn"
    assert weeks.view(family.household).chosen is None, "looking changes nothing"
    family.install(tmp_path / "all.anatil")
    assert weeks.view(family.household).chosen == autumn
    with family.household.kept.read() as connection:
        words = weeks.words(connection, family.now_ms)
    assert [one.headword for one in words] == [dog.headword, "قۇلان", cat.headword]
    weeks.choose(family.household, None)
    weeks.choose(teacher.household, None)
    teacher.build(tmp_path / "all.anatil", name="all")
    family.install(tmp_path / "all.anatil")
    assert weeks.view(family.household).chosen is None, "a pack that says none takes none away"


def test_a_list_that_is_not_in_the_pack_is_nobodys_week(teacher: Device, tmp_path: Path) -> None:
    autumn = own_lists.make(teacher.household, "Autumn")
    own_lists.change(teacher.household, autumn, [teacher.words()[0].id])
    weeks.choose(teacher.household, autumn)
    assert teacher.build(tmp_path / "animals.anatil", "animals").pack.head.week is None
    assert teacher.build(tmp_path / "autumn.anatil", "Autumn").pack.head.week == autumn


def test_no_pack_takes_a_child_away(teacher: Device, family: Device, tmp_path: Path) -> None:
    child = family.household.make_learner("Ayim", "1F98A", "6-8")
    with teacher.household.kept.write() as connection:
        removals.bury(connection, child.id)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    assert family.household.at_home().learners == (child,)


# --- keys ------------------------------------------------------------------------------------------------


def test_somebody_else_cannot_bring_out_the_next_version(
    teacher: Device, device: Make, family: Device, tmp_path: Path
) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    stranger = device("stranger")
    known = {
        "id": str(packs.installed(family.household)[0].id),
        "number": 8,
        "digest": "",
        "month": "2026-11",
    }
    stranger.household.set_device("pack made: a", json.dumps(known))
    stranger.build(tmp_path / "a.anatil", "animals")
    before = family.rows()
    with pytest.raises(OtherMakerError):
        family.install(tmp_path / "a.anatil")
    assert family.rows() == before


def test_a_new_key_signed_with_the_old_one_is_trusted_and_the_old_one_no_more(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    teacher.build(tmp_path / "old key.anatil", "fruit-vegetables")
    family.install(tmp_path / "a.anatil")
    old = keys.own(teacher.places.keys)
    new = keys.renew(teacher.places.keys)
    assert old is not None and new.public != old.public
    teacher.build(tmp_path / "a.anatil", "animals")
    assert packs.look(family.household, tmp_path / "a.anatil").known
    change = packs.install(family.household, tmp_path / "a.anatil")
    assert change is not None and change.before == 1
    with pytest.raises(ReplacedKeyError):
        family.install(tmp_path / "old key.anatil")


def test_the_words_of_a_key_are_eight_of_256_words_that_all_differ() -> None:
    every = keys._key_words()
    assert len(every) == len({one.word for one in every}) == len({one.picture for one in every}) == 256
    assert len(keys.words(bytes(32))) == 8 and keys.words(bytes(32)) != keys.words(bytes(31) + b"\1")


def test_the_private_key_is_for_its_owner_alone(teacher: Device, tmp_path: Path) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    assert (teacher.places.keys / keys.FILE).stat().st_mode & 0o777 == 0o600


# --- several packs ---------------------------------------------------------------------------------------


def test_whatever_the_order_of_packs_devices_end_equal(teacher: Device, device: Make, tmp_path: Path) -> None:
    shared = teacher.own_word(1, "قۇلان", en="wild ass")
    (tmp_path / "week.txt").write_text("قۇلان\n", encoding="utf-8")
    teacher.build(tmp_path / "a.anatil", str(tmp_path / "week.txt"))
    other = device("other teacher")
    other.install(tmp_path / "a.anatil")
    word = other.word(shared)
    assert word is not None
    other.edit(word, "gloss.de", "Kulan")
    other.record(other.speaker("يۇلتۇز"), word, 4)
    other.build(tmp_path / "b.anatil", "animals", str(tmp_path / "week.txt"))
    one, two = device("one"), device("two")
    for name in ("a", "b"):
        one.install(tmp_path / f"{name}.anatil")
    for name in ("b", "a"):
        two.install(tmp_path / f"{name}.anatil")
    assert one.rows() == two.rows()
    for family in (one, two):
        first = next(pack for pack in packs.installed(family.household) if pack.title("und") == "a")
        packs.remove(family.household, first.id)
        assert not family.word(shared).retired  # type: ignore[union-attr]
        assert family.word(shared).glosses["de"] == "Kulan"  # type: ignore[union-attr]
    assert one.rows() == two.rows()


# --- making ----------------------------------------------------------------------------------------------


def test_nothing_is_written_over_and_an_empty_choice_is_said(teacher: Device, tmp_path: Path) -> None:
    (tmp_path / "a.anatil").write_bytes(b"mine")
    from app.services import pack_building
    from app.services.pack_building import Wish

    with pytest.raises(FileExistsError):
        pack_building.build(teacher.household, tmp_path / "a.anatil", Wish("a", "School"))
    assert (tmp_path / "a.anatil").read_bytes() == b"mine"
    for word in teacher.words():
        teacher.edit(word, "retired", "1")
    with pytest.raises((NothingToPackError, Exception), match="word"):
        teacher.build(tmp_path / "b.anatil", "animals")
    assert not (tmp_path / "b.anatil").exists()


def test_a_take_that_is_no_sound_or_not_mastered_stays_behind_and_is_counted(
    teacher: Device, tmp_path: Path
) -> None:
    cat, dog, horse = teacher.words()[:3]
    moma = teacher.speaker()
    teacher.record(moma, cat, clip=b"no sound at all" * 30)
    teacher.record(moma, dog, clip=wav(7))
    lost = teacher.record(moma, horse, 8)
    recordings.file_of(teacher.places.recordings, lost.sha256).unlink()
    built = teacher.build(tmp_path / "a.anatil", "animals")
    assert [row["sense_id"] for row in built.pack.contents.of("take")] == [dog.id]
    assert built.unready == 2


def test_a_half_installed_pack_is_tidied_away_at_the_next_start(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    (family.places.packs / ("ab" * 32)).write_bytes(b"killed before the rows were kept")
    (family.places.packs / f"{packs.COMING}-1").write_bytes(b"killed while it was copied")
    family.household.close()
    again = Household(family.places, lambda: family.now_ms, family.new_id)
    again.open()
    again.close()
    assert len(list(family.places.packs.iterdir())) == 1


def test_a_voice_of_a_pack_records_nothing_here_until_it_agrees_here(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat, dog = teacher.words()[:2]
    moma = teacher.speaker()
    teacher.record(moma, cat, 3)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    (seen,) = family.studio.view().speakers
    assert seen.guest and seen.consent is None and seen.takes.total() == 1
    with pytest.raises(ConsentMissingError):
        family.studio.keep_take(moma, dog, wav(1), 400, {})
    family.studio.agree(moma, Scope.DEVICE, "en")
    family.studio.keep_take(moma, dog, wav(1), 400, {})
    with teacher.household.kept.read() as connection:
        assert voices.in_force(connection, moma.id, teacher.now_ms) is not None  # there she agreed


def test_a_family_that_does_without_a_voice_gets_the_next_version_without_it(
    teacher: Device, family: Device, tmp_path: Path
) -> None:
    cat, dog = teacher.words()[:2]
    moma = teacher.speaker("Moma 7")
    teacher.record(moma, cat, 1)
    teacher.build(tmp_path / "a.anatil", "animals")
    family.install(tmp_path / "a.anatil")
    family.studio.remove_speaker(moma.id)  # on this phone alone; the teacher does not know of it
    teacher.record(moma, dog, 2)
    teacher.record(teacher.speaker("يۇلتۇز"), dog, 3)
    teacher.build(tmp_path / "a.anatil", "animals")
    change = family.install(tmp_path / "a.anatil")
    assert change is not None and change.voices == 1
    assert play(family, dog.id) == mp3(3)
    (lies,) = family.places.packs.iterdir()
    assert mp3(1) not in lies.read_bytes() and mp3(2) not in lies.read_bytes()
    assert b"Moma 7" not in lies.read_bytes()
