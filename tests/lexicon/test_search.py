"""Finding words as one types: on the starter's words, and on thousands of headwords where there are any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from lexicon import edits, schema, search_index, senses
from lexicon.records import Stamp
from lexicon.search import Hit, Rank, search
from lexicon.starter import reading, update
from lexicon.store import Store, open_store
from lexicon.uyghur.alphabet import LETTERS, SEAT
from lexicon.uyghur.cyrillic import to_cyrillic
from lexicon.uyghur.latin import to_latin
from lexicon.uyghur.order import sort_key
from lexicon.uyghur.yengi import to_yengi
from tests.conftest import ROOT
from tests.lexicon import made

HEADWORDS = ROOT.parent / "shared" / "data" / "uyghur" / "headwords.txt"
APPLE, GRAPE, CAT = made.uid(11), made.uid(12), made.uid(21)
PHONE = made.uid(901)
ALL = 100_000


class Many:
    """A store with many words in it, by the ids of their senses. (No dataclass: it would be shown whole.)"""

    def __init__(self, connection: Connection, words: dict[UUID, str]) -> None:
        self.connection = connection
        self.words = words


laws = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with open_store(tmp_path_factory.mktemp("search") / "anatil.sqlite") as store:
        update.bring_in(store)
        with store.read() as connection:
            yield connection


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Many]:
    """Every eleventh headword of the dictionary, or the starter's words where the dictionary is not here."""
    if HEADWORDS.exists():
        lines = HEADWORDS.read_text(encoding="utf-8").split("\n")[::11]
    else:
        lines = [sense.headword for theme in reading.read().themes for sense in theme.senses]
    words = {made.uid(number): line for number, line in enumerate(lines) if line.strip()}
    with open_store(tmp_path_factory.mktemp("search") / "anatil.sqlite") as store:
        with store.write() as connection:
            add(connection, words)
        with store.read() as connection:
            yield Many(connection, words)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "anatil.sqlite") as opened:
        update.bring_in(opened, made.starter(tmp_path / "starter"))
        yield opened


def add(connection: Connection, words: dict[UUID, str], level: int = 1) -> None:
    connection.execute(
        insert(schema.word), [{"id": id_, "headword": word, "homonym": 0} for id_, word in words.items()]
    )
    names = [column.name for column in schema.sense.columns]
    plain = dict.fromkeys(names, "") | {"level": level, "picture": None, "retired": False}
    connection.execute(insert(schema.sense), [{**plain, "id": id_, "word_id": id_} for id_ in words])
    search_index.refresh(connection, words)


def found(connection: Connection, query: str, **how: object) -> list[tuple[str, str]]:
    hits = search(connection, query, **how)  # type: ignore[arg-type]
    return [(hit.matched, hit.rank.name) for hit in hits]


def best(connection: Connection, query: str) -> Hit:
    return search(connection, query)[0]


def word_of(connection: Connection, hit: Hit) -> str:
    return senses.senses(connection, [hit.sense], made.NOW)[0].headword


# --- on the starter's words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["ئالما", "alma", "ALMA", "алма", "apple", "elma", "Apfel", "pomme", "яблоко", "  alma! "]
)
def test_an_apple_is_found_in_every_script_and_by_every_meaning(starter: Connection, query: str) -> None:
    hit = best(starter, query)
    assert (word_of(starter, hit), hit.rank) == ("ئالما", Rank.EXACT)


@pytest.mark.parametrize(
    "query", ["üzüm", "uzum", "ÜZÜM", "u\u0308zu\u0308m", "үзүм", "ئۈزۈم", "ۈزۈم", "\ufe8b\u06c8ز\u06c8م"]
)
def test_dots_seats_and_code_points_do_not_stand_in_the_way(starter: Connection, query: str) -> None:
    assert word_of(starter, best(starter, query)) == "ئۈزۈم"


