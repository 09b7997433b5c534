"""Words from other tools: what they mean here, what comes in, and that it is all or nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.services import lists, one_word, own_lists, pack_building, weeks
from app.services.doors import kinds
from app.services.doors.bringing import bring
from app.services.doors.looking import Looked, compared, look
from app.services.doors.matching import Match
from app.services.doors.sending import send
from app.services.household import Household
from app.services.pack_building import Wish
from app.services.progress_files import StoppedError
from lexicon import edits, senses
from lexicon.packs import media
from lexicon.search import search
from tests.app import homes
from tests.packs.devices import png

APPLE = "ئالما"


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    with homes.opened(tmp_path / "home") as made:
        yield made


def looked(household: Household, table: str, language: str = "en") -> Looked:
    book, columns = kinds.pasted(table)
    return compared(household, book, columns, language)


def matches(household: Household, table: str) -> list[Match]:
    return [one.match for one in looked(household, table).matched]


@pytest.mark.parametrize("word", ["ئالما", "alma", "алма", "الما", "ﺋﺎﻟﻤﺎ", " ئالما\u200f"])
def test_a_word_is_known_in_every_script_and_with_wrong_letters(household: Household, word: str) -> None:
    (found,) = looked(household, f"Uyghur\tEnglish\n{word}\tapple\n").matched
    assert (found.match, found.headword) == (Match.HERE, APPLE)


@pytest.mark.parametrize(
    ("meaning", "match"),
    [
        ("English\tapple", Match.HERE),
        ("English\tfruit, apple", Match.HERE),
        ("English\tan apple (red)", Match.HERE),
        ("Deutsch\tApfel", Match.HERE),
        ("Svenska\täpple", Match.HERE),
        ("English\thammer", Match.MEANING),
    ],
)
def test_the_same_word_with_a_meaning_that_is_here_is_the_same(
    household: Household, meaning: str, match: Match
) -> None:
    language, text = meaning.split("\t")
    assert matches(household, f"Uyghur\t{language}\n{APPLE}\t{text}\n") == [match]


def test_what_is_new_needs_a_meaning_and_uyghur_letters_and_stands_in_the_file_once(
    household: Household,
) -> None:
    found = looked(
        household,
        "Uyghur\tEnglish\nقۇلان\twild ass\nقۇلان\twild ass\nبۇنىڭسىز\t\n你好\thello\nقۇلان\t<b>ass</b>\n",
    )
    assert [one.match for one in found.matched] == [Match.NEW, Match.OUT, Match.OUT, Match.OUT, Match.OUT]
    assert [one.why.split("”")[1].strip(" ,:") for one in found.left_out] == [
        "stands twice in this file, with the same meaning",
        "is not among the words here, and has no meaning beside it",
        "is no Uyghur word",
        "something beside it is no plain text, or is too long",
    ]


def test_a_new_word_one_letter_away_from_one_that_is_here_is_pointed_out(household: Household) -> None:
    (found,) = looked(household, "Uyghur\tEnglish\nئالمە\tapple?\n").matched
    assert found.match is Match.NEW and APPLE in found.near


def test_new_words_come_in_are_found_and_stand_in_a_list_that_may_be_this_weeks(household: Household) -> None:
    table = f"Uyghur\tEnglish\tSvenska\tTheme\n{APPLE}\tapple\täpple\tHöst\nقۇلان\twild ass\t\tHöst\n"
    brought = bring(household, looked(household, table))
    assert (brought.words, brought.meanings, brought.glosses, len(brought.lists)) == (1, 0, 1, 1)
    chosen = lists.chosen(household, "höst")
    assert [one.headword for one in chosen.senses] == [APPLE, "قۇلان"]
    assert chosen.senses[0].glosses["sv"] == "äpple"
    weeks.choose(household, brought.lists[0])
    with household.kept.read() as connection:
        assert [one.headword for one in weeks.words(connection, household.now_ms())] == [APPLE, "قۇلان"]
        assert search(connection, "wild ass")[0].sense == chosen.senses[1].id
        assert search(connection, "äpple")[0].sense == chosen.senses[0].id


def test_the_same_file_again_changes_nothing(household: Household) -> None:
    table = f"Uyghur\tEnglish\n{APPLE}\tapple\nقۇلان\twild ass\n"
    bring(household, looked(household, table), into="Autumn")
    again = bring(household, looked(household, table), into="Autumn")
    assert (again.words, again.meanings, again.glosses) == (0, 0, 0)
    assert len(lists.chosen(household, "Autumn").senses) == 2
    with household.kept.read() as connection:
        assert len(senses.own_lists(connection)) == 1


def test_what_the_starter_says_is_not_overwritten(household: Household) -> None:
    bring(household, looked(household, f"Uyghur\tDeutsch\tEnglish\n{APPLE}\tBirne\tapple\n"), into="a")
    assert lists.chosen(household, "a").senses[0].glosses["de"] == "Apfel"
    with household.kept.read() as connection:
        assert not edits.of(connection, edits.SENSE)


def test_stopping_changes_nothing(household: Household) -> None:
    found = looked(household, "Uyghur\tEnglish\nقۇلان\twild ass\n")
    with household.kept.read() as connection:
        before = len(senses.all_senses(connection, 0))
    with pytest.raises(StoppedError):
        bring(household, found, told=lambda _done, _every: False)
    with household.kept.read() as connection:
        assert len(senses.all_senses(connection, 0)) == before
        assert not senses.own_lists(connection)


def test_words_of_ones_own_travel_in_a_pack_with_their_list(household: Household, tmp_path: Path) -> None:
    bring(household, looked(household, "Uyghur\tEnglish\nقۇلان\twild ass\n"), into="Autumn")
    built = pack_building.build(household, tmp_path / "a.anatil", Wish("a", "Moma", lists=("Autumn",)))
    rows = built.pack.contents
    assert [row["headword"] for row in rows.of("word")] == ["قۇلان"] and built.left_out == 0
    assert [row["kind"] for row in rows.of("list")] == ["own"] and len(rows.of("item")) == 1


@pytest.mark.parametrize("name", ["animals.apkg", "animals.zip"])
def test_what_anki_and_lift_get_comes_back_with_its_words_known(
    household: Household, tmp_path: Path, name: str
) -> None:
    sent = send(household, tmp_path / name, ["animals"])
    found = look(household, tmp_path / name)
    assert sent.words == len(found.matched) == found.pictures == 42
    assert {one.match for one in found.matched} == {Match.HERE} and not found.left_out
    assert {name for one in found.matched for name in one.entry.lists} == {"ھايۋانلار"}


LIFT = """<?xml version="1.0" encoding="UTF-8"?><lift version="0.13">
<entry id="qulan_1" guid="0f9a3c1e-1111-4222-8333-444455556666" order="2">
<lexical-unit><form lang="ug"><text>قۇلان</text></form></lexical-unit>
<field type="steppe"><form lang="en"><text>seen at dawn</text></form></field>
<sense id="s-1"><gloss lang="en"><text>wild ass</text></gloss>
<trait name="semantic-domain-ddp4" value="1.6.1.1"/></sense>
<sense id="s-2"><gloss lang="en"><text>kulan</text></gloss></sense>
<trait name="morph-type" value="stem"/></entry></lift>"""


def test_what_lift_says_beyond_what_is_kept_goes_back_with_the_word(
    household: Household, tmp_path: Path
) -> None:
    came = tmp_path / "steppe.lift"
    came.write_text(LIFT, encoding="utf-8")
    bring(household, look(household, came), into="Steppe")
    assert bring(household, look(household, came), into="Steppe").words == 0
    first, second = lists.chosen(household, "Steppe").senses
    one_word.mean(household, first.id, "wild donkey", "en")
    send(household, tmp_path / "back.lift.zip", ["Steppe"])
    with zipfile.ZipFile(tmp_path / "back.lift.zip") as archive:
        xml = archive.read(next(name for name in archive.namelist() if name.endswith(".lift"))).decode()
    for kept in (
        'guid="0f9a3c1e-1111-4222-8333-444455556666"', 'order="2"', 'type="steppe"', "seen at dawn",
        "morph-type", "semantic-domain-ddp4", 'id="s-1"', "wild donkey", "kulan",
    ):  # fmt: skip
        assert xml.count(kept) == 1, kept
    assert "wild ass" not in xml and xml.count("<entry") == 1
    send(household, tmp_path / "table.csv", ["Steppe"])
    assert second.headword == first.headword and "steppe" not in (tmp_path / "table.csv").read_text("utf-8")
    with homes.opened(tmp_path / "other") as other:
        bring(other, look(other, tmp_path / "back.lift.zip"), into="Steppe")
        send(other, tmp_path / "again.lift.zip", ["Steppe"])
    assert zipfile.ZipFile(tmp_path / "again.lift.zip").read("Steppe/Steppe.lift") == (
        zipfile.ZipFile(tmp_path / "back.lift.zip").read("Steppe/Steppe.lift")
    ), "there and back again is the same"


@pytest.mark.parametrize("ending", ["apkg", "lift.zip"])
def test_pictures_come_to_words_that_have_none(household: Household, tmp_path: Path, ending: str) -> None:
    list_id = own_lists.make(household, "Steppe")
    for word, meaning in (("qulan", "wild ass"), ("yultuzqaymaq", "nothing")):
        own_lists.add_new(household, list_id, word, meaning, "en")
    ass, none = lists.chosen(household, "Steppe").senses
    one_word.show_photo(household, ass.id, png(32))
    apple = lists.chosen(household, "animals").senses[0]
    own_lists.change(household, list_id, [ass.id, none.id, apple.id])
    sent = tmp_path / f"steppe.{ending}"
    send(household, sent, ["Steppe"])
    with homes.opened(tmp_path / "other") as other:
        found = look(other, sent)
        assert found.pictures == 2
        brought = bring(other, found)
        assert (brought.words, brought.pictures, brought.unread) == (2, 1, 0)
        ass, none, fruit = lists.chosen(other, "Steppe").senses
        assert (none.picture, fruit.picture) == (None, apple.picture), "what is here keeps its picture"
        kept = other.picture(str(ass.picture))
        assert kept is not None and len(kept.read_bytes()) < 2_000
        media.check_picture(kept.read_bytes(), "a")
        assert bring(other, look(other, sent)).pictures == 0, "the same file again changes nothing"


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "json"])
def test_everything_goes_out_and_is_known_again(household: Household, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"all.{ending}"
    count = send(household, path).words
    found = look(household, path)
    assert count == len(found.matched) > 1_000
    assert {one.match for one in found.matched} == {Match.HERE}
    known = [str(one.sense.id) for one in found.matched if one.sense]
    assert known == [one.entry.key for one in found.matched]


def test_an_unapproved_sentence_does_not_leave(household: Household, tmp_path: Path) -> None:
    send(household, tmp_path / "all.tsv")
    header, *rows = (tmp_path / "all.tsv").read_text(encoding="utf-8-sig").splitlines()
    place = header.split("\t").index("Example")
    assert not any(row.split("\t")[place] for row in rows)


def test_nothing_is_written_over(household: Household, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        send(household, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "mine"


# --- the commands ------------------------------------------------------------------------------------------


def run(home: Path, *words: str, answer: str = "") -> Result:
    return CliRunner(env={"ANATIL_HOME": str(home)}).invoke(main, list(words), input=answer)


def test_a_teacher_looks_says_yes_and_gets_the_list_back_as_a_workbook(tmp_path: Path) -> None:
    table = tmp_path / "Herbst.csv"
    table.write_text(f"Uyghur;Deutsch\n{APPLE};Apfel\nقۇلان;Wildesel\n?;?\n", encoding="utf-8")
    tried = run(tmp_path / "home", "import", str(table), "--dry-run")
    assert "1 here already, 1 new" in tried.output and "dry run" in tried.output
    refused = run(tmp_path / "home", "import", str(table), answer="n\n")
    assert refused.exit_code == 1
    missing = run(tmp_path / "home", "export", str(tmp_path / "a.xlsx"), "--list", "Herbst")
    assert missing.exit_code == 1 and "no list here" in missing.output
    came = run(tmp_path / "home", "import", str(table), answer="y\n")
    assert "1 new word, 0 further meanings" in came.output, came.output
    assert "left out, row 4" in came.output
    gone = run(tmp_path / "home", "export", str(tmp_path / "a.xlsx"), "--list", "Herbst")
    assert gone.exit_code == 0 and "2 words" in gone.output


def test_a_file_of_no_known_kind_and_one_that_is_there_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"x")
    assert "--format" in run(tmp_path / "home", "import", str(tmp_path / "a.doc")).output
    assert "already there" in run(tmp_path / "home", "export", str(tmp_path / "a.doc")).output
