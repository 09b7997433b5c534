"""A school year: two families' phones and a teacher's laptop exchange packs, corrections and progress."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from app.services import progress_bringing, progress_files
from app.services.readers import Readers
from lexicon import corrections, learners, memories, removals, reviews
from lexicon.judgements import Kind, Said
from lexicon.records import Learner, Review, Skill, Verdict
from lexicon.starter import applying, files
from lexicon.starter.update import bring_in
from tests.packs.devices import Device

Make = Callable[[str], Device]
HOUR_MS = 3_600_000


def answer(device: Device, learner: Learner, count: int) -> None:
    """A child answers so many times."""
    from app.services.lessons import Lessons

    lessons, words = Lessons(device.household, device.rng), device.words()
    for number in range(count):
        device.now_ms += 30_000
        word = words[number % len(words)]
        verdict, rating = (Verdict.EXACT, 3) if number % 4 else (Verdict.WRONG, 1)
        lessons.keep(
            Review(
                device.new_id(), learner.id, word.id, Skill.HEAR, "hear_picture", str(word.id), verdict,
                rating, device.now_ms, 60, 2_000,
            )
        )  # fmt: skip


def hand_over(giver: Device, taker: Device, path: Path) -> None:
    """One phone's progress into another."""
    path.unlink(missing_ok=True)
    with giver.household.kept.read() as connection:
        everyone = learners.everyone(connection)
    progress_files.save(giver.household, everyone, path, "alma nan su")
    progress_bringing.bring(taker.household, path, "alma nan su")


def knows(device: Device) -> dict[str, object]:
    """What a device knows of its children."""
    with device.household.kept.read() as connection:
        return {
            str(one.id): (reviews.of(connection, one.id), memories.of(connection, one.id))
            for one in learners.everyone(connection)
        }


def test_two_families_and_a_teacher_end_equal(device: Make, tmp_path: Path) -> None:
    laptop, *phones = [
        device(name) for name in ("laptop", "Ayim's phone", "her father's phone", "Batur's phone")
    ]
    ayims, fathers, baturs = phones

    # September: the teacher records two people and gives the first pack to both families.
    cat, dog = laptop.words()[:2]
    moma, dada = laptop.speaker("Moma 7"), laptop.speaker("Dada 8")
    laptop.record(moma, cat, 1)
    laptop.record(dada, dog, 2)
    laptop.own_word(1, "قۇلان", en="wild ass", de="Wildesel")
    (tmp_path / "week.txt").write_text("قۇلان\n", encoding="utf-8")
    lists = ("animals", str(tmp_path / "week.txt"))
    laptop.build(tmp_path / "school.anatil", *lists)
    for phone in (ayims, baturs):  # father forgets
        phone.install(tmp_path / "school.anatil")
    ayim = ayims.household.make_learner("Ayim", "1F98A", "6-8")
    answer(ayims, ayim, 20)
    batur = baturs.household.make_learner("Batur", "1F43B", "9-12")
    answer(baturs, batur, 12)

    # Ayim's father has the same child on his phone, and both practise before they exchange.
    hand_over(ayims, fathers, tmp_path / "ayim.anatil-progress")
    fathers.now_ms -= 5 * HOUR_MS  # his clock is slow
    answer(fathers, ayim, 7)
    answer(ayims, ayim, 5)

    # October: a grandmother of Batur's reads the words and corrects one; the teacher applies what she says.
    readers = Readers(baturs.household)
    desk = readers.desk("de")
    item = next(one for one in desk.waiting[Kind.WORD] if one.target == str(cat.id))
    readers.say(item, Said.CORRECT, {"meaning.de": "Mieze"})
    said = corrections.read(readers.save().read_bytes())
    vocabulary = tmp_path / "starter"
    shutil.copytree(files.HERE, vocabulary)
    assert applying.apply(vocabulary, [said]).differences == []
    for one in (laptop, *phones):  # it comes to everybody with the next version of the app
        bring_in(one.household.kept, vocabulary)

    # November: Moma takes her voice back, and the teacher corrects a meaning and drops the word of the week.
    laptop.studio.remove_speaker(moma.id)
    laptop.edit(dog, "gloss.de", "Hund, Wauwau")
    laptop.build(tmp_path / "school.anatil", "animals")
    for phone in phones:
        phone.install(tmp_path / "school.anatil")

    # December: the two phones give each other what was learned on them.
    hand_over(fathers, ayims, tmp_path / "father.anatil-progress")
    hand_over(ayims, fathers, tmp_path / "ayim.anatil-progress")
    hand_over(fathers, ayims, tmp_path / "father.anatil-progress")

    assert knows(ayims) == knows(fathers)
    assert len(knows(ayims)[str(ayim.id)][0]) == 32  # type: ignore[index]
    assert len(knows(baturs)[str(batur.id)][0]) == 12  # type: ignore[index]
    seen = [one.rows() for one in (ayims, fathers, baturs)]
    for table in seen[0].keys() - {"word", "sense", "gloss", "pack_row"}:
        assert seen[0][table] == seen[1][table] == seen[2][table], table
    for phone in phones:
        found = phone.word(cat.id)
        assert found is not None and found.glosses["de"] == "Mieze" and found.voices == ()
        found = phone.word(dog.id)
        assert found is not None and found.glosses["de"] == "Hund, Wauwau" and len(found.voices) == 1
        everything = b"".join(path.read_bytes() for path in phone.places.home.rglob("*") if path.is_file())
        assert b"Moma 7" not in everything
        with phone.household.kept.read() as connection:
            assert moma.id in removals.all_of(connection)
