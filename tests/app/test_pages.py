"""A page to write on: kept as one writes, with the words one knows, saved to send."""

import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.services.household import Household
from app.services.pages import Pages, last_word, offers
from lexicon.places import Places
from tests.starter import laid

KNOWN = ("مۈشۈك", "موما", "مەن", "ئات", "ئانا", "ئالما")


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    rng = random.Random(2)
    made = Household(
        laid(Places(tmp_path)), lambda: 1_795_000_000_000, lambda: UUID(int=rng.getrandbits(128), version=4)
    )
    made.open()
    yield made
    made.close()


def test_what_is_written_is_there_the_next_time(household: Household) -> None:
    child = household.make_learner("پىل", "1F418", "9-12")
    pages = Pages(household)
    pages.keep(pages.new(child), "سالام، موما!")
    assert [page.text for page in pages.of(child).writings] == ["سالام، موما!"]


def test_a_page_with_nothing_on_it_is_thrown_away(household: Household) -> None:
    child = household.make_learner("پىل", "1F418", "9-12")
    pages = Pages(household)
    page = pages.keep(pages.new(child), "ئانا")
    pages.keep(page, "  ")
    assert pages.of(child).writings == ()


def test_the_words_one_knows_are_offered_as_one_types() -> None:
    assert offers(KNOWN, "سالام، م") == ["مۈشۈك", "موما", "مەن"]
    assert offers(KNOWN, "سالام، مو") == ["موما"]
    assert offers(KNOWN, "سالام، موما") == []
    assert offers(KNOWN, "سالام، ") == []
    assert offers(KNOWN, "«ئا", most=2) == ["ئات", "ئانا"]


@pytest.mark.parametrize(("text", "word"), [("", ""), ("ئا", "ئا"), ("سالام، مو", "مو"), ("سالام!", "")])
def test_the_word_being_written_is_the_last_one(text: str, word: str) -> None:
    assert last_word(text) == word


def test_a_saved_letter_has_a_name_that_says_nothing(household: Household) -> None:
    pages = Pages(household)
    saved = pages.save("سالام".encode(), "txt")
    assert saved.parent == household.places.outbox
    assert saved.read_text(encoding="utf-8") == "سالام"
    assert saved.name.startswith("ana-til-") and saved.suffix == ".txt"
    assert list(saved.parent.glob("*.part")) == []
