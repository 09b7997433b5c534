"""Paper for a class: every word on it, nothing beyond the margins or over another, games that can be won."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from app.cli import main
from app.services import lists
from app.services.household import Household
from app.services.lists import Chosen
from app.teach import paper, papers, plates
from app.teach.paper import Box, Page, Picture, Words
from app.teach.papers import KINDS, Options
from app.teach.printed import bingo, cards, letters, poster, quiz
from app.teach.printed.bingo import TooFewWordsError
from app.teach.printed.common import MARGIN, Setup
from app.teach.printed.crossing import LARGEST, cross
from app.teach.printed.grid_of_letters import cells_of, hide, occurrences
from lexicon.pictures import outside_packs
from lexicon.places import find
from lexicon.uyghur.alphabet import LETTERS, SEAT
from lexicon.uyghur.scripts import Script, from_arabic
from tests.app import homes
from tests.app.test_sheets import drawn

SHARE = Path(sys.prefix) / "share" / "anatil"
SCRIPTS = (Script.ARABIC, Script.LATIN, Script.CYRILLIC)


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    with homes.opened(tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture(scope="module")
def animals(household: Household) -> Chosen:
    return lists.chosen(household, "animals")


@pytest.fixture(scope="module")
def longest(household: Household) -> Chosen:
    """The words that are hardest to place: the longest, with the longest meanings, most without a picture."""
    every = lists.everything(household).senses
    words = sorted(every, key=lambda one: -len(one.headword))[:12]
    words += sorted(every, key=lambda one: -len(one.glosses["de"]))[:12]
    return Chosen("ئۇزۇن سۆزلەر", tuple({one.id: one for one in words}.values()))


def setup(*scripts: Script, size: str = "a4", meanings: str = "de", seed: int = 1, count: int = 3) -> Setup:
    return Setup(
        paper.SIZES[size], scripts or SCRIPTS, meanings, outside_packs(find()), SHARE / "fonts", seed, count
    )


def text_of(mark: Words) -> str:
    runs = mark.line.runs if not any(run.rtl for run in mark.line.runs) else mark.line.runs[::-1]
    return "".join(run.text for run in runs).replace("\u2010", "-")


def texts_on(page: Page) -> list[str]:
    return [text_of(mark) for mark in page if isinstance(mark, Words)]


def place_of(mark: Words) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line's letters, near enough."""
    size = mark.line.size
    return mark.x, mark.y - 0.62 * size, mark.x + mark.line.width, mark.y + 0.2 * size


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("size", "scripts"),
    [
        ("a4", SCRIPTS),
        ("a4", SCRIPTS[1:]),
        ("a4", (Script.CYRILLIC,)),
        ("a4", (Script.ARABIC,)),
        ("letter", SCRIPTS),
    ],
    ids=str,
)
def test_nothing_is_beyond_the_margins_or_over_another_text(
    kind: str, size: str, scripts: tuple[Script, ...], animals: Chosen, longest: Chosen
) -> None:
    sheet = paper.SIZES[size]
    for chosen in (animals, longest):
        for page in KINDS[kind](chosen, setup(*scripts, size=size)):
            words = [mark for mark in page if isinstance(mark, Words)]
            for mark in words:
                left, _, right, _ = place_of(mark)
                assert left >= MARGIN - 1 and right <= sheet.width - MARGIN + 1, text_of(mark)
                assert MARGIN - 1 <= mark.y <= sheet.height - MARGIN + 5
            for mark in page:
                if isinstance(mark, Picture):
                    assert mark.x >= MARGIN - 1 and mark.x + mark.side <= sheet.width - MARGIN + 1
                    assert mark.y >= MARGIN - 1 and mark.y + mark.side <= sheet.height - MARGIN + 1
            for one, other in combinations(map(place_of, words), 2):
                apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
                assert apart or one[3] <= other[1] + 1 or other[3] <= one[1] + 1, (one, other)