def test_the_hit_says_which_text_was_found_and_how(starter: Connection) -> None:
    sense = best(starter, "ئالما").sense
    assert best(starter, "ئالما") == Hit(sense, "headword", "ئالما", Rank.EXACT, "ug")
    assert best(starter, "alma") == Hit(sense, "headword", "alma", Rank.EXACT, "ug-Latn")
    assert best(starter, "Apfe") == Hit(sense, "gloss", "Apfel", Rank.PREFIX, "de")


def test_exact_comes_before_beginning_before_inside_before_slip(starter: Connection) -> None:
    assert found(starter, "apple")[:2] == [("apple", "EXACT"), ("pineapple", "INSIDE")]
    shown = found(starter, "ana", languages=["ug"])
    assert shown[:3] == [("ana", "EXACT"), ("anar", "PREFIX"), ("ananas", "PREFIX")]
    assert ("banan", "INSIDE") in shown[3:]
    ranks = [hit.rank for hit in search(starter, "kala", limit=200)]
    assert ranks == sorted(ranks)
    assert ranks[-1] is Rank.SLIP


def test_a_slip_is_forgiven_in_any_language(starter: Connection) -> None:
    for query, word in {"aple": "ئالما", "müshik": "مۈشۈك", "مۈشىك": "مۈشۈك", "яблико": "ئالما"}.items():
        assert word in [word_of(starter, hit) for hit in search(starter, query)]


def test_dots_that_were_forgotten_here_and_set_there_are_a_slip(starter: Connection) -> None:
    assert ("مۈشۈك", "SLIP") in found(starter, "mushük")


def test_languages_say_where_to_look(starter: Connection) -> None:
    assert {hit.language for hit in search(starter, "a", limit=ALL, languages=["de"])} == {"de"}
    assert {hit.language for hit in search(starter, "a", limit=ALL, languages=["ug"])} == {"ug-Latn"}
    assert search(starter, "Apfel", languages=["fr", "tr"]) == ()
    assert search(starter, "Apfel", languages=[]) == ()


@pytest.mark.parametrize("query", ["", "   ", "؟", "ئ", "'", "\u200f", "_%", "%"])
def test_what_has_no_letter_finds_nothing(starter: Connection, query: str) -> None:
    assert search(starter, query) == ()


@laws
@given(query=st.text(max_size=20), limit=st.integers(0, 9))
def test_any_text_may_be_asked_for(starter: Connection, query: str, limit: int) -> None:
    hits = search(starter, query, limit=limit)
    assert len({hit.sense for hit in hits}) == len(hits) <= limit


# --- laws, on thousands of headwords ---------------------------------------------------------------------


def senses_found(many: Many, query: str) -> set[UUID]:
    return {hit.sense for hit in search(many.connection, query, limit=ALL)}


YENGI_LETTERS = set("ƣⱨⱪəɵⱬ")  # without one of them, a text is read as today's Latin


def scripts(word: str) -> list[str]:
    """A word in every script that can be told by its letters, and in Latin as people type it."""
    latin = to_latin(word)
    plain = latin.translate(str.maketrans("öüë", "oue", "'"))
    yengi = [text for text in [to_yengi(word)] if set(text) & YENGI_LETTERS]
    typed = [latin.replace("'", "’"), latin.replace("'", ""), plain, latin.upper(), to_latin(word, "é")]
    return [word, latin, *typed, to_cyrillic(word), *yengi]


@laws
@given(data=st.data())
def test_every_word_is_found_by_itself_in_every_script(many: Many, data: st.DataObject) -> None:
    id_, word = data.draw(st.sampled_from(list(many.words.items())))
    for query in scripts(word):
        exact = {hit.sense for hit in search(many.connection, query, limit=ALL) if hit.rank is Rank.EXACT}
        assert id_ in exact, query


@laws
@given(data=st.data())
def test_every_word_is_found_by_its_beginning_in_every_script(many: Many, data: st.DataObject) -> None:
    id_, word = data.draw(st.sampled_from(list(many.words.items())))
    query = data.draw(st.sampled_from(scripts(word)))
    query = query[: data.draw(st.integers(1, len(query)))]
    yengi = to_yengi(word)
    assume(not set(yengi) & YENGI_LETTERS or not yengi.startswith(query) or set(query) & YENGI_LETTERS)
    assume(query not in (SEAT, "'", "’"))
    begun = {hit.sense for hit in search(many.connection, query, limit=ALL) if hit.rank <= Rank.PREFIX}
    assert id_ in begun, query


