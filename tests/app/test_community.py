"""A lexicon that teachers share on PostgreSQL: no change is lost, and each may do what their role may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from app.cli import main
from app.services import pack_building
from app.services.community import keeping, lists, words
from app.services.community.address import Address
from app.services.community.sentences import CommunityError, plainly
from app.services.community.shared import Shared
from app.services.household import Household
from app.services.pack_building import Wish
from lexicon import edits, facts, migrations, own_lists, own_words, registers, store
from lexicon.community.merging import Conflict
from lexicon.community.rights import Role
from lexicon.own_words import Draft
from lexicon.troubles import NotAllowedError, OnlyAddedError
from tests.app import communities, homes
from tests.app.communities import APPLE, mine
from tests.servers import Server

_SEEDS = count(100)  # nobody has the ids of another
TEACHERS = ("ayshe", "bahar", "dilnar", "gulnar")


@pytest.fixture(scope="module")
def untouched(postgresql: Server) -> str:
    """A database that its owner, who is no administrator of the server, has set up; to be copied."""
    postgresql.run("CREATE ROLE keeper1 LOGIN CREATEROLE")
    name = postgresql.new_database()
    postgresql.run(f"ALTER DATABASE {name} OWNER TO keeper1")
    assert keeping.set_up(Address(postgresql.url(name, "keeper1"), "")) is not None
    return name


@pytest.fixture(scope="module")
def database(postgresql: Server, untouched: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One with four teachers, a reader and a keeper."""
    name = postgresql.new_database(untouched)
    postgresql.run(f"ALTER DATABASE {name} OWNER TO keeper1")
    owner = Address(postgresql.url(name, "keeper1"), "the owner")
    with communities.opened(owner.url, owner.who, tmp_path_factory.mktemp("owner")) as shared:
        for teacher in TEACHERS:
            keeping.admit(shared, teacher, Role.TEACHER)
        keeping.admit(shared, "rena", Role.READER)
        keeping.admit(shared, "kerim", Role.KEEPER, "a long password")
    return name


@pytest.fixture
def ayshe(postgresql: Server, database: str, tmp_path: Path) -> Iterator[Shared]:
    with communities.opened(postgresql.url(database, "ayshe"), "Ayshe", tmp_path, next(_SEEDS)) as shared:
        yield shared


@pytest.fixture
def bahar(postgresql: Server, database: str, tmp_path: Path) -> Iterator[Shared]:
    with communities.opened(postgresql.url(database, "bahar"), "Bahar", tmp_path, next(_SEEDS)) as shared:
        yield shared


def nobody_is_asked(conflicts: tuple[Conflict, ...]) -> Mapping[str, str | None]:
    raise AssertionError(conflicts)


class Terminal:
    """``anatil`` as somebody types it, with the address of their login."""

    def __init__(self, server: Server, database: str, home: Path, login: str = "ayshe") -> None:
        self.home = home
        self._env = {
            "ANATIL_HOME": str(home),
            "ANATIL_DATABASE": server.url(database, login),
            "ANATIL_WHO": login.title(),
        }

    def __call__(self, *typed: str, answers: str = "") -> Result:
        return CliRunner(env=self._env).invoke(main, list(typed), input=answers)

    def good(self, *typed: str, answers: str = "") -> str:
        result = self(*typed, answers=answers)
        assert result.exit_code == 0, result.output
        return result.output


@pytest.fixture
def anatil(postgresql: Server, database: str, tmp_path: Path) -> Terminal:
    return Terminal(postgresql, database, tmp_path / "home")


# --- two at once -----------------------------------------------------------------------------------------


def test_changes_of_different_fields_merge_and_nobody_is_asked(ayshe: Shared, bahar: Shared) -> None:
    grape = words.find(ayshe, "ئۈزۈم")
    seen = words.see(ayshe, grape.id), words.see(bahar, grape.id)
    words.change(ayshe, seen[0], {"gloss.sv": "vindruva"}, nobody_is_asked)
    after = words.change(bahar, seen[1], {"gloss.nl": "druif"}, nobody_is_asked)
    assert (after.fields["gloss.sv"], after.fields["gloss.nl"]) == ("vindruva", "druif")
    assert after.version == seen[0].version + 2


