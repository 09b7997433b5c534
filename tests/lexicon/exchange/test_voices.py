"""What the three sources of voices say they have, on folders and zips laid out as the real ones are."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from lexicon.exchange import voices
from lexicon.exchange.common_voice import only_word
from lexicon.exchange.flaws import ArchiveError, SourceError
from lexicon.exchange.naming import Words, said_by
from lexicon.exchange.voices import Kind, Source, line
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script, from_arabic

COLUMNS = (
    "client_id", "path", "sentence_id", "sentence", "sentence_domain", "up_votes", "down_votes", "age",
    "gender", "accents", "variant", "locale", "segment",
)  # fmt: skip
PERSON = "0123abcd" * 16


def source_of(path: Path) -> Source:
    with voices.opened(path) as source:
        return source


def common_voice(folder: Path, rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS) -> Path:
    home = folder / "cv-corpus-26.0" / "ug"
    (home / "clips").mkdir(parents=True)
    usual = {"client_id": PERSON, "up_votes": "2", "down_votes": "0", "locale": "ug"}
    lines = ["\t".join(columns)]
    for number, row in enumerate(rows):
        cells = usual | {"path": f"common_voice_ug_{number}.mp3"} | row
        lines.append("\t".join(cells.get(column, "") for column in columns))
        if "/" not in cells["path"]:
            (home / "clips" / cells["path"]).write_bytes(f"clip {number}".encode())
    (home / "validated.tsv").write_text("\n".join(lines) + "\n")
    return home.parent


def lingua_libre(folder: Path, names: Sequence[str]) -> Path:
    path = folder / "Q13263-uig-Uyghur.zip"
    with zipfile.ZipFile(path, "w") as archive:  # stored, as the site's own tool does
        archive.comment = b"Archive containing recordings from Lingua Libre (lingualibre.org)"
        for name in names:
            archive.writestr(name, name.encode())
    return path


# --- a folder --------------------------------------------------------------------------------------------


def test_a_folder_offers_its_sounds_by_name_and_says_why_not_the_others(tmp_path: Path) -> None:
    (tmp_path / "animals").mkdir()
    for name in ("ئالما.mp3", "animals/at.WAV", "notes.txt", ".DS_Store", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"some")
    (tmp_path / "LL-Q13263 (uig)-Somebody-ئات.wav").write_bytes(b"some")
    (tmp_path / "elsewhere.mp3").symlink_to("/etc/passwd")
    (tmp_path / "more").symlink_to(tmp_path / "animals")
    source = source_of(tmp_path)
    assert (source.kind, source.left) == (Kind.FOLDER, {})
    assert [(one.name, one.words, one.speaker) for one in source.offered] == [
        ("animals/at.WAV", ("at",), ""),
        ("ئالما.mp3", ("ئالما",), ""),
    ]
    assert {one.name: one.why.split()[0:4] for one in source.refused} == {
        "LL-Q13263 (uig)-Somebody-ئات.wav": ["It", "comes", "from", "Lingua"],
        "elsewhere.mp3": ["It", "is", "no", "plain"],
        "more": ["It", "is", "no", "plain"],
        "notes.txt": ["By", "its", "ending", "it"],
    }


def test_a_file_is_read_when_it_is_asked_for_and_never_more_than_one_word_needs(tmp_path: Path) -> None:
    small, large = tmp_path / "a.wav", tmp_path / "b.wav"
    small.write_bytes(b"some sound")
    with large.open("wb") as file:
        file.truncate(voices.MOST_BYTES + 1)
    first, second = source_of(tmp_path).offered
    assert first.read() == b"some sound"
    with pytest.raises(SourceError, match="too large"):
        second.read()
    small.unlink()
    small.symlink_to("/etc/passwd")  # changed after it was listed
    with pytest.raises(SourceError, match="no plain file"):
        first.read()


@pytest.mark.parametrize(
    "stem",
    ["alma", "01 alma", "01. alma", "3-alma", "alma_2", "alma (2)", "alma (apple)", "alma 12", " alma "],
)
def test_numbers_and_brackets_around_a_word_do_not_count(stem: str) -> None:
    assert said_by(stem)[-1] == "alma"


# --- Lingua Libre ----------------------------------------------------------------------------------------


def test_a_dataset_zip_tells_word_and_speaker(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = lingua_libre(
            tmp_path,
            [
                "Q13263-uig-Uyghur/Anar/ئالما.ogg",
                "Q13263-uig-Uyghur/Anar (Moma)/ئات (horse).ogg",
                "Q13263-uig-Uyghur/Anar/ئالما.ogg",
                "Q13263-uig-Uyghur/Anar/readme.txt",
                "Q13263-uig-Uyghur/lost.ogg",
            ],
        )
    with voices.opened(path) as source:
        assert [(one.name, one.words, one.speaker) for one in source.offered] == [
            ("ئالما.ogg", ("ئالما",), "Anar"),
            ("ئات (horse).ogg", ("ئات (horse)", "ئات"), "Anar (Moma)"),
            ("ئالما.ogg", ("ئالما",), "Anar"),
        ]
        assert source.offered[1].read() == "Q13263-uig-Uyghur/Anar (Moma)/ئات (horse).ogg".encode()
        assert [one.name for one in source.refused] == ["readme.txt", "Q13263-uig-Uyghur/lost.ogg"]
        one = source.offered[1]
        assert line(one.attribution, one.licence) == "Anar (Moma), Lingua Libre, CC BY-SA 4.0"


def test_a_set_of_another_language_and_another_zip_say_what_to_do(tmp_path: Path) -> None:
    other = tmp_path / "Q24-deu-German.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("Q24-deu-German/Somebody/Apfel.ogg", b"sound")
    with pytest.raises(SourceError, match="another language \\(deu\\)"):
        source_of(other)
    plain = tmp_path / "words.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("alma.ogg", b"sound")
    with pytest.raises(SourceError, match="unpack it"):
        source_of(plain)
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    with pytest.raises(ArchiveError, match="no zip"):
        source_of(tmp_path / "song.mp3")


def test_an_attribution_is_one_plain_line() -> None:
    assert line("A\n\u202eB\tC", "CC-BY-4.0") == "A��B�C, CC BY 4.0"
    assert line("", "") == ""


# --- Common Voice ----------------------------------------------------------------------------------------


def test_of_common_voice_come_single_words_that_listeners_approved(tmp_path: Path) -> None:
    corpus = common_voice(
        tmp_path,
        [
            {"sentence": "ئالما."},
            {"sentence": "بۇ ئالما."},
            {"sentence": "«ئات»", "up_votes": "3", "down_votes": "2"},
            {"sentence": "ئات", "up_votes": "2", "down_votes": "2"},
            {"sentence": "ئات", "up_votes": "1"},
            {"sentence": "ئات", "up_votes": "many"},
            {"sentence": 'ئانار"', "client_id": "another"},
        ],
    )
    source = source_of(corpus)
    assert source.kind is Kind.COMMON_VOICE
    assert [one.words[0] for one in source.offered] == ["ئالما", "ئات", "ئانار"]
    assert source.left == {"sentences": 1, "words that too few listeners approved": 3}
    assert source.offered[0].read() == b"clip 0"
    assert {line(one.attribution, one.licence) for one in source.offered} == {
        "Common Voice contributor, CC0 1.0"
    }
    assert source_of(corpus / "ug") is not None


def test_a_person_is_told_apart_without_their_id_and_the_same_in_the_next_release(tmp_path: Path) -> None:
    rows = [
        {"sentence": "ئات", "path": "common_voice_ug_1000.mp3"},
        {"sentence": "بۇ ئالما.", "path": "common_voice_ug_999.mp3"},
        {"sentence": "ئانار", "path": "common_voice_ug_1001.mp3", "client_id": "another"},
    ]
    source = source_of(common_voice(tmp_path, rows))
    assert [one.speaker for one in source.offered] == ["common_voice_ug_999.mp3", "common_voice_ug_1001.mp3"]
    assert PERSON not in repr(source)
    later = [*rows, {"sentence": "ئالما", "path": "common_voice_ug_2000.mp3"}]
    again = source_of(common_voice(tmp_path / "later", later[::-1]))
    assert {one.speaker for one in again.offered} == {one.speaker for one in source.offered}


def test_whoever_may_be_a_child_does_not_come_in_with_any_clip(tmp_path: Path) -> None:
    source = source_of(
        common_voice(
            tmp_path,
            [
                {"sentence": "ئات"},
                {"sentence": "بۇ ئالما.", "age": "teens"},
                {"sentence": "ئانار", "client_id": "another", "age": "sixties"},
            ],
        )
    )
    assert [one.words for one in source.offered] == [("ئانار",)]
    assert source.left["words said by somebody who may be a child"] == 1


def test_a_table_that_is_odd_is_refused_and_odd_rows_are_counted(tmp_path: Path) -> None:
    odd = [{"sentence": "ئات", "path": "../../etc/passwd"}, {"sentence": "x" * 25_000}, {"sentence": "ئانار"}]
    source = source_of(common_voice(tmp_path / "rows", odd))
    assert [one.name for one in source.refused] == ["../../etc/passwd"]
    assert [one.words for one in source.offered] == [("ئانار",)]
    assert source.left == {"rows that cannot be read": 1}
    with pytest.raises(SourceError, match="another language"):
        source_of(common_voice(tmp_path / "other", [{"sentence": "Apfel", "locale": "de"}]))
    with pytest.raises(SourceError, match="no table of Common Voice"):
        source_of(common_voice(tmp_path / "columns", [], COLUMNS[1:]))


def test_columns_go_by_name_as_releases_change_them(tmp_path: Path) -> None:
    older = ("client_id", "path", "sentence", "up_votes", "down_votes", "age", "gender", "accents", "locale")
    assert len(source_of(common_voice(tmp_path, [{"sentence": "ئات"}], older)).offered) == 1


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("ئالما!", "ئالما"),
        (" «ئالما» ", "ئالما"),
        ("قاچا-قۇچا.", "قاچا-قۇچا"),
        ("ئالما ئات", ""),
        ("… 7 !", ""),
        ("", ""),
    ],
)
def test_a_sentence_of_one_word_is_that_word(sentence: str, word: str) -> None:
    assert only_word(sentence) == word


# --- names in any script ---------------------------------------------------------------------------------


def words(*headwords: str) -> Words:
    return Words([
        Sense(UUID(int=number), headword, "noun", {}, UUID(int=0), number)
        for number, headword in enumerate(headwords, 1)
    ])  # fmt: skip


HEADWORDS = ("ئالما", "سائەت", "مۇئەللىم", "چىش", "قاچا-قۇچا", "تېلېفون", "ئۇزۇن", "ژۇرنال", "يۇرت", "ئاكا")


@pytest.mark.parametrize("headword", HEADWORDS)
@pytest.mark.parametrize("script", [Script.ARABIC, Script.LATIN, Script.CYRILLIC, Script.YENGI])
def test_a_name_in_any_script_means_the_word(headword: str, script: Script) -> None:
    written = from_arabic(headword, script)
    for name in (written, written.upper(), written.replace("ئ", ""), f"12 {written} (2)"):
        assert [sense.headword for sense in words(*HEADWORDS).meant(said_by(name))] == [headword], name


def test_every_sense_of_a_spelling_is_meant_and_nothing_that_is_only_near() -> None:
    here = words("ئوت", "ئوت", "ئۆت", "سۈرەت", "سۈرئەت")
    assert len(here.meant(["ot"])) == 2
    assert here.meant(["otlar"]) == here.meant(["o"]) == here.meant([""]) == here.meant(["…", "7"]) == ()
    assert [sense.headword for sense in here.meant(["سۈرئەت"])] == ["سۈرئەت"]


def test_a_name_that_may_be_two_words_means_neither() -> None:
    assert words("سائەت", "ساەئت").meant(["ساەت"]) == ()
