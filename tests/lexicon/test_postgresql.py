"""A community's shared lexicon on PostgreSQL: the same words in the same order, found alike, kept alike.

A server of its own is started in a folder of its own, reached through a socket there and by no network. Where
PostgreSQL is not installed these tests skip (Debian: ``apt install postgresql``).
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pytest
from sqlalchemy import LargeBinary, bindparam, select, text

from lexicon import histories, learners, registers, removals, reviews, schema, writings
from lexicon.exchange import progress
from lexicon.records import Review, Stamp, Writing
from lexicon.search import search
from lexicon.starter import update
from lexicon.store import Store, open_store
from lexicon.troubles import StoreError
from lexicon.uyghur.order import in_order, sort_key
from tests.lexicon import made
from tests.servers import Server


@pytest.fixture(scope="module")
def server(postgresql: Server) -> str:
    """The URL of an empty database."""
    return postgresql.url(postgresql.new_database())


@pytest.fixture(scope="module")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The starter on PostgreSQL and on SQLite."""
    here = tmp_path_factory.mktemp("beside") / "anatil.sqlite"
    with open_store(server) as shared, open_store(here) as own:
        update.bring_in(shared)
        update.bring_in(own)
        yield shared, own


def test_words_stand_in_the_same_order(both: tuple[Store, Store]) -> None:
    query = select(schema.word.c.headword).order_by(schema.word.c.sort_key, schema.word.c.homonym)
    found = []
    for store in both:
        with store.read() as connection:
            found.append(list(connection.scalars(query)))
    assert found[0] == found[1] == in_order(found[1])
    assert len(found[0]) > 300


def test_any_words_sort_by_their_key_as_python_does(both: tuple[Store, Store]) -> None:
    words = ["ئۈزۈم", "ئانا", "يىل", "ئات باقار", "ئات", "چاي", "ئات-ئۇلاغ", "12", "ژۇرنال", "ھەسەل", "apple"]
    random.Random(5).shuffle(words)
    with both[0].write() as connection:
        connection.execute(
            text("CREATE TEMPORARY TABLE given_words (headword TEXT, key BYTEA) ON COMMIT DROP")
        )
        put = text("INSERT INTO given_words VALUES (:headword, :key)").bindparams(
            bindparam("key", type_=LargeBinary)
        )
        connection.execute(put, [{"headword": word, "key": sort_key(word)} for word in words])
        found = list(connection.scalars(text("SELECT headword FROM given_words ORDER BY key")))
    assert found == in_order(words)


@pytest.mark.parametrize(
    "query", ["ئان", "ana", "ана", "кошка", "apple", "pple", "aple", "üzm", "b", "Katze"]
)
def test_a_search_finds_the_same(both: tuple[Store, Store], query: str) -> None:
    found = []
    for store in both:
        with store.read() as connection:
            found.append(search(connection, query))
    assert found[0] == found[1]
    assert found[0]


def test_progress_goes_from_one_to_the_other_and_comes_back_the_same(both: tuple[Store, Store]) -> None:
    child = made.learner(7)
    page = Writing(made.uid(70), child.id, "سالام", made.NOW, made.NOW)
    slip = made.review(20, of=child.id, rating=1)
    answers = [made.review(number, of=child.id, sense=1000 + number % 3) for number in range(10, 19)]
    answers += [slip, made.undo(21, slip)]
    with both[0].write() as connection:
        learners.add(connection, child)
        assert reviews.union(connection, [*answers, *answers]) == 11
        assert reviews.union(connection, answers) == 0
        assert writings.merge(connection, page)
        assert not writings.merge(connection, page)
        learners.change(connection, child.id, "minutes", "5", Stamp(made.NOW, made.uid(8), 3))
        removals.apply(connection, [made.uid(99)], made.NOW)
    file = io.BytesIO()
    with both[0].read() as connection:
        items = [
            progress.Removed(made.uid(99)),
            learners.as_made(connection, child.id),
            *(progress.OfLearner(child.id, one) for one in registers.stamped(connection, str(child.id))),
            *writings.versions(connection, child.id),
            *histories.whole_by_sense(connection, child.id),
        ]
        progress.write(file, items, passphrase=None)
        standing = [one for of_one in histories.standing_by_sense(connection, child.id) for one in of_one]
        assert sorted(standing, key=lambda one: one.id) == answers[:9]
    file.seek(0)
    came = list(progress.read(file, passphrase=None, now_ms=made.NOW))
    assert came == items and len([one for one in came if isinstance(one, Review)]) == 11
    with both[1].write() as connection:
        learners.add(connection, child)
        assert reviews.union(connection, (one for one in came if isinstance(one, Review))) == 11
        assert list(histories.by_time(connection, child.id)) == list(reviews.of(connection, child.id))
        assert histories.count(connection, child.id) == 11
        assert histories.undone(connection, child.id) == {slip.id}


def test_an_answer_is_kept_and_none_is_changed(both: tuple[Store, Store]) -> None:
    review = made.review(1)
    with both[0].write() as connection:
        learners.add(connection, made.learner())
        reviews.add(connection, review, None)
    with both[0].read() as connection:
        assert reviews.of(connection, review.learner_id) == (review,)
    with pytest.raises(StoreError), both[0].write() as connection:
        connection.execute(schema.review.update().values(rating=1))
    with both[0].read() as connection:
        assert reviews.of(connection, review.learner_id) == (review,)