def test_the_first_is_kept_and_the_second_chooses_field_by_field(ayshe: Shared, bahar: Shared) -> None:
    melon = words.find(ayshe, "قوغۇن")
    seen = words.see(bahar, melon.id)
    words.change(ayshe, seen, {"gloss.sv": "melon", "gloss.nl": "meloen"}, nobody_is_asked)
    asked: list[Conflict] = []

    def choose(conflicts: tuple[Conflict, ...]) -> Mapping[str, str | None]:
        asked.extend(conflicts)
        return {one.field: one.mine if one.field == "gloss.sv" else one.theirs for one in conflicts}

    wished = {"gloss.sv": "nätmelon", "gloss.nl": "suikermeloen", "gloss.da": "melon"}
    after = words.change(bahar, seen, wished, choose)
    assert asked == [
        Conflict("gloss.nl", None, "suikermeloen", "meloen"),
        Conflict("gloss.sv", None, "nätmelon", "melon"),
    ]
    assert [after.fields[f"gloss.{code}"] for code in ("sv", "nl", "da")] == ["nätmelon", "meloen", "melon"]


def test_while_one_chooses_another_changes_it_again_and_one_is_asked_again(
    ayshe: Shared, bahar: Shared
) -> None:
    pear = words.find(ayshe, "نەشپۈت")
    seen = words.see(bahar, pear.id)
    words.change(ayshe, seen, {"gloss.sv": "first"}, nobody_is_asked)
    asked = []

    def choose(conflicts: tuple[Conflict, ...]) -> Mapping[str, str | None]:
        asked.append([one.theirs for one in conflicts])
        if len(asked) == 1:
            words.change(ayshe, words.see(ayshe, pear.id), {"gloss.sv": "second"}, nobody_is_asked)
        return mine(conflicts)

    after = words.change(bahar, seen, {"gloss.sv": "päron"}, choose)
    assert asked == [["first"], ["second"]] and after.fields["gloss.sv"] == "päron"


def test_four_writers_at_once_lose_nothing(
    postgresql: Server, database: str, tmp_path: Path, ayshe: Shared
) -> None:
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.app.communities",
                postgresql.url(database, who),
                who,
                tmp_path / who,
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        for who in TEACHERS
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    turns = communities.ROUNDS
    apple = words.find(ayshe, APPLE)
    now, past = words.see(ayshe, apple.id), words.past(ayshe, apple.id)
    for who in TEACHERS:
        assert now.fields[f"gloss.x-{who}"] == f"apple {turns - 1}"
        told = [one.new for one in past if one.login == who and one.field.startswith("gloss.x-")]
        assert told == [f"apple {turn}" for turn in range(turns)]
    assert [one.number for one in past] == list(range(1, len(past) + 1))
    assert len(past) == 2 * turns * len(TEACHERS)
    domains = [one for one in past if one.field == "domain"]
    assert [one.old for one in domains[1:]] == [one.new for one in domains[:-1]]
    assert now.fields["domain"] == domains[-1].new
    meanings = {f"{who} {turn}" for who in TEACHERS for turn in range(turns)}
    listed = lists.words(ayshe, "bizning")
    assert sorted(one.glosses["en"] for one in listed) == sorted(meanings)
    with ayshe.kept.read() as connection:
        count = connection.scalar(text("SELECT count(*) FROM word WHERE headword = 'سىناق'"))
    assert count == 1  # one word with all their meanings
    found = keeping.examine(ayshe)
    assert (found.keys, found.unsigned, found.role) == (0, (), Role.TEACHER)


def test_a_connection_that_is_cut_off_is_one_plain_sentence_and_keeps_nothing(
    ayshe: Shared, postgresql: Server
) -> None:
    with pytest.raises(CommunityError, match="cut off") as cut, plainly(), ayshe.kept.write() as connection:
        own_words.add(connection, [Draft("قۇلان", {"en": "a cut-off wild ass"})], ayshe.new_id)
        number = connection.scalar(text("SELECT pg_backend_pid()"))
        postgresql.run(f"SELECT pg_terminate_backend({number})")
        connection.scalar(text("SELECT 1"))
    assert "\n" not in str(cut.value) and cut.value.__cause__ is not None
    with pytest.raises(CommunityError, match="no word"):
        words.find(ayshe, "قۇلان")
    words.add(ayshe, "قۇلان", {"en": "wild ass"})  # the next one goes over a new connection
    assert words.find(ayshe, "قۇلان").glosses["en"] == "wild ass"


