"""Anki's packages: what Anki makes is found whole in every form, and Anki finds whole what we make."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.exchange.anki import book, deck, package, wire, writing
from lexicon.exchange.anki.deck import Deck
from lexicon.exchange.anki.fields import plain, without_gaps
from lexicon.exchange.anki.package import AnkiError
from lexicon.exchange.entries import Book, Entry, Media, Sentence
from lexicon.exchange.flaws import ArchiveError, SourceError

anki = pytest.importorskip("anki.collection", reason="anki, the oracle, is not installed")

PICTURE, SOUND = b"\x89PNG a picture", b"\xff\xf3 a sound"
NOTES = 12


@contextmanager
def read(path: Path, folder: Path) -> Iterator[tuple[Deck, Book, package.Package]]:
    with package.opened(path, folder) as opened:
        found = deck.read(opened.collection)
        yield found, book.book(found, opened, path.stem), opened


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """A deck as somebody makes one in Anki: HTML, a picture, a sound, a gap, tags, and answers."""
    (tmp_path / "anki").mkdir()
    made = anki.Collection(str(tmp_path / "anki" / "collection.anki2"))
    picture, sound = made.media.write_data("alma.png", PICTURE), made.media.write_data("alma.mp3", SOUND)
    basic = made.models.by_name("Basic (and reversed card)")
    made_deck = made.decks.id("Uyghur::Fruit")
    for number in range(NOTES):
        note = made.new_note(basic)
        note["Front"] = f'<div>ئالما <b>{number}</b>&nbsp;</div><img src="{picture}">[sound:{sound}]'
        note["Back"] = f"apple &amp; tree<br>number {number}<script>alert(1)</script>"
        note.tags = ["week_1", "fruit"]
        made.add_note(note, made_deck)
    cloze = made.new_note(made.models.by_name("Cloze"))
    cloze["Text"], cloze["Back Extra"] = "مەن {{c1::نان::bread}} يەيمەن.", "I eat bread."
    made.add_note(cloze, made_deck)
    made.decks.select(made_deck)
    for button in (1, 2, 3, 4, 3, 3):
        queued = made.sched.get_queued_cards().cards[0]
        card = made.get_card(queued.card.id)
        card.start_timer()
        made.sched.answer_card(made.sched.build_answer(card=card, states=queued.states, rating=button - 1))
    yield made
    made.close()


def exported(made: Any, path: Path, *, legacy: bool) -> Path:
    if path.suffix == ".colpkg":
        made.export_collection_package(str(path), include_media=True, legacy=legacy)
        made.reopen()
    else:
        options = anki.ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
        )
        made.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


@pytest.mark.parametrize("ending", ["apkg", "colpkg"])
@pytest.mark.parametrize("legacy", [True, False], ids=["legacy", "latest"])
def test_every_note_file_and_answer_of_ankis_own_packages_is_found(
    collection: Any, tmp_path: Path, ending: str, legacy: bool
) -> None:
    guids = set(collection.db.list("SELECT guid FROM notes"))
    log = collection.db.all("SELECT id, ease, time FROM revlog WHERE ease > 0")
    path = exported(collection, tmp_path / f"deck.{ending}", legacy=legacy)
    with read(path, tmp_path) as (found, told, opened):
        assert opened.form == (2 if legacy else 3)
        assert {note.guid for note in found.notes} >= guids
        assert sorted((one.at_ms, one.rating, one.taken_ms) for one in found.answers) == sorted(
            map(tuple, log)
        )
        assert len(log) == 6
        apples = [
            entry for entry in told.entries if entry.key in guids and entry.headword.startswith("ئالما")
        ]
        assert len(apples) == NOTES
        for entry in apples:
            number = entry.headword.removeprefix("ئالما ")
            assert entry.glosses == {"und": f"apple & tree number {number}"}
            assert set(entry.lists) == {"Fruit", "week 1", "fruit"}
            assert entry.picture is not None and entry.picture.read() == PICTURE
            assert [voice.read() for voice in entry.voices] == [SOUND]
        (gap,) = [entry for entry in told.entries if entry.headword == "نان"]
        assert gap.examples == (Sentence("مەن نان يەيمەن."),)
    assert not (tmp_path / "collection").exists()


def test_the_oldest_form_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "ours.apkg"
    path.write_bytes(writing.package([Entry("ئالما", {"en": "apple"})], "Fruit"))
    with read(path, tmp_path) as (found, _, opened):
        assert opened.form == 1 and [note.decks for note in found.notes] == [("Fruit",)]


ENTRIES = (
    Entry(
        "ئالما", {"de": "Apfel <rot> & süß", "en": "apple"}, "noun", (Sentence("ئالما يە."),),
        ("1-ھەپتە", "fruit"), Media("1F34E.png", lambda: PICTURE), (Media("a.mp3", lambda: SOUND),),
        "a note", "key 1",
    ),
    Entry("رەھمەت ئېيتماق", {"en": "to say thank you"}),
    Entry("نان", {"ru": "хлеб"}),
)  # fmt: skip


def test_anki_finds_every_note_card_and_file_of_ours_and_shows_the_word(tmp_path: Path) -> None:
    path = tmp_path / "ours.apkg"
    path.write_bytes(writing.package(ENTRIES, "مېۋە"))
    made = anki.Collection(str(tmp_path / "collection.anki2"))
    for turn in range(2):  # the second time nothing is doubled
        done = made.import_anki_package(anki.ImportAnkiPackageRequest(package_path=str(path)))
        assert done.log.found_notes == 3 and len(done.log.new) == (3 if turn == 0 else 0)
    assert (made.note_count(), made.card_count()) == (3, 6)
    assert not made.media.check().missing and not made.media.check().unused
    assert "مېۋە" in [one.name for one in made.decks.all_names_and_ids()]
    for entry in ENTRIES:
        (note_id,) = made.find_notes(f'Uyghur:"{entry.headword}"')
        first, second = made.get_note(note_id).cards()
        assert entry.headword in first.question() and 'dir="rtl"' in first.question()
        assert entry.headword not in second.question()
        for text in entry.glosses.values():
            assert text.split(" <")[0] in second.question() and text.split(" <")[0] in first.answer()
    (apple,) = made.find_notes("Uyghur:ئالما")
    assert "[anki:play:q:0]" in made.get_note(apple).cards()[0].question()
    assert set(made.get_note(apple).tags) == {"1-ھەپتە", "fruit"}
    made.close()


def test_the_same_words_make_the_same_package() -> None:
    assert writing.package(ENTRIES, "a") == writing.package(ENTRIES, "a")


WORDS = st.sampled_from(["ئالما", "نان", "سۇ", "رەھمەت ئېيتماق"])
SIGNS = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="[]{}")
TEXTS = st.text(SIGNS, min_size=1, max_size=15).filter(lambda text: " ".join(text.split()) == text)


@settings(deadline=None)  # files are written: how long that takes says nothing
@given(
    st.lists(
        st.builds(Entry, WORDS, st.dictionaries(st.sampled_from(["en", "de", "ru"]), TEXTS, min_size=1),
                  st.sampled_from(["", "noun"]), st.just(()), st.just(())),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, written: list[Entry]) -> None:
    folder = tmp_path_factory.mktemp("anki")
    (folder / "ours.apkg").write_bytes(writing.package(written, "Deck"))
    with read(folder / "ours.apkg", folder) as (_, told, _opened):
        found = [(one.headword, dict(one.glosses), one.part_of_speech) for one in told.entries]
    assert found == [(one.headword, dict(one.glosses), one.part_of_speech) for one in written]


def test_html_becomes_text_and_names_what_it_shows() -> None:
    told = plain('<p>ئالما</p><br><style>p{}</style>&lt;x&gt;<img src="a b.png">[sound:ئالما.mp3]')
    assert (told.text, told.sounds, told.pictures) == ("ئالما <x>", ("ئالما.mp3",), ("a b.png",))
    assert without_gaps("{{c1::a::hint}} {{c2::<b>b</b>}}") == ("a <b>b</b>", ("a", "b"))


# --- strangers' files --------------------------------------------------------------------------------------


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


def database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        for statement in statements:
            made.execute(statement)
        made.commit()
        return made.serialize()


def zstd(content: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(content)


def ours() -> bytes:
    with zipfile.ZipFile(io.BytesIO(writing.package(ENTRIES, "a"))) as made:
        return made.read("collection.anki2")


VIEW = database(
    "CREATE TABLE col (models, decks)", "CREATE TABLE cards (id, nid, did, ord)", "CREATE TABLE real (x)",
    "CREATE VIEW notes AS SELECT x AS id, x AS guid, x AS mid, x AS tags, x AS flds FROM real",
)  # fmt: skip
ENDLESS = database(
    "CREATE TABLE col (models, decks)", "CREATE TABLE cards (id, nid, did, ord)",
    "CREATE TABLE notes (id, guid, mid, tags, flds)", "INSERT INTO col VALUES ('[1]', '{}')",
)  # fmt: skip
HOSTILE: dict[str, tuple[Callable[[], bytes], type[SourceError] | type[ArchiveError], str]] = {
    "no zip": (lambda: b"anki", ArchiveError, "no zip file"),
    "another zip": (lambda: zipped(a=b"x"), AnkiError, "no Anki package"),
    "newer": (lambda: zipped(collection__anki21b=b"x", meta=b"\x08\x09"), AnkiError, "newer Anki"),
    "no database": (lambda: zipped(collection__anki2=b"not SQLite"), AnkiError, "damaged"),
    "cut": (lambda: zipped(collection__anki2=ours()[:3000]), AnkiError, "damaged"),
    "a view for a table": (lambda: zipped(collection__anki2=VIEW), AnkiError, "no notes that can be read"),
    "settings that are none": (lambda: zipped(collection__anki2=ENDLESS), AnkiError, "damaged"),
    "no Zstandard": (lambda: zipped(collection__anki21b=b"x" * 99, meta=b"\x08\x03"), AnkiError, "damaged"),
    "half of Zstandard": (
        lambda: zipped(collection__anki21b=zstd(ours())[:-50], meta=b"\x08\x03"),
        AnkiError, "missing|damaged",
    ),
    "media that are none": (lambda: zipped(collection__anki2=ours(), media=b"[1]"), AnkiError, "media"),
    "media nested without end": (
        lambda: zipped(collection__anki2=ours(), media=b"[" * 100_000), AnkiError, "media",
    ),
    "a message that is none": (
        lambda: zipped(collection__anki21b=zstd(ours()), meta=b"\x08\x03", media=zstd(b"\x0a\xff\x01x")),
        wire.WireError, "damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_package_is_refused_with_the_reason_and_leaves_nothing(what: str, tmp_path: Path) -> None:
    make, kind, says = HOSTILE[what]
    path = tmp_path / "deck.apkg"
    path.write_bytes(make())
    with pytest.raises(kind, match=says), read(path, tmp_path):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["deck.apkg"]


def test_a_bomb_is_stopped_before_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_COLLECTION", 1_000_000)
    path = tmp_path / "deck.apkg"
    path.write_bytes(zipped(collection__anki21b=zstd(bytes(200_000_000)), meta=b"\x08\x03"))
    with pytest.raises(AnkiError, match="beyond measure"), read(path, tmp_path):
        pass


def test_a_name_that_climbs_is_no_file_and_a_missing_one_is_said(tmp_path: Path) -> None:
    media = json.dumps({"0": "../../evil.mp3", "1": "a/b.png", "2": "..\\x.png", "3": ".."}).encode()
    path = tmp_path / "deck.apkg"
    files = {str(number): b"x" for number in range(4)}
    path.write_bytes(zipped(collection__anki2=ours(), media=media, **files))
    with read(path, tmp_path) as (_, told, opened):
        assert opened.media == frozenset()
        assert len(told.entries) == 3 and all(one.picture is None and not one.voices for one in told.entries)
        assert [one.why.rsplit(" ", 5)[-1] for one in told.passed] == ["package"] * 2


def test_a_trigger_or_function_of_a_stranger_is_never_run(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(ours())
        made.execute("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END")
        made.execute("CREATE INDEX evil ON notes (abs(id))")
        made.commit()
        content = made.serialize()
    path = tmp_path / "deck.apkg"
    path.write_bytes(zipped(collection__anki2=content))
    with read(path, tmp_path) as (found, _, _opened):
        assert len(found.notes) == 3


def test_a_hundred_thousand_notes_are_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(ours())
        model = made.execute("SELECT mid FROM notes").fetchone()[0]
        rows = ((n, f"g{n}", model, f"ئالما\x1f\x1f\x1fmeaning {n}") for n in range(100_000))
        made.executemany("INSERT INTO notes VALUES (?, ?, ?, 0, -1, '', ?, '', 0, 0, '')", rows)
        made.commit()
        content = made.serialize()
    path = tmp_path / "deck.apkg"
    path.write_bytes(zipped(collection__anki2=content))
    with read(path, tmp_path) as (found, told, _opened):
        assert len(found.notes) == len(told.entries) == 100_003
