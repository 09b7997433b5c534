"""Reading the starter's files: what is accepted, and every complaint as a teacher reads it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from lexicon.starter import reading
from lexicon.starter.rows import COLUMNS
from tests.lexicon import made

HEADER = "\t".join(COLUMNS)


def complaints(folder: Path) -> list[str]:
    return [str(one) for one in reading.read(folder).complaints]


def spoiled(folder: Path, **changes: str) -> list[str]:
    """What is said when one row of an otherwise good starter is changed so."""
    made.starter(folder)
    animals = [made.row(20, "ھايۋانلار", pos="theme"), made.row(21, "مۈشۈك"), made.row(22, "ئىت")]
    animals[2] |= changes
    made.file(folder, "02-animals.tsv", animals)
    return complaints(folder)


# --- what is accepted ------------------------------------------------------------------------------------


def test_themes_and_senses_come_as_they_stand_in_the_files(tmp_path: Path) -> None:
    read = reading.read(made.starter(tmp_path))
    assert read.complaints == ()
    fruit, animals = read.themes
    assert (fruit.file, fruit.titles["ug"], fruit.titles["de"]) == ("01-fruit.tsv", "مېۋە", "Obst")
    assert [sense.headword for sense in animals.senses] == ["مۈشۈك", "ئىت"]
    assert fruit.senses[0].apart == {made.uid(13)}
    assert fruit.senses[2].picture is None


def test_a_byte_order_mark_and_windows_line_ends_and_empty_rows_are_fine(tmp_path: Path) -> None:
    plain = reading.read(made.starter(tmp_path)).themes
    for path in tmp_path.glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + lines.encode() + b"\t\t\t\r\n\r\n")
    again = reading.read(tmp_path)
    assert again.complaints == ()
    assert again.themes == plain


def test_a_further_language_is_one_more_meaning(tmp_path: Path) -> None:
    columns = (*COLUMNS, "kk", "zh-Hans")
    made.file(
        tmp_path,
        "01-fruit.tsv",
        [made.row(10, "مېۋە", pos="theme", kk="жеміс"), made.row(11, "ئالما", kk="алма")],
        columns,
    )
    (theme,) = reading.read(tmp_path).themes
    assert theme.titles["kk"] == "жеміс"
    assert theme.senses[0].glosses["kk"] == "алма"
    assert "zh-Hans" not in theme.senses[0].glosses


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    rows = [made.row(10, "مېۋە", pos="theme"), made.row(11, "ئالما")]
    made.file(tmp_path, "01-fruit.tsv", rows, tuple(reversed(COLUMNS)))
    (theme,) = reading.read(tmp_path).themes
    assert theme.senses[0].headword == "ئالما"


def test_one_spelling_may_be_two_words_that_are_numbered(tmp_path: Path) -> None:
    assert spoiled(tmp_path, headword="مۈشۈك", homonym="2") == []


def test_the_starter_of_this_project_has_nothing_to_complain_of() -> None:
    assert [str(one) for one in reading.read().complaints] == []


# --- complaints about single rows ------------------------------------------------------------------------

NFD = unicodedata.normalize("NFD", "ئىت")


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"id": ""}, 'the row has no id; run "anatil words ids" to give it one.'),
        ({"id": "12"}, '"12" is not an id; empty the cell and run "anatil words ids".'),
        ({"id": "{" + str(made.uid(5)) + "}"}, f'"{{{made.uid(5)}}}" is not an id; empty the cell'),
        ({"headword": ""}, "the headword is missing."),
        ({"headword": NFD}, f"the letters of {NFD} are stored in pieces; write it as ئىت (Unicode NFC)."),
        (
            {"headword": "ئیت"},
            "ئیت has ی (U+06CC ARABIC LETTER FARSI YEH), which is not a Uyghur letter;"
            " it should probably be ى or ي.",
        ),
        ({"headword": "ئىـت"}, "which is not a Uyghur letter; it should probably be nothing."),
        ({"headword": "ئى\u200fت"}, "(U+200F RIGHT-TO-LEFT MARK), which is not a Uyghur letter; it should"),
        ({"headword": "ﻛﻮك"}, "(U+FEDB ARABIC LETTER KAF INITIAL FORM), which is not a Uyghur letter; it "
                              "should probably be ك."),
        ({"headword": "کۆك"}, "it should probably be ك."),
        ({"headword": "ئىتq"}, "has q (U+0071 LATIN SMALL LETTER Q), which is not a Uyghur letter."),
        ({"pos": "nuon"}, 'the part of speech "nuon" is not known; use one of noun, verb,'),
        ({"de": ""}, "the German meaning (de) is missing."),
        ({"ru": ""}, "the Russian meaning (ru) is missing."),
        ({"fr": "chien\u202e"}, "the meaning in fr has an invisible (U+202E RIGHT-TO-LEFT OVERRIDE); take"),
        ({"de": "Hu\u0308ndchen"}, 'the letters of "Hu\u0308ndchen" (de) are stored in pieces'),
        ({"picture": "1f436"}, '"1f436" is not a picture\'s code; it is written like 1F34E'),
        ({"picture": "dog.png"}, '"dog.png" is not a picture\'s code;'),
        ({"level": "4"}, 'the level is "4"; it is 1, 2 or 3.'),
        ({"level": ""}, 'the level is ""; it is 1, 2 or 3.'),
        ({"status": "sure"}, 'the status "sure" is not known; use one of waiting, approved.'),
        ({"homonym": "two"}, 'the homonym number is "two"; it is 1 to 9, or the cell stays empty.'),
        ({"domain": "animals"}, '"animals" is not a semantic domain; it is written like 5.2.3.1.'),
        ({"apart": "cat"}, '"cat" in the column "apart" is not an id.'),
        ({"apart": str(made.uid(22))}, 'the column "apart" names the row itself; take that id out.'),
        (
            {"apart": str(made.uid(77))},
            f'the column "apart" names {made.uid(77)}, and no row has that id.',
        ),
        ({"apart": str(made.uid(20))}, f'the column "apart" names {made.uid(20)}, and no row has that id.'),
        ({"pos": "theme"}, 'only the first row under the header is the theme ("pos" is "theme").'),
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_is_told_by_file_line_and_sentence(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    (complaint,) = spoiled(tmp_path, **changes)
    assert complaint.startswith("02-animals.tsv, line 4: ")
    assert said in complaint


def test_a_copied_id_is_told_with_the_place_it_was_copied_from(tmp_path: Path) -> None:
    assert spoiled(tmp_path, id=str(made.uid(12))) == [
        "02-animals.tsv, line 4: the id is also on line 4 of 01-fruit.tsv; "
        'run "anatil words ids" to give the copy ids of its own.'
    ]
    assert spoiled(tmp_path, id=str(made.uid(21)).upper())[0].startswith(
        "02-animals.tsv, line 4: the id is also on line 3; run"
    )


def test_a_word_that_stands_twice_is_told(tmp_path: Path) -> None:
    assert spoiled(tmp_path, headword="ئالما") == [
        "02-animals.tsv, line 4: ئالما is also on line 3 of 01-fruit.tsv; take one out, or, if they are two "
        'words, number them in the column "homonym".'
    ]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    made.starter(tmp_path)
    made.file(
        tmp_path,
        "02-animals.tsv",
        [made.row(20, "ھايۋانلار", pos="theme", en=""), made.row(21, "مۈشۈك", level="9", tr=""),
         made.row(None, "ئىت")],
    )  # fmt: skip
    said = complaints(tmp_path)
    assert [one.split(":")[0] for one in said] == [
        f"02-animals.tsv, line {number}" for number in (2, 3, 3, 4)
    ]
    assert reading.read(tmp_path).themes == ()


# --- complaints about whole files ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", 'x.tsv, line 1: the column "id" is missing.'),
        (f"{HEADER}\n".encode(), 'x.tsv, line 2: there is no row; the first is the theme itself ("pos" is'),
        (f"{HEADER}\n".encode("utf-16"), "x.tsv, line 1: the file is in UTF-16; save it again as"),
        (
            f"{HEADER}\n\n".encode() + "é".encode("latin-1"),
            "x.tsv, line 3: the file is not in UTF-8; save it again as tab-separated text in UTF-8.",
        ),
        (f"{HEADER}\na\tb\n".encode(), "x.tsv, line 2: the row has 2 cells and the header 20; put the tabs"),
        (HEADER.replace("\tru", "").encode(), 'x.tsv, line 1: the column "ru" is missing.'),
        (f"{HEADER}\tmeaning".encode(), 'x.tsv, line 1: the column "meaning" is not known; a further lang'),
        (f"{HEADER}\ten".encode(), 'x.tsv, line 1: there are 2 columns called "en"; keep one.'),
    ],
)
def test_a_file_that_cannot_be_taken_apart_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.tsv").write_bytes(content)
    assert complaints(tmp_path)[0].startswith(said)


def test_a_missing_theme_row_is_told(tmp_path: Path) -> None:
    made.file(tmp_path, "01-fruit.tsv", [made.row(11, "ئالما")])
    assert complaints(tmp_path) == [
        "01-fruit.tsv, line 2: the theme row is missing; the first row under the header is the theme "
        '("pos" is "theme").'
    ]


def test_cells_in_quotation_marks_are_told(tmp_path: Path) -> None:
    assert spoiled(tmp_path, en='"dog, hound"') == [
        '02-animals.tsv, line 4: "dog, hound" stands in quotation marks; save it again as tab-separated text '
        "in UTF-8 and without quotation marks."
    ]


def test_the_digest_changes_with_any_byte_and_with_a_name(tmp_path: Path) -> None:
    before = reading.digest(made.starter(tmp_path))
    assert reading.digest(tmp_path) == before
    (tmp_path / "02-animals.tsv").rename(tmp_path / "03-animals.tsv")
    renamed = reading.digest(tmp_path)
    (tmp_path / "03-animals.tsv").write_bytes((tmp_path / "03-animals.tsv").read_bytes() + b"\n")
    assert len({before, renamed, reading.digest(tmp_path)}) == 3