# --- rights ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("login", "forbidden"),
    [
        ("rena", "INSERT INTO word_list_title VALUES (gen_random_uuid(), gen_random_uuid(), 'en', 'Mine')"),
        ("rena", "DELETE FROM word_list"),
        ("rena", "SELECT * FROM review"),
        ("ayshe", "UPDATE gloss SET text = 'x'"),
        ("ayshe", "DELETE FROM word"),
        ("ayshe", "DELETE FROM edit"),
        ("ayshe", "UPDATE change SET who = 'bahar'"),
        ("ayshe", "TRUNCATE change"),
        ("ayshe", "ALTER TABLE word ADD COLUMN mine TEXT"),
        ("ayshe", "CREATE TABLE mine (id INTEGER)"),
        ("ayshe", "CREATE ROLE friend LOGIN"),
        ("ayshe", "GRANT anatil_keeper TO ayshe"),
        ("ayshe", "INSERT INTO learner VALUES (gen_random_uuid(), 'Ayim', '', '6-8', 0)"),
        ("ayshe", "SELECT * FROM learner"),
        ("ayshe", "INSERT INTO speaker VALUES (gen_random_uuid(), 'Moma', '', 'grown')"),
    ],
)  # fmt: skip
def test_what_a_role_may_not_do_is_refused_in_a_plain_sentence(
    postgresql: Server, database: str, tmp_path: Path, login: str, forbidden: str
) -> None:
    with (
        communities.opened(postgresql.url(database, login), login, tmp_path) as shared,
        pytest.raises(CommunityError, match="Please ask a keeper") as refused,
        plainly(),
        shared.kept.write() as connection,
    ):
        connection.execute(text(forbidden))
    assert isinstance(refused.value.__cause__, NotAllowedError)


def test_a_reader_sees_every_word_and_changes_none(postgresql: Server, database: str, tmp_path: Path) -> None:
    rena = Terminal(postgresql, database, tmp_path / "rena", "rena")
    assert "gloss.en = apple" in rena.good("community", "word", APPLE)
    refused = rena("community", "change", APPLE, "--set", "level=2")
    assert refused.exit_code == 1 and refused.output.startswith("Error: Your login may not do this")
    rena.good("export", str(tmp_path / "words.tsv"))
    assert APPLE in (tmp_path / "words.tsv").read_text("utf-8")
    rena.good("pack", "build", str(tmp_path / "x.anatil"), "--maker", "Rena", "--list", "animals")


def test_a_keeper_lets_people_in_and_out_and_brings_the_lexicon_up_to_date(
    postgresql: Server, database: str, tmp_path: Path
) -> None:
    kerim = Terminal(postgresql, database, tmp_path / "kerim", "kerim")
    assert "nurgul may come in" in kerim.good("community", "admit", "nurgul", "--as", "teacher")
    nurgul = Terminal(postgresql, database, tmp_path / "nurgul", "nurgul")
    nurgul.good("community", "change", "نان", "--set", "gloss.sv=bröd")
    kerim.good("community", "admit", "nurgul", "--as", "reader")
    assert nurgul("community", "change", "نان", "--set", "gloss.sv=x").exit_code == 1
    kerim.good("community", "dismiss", "nurgul")
    assert "cannot be reached" in nurgul("community", "word", "نان").output
    assert "Nurgul (nurgul)" in kerim.good("community", "history", "نان")
    assert "as it should be" in kerim.good("community", "set-up")
    with communities.opened(postgresql.url(database), "", tmp_path / "owner") as server:
        with server.kept.read() as connection:
            kept = connection.scalar(text("SELECT rolpassword FROM pg_authid WHERE rolname = 'kerim'"))
        assert kept.startswith("SCRAM-SHA-256$") and "a long password" not in kept