def lines_of(pdf: bytes) -> list[str]:
    """The lines of a PDF in reading order, from its glyphs' own texts and places."""
    rows: defaultdict[float, list[tuple[float, str]]] = defaultdict(list)
    for glyph in drawn(pdf):
        rows[round(glyph.y, 1)].append((glyph.x, glyph.text))
    found = []
    for row in rows.values():
        text = "".join(text for _, text in row)
        rtl = any("\u0600" <= sign <= "\u06ff" for sign in text)
        found.append("".join(text for _, text in sorted(row, key=lambda one: -one[0] if rtl else one[0])))
    return found


def test_the_words_can_be_taken_out_of_the_pdf_in_reading_order(animals: Chosen) -> None:
    some = replace(animals, senses=animals.senses[:10])
    for script in SCRIPTS:
        lines = lines_of(paper.pdf(KINDS["memory"](some, setup(script, meanings=""))))
        for sense in some.senses:
            assert any(from_arabic(sense.headword, script) in line for line in lines)


@pytest.mark.parametrize("kind", ["words", "cards", "tracing", "memory", "test", "choice"])
def test_every_word_of_the_list_is_there_in_every_script(kind: str, animals: Chosen) -> None:
    scripts = SCRIPTS if kind in ("words", "cards") else SCRIPTS[:1]
    found = Counter(text for page in KINDS[kind](animals, setup(*scripts)) for text in texts_on(page))
    for sense in animals.senses:
        for script in scripts:
            parts = from_arabic(sense.headword, script).split()
            assert found[" ".join(parts)] or all(found[part] for part in parts), sense.headword


def test_letters_to_write_stand_in_every_shape_they_have(animals: Chosen, household: Household) -> None:
    every = [letters.shapes(letter, Script.ARABIC) for letter in LETTERS]
    assert letters.shapes("ب", Script.ARABIC) == ("ب", "\ufe91", "\ufe92", "\ufe90")
    assert letters.shapes("د", Script.ARABIC) == ("د", "\ufeaa"), "it joins nothing after it"
    assert letters.shapes("ا", Script.ARABIC) == ("ئا", "ا", "\ufe8e")
    assert letters.shapes("چ", Script.LATIN) == ("Ch", "ch")
    for letter, shapes in zip(LETTERS, every, strict=True):
        assert len(set(shapes)) == len(shapes), letter
        assert {unicodedata.normalize("NFKC", one).removeprefix(SEAT) for one in shapes} <= {letter, "ه"}
    for chosen, wanted in (
        (lists.everything(household), set(LETTERS)),
        (replace(animals, senses=animals.senses[:1]), set("مۈشۈك")),
    ):
        made = letters.pages(chosen, setup(Script.ARABIC))
        dotted = [mark for page in made for mark in page if isinstance(mark, Words) and mark.dotted]
        seen = {unicodedata.normalize("NFKC", text_of(mark)).removeprefix(SEAT) for mark in dotted}
        assert seen - {"ه"} == wanted - {"ه"}
        for mark in dotted:
            assert mark.x >= MARGIN - 1 and mark.x + mark.line.width <= setup().size.width - MARGIN


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_shows_what_the_picture_of_the_page_shows(kind: str, animals: Chosen) -> None:
    some = replace(animals, senses=animals.senses[:9])
    made = KINDS[kind](some, setup(count=1))
    shown = pypdfium2.PdfDocument(paper.pdf(made))
    assert len(shown) == len(made)
    for number, page in enumerate(made[:2]):
        ours = Image.open(BytesIO(plates.png(page))).convert("L").resize((310, 438))
        theirs = shown[number].render(scale=2).to_pil().convert("L").resize((310, 438))
        assert ImageStat.Stat(ImageChops.difference(ours, theirs)).mean[0] < 2.5
        assert ImageStat.Stat(theirs).mean[0] < 254.5  # there is something on it


@pytest.mark.parametrize("scripts", [(Script.ARABIC,), (Script.LATIN,)], ids=str)
def test_a_cards_back_lies_behind_its_front(scripts: tuple[Script, ...], animals: Chosen) -> None:
    look = setup(*scripts)
    made = cards.pages(replace(animals, senses=animals.senses[:12]), look)
    fronts = [mark for mark in made[0] if isinstance(mark, Picture)]
    for front, sense in zip(fronts, animals.senses, strict=False):
        text = from_arabic(sense.headword, scripts[0])
        back = next(mark for mark in made[1] if isinstance(mark, Words) and text_of(mark) == text)
        seen_through = look.size.width - (back.x + back.line.width / 2)
        assert abs(front.x + front.side / 2 - seen_through) < 1
        assert abs(front.y + front.side / 2 - back.y) < 60


