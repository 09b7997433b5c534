"""``anatil voices split``: from a message to words, over a file that a person looks at and corrects."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from app.cli import main
from app.services import message_file, messages
from app.services.household import Household
from app.services.message_file import About, ReviewFileError
from app.services.messages import Span
from app.services.studio import Studio
from audio.clip import RATE, Clip
from lexicon import voices
from lexicon.places import Places
from lexicon.records import Recording, Scope, Sense
from tests.app.test_messages import Place, message, review_of
from tests.starter import laid

WORDS = 4
LIST = "animals"


@pytest.fixture(scope="module")
def with_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the starter words and a voice called Rose that has agreed, and Reed, who has not."""
    home = tmp_path_factory.mktemp("home")
    made = Household(laid(Places(home)), lambda: 1_795_000_000_000, uuid4)
    made.open()
    studio = Studio(made, random.Random(1))
    studio.agree(studio.make_speaker("Rose"), Scope.CLASS, "en")
    studio.make_speaker("Reed")
    made.close()
    return home


@pytest.fixture
def home(tmp_path: Path, with_words: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(with_words, tmp_path / "home")
    monkeypatch.setenv("ANATIL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture(scope="module")
def clip() -> Clip:
    return message(7, WORDS)[0]


@pytest.fixture
def sent(tmp_path: Path, clip: Clip, home: Path) -> Path:
    """A message of four words, as it was sent."""
    assert home.exists()
    path = tmp_path / "PTT-20240301-WA0007.wav"
    path.write_bytes(clip.wav())
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The four words that were asked for."""
    path = tmp_path / "words.txt"
    path.write_text("مۈشۈك\nئىت\nئات\nكالا\n", encoding="utf-8")
    return path


def split(*words: object) -> Result:
    return CliRunner().invoke(main, ["voices", "split", *map(str, words)])


def takes(home: Path) -> tuple[Recording, ...]:
    made = Household(Places(home), lambda: 1_795_000_000_000, uuid4)
    with made.kept.read() as connection:
        found = voices.takes(connection)
    made.close()
    return found


def cells(place: Path) -> list[list[str]]:
    return [line.split("\t") for line in place.read_text(encoding="utf-8").splitlines()]


def test_a_message_is_looked_at_corrected_and_kept(
    home: Path, sent: Path, listed: Path, tmp_path: Path
) -> None:
    review = tmp_path / "review.tsv"
    written = split(sent, "--list", listed, "--speaker", "Rose", "--review", review)
    assert written.exit_code == 0, written.output
    assert "4 of 4 words were found" in written.stdout
    assert takes(home) == ()
    rows = cells(review)
    assert [row[0] for row in rows[:4]] == ["# Ana Til: voice messages", "# list", "# voice", "# file 1"]
    assert rows[3][1] == sent.name
    assert [row[1] for row in rows[5:]] == ["مۈشۈك", "ئىت", "ئات", "كالا"]
    drawn = ElementTree.parse(tmp_path / "review.svg")
    told = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"1", "4", "مۈشۈك", "كالا", f"1. {sent.name}"} <= set(told)

    text = review.read_text(encoding="utf-8")
    lines = text.splitlines()
    lines[5], lines[6] = lines[5].replace("مۈشۈك\tcat", "ئىت\tdog"), lines[6].replace("yes", "no")
    review.write_text("\n".join(lines), encoding="utf-8")
    kept = split("--from", review)
    assert (kept.exit_code, kept.stdout) == (0, "3 words of Rose are kept.\n"), kept.output
    assert len(takes(home)) == 3
    again = split("--from", review)
    assert again.stdout == "0 words of Rose are kept, 3 were kept before.\n"
    assert len(takes(home)) == 3


def test_what_is_kept_at_once_is_what_the_review_would_have_kept(
    sent: Path, listed: Path, tmp_path: Path
) -> None:
    kept = split(sent, "--list", listed, "--speaker", "Rose", "--keep")
    assert (kept.exit_code, kept.stdout.splitlines()[-1]) == (0, "4 words of Rose are kept."), kept.output
    split(sent, "--list", listed, "--speaker", "Rose", "--review", tmp_path / "review.tsv")
    assert (
        split("--from", tmp_path / "review.tsv").stdout == "0 words of Rose are kept, 4 were kept before.\n"
    )


def test_nothing_is_kept_unless_it_is_looked_at_or_asked_for(home: Path, sent: Path, listed: Path) -> None:
    told = split(sent, "--list", listed, "--speaker", "Rose")
    assert (told.exit_code, "Nothing is kept yet" in told.stdout) == (0, True)
    assert takes(home) == ()


def test_a_voice_that_has_not_agreed_is_not_listened_to(
    home: Path, sent: Path, listed: Path, tmp_path: Path
) -> None:
    review = tmp_path / "review.tsv"
    for way in (["--keep"], ["--review", review]):
        refused = split(sent, "--list", listed, "--speaker", "Reed", *way)
        assert refused.exit_code == 1
        assert "Reed has not agreed" in refused.output
    split(sent, "--list", listed, "--speaker", "Rose", "--review", review)
    assert split("--from", review, "--speaker", "Reed").exit_code == 1
    assert takes(home) == ()


def test_what_is_no_sound_is_named_and_nothing_is_kept(
    home: Path, sent: Path, listed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "notes.opus"
    other.write_text("mother tongue", encoding="utf-8")
    refused = split(sent, other, "--list", listed, "--speaker", "Rose", "--keep")
    assert (refused.exit_code, "notes.opus is no sound" in refused.output) == (1, True)
    assert takes(home) == ()


def test_what_was_corrected_is_not_written_over(sent: Path, listed: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.tsv"
    review.write_text("an hour's work", encoding="utf-8")
    refused = split(sent, "--list", listed, "--speaker", "Rose", "--review", review)
    assert (refused.exit_code, "there already" in refused.output) == (1, True)
    assert review.read_text(encoding="utf-8") == "an hour's work"


def test_unknown_voices_lists_and_ways_are_said_plainly(sent: Path, listed: Path) -> None:
    assert "no voice called Nobody" in split(sent, "--list", listed, "--speaker", "Nobody").output
    assert split(sent, "--list", "no such list", "--speaker", "Rose").exit_code == 1
    assert split(sent).exit_code == 2
    assert split(sent, "--list", LIST, "--speaker", "Rose", "--keep", "--review", "a.tsv").exit_code == 2


# -- the file itself

HERE = Path("/home/somebody/review.tsv")


def text_of(name: str = "message.opus") -> str:
    review = review_of((0,), (), (1,), sounds=3)
    return message_file.write(About(LIST, "Rose", (HERE.parent / name,)), review, HERE)


def test_a_review_that_is_written_and_read_keeps_the_same_pairs() -> None:
    review = review_of((0,), (), (2, 3), sounds=5).call(0, "مۆمۆ")
    about = About(LIST, "Rose", (HERE.parent / "a.opus",))
    read, lines = message_file.read(message_file.write(about, review, HERE).encode(), HERE)
    assert read == about
    pairs = message_file.pairs(lines, review.senses, [9.0])
    told = [(pair.sense, pair.span, pair.room, pair.own) for pair in pairs]
    assert told == [(pair.sense, pair.span, pair.room, pair.own) for pair in review.kept]


@given(
    st.text(min_size=1).filter(
        lambda name: not re.search(r"[/\0\ud800-\udfff]", name) and name not in (".", "..")
    )
)
def test_any_name_a_message_has_comes_back(name: str) -> None:
    about, _ = message_file.read(text_of(name).encode(), HERE)
    assert about.paths == (HERE.parent / name,)


def test_a_name_that_is_no_unicode_comes_back_too() -> None:
    about, _ = message_file.read(text_of("\udcff\udc80.opus").encode(), HERE)
    assert about.paths[0].name == "\udcff\udc80.opus"


def test_no_cell_of_a_message_is_a_formula() -> None:
    for name in ("=1+1", "+1", "-1", "@a"):
        text = message_file.write(About(LIST, "Rose", (Path(name),)), review_of(sounds=0), Path("review.tsv"))
        assert f"\t%{ord(name[0]):02X}" in text


def test_a_spreadsheet_may_write_its_own_line_ends_and_commas() -> None:
    plain = text_of()
    changed = "\ufeff" + plain.replace("\n", "\r\n").replace("2.500", "2,5").replace(
        "# list\tanimals", "# list\tanimals\t\t\t"
    )
    assert message_file.read(changed.encode(), HERE) == message_file.read(plain.encode(), HERE)


FIRST = "1\tئالما\t0\t1\t0.000\t0.500\t0.00\tyes"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("# Ana Til: voice messages\t1", "# Ana Til: voice messages\t2", "newer Ana Til"),
        ("# Ana Til: voice messages\t1\n", "", "no review"),
        ("number\theadword", "headword\tnumber", "head"),
        (FIRST, FIRST.replace("yes", "maybe"), "yes, no, or own:"),
        (FIRST, FIRST.replace("yes", "own:"), "the word that she says"),
        (FIRST, FIRST.replace("yes", "own: <b>"), "the word that she says"),
        (FIRST, FIRST.replace("0.500", "1e3"), "seconds"),
        (FIRST, FIRST.replace("0.500", "nan"), "seconds"),
        (FIRST, FIRST.replace("0.000\t0.500", "0.500\t0.500"), "ends before it begins"),
        (FIRST, FIRST.replace("\t1\t0.000", "\t2\t0.000"), "no message"),
        (FIRST, FIRST + "\tmore", "cells"),
        (FIRST, "1\tئالما", "cells"),
        (FIRST, FIRST.replace("ئالما", "ئ" * 501), "too long"),
        ("# file 1", "# file 2", "numbered"),
        ("# voice\tRose\n", "# voice\tRose\n# voice\tReed\n", "as it was written"),
        ("message.opus", "a%00b", "no file can have"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_with_its_line(before: str, after: str, told: str) -> None:
    text = text_of()
    assert before in text
    with pytest.raises(ReviewFileError, match=told):
        message_file.read(text.replace(before, after).encode(), HERE)


def test_what_is_too_large_or_no_text_is_refused() -> None:
    for content in (b"\xff\xfe1\0", b"\n" * 6_000, b"#" * 1_000_001):
        with pytest.raises(ReviewFileError):
            message_file.read(content, HERE)


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_refused(content: bytes) -> None:
    with pytest.raises(ReviewFileError):
        message_file.read(content, HERE)


@pytest.mark.parametrize(
    ("change", "seconds", "told"),
    [
        (("ئالما\t0", "ئامۇت\t0"), 9.0, "not in the list"),
        (("ئۈزۈم\t2", "ئالما\t0"), 9.0, "both ئالما"),
        (("1.000\t1.500", "0.400\t1.500"), 9.0, "share a stretch"),
        (("x", "x"), 2.2, "over at 2.200"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_anything_is(
    change: tuple[str, str], seconds: float, told: str
) -> None:
    _, lines = message_file.read(text_of().replace(*change).encode(), HERE)
    with pytest.raises(ReviewFileError, match=told):
        message_file.pairs(lines, review_of((), (), (), sounds=0).senses, [seconds])


def test_two_words_that_are_spelled_alike_are_told_apart_by_their_meaning() -> None:
    alike = [Sense(uuid4(), "ئات", "noun", {"en": gloss}, uuid4(), 0) for gloss in ("horse", "name")]
    review = messages.begin(alike, [Span(0, 0.0, 0.5), Span(0, 1.0, 1.5)], [Place((1,)), Place(())])
    text = message_file.write(About(LIST, "Rose", (Path("a"),)), review, HERE)
    _, lines = message_file.read(text.encode(), HERE)
    assert message_file.pairs(lines, alike, [2.0])[0].sense == alike[0]
    _, lines = message_file.read(text.replace("horse", "stone").encode(), HERE)
    with pytest.raises(ReviewFileError, match="stone"):
        message_file.pairs(lines, alike, [2.0])


def test_a_word_of_markup_does_not_break_the_picture() -> None:
    from app.services import message_picture

    odd = Sense(uuid4(), '<b a="1">&\x07', "noun", {}, uuid4(), 0)
    review = messages.begin([odd], [Span(0, 0.1, 0.5)], [Place((0,), 0.9)])
    clip = Clip(np.zeros(2 * RATE, np.float32))
    drawn = ElementTree.fromstring(message_picture.picture(["<a>.opus"], [clip], review))
    told = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert '<b a="1">&' in told and "1. <a>.opus" in told and "1 ?" in told