@pytest.mark.parametrize("name", ["a; DROP TABLE word", "Ayshe", "pg_monitor", "anatil_keeper", "x"])
def test_a_login_that_would_need_quoting_is_refused(
    postgresql: Server, database: str, tmp_path: Path, name: str
) -> None:
    kerim = Terminal(postgresql, database, tmp_path, "kerim")
    refused = kerim("community", "admit", name, "--as", "reader")
    assert refused.exit_code == 1 and "cannot be a login" in refused.output


def test_the_history_stays_even_before_its_owner(
    postgresql: Server, ayshe: Shared, database: str, tmp_path: Path
) -> None:
    words.change(ayshe, words.see(ayshe, words.find(ayshe, "سۈت").id), {"gloss.sv": "mjölk"}, nobody_is_asked)
    with communities.opened(postgresql.url(database), "", tmp_path / "owner") as owner:
        for statement in ("UPDATE change SET who = ''", "DELETE FROM change", "TRUNCATE change"):
            with pytest.raises(OnlyAddedError), owner.kept.write() as connection:
                connection.execute(text(statement))


def test_nobody_signs_with_another_name(ayshe: Shared) -> None:
    here = {"id": ayshe.new_id()}
    with ayshe.kept.write() as connection:
        connection.execute(
            text("INSERT INTO change (target, target_id, number, field, new, login, at_ms) "
                 "VALUES ('sense', :id, 1, 'level', '2', 'bahar', 0)"), here
        )  # fmt: skip
        row = connection.execute(
            text("SELECT login, who, at_ms FROM change WHERE target_id = :id"), here
        ).one()
    assert (row.login, row.who) == ("ayshe", "Ayshe") and row.at_ms > homes.NOW_MS // 2


# --- a day at the terminal -------------------------------------------------------------------------------


def test_a_teacher_adds_corrects_looks_back_and_takes_back(anatil: Terminal, bahar: Shared) -> None:
    assert "gloss.en = wolf cub" in anatil.good("community", "add", "بۆرە", "--gloss", "en=wolf cub")
    seen = words.see(bahar, words.find(bahar, "بۆرە", "wolf cub").id)
    wished = ("--set", "level=2", "--set", "gloss.de=Welpe")
    anatil.good("community", "change", "بۆرە", "--meaning", "wolf cub", *wished)
    words.change(bahar, words.see(bahar, seen.id), {"level": "3"}, nobody_is_asked)
    remembered = ("--seen", str(seen.version + 2), "--set", "level=1")
    late = anatil.good("community", "change", str(seen.id), *remembered, answers="theirs\n")
    assert "level was:    2" in late and "yours:  1" in late and "theirs: 3" in late and "level = 3" in late
    past = anatil.good("community", "history", str(seen.id)).splitlines()
    assert [line.split("\t")[3] for line in past] == [
        "gloss.en: — → wolf cub", "headword: — → بۆرە", "gloss.de: — → Welpe", "level: 1 → 2", "level: 2 → 3",
    ]  # fmt: skip
    assert [line.split("\t")[2] for line in past[-2:]] == ["Ayshe (ayshe)", "Bahar (bahar)"]
    assert "undo change 5 first" in anatil("community", "undo", str(seen.id), "4").output
    assert "level = 2" in anatil.good("community", "undo", str(seen.id), "5")
    assert "takes back 5" in anatil.good("community", "history", str(seen.id))
    assert "gloss.de" not in anatil.good("community", "undo", str(seen.id), "3")
    assert "how the word came in" in anatil("community", "undo", str(seen.id), "2").output


@pytest.mark.parametrize(
    "wish", ["level=9", "headword=apple", "gloss.en=", "gloss.en=<b>x</b>", "mood=good", "level"]
)
def test_what_no_device_would_take_is_refused_and_changes_nothing(anatil: Terminal, wish: str) -> None:
    before = anatil.good("community", "word", "نان")
    refused = anatil("community", "change", "نان", "--set", wish)
    assert refused.exit_code == 1 and "Nothing was changed." in refused.output
    assert anatil.good("community", "word", "نان") == before