def test_no_two_bingo_boards_are_alike_and_every_word_of_one_is_called(animals: Chosen) -> None:
    made = bingo.pages(animals, setup(Script.ARABIC, count=25))
    boards = [
        tuple((mark.file, mark.x, mark.y) for mark in page if isinstance(mark, Picture)) for page in made[:25]
    ]
    assert len(set(boards)) == 25 and all(len({one[0] for one in board}) == 16 for board in boards)
    called = {text for page in made[25:] for text in texts_on(page)}
    assert called >= {sense.headword for sense in animals.senses if " " not in sense.headword}


@pytest.mark.parametrize(
    ("kind", "words"), [("bingo", 8), ("test", 2), ("choice", 2), ("wordsearch", 2), ("crossword", 3)]
)
def test_a_list_that_is_too_short_for_a_game_is_said(kind: str, words: int, animals: Chosen) -> None:
    with pytest.raises(TooFewWordsError, match="words at least"):
        KINDS[kind](replace(animals, senses=animals.senses[:words]), setup())


def test_the_key_of_a_test_is_right_and_a_wrong_choice_may_stand_there(animals: Chosen) -> None:
    by_word = {sense.headword: sense for sense in animals.senses}
    look = replace(setup(Script.ARABIC), by_meaning=True)
    made = quiz.pages(animals, look, choosing=True)
    half = len(made) // 2
    asked = [text for page in made[:half] for text in texts_on(page)]
    for sense in animals.senses:
        assert sense.glosses["de"] in asked or all(part in asked for part in sense.glosses["de"].split(", "))
    for page in made[half:]:
        ticks = [mark for mark in page if isinstance(mark, Box)]
        assert sum(mark.fill is not None for mark in ticks) * quiz.CHOICES == len(ticks)
    lot = random.Random(1)
    for sense in animals.senses:
        offered = quiz._offered(sense, animals.senses, lot)
        assert offered.count(sense) == 1 and len({one.headword for one in offered}) == quiz.CHOICES
        assert not any(other.id in sense.apart for other in offered)
        assert by_word[sense.headword] in offered


# --- the word search ---------------------------------------------------------------------------------------


def test_a_cell_is_a_letter_and_what_is_no_single_word_has_none() -> None:
    assert cells_of("ئۆردەك") == ("ئۆ", "ر", "د", "ە", "ك")
    assert cells_of("سائەت") == ("س", "ا", "ئە", "ت")
    assert cells_of("رەھمەت ئېيتماق") == () and cells_of("ئات") == ()


WORDS = [
    "مۈشۈك",
    "كالا",
    "قوي",
    "توخۇ",
    "بېلىق",
    "توشقان",
    "ئۆچكە",
    "خوراز",
    "چۈجە",
    "ئۆردەك",
    "كېپىنەك",
    "تۆگە",
    "مايمۇن",
    "سائەت",
    "ئالما",
    "ئۈزۈم",
    "قوغۇن",
    "كىتاب",
    "مەكتەپ",
    "دەپتەر",
]


@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=14, unique=True), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_is_hidden_once_and_as_it_is_read(words: list[str], seed: int) -> None:
    hidden = hide(words, random.Random(seed))
    assert set(hidden.words) | set(hidden.left) == set(words) and not set(hidden.words) & set(hidden.left)
    assert not hidden.left
    for word, path in hidden.words.items():
        found = {frozenset(one) for one in occurrences(hidden.rows, cells_of(word))}
        assert found == {frozenset(path)}
        assert tuple(hidden.rows[row][column] for row, column in path) == cells_of(word)
    assert hide(words, random.Random(seed)) == hidden


# --- the alphabet ------------------------------------------------------------------------------------------