@laws
@given(data=st.data())
def test_every_word_is_found_by_any_three_letters_or_more_of_it(many: Many, data: st.DataObject) -> None:
    id_, word = data.draw(st.sampled_from(list(many.words.items())))
    letters = word.replace(SEAT, "")
    assume(len(letters) >= 3)
    start = data.draw(st.integers(0, len(letters) - 3))
    part = letters[start : data.draw(st.integers(start + 3, len(letters)))]
    assume(len(part.strip(" -")) >= 3)
    for query in (part, to_latin(part), to_cyrillic(part)):
        assert id_ in senses_found(many, query), query


@laws
@given(data=st.data())
def test_every_word_of_four_letters_or_more_is_found_with_one_letter_off(
    many: Many, data: st.DataObject
) -> None:
    id_, word = data.draw(st.sampled_from(list(many.words.items())))
    letters = word.replace(SEAT, "")
    assume(len(letters) >= 4 and set(letters) <= set(LETTERS))
    at, letter = data.draw(st.integers(0, len(letters) - 1)), data.draw(st.sampled_from(LETTERS))
    slips = [
        letters[:at] + letters[at + 1 :],
        letters[:at] + letter + letters[at:],
        letters[:at] + letter + letters[at + 1 :],
        letters[:at] + letters[at : at + 2][::-1] + letters[at + 2 :],
    ]
    for slip in slips:
        for query in (slip, to_latin(slip), to_cyrillic(slip)):
            assert id_ in senses_found(many, query), query
    latin = to_latin(word).replace("'", "")
    assert id_ in senses_found(many, latin[:at] + "x" + latin[at + 1 :])


@laws
@given(data=st.data())
def test_fewer_are_the_first_of_more_and_always_the_same(many: Many, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(list(many.words.values())))
    query = data.draw(st.sampled_from(scripts(word)))
    start = data.draw(st.integers(0, len(query) - 1))
    query = query[start : data.draw(st.integers(start + 1, min(len(query), start + 5)))]
    hits = search(many.connection, query, limit=ALL)
    for limit in (1, 3, 30):
        assert search(many.connection, query, limit=limit) == hits[:limit]
    words = [(hit.rank, sort_key(many.words[hit.sense]), hit.sense) for hit in hits]
    assert words == sorted(words)


# --- frequent first, and keys that stay right ------------------------------------------------------------


def test_frequent_words_come_first_and_then_the_alphabet(store: Store) -> None:
    with store.write() as connection:
        add(connection, {made.uid(50): "قەلەم", made.uid(51): "قار", made.uid(52): "قوي"}, level=2)
        add(connection, {made.uid(53): "قوڭغۇراق"}, level=1)
        assert found(connection, "ق", languages=["ug"]) == [
            ("قوڭغۇراق", "PREFIX"), ("قار", "PREFIX"), ("قەلەم", "PREFIX"), ("قوي", "PREFIX"),
        ]  # fmt: skip
        edits.put(connection, edits.SENSE, made.uid(52), "level", "1", Stamp(made.NOW, PHONE, 0))
        assert found(connection, "ق")[0][0] == "قوڭغۇراق"
        assert found(connection, "ق")[1][0] == "قوي"


def test_a_dialect_form_leads_to_its_word(store: Store) -> None:
    with store.write() as connection:
        connection.execute(
            insert(schema.dialect_form).values(
                id=made.uid(60), sense_id=GRAPE, form="جۈجەم", region="", note="", source=""
            )
        )
        search_index.refresh(connection, [GRAPE])
        assert best(connection, "جۈج") == Hit(GRAPE, "form", "جۈجەم", Rank.PREFIX, "ug")
        assert best(connection, "jujem").sense == GRAPE