def test_a_word_is_corrected_in_ones_editor_while_somebody_else_corrects_it(
    anatil: Terminal, bahar: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    cat = words.find(bahar, "مۈشۈك")

    def typed(page: str, **_: str) -> str:
        words.change(bahar, words.see(bahar, cat.id), {"gloss.sv": "katt", "level": "3"}, nobody_is_asked)
        return page.replace("level = 1", "level = 2") + "gloss.nl = poes\n"

    monkeypatch.setattr("click.edit", typed)
    said = anatil.good("community", "edit", "مۈشۈك", answers="yours\n")
    for line in ("gloss.sv = katt", "gloss.nl = poes", "level = 2"):
        assert line in said


def test_lists_are_filled_by_two_and_have_a_history(anatil: Terminal, bahar: Shared) -> None:
    anatil.good("community", "list", "Mewe", "--add", APPLE)
    lists.alter(bahar, "Mewe", [words.find(bahar, "ئۈزۈم").id], [])
    said = anatil.good("community", "list", "Mewe", "--add", "ئانار", "--remove", APPLE)
    assert [line.split("\t")[0] for line in said.splitlines()] == ["ئۈزۈم", "ئانار"]
    assert len(anatil.good("community", "list", "Mewe", "--history").splitlines()) == 4
    assert "no list" in anatil("community", "list", "Yoq").output


def test_a_table_comes_in_signed_and_the_home_keeps_none_of_it(anatil: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(f"Uyghur\tEnglish\tSvenska\n{APPLE}\tapple\täpple\nكىيىك\tgazelle\tgasell\n", "utf-8")
    assert "1 new word" in anatil.good("import", str(table), "--list", "Jayran", "--yes")
    assert "gloss.sv: — → gasell" in anatil.good("community", "history", "كىيىك")
    assert "gloss.sv: — → äpple" in anatil.good("community", "history", APPLE)
    assert not (anatil.home / "anatil.sqlite").exists()
    assert "Everything is in order." in anatil.good("doctor")


def test_the_doctor_finds_what_was_changed_past_the_history(
    postgresql: Server, untouched: str, tmp_path: Path
) -> None:
    name = postgresql.new_database(untouched)
    anatil = Terminal(postgresql, name, tmp_path, "anatil")
    anatil.good("community", "change", APPLE, "--set", "level=2")
    assert anatil("doctor").exit_code == 0
    postgresql.run("UPDATE edit SET value = '3' WHERE field = 'level'", name)
    found = anatil("doctor")
    assert found.exit_code == 1 and "Changed without a word in the history" in found.output


@pytest.mark.long
def test_a_search_in_disorder_is_found_and_mended_by_the_keeper(
    postgresql: Server, untouched: str, tmp_path: Path
) -> None:
    name = postgresql.new_database(untouched)
    anatil = Terminal(postgresql, name, tmp_path, "anatil")
    postgresql.run("DELETE FROM search_key WHERE text = 'apple'", name)
    found = anatil("doctor")
    assert found.exit_code == 1 and "in disorder" in found.output
    anatil.good("community", "set-up")
    assert "in disorder" not in anatil("doctor").output


def test_who_is_not_there_to_choose_changes_nothing(anatil: Terminal, bahar: Shared) -> None:
    seen = words.see(bahar, words.find(bahar, "ئىت").id)
    words.change(bahar, seen, {"level": "3"}, nobody_is_asked)
    said = anatil("community", "change", "ئىت", "--seen", str(seen.version), "--set", "level=2")
    assert said.exit_code == 1 and "theirs: 3" in said.output and "Nobody has chosen" in said.output
    assert words.see(bahar, seen.id).fields["level"] == "3"


def test_what_is_of_a_home_stays_there_and_says_so(anatil: Terminal) -> None:
    said = anatil.good("learners", "list")
    assert "ANATIL_DATABASE has no say in it" in said and "Nobody learns here yet" in said


# --- addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Please say where the community's lexicon is"),
        ("sqlite:///x", "must begin with postgresql+psycopg://"),
        ("postgresql+psycopg://nobody@/none?host=/nowhere", "cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_plain_sentence(
    tmp_path: Path, address: str, sentence: str
) -> None:
    env = {"ANATIL_HOME": str(tmp_path), "ANATIL_DATABASE": address}
    result = CliRunner(env=env).invoke(main, ["community", "word", APPLE])
    assert result.exit_code == 1 and sentence in result.output and "Traceback" not in result.output


def test_an_empty_database_is_made_by_its_keeper_only(postgresql: Server, tmp_path: Path) -> None:
    name = postgresql.new_database()
    anatil = Terminal(postgresql, name, tmp_path, "anatil")
    refused = anatil("community", "word", APPLE)
    assert refused.exit_code == 1 and "There is no lexicon at this address yet" in refused.output


def test_a_lexicon_of_an_older_version_waits_for_its_keeper_and_then_has_a_history(
    postgresql: Server, tmp_path: Path
) -> None:
    name = postgresql.new_database()
    url = postgresql.url(name)
    engine = store._engine(store._url(url), 0)
    migrations.bring_up_to_date(engine, "nothing", target="0003")
    with engine.begin() as connection:
        facts.put(connection, facts.DEVICE, str(UUID(int=5)))
    engine.dispose()
    anatil = Terminal(postgresql, name, tmp_path, "anatil")
    assert "made by an older Ana Til" in anatil("community", "word", APPLE).output
    store.open_store(url).close()  # what set-up does, without the starter
    with communities.opened(url, "Ayshe", tmp_path) as shared:
        words.add(shared, APPLE, {"en": "apple"})
        past = words.past(shared, words.find(shared, APPLE).id)
        with pytest.raises(OnlyAddedError), shared.kept.write() as connection:
            connection.execute(text("DELETE FROM change"))
    assert [(one.who, one.field, one.new) for one in past] == [
        ("Ayshe", "gloss.en", "apple"),
        ("Ayshe", "headword", APPLE),
    ]


def test_without_an_address_nothing_that_speaks_with_a_server_is_even_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from app.cli import main\n"
        "done = CliRunner().invoke(main, ['export', sys.argv[1]])\n"
        "assert done.exit_code == 0, done.output\n"
        "print([name for name in sys.modules if name.startswith('psycopg')])"
    )
    env = {name: value for name, value in os.environ.items() if name != "ANATIL_DATABASE"}
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "words.tsv")],
        capture_output=True,
        text=True,
        check=True,
        env={**env, "ANATIL_HOME": str(tmp_path / "home")},
    )
    assert run.stdout.strip() == "[]"