def test_the_poster_has_every_letter_in_its_order_with_a_word_that_has_it(household: Household) -> None:
    examples = poster.example_of(lists.everything(household).senses, setup())
    assert "".join(examples) == LETTERS
    for letter, sense in examples.items():
        assert sense is not None and letter in sense.headword
    shown = [one.headword for one in examples.values() if one is not None]
    assert len(set(shown)) == 32


# --- the command -------------------------------------------------------------------------------------------


def test_the_same_choice_gives_the_same_bytes_and_another_seed_another_game(
    household: Household, animals: Chosen
) -> None:
    one, again, other = (
        papers.make(household, "bingo", animals, Options(count=2, seed=seed)) for seed in (1, 1, 2)
    )
    assert one == again != other


def test_everything_at_once_can_be_printed(household: Household) -> None:
    every = lists.everything(household)
    assert len(papers.pages(household, "words", every, Options(meanings="en"))) > 100


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_a_pdf_of_every_kind(kind: str, tmp_path: Path) -> None:
    run = CliRunner(env={"ANATIL_HOME": str(tmp_path / "home")})
    out = tmp_path / "sheet.pdf"
    done = run.invoke(main, ["paper", kind, "animals", str(out), "--paper", "letter", "--count", "2"])
    assert done.exit_code == 0, done.output
    assert out.read_bytes()[:5] == b"%PDF-"
    assert "already there" in run.invoke(main, ["paper", kind, "animals", str(out)]).output


# --- the crossword -----------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14, unique=True), st.integers(0, 9))
@settings(max_examples=30, deadline=None)
def test_words_cross_in_the_same_letter_touch_nowhere_else_and_stand_there_once(
    words: list[str], seed: int
) -> None:
    crossed = cross(words, random.Random(seed))
    laid = {one.word: list(one.path()) for one in crossed.laid}
    assert len(laid) == len(crossed.laid) and laid.keys() | set(crossed.left) == set(words)
    assert not laid.keys() & set(crossed.left)
    for word, path in laid.items():
        assert tuple(crossed.letters[place] for place in path) == cells_of(word)
    if len(laid) > 1:  # each hangs together with the others
        assert all(
            any(set(path) & set(other) for other in laid.values() if other is not path)
            for path in laid.values()
        )
    # Whatever reads as a word of two letters or more, along or down, is one that was laid.
    runs = set()
    for down, along in ((0, 1), (1, 0)):
        for row, column in crossed.letters:
            if (row - down, column - along) in crossed.letters:
                continue
            run = [(row, column)]
            while (step := (run[-1][0] + down, run[-1][1] + along)) in crossed.letters:
                run.append(step)
            if len(run) > 1:
                runs.add(tuple(run))
    assert runs == {tuple(path) for path in laid.values()}
    rows, columns = crossed.size
    assert rows <= LARGEST and columns <= LARGEST and min(map(min, crossed.letters), default=0) == 0
    assert cross(words, random.Random(seed)) == crossed


def test_a_crossword_asks_each_word_once_and_its_answer_is_behind(animals: Chosen) -> None:
    made = KINDS["crossword"](animals, setup())
    half = len(made) // 2
    asked = [text for page in made[:half] for text in texts_on(page) if text.endswith(("←", "↓"))]
    assert half >= 2 and len(asked) >= 20
    for empty, full in zip(made[:half], made[half:], strict=True):
        letters = [text for text in texts_on(full) if cells_of(text * 3)]
        boxes = [mark for mark in full if isinstance(mark, Box)]
        assert len(letters) == len(boxes) == sum(isinstance(mark, Box) for mark in empty)
        assert not [text for text in texts_on(empty) if cells_of(text * 3)], "nothing is given away"


def test_no_two_words_of_a_crossword_are_asked_by_one_picture(household: Household) -> None:
    family = lists.chosen(household, "family")
    words = {sense.headword: sense for sense in family.senses if cells_of(sense.headword)}
    pictures = Counter(sense.picture for sense in words.values() if sense.picture)
    assert max(pictures.values()) > 1, "mother and mama look alike"
    for seed in range(3):
        for page in KINDS["crossword"](family, replace(setup(), seed=seed)):
            shown = [mark.file for mark in page if isinstance(mark, Picture)]
            assert len(shown) == len(set(shown))
