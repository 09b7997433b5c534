"""A term of a weekend school: ten lists and packs out, twenty children's copies back, reports and sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from app.services import (
    class_copies,
    class_report,
    class_tables,
    lists,
    own_lists,
    teachers_copies,
    weeks,
)
from app.services.doors import kinds
from app.services.doors.bringing import bring
from app.services.doors.looking import compared
from app.services.lessons import Lessons
from app.teach import paper, papers
from app.teach.papers import Options
from app.teach.printed import family
from app.teach.printed.common import Setup
from lexicon.places import find
from lexicon.records import Learner, Review, Sense, Skill, Verdict
from lexicon.uyghur.scripts import Script
from tests.packs.devices import Device

Make = Callable[[str], Device]
CHILDREN = (
    "Ayim Bahar Polat Nur Erkin Mahire Subhi Rena Kamil Arzu "
    "Adil Nigar Sabir Alim Dilshat Tursun Yultuz Qeyum Gheni Hawa"
)
WEEK_MS = 7 * 86_400_000
OF_A_WEEK = 6


def practise(phone: Device, learner: Learner, words: tuple[Sense, ...], hard: UUID) -> None:
    """A child answers this week's words; the hard one is wrong for it, whoever it is."""
    lessons = Lessons(phone.household, phone.rng)
    for word in words:
        phone.now_ms += 20_000
        verdict, rating = (Verdict.WRONG, 1) if word.id == hard else (Verdict.EXACT, 3)
        lessons.keep(
            Review(
                phone.new_id(), learner.id, word.id, Skill.HEAR, "hear_picture", str(word.id), verdict,
                rating, phone.now_ms, 60, 4_000,
            )
        )  # fmt: skip


def test_a_term_from_the_first_list_to_the_last_report(device: Make, tmp_path: Path) -> None:
    laptop = device("laptop")
    phones = [device(f"phone {number}") for number in range(5)]
    names = CHILDREN.split()
    children = {
        phone: [phone.household.make_learner(name, "1F98A", "6-8") for name in names[number::5]]
        for number, phone in enumerate(phones)
    }
    theme = laptop.words()

    # Ten weeks: a list is pasted from a spreadsheet, with a word of the school's own, and goes out as a pack.
    hard = theme[0].id
    for week in range(10):
        words = theme[week * 3 : week * 3 + OF_A_WEEK - 1]
        rows = [f"{word.headword}\t{word.glosses['de']}" for word in words]
        rows.append(f"قۇلان{'ا' * week}\tEigenes Wort {week + 1}")
        book, columns = kinds.pasted("Uyghur\tDeutsch\n" + "\n".join(rows))
        looked = compared(laptop.household, book, columns, "de")
        brought = bring(laptop.household, looked, into=f"Week {week + 1}")
        assert (brought.words, len(brought.lists)) == (1, 1)
        weeks.choose(laptop.household, brought.lists[0])
        laptop.build(tmp_path / "class.anatil", *(f"Week {n + 1}" for n in range(week + 1)))
        for phone in phones:
            change = phone.install(tmp_path / "class.anatil")
            assert change is not None and change.added == 1
            weeks.choose(phone.household, brought.lists[0])  # a parent taps this week's list
            with phone.household.kept.read() as connection:
                chosen = weeks.words(connection, phone.now_ms)
            assert len(chosen) == OF_A_WEEK
            for learner in children[phone]:
                practise(phone, learner, chosen, hard)
        for one in (laptop, *phones):
            one.now_ms += WEEK_MS

    # Every family saves a copy for the teacher, who brings all in at once.
    copies = []
    for number, phone in enumerate(phones):
        path = tmp_path / f"family {number}.anatil-progress"
        teachers_copies.save(phone.household, children[phone], path, None, 60)
        copies.append(path)
    came = class_copies.bring(laptop.household, copies)
    assert (len(came.new), came.refused) == (20, ())
    report = class_report.of_household(laptop.household, 60)
    assert sorted(row.child.nickname for row in report.children) == sorted(names)
    assert report.words[0].sense.id == hard and len(report.words[0].forgot) == 20
    assert all(row.days >= 3 and row.hardest[0].id == hard for row in report.children)
    assert len({row.sense.headword for row in report.words} & {f"قۇلان{'ا' * n}" for n in range(10)}) == 10

    # What is hard becomes the next list, and paper; every family gets a page; the tables have every child.
    own_lists.put(laptop.household, "Saturday", [row.sense.id for row in report.to_teach])
    saturday = lists.chosen(laptop.household, "Saturday")
    assert saturday.senses[0].id == hard
    laptop.household.places = replace(laptop.places, share=find().share)  # fonts, which set-up has made
    everything = lists.chosen(laptop.household, "animals")
    for kind in papers.KINDS:
        assert papers.make(laptop.household, kind, everything, Options(count=20))[:5] == b"%PDF-"
    setup = Setup(paper.A4, (Script.ARABIC,), "de", laptop.household.picture, find().fonts)
    pages = [family.page(row, setup, report.week) for row in report.children]
    assert len(pages) == 20 and paper.pdf(pages)[:5] == b"%PDF-"
    assert len(class_tables.children(report)) == 21
