"""Words as JSON: as the schema says, there and back, and what is none refused with the reason."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.exchange import plain
from lexicon.exchange.entries import Entry, Sentence
from lexicon.exchange.plain import PlainError

ENTRIES = (
    Entry(
        "ئالما", {"de": "Apfel", "en": "apple"}, "noun", (Sentence("ئالما يە.", {"en": "Eat an apple."}),),
        ("مېۋە",), note="a note", key="1", place="word 1",
    ),
    Entry("نان", place="word 2"),
)  # fmt: skip


def told(folder: Path, value: Any) -> Path:
    path = folder / "words.json"
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return path


def test_every_field_of_a_word_is_in_the_schema_and_none_else(root: Path, tmp_path: Path) -> None:
    schema = json.loads((root / "docs" / "words.schema.json").read_text(encoding="utf-8"))
    found = json.loads(plain.written(ENTRIES, "a"))
    assert set(found) == set(schema["properties"])
    word = schema["properties"]["words"]["items"]
    assert set(found["words"][0]) == set(word["properties"])
    assert set(found["words"][1]) == set(word["required"])
    assert set(found["words"][0]["examples"][0]) == set(word["properties"]["examples"]["items"]["properties"])
    assert plain.read(told(tmp_path, plain.written(ENTRIES, "a"))).entries == ENTRIES


TEXT = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=10)


@settings(deadline=None)  # files are written: how long that takes says nothing
@given(
    st.lists(
        st.builds(Entry, TEXT, st.dictionaries(st.sampled_from(["en", "de"]), TEXT), lists=st.tuples(TEXT))
    )
)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    def nfc(entry: Entry) -> tuple[Any, ...]:
        glosses = {code: unicodedata.normalize("NFC", text) for code, text in entry.glosses.items()}
        return unicodedata.normalize("NFC", entry.headword), glosses, tuple(
            unicodedata.normalize("NFC", name) for name in entry.lists
        )  # fmt: skip

    path = told(tmp_path_factory.mktemp("plain"), plain.written(entries, "a"))
    assert list(map(nfc, plain.read(path).entries)) == list(map(nfc, entries))


def test_a_word_that_is_not_as_the_format_says_is_passed_over_and_said(tmp_path: Path) -> None:
    odd = [
        5,
        {},
        {"headword": 7},
        {"headword": "ئالما", "lists": "x"},
        {"headword": "ئالما", "meanings": [1]},
    ]
    book = plain.read(told(tmp_path, {"format": plain.FORMAT, "version": 1, "words": odd}))
    assert [one.place for one in book.passed] == ["word 1", "word 2", "word 3", "word 4"]
    assert book.entries == (Entry("ئالما", place="word 5"),)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (b"\xff\xfe{", "no JSON in UTF-8"),
        (b"[" * 100_000, "damaged"),
        ({"words": []}, "no words of Ana Til"),
        ([1], "no words of Ana Til"),
        ({"format": "anatil-words", "version": 2, "words": []}, "newer"),
        ({"format": "anatil-words", "version": 1, "words": [1] * 200_001}, "200,000 words"),
    ],
)
def test_what_is_no_file_of_words_is_refused_with_the_reason(value: Any, says: str, tmp_path: Path) -> None:
    with pytest.raises(PlainError, match=says):
        plain.read(told(tmp_path, value))
