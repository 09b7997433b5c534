"""A corrections file: what goes in comes out, and what is not one is refused with a reason."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.corrections import MOST_BYTES, CorrectionsError, NewerCorrectionsError, read, write
from lexicon.judgements import Judgement, Kind, Said
from tests.lexicon import made

READER = made.uid(700)
APPLE = {"text": "ئالما", "meaning": "apple", "language": "en"}


def judgement(number: int = 1, **changes: Any) -> Judgement:
    given = {"kind": Kind.WORD, "target": str(made.uid(number)), "shown": APPLE, "said": Said.APPROVE}
    return Judgement(reader=READER, **{**given, "changes": {}, "month": "2026-11", **changes})


def told(**changes: Any) -> dict[str, Any]:
    """A whole file as it would be written, with one part changed."""
    return {**json.loads(write(READER, "Moma", [judgement()])), **changes}


def spoiled(**changes: Any) -> bytes:
    """A file whose one judgement has a part changed."""
    content = told()
    content["judgements"][0] |= changes
    return json.dumps(content, ensure_ascii=False).encode()


texts = st.text(st.sampled_from("ئالماapple ,.!"), max_size=30)


@given(
    st.lists(
        st.builds(
            judgement,
            number=st.integers(1, 50),
            said=st.sampled_from([Said.APPROVE, Said.REMOVE, Said.UNSURE]),
            shown=st.fixed_dictionaries({"text": texts, "meaning": texts, "language": st.just("en")}),
            changes=st.one_of(st.just({}), st.fixed_dictionaries({"note": texts})),
        ),
        unique_by=lambda one: one.target,
        max_size=20,
    )
)
def test_what_was_written_is_read_and_the_same_judgements_give_the_same_bytes(
    judgements: list[Judgement],
) -> None:
    content = write(READER, "Moma", judgements)
    found = read(content)
    assert (found.reader, found.name) == (READER, "Moma")
    assert sorted(found.judgements, key=lambda one: one.target) == sorted(
        judgements, key=lambda one: one.target
    )
    assert write(READER, "Moma", reversed(judgements)) == content


def test_only_the_readers_own_judgements_go_into_the_file() -> None:
    other = Judgement(made.uid(701), Kind.WORD, str(made.uid(2)), APPLE, Said.REMOVE, {}, "2026-11")
    assert read(write(READER, "", [judgement(), other])).judgements == (judgement(),)


def test_a_correction_says_what_it_should_be() -> None:
    one = judgement(
        said=Said.CORRECT, changes={"headword": "ئالمىلار", "meaning.de": "Äpfel", "note": "plural"}
    )
    assert read(write(READER, "", [one])).judgements == (one,)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "damaged or something else"),
        (b"{}", "damaged or something else"),
        (b"PK\x03\x04", "damaged or something else"),
        (b"\xff\xfe{", "damaged or something else"),
        (b"[" * 100_000, "damaged or something else"),
        (b" " * (MOST_BYTES + 1), "larger than 4 MB"),
        (b'{"format": "anatil-corrections", "format": "x"}', "says one thing twice"),
        (json.dumps(told(version=1.5)).encode(), "the number 1.5"),
        (json.dumps(told(version=float("nan"))).encode(), "the number NaN"),
        (json.dumps(told(version=True)).encode(), "other parts"),
        (json.dumps(told(more=1)).encode(), "other parts"),
        (json.dumps(told(reader="me")).encode(), "an id is not one"),
        (json.dumps(told(name="x" * 41)).encode(), "too long"),
        (json.dumps(told(judgements={})).encode(), "no list"),
        (json.dumps(told(judgements=[1])).encode(), "other parts than it should"),
        (json.dumps(told(judgements=told()["judgements"] * 2)).encode(), "two things of one word"),
        (spoiled(kind="song"), "a kind that is not known"),
        (spoiled(said="maybe"), "a kind that is not known"),
        (spoiled(target="../../etc/passwd"), "an id is not one"),
        (spoiled(month="24 November"), "no month"),
        (spoiled(month="2026-11-24"), "no month"),
        (spoiled(shown={"path": "C:/Users/me"}), "cannot be changed"),
        (spoiled(said="correct", changes={"status": "approved"}), "cannot be changed"),
        (spoiled(said="correct", changes={}), "says nothing new"),
        (spoiled(said="approve", changes={"headword": "ئالما"}), "says nothing new"),
        (spoiled(said="correct", changes={"headword": "ئا\u200fلما"}), "invisible signs"),
        (spoiled(said="correct", changes={"headword": "ئالما\x00"}), "invisible signs"),
        (spoiled(said="correct", changes={"headword": "\u064a\u0654الما"}), "not in NFC"),
        (spoiled(said="correct", changes={"headword": "ا" * 501}), "too long"),
        (spoiled(said="correct", changes={"headword": 7}), "missing or too long"),
    ],
)
def test_what_is_no_corrections_file_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(CorrectionsError, match=reason):
        read(content)


def test_a_lone_surrogate_is_refused() -> None:
    content = spoiled(said="correct", changes={"headword": "X"}).replace(b'"X"', b'"\\ud800"')
    with pytest.raises(CorrectionsError, match="invisible"):
        read(content)


def test_a_file_of_a_newer_version_is_told_as_such() -> None:
    with pytest.raises(NewerCorrectionsError):
        read(json.dumps(told(version=2)).encode())


@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_a_file_with_changed_bytes_is_read_or_refused_and_nothing_else(junk: bytes, at: int) -> None:
    content = write(READER, "Moma", [judgement(1), judgement(2, said=Said.REMOVE)])
    at %= len(content)
    with suppress(CorrectionsError):
        read(content[:at] + junk + content[at + len(junk) :])