def test_a_teachers_edit_is_found_and_what_it_lies_over_is_not_until_it_is_taken_back(store: Store) -> None:
    with store.write() as connection:
        for counter, (field, value) in enumerate({"headword": "پىشلاق", "gloss.de": "Mieze"}.items()):
            edits.put(connection, edits.SENSE, CAT, field, value, Stamp(made.NOW, PHONE, counter))
        assert [best(connection, query).sense for query in ("pishlaq", "Mieze", "cat")] == [CAT] * 3
        assert search(connection, "مۈشۈك") == search(connection, "Katze") == ()
        for counter, field in enumerate(("headword", "gloss.de"), start=5):
            edits.put(connection, edits.SENSE, CAT, field, None, Stamp(made.NOW, PHONE, counter))
        assert [best(connection, query).sense for query in ("مۈشۈك", "Katze")] == [CAT] * 2
        assert search(connection, "Mieze") == ()


def test_a_retired_word_is_not_found(store: Store) -> None:
    with store.write() as connection:
        edits.put(connection, edits.SENSE, CAT, "retired", "1", Stamp(made.NOW, PHONE, 0))
        assert search(connection, "مۈشۈك") == ()
        edits.put(connection, edits.SENSE, CAT, "retired", None, Stamp(made.NOW, PHONE, 1))
        assert best(connection, "مۈشۈك").sense == CAT


def test_a_newer_starter_brings_its_own_keys(store: Store, tmp_path: Path) -> None:
    made.file(
        tmp_path / "starter",
        "01-fruit.tsv",
        [
            made.row(10, "مېۋە", pos="theme"),
            made.row(11, "قىزىل ئالما", en="red apple"),
            made.row(14, "نەشپۈت"),
        ],
    )
    update.bring_in(store, tmp_path / "starter")
    with store.read() as connection:
        assert found(connection, "alma") == [("qizil alma", "INSIDE")]
        assert found(connection, "nesh") == [("neshpüt", "PREFIX")]
        assert search(connection, "ئۈزۈم") == ()


def everything_kept(connection: Connection) -> tuple[list[tuple[object, ...]], int]:
    table = schema.search_key
    columns = [column for column in table.columns if column.name != "id"]
    rows = connection.execute(select(*columns)).all()
    return sorted(map(tuple, rows)), len(connection.execute(select(schema.search_ending)).all())


def test_keys_made_anew_are_the_keys_that_were_kept(store: Store) -> None:
    with store.write() as connection:
        for counter, value in enumerate(("پىشلاق", "مۈشۈكچاق", "مۈشۈك ئانا")):
            edits.put(connection, edits.SENSE, CAT, "headword", value, Stamp(made.NOW, PHONE, counter))
        kept = everything_kept(connection)
        search_index.rebuild(connection)
        assert everything_kept(connection) == kept
        endings = connection.scalars(select(schema.search_ending.c.search_key_id)).all()
        assert set(endings) <= set(connection.scalars(select(schema.search_key.c.id)))


def test_keys_made_by_older_rules_are_made_anew_at_the_next_start(store: Store, tmp_path: Path) -> None:
    with store.write() as connection:
        connection.execute(schema.search_key.delete())
        connection.execute(schema.fact.update().where(schema.fact.c.key == "search").values(value="0"))
        connection.execute(schema.word.update().values(sort_key=b""))
    assert update.bring_in(store, tmp_path / "starter") is None
    with store.read() as connection:
        assert best(connection, "alma").sense == APPLE
        words = connection.execute(select(schema.word)).all()
        assert all(word.sort_key == sort_key(word.headword) for word in words)


def test_words_are_sorted_by_the_database_as_the_alphabet_sorts_them(store: Store) -> None:
    with store.read() as connection:
        words = connection.scalars(select(schema.word.c.headword).order_by(schema.word.c.sort_key)).all()
    assert words == ["ئالما", "ئانار", "مۈشۈك", "ئۈزۈم", "ئىت"]
