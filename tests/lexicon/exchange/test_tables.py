"""Tables of words from strangers: what comes out of them, what they may not do, and the way back."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.exchange.entries import Entry, Sentence
from lexicon.exchange.tables import reading, writing
from lexicon.exchange.tables.book import armed, book, disarmed
from lexicon.exchange.tables.columns import Columns, ColumnsError, Part, guess
from lexicon.exchange.tables.reading import TableError, rows_of_file, rows_of_text

APPLE, BREAD = "ئالما", "نان"


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def entries(rows: Sequence[reading.Row]) -> tuple[Entry, ...]:
    return book(rows, guess(rows)).entries


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_however_a_spreadsheet_has_saved_it(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = [["Uyghur", "Deutsch"], [APPLE, "Apfel, rot"], [BREAD, 'das "Brot"']]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line] for line in lines]
    text = "\r\n".join(separator.join(line) for line in quoted)
    rows = rows_of_file(saved(tmp_path, "words.csv", text.encode(encoding)))
    assert [(one.headword, one.glosses) for one in entries(rows)] == [
        (APPLE, {"de": "Apfel, rot"}),
        (BREAD, {"de": 'das "Brot"'}),
    ]


def test_without_headers_the_uyghur_column_is_told_by_its_letters() -> None:
    rows = rows_of_text(f"apple\t{APPLE}\nbread\t{BREAD}\n")
    columns = guess(rows)
    assert columns.kinds == ("und", Part.UYGHUR) and columns.guessed and not columns.header
    assert entries(rows)[0] == Entry(APPLE, {"und": "apple"}, place="row 1")


def test_a_wrong_guess_is_set_right_and_a_wrong_name_is_refused_with_those_there_are() -> None:
    rows = rows_of_text(f"{APPLE}\telma\tred\n")
    found = book(rows, Columns.of(["uyghur", "tr", "note"], header=False)).entries
    assert (found[0].glosses, found[0].note) == ({"tr": "elma"}, "red")
    with pytest.raises(ColumnsError, match="uyghur, latin, cyrillic"):
        Columns.of(["farbe"], header=False)


def test_a_row_without_a_word_is_named_and_an_empty_one_is_nothing() -> None:
    rows = rows_of_text(f"Uyghur,English\n{APPLE},apple\n,nobody\n,\n")
    read = book(rows, guess(rows))
    assert [one.place for one in read.entries] == ["row 2"]
    assert [(one.place, one.why) for one in read.passed] == [("row 3", "there is no Uyghur word in it")]


def test_several_lists_stand_in_one_cell() -> None:
    rows = rows_of_text(f"Uyghur\tTheme\n{APPLE}\tfruit; week 3 ;\n")
    assert entries(rows)[0].lists == ("fruit", "week 3")


FORMULAS = ["=1+1", "+49 170", "-لار", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula_for_a_spreadsheet_and_it_comes_back_as_it_was(cell: str) -> None:
    assert not disarmed(cell).startswith(("=", "+", "-", "@", "\t"))
    assert armed(disarmed(cell)) == cell


def test_a_workbook_holds_texts_and_no_formula(tmp_path: Path) -> None:
    content = writing.workbook([("Uyghur", "English"), (APPLE, "=1+1")], "a/b:c")
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        sheet = zipped.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    rows = rows_of_file(saved(tmp_path, "a.xlsx", content))
    assert rows == (("Uyghur", "English"), (APPLE, "=1+1"))


def test_the_same_words_make_the_same_workbook_and_it_says_nothing_of_who_or_when() -> None:
    rows = [("Uyghur", "English"), (APPLE, "apple")]
    content = writing.workbook(rows)
    assert content == writing.workbook(rows)
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        about = zipped.read("docProps/core.xml").decode()
    assert "1980-01-01T00:00:00Z" in about and "openpyxl" not in about


TEXT = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20).map(lambda text: text.strip("'"))
GLOSSES = st.dictionaries(st.sampled_from(["en", "de", "ru", "tr", "sv"]), TEXT.filter(bool), min_size=1)
ENTRIES = st.lists(
    st.builds(
        Entry,
        headword=st.sampled_from([APPLE, BREAD, "سۇ", "-لار", "ئالما-ئۈزۈم"]),
        glosses=GLOSSES,
        part_of_speech=st.sampled_from(["", "noun", "verb"]),
        examples=st.sampled_from([(), (Sentence("نان يە."),)]),
        lists=st.sampled_from([(), ("1-ھەپتە",), ("fruit", "food")]),
        note=TEXT,
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)  # files are written: how long that takes says nothing
@given(ENTRIES, st.sampled_from(["csv", "tsv", "xlsx"]))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[Entry], kind: str
) -> None:
    rows = writing.table(written)
    separator = {"csv": ",", "tsv": "\t"}.get(kind, "")
    content = writing.workbook(rows) if kind == "xlsx" else writing.text(rows, separator)
    path = saved(tmp_path_factory.mktemp("t"), f"words.{kind}", content)
    found = entries(rows_of_file(path))

    def bare(one: Entry) -> tuple[object, ...]:
        return one.headword, dict(one.glosses), one.part_of_speech, one.examples, one.lists, one.note

    def plain(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).split())

    wanted = [
        (one.headword, {code: plain(text) for code, text in one.glosses.items()}, one.part_of_speech,
         one.examples, one.lists, plain(one.note))
        for one in written
    ]  # fmt: skip
    assert [bare(one) for one in found] == wanted


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "ئالما,Äpfel".encode("utf-16")[2:], "UTF-8"),
        ("a.csv", "Äpfel;Брот".encode("cp1251", "replace"), "UTF-8"),
        ("a.csv", b"\x00\x01\x02", "no table"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
        ("a.xlsx", zipped(word__document=b"<x/>"), "no workbook"),
        ("a.xlsx", zipped(xl__workbook=ENTITIES), "no spreadsheet writes"),
        ("a.xlsx", zipped(xl__workbook=b"<workbook>"), "damaged"),
        ("a.xlsx", zipped(xl__workbook=b"0" * 3_000_000), "grow beyond measure"),
        ("a.csv", ("x," * 200).encode(), "100 columns"),
        ("a.csv", ("ئا" * 2_000).encode(), "2,000 letters"),
        ("a.csv", b"a\n" * 200_001, "200,000 rows"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    with pytest.raises(TableError, match=says):
        rows_of_file(saved(tmp_path, name, content))


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000)
    with pytest.raises(TableError, match="too large"):
        rows_of_file(saved(tmp_path, "a.csv", b"a,b\n" * 300))