# --- packs -----------------------------------------------------------------------------------------------


def _the_same_work(household: Household) -> None:
    numbers = count(1)
    drafts = [Draft("قۇلان", {"en": "wild ass", "de": "Wildesel"})]
    with household.kept.write() as connection:
        stamp = registers.next_stamp(connection, household.kept.device, household.now_ms())
        (ass,) = own_words.add(connection, drafts, lambda: UUID(int=next(numbers), version=4))
        apple = words.called(connection, APPLE)[0].id
        edits.put(connection, edits.SENSE, apple, "gloss.sv", "äpple", stamp)
        own_lists.make(connection, UUID(int=100, version=4), {"en": "Ours"}, [ass, apple])


@pytest.mark.parametrize("chosen", [pytest.param((), marks=pytest.mark.long), ("Ours", "animals")])
def test_a_pack_from_postgresql_is_byte_for_byte_the_one_from_sqlite(
    postgresql: Server, untouched: str, tmp_path: Path, chosen: tuple[str, ...]
) -> None:
    name = postgresql.new_database(untouched)
    wish = Wish("the same", "A school", lists=chosen)
    with homes.opened(tmp_path / "home") as own:
        _the_same_work(own)
        first = pack_building.build(own, tmp_path / "own.anatil", wish)
        shutil.copytree(own.places.keys, tmp_path / "other" / "keys")
    with communities.opened(postgresql.url(name), "", tmp_path / "other") as shared:
        _the_same_work(shared)
        pack_building.build(shared, tmp_path / "shared.anatil", wish)
        assert pack_building.build(shared, tmp_path / "again.anatil", wish).again
    content = (tmp_path / "own.anatil").read_bytes()
    assert len(first.pack.contents.of("sense")) > 10
    assert content == (tmp_path / "shared.anatil").read_bytes() == (tmp_path / "again.anatil").read_bytes()
