"""From an older database to today's, and that both ways to a new one end at the same tables."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, text

from lexicon import migrations, store
from lexicon.troubles import DatabaseNewerError, DiskFullError, MigrationError

NEXT_STEP = """
from alembic import op
import sqlalchemy as sa
revision = "next"
down_revision = "@"
def upgrade():
    with op.batch_alter_table("word") as batch:
        batch.add_column(sa.Column("note", sa.Text()))
"""

FAILING_STEP = """
from alembic import op
revision = "next"
down_revision = "@"
def upgrade():
    op.execute("CREATE TABLE half_way (id INTEGER)")
    op.execute("INSERT INTO no_such_table VALUES (1)")
"""

ORPHANING_STEP = """
from alembic import op
revision = "next"
down_revision = "@"
def upgrade():
    op.execute("DELETE FROM word")
"""

BIG_STEP = """
from alembic import op
revision = "next"
down_revision = "@"
def upgrade():
    op.execute("CREATE TABLE big (content BLOB)")
    op.execute("INSERT INTO big VALUES (zeroblob(1000000))")
"""


def schema_of(path: Path) -> list[tuple[str, str, list[str]]]:
    """Every table, index and trigger; white space and the order of a table's constraints do not count."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        rows = found.fetchall()
    parts = []
    for kind, name, sql in rows:
        columns, *constraints = re.split(r",(?=CONSTRAINT)", re.sub(r'[\s"]+', "", sql).removesuffix(")"))
        parts.append((kind, name, [columns, *sorted(constraints)]))
    return sorted(parts)


def engine_of(path: Path) -> Engine:
    return store._engine(store._url(path), busy_ms=1_000)


def steps_with(folder: Path, step: str) -> Path:
    """The project's own steps and one more."""
    shutil.copytree(migrations.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v_next.py").write_text(step.replace("@", migrations.NEWEST), encoding="utf-8")
    return folder


def with_one_word(path: Path) -> Path:
    with store.open_store(path) as opened, opened.write() as connection:
        connection.execute(
            text("INSERT INTO word VALUES ('11111111111141118111111111111111', 'ئالما', 0, x'00')")
        )
        connection.execute(
            text(
                "INSERT INTO sense VALUES ('22222222222242228222222222222222', "
                "'11111111111141118111111111111111', 'noun', '', 1, NULL, '', '', '', '', '', '', 0)"
            )
        )
    return path


def test_a_new_database_has_the_tables_that_all_migrations_together_make(tmp_path: Path) -> None:
    store.open_store(tmp_path / "new.sqlite").close()
    migrated = engine_of(tmp_path / "migrated.sqlite")
    migrations.bring_up_to_date(migrated, "nothing")
    migrated.dispose()
    assert schema_of(tmp_path / "new.sqlite") == schema_of(tmp_path / "migrated.sqlite")
    assert len([kind for kind, _, _ in schema_of(tmp_path / "new.sqlite") if kind == "table"]) == 33


def test_the_revisions_named_in_the_code_are_those_that_alembic_finds() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == migrations.REVISIONS


def test_a_step_keeps_every_row_and_leaves_a_whole_copy_of_before(tmp_path: Path) -> None:
    path = with_one_word(tmp_path / "anatil.sqlite")
    engine = engine_of(path)
    copy = migrations.bring_up_to_date(
        engine, migrations.NEWEST, scripts=steps_with(tmp_path / "steps", NEXT_STEP)
    )
    with engine.connect() as connection:
        assert connection.execute(text("SELECT headword, note FROM word")).all() == [("ئالما", None)]
        assert connection.execute(text("SELECT count(*) FROM sense")).scalar() == 1
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "next"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()
    assert copy == tmp_path / f"anatil-before-{migrations.NEWEST}.sqlite"
    with store.open_store(copy) as before, before.read() as connection:
        assert connection.execute(text("SELECT headword FROM word")).scalar() == "ئالما"


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "anatil.sqlite"
    store.open_store(path).close()
    before = schema_of(path)
    engine = engine_of(path)
    with pytest.raises(MigrationError, match="no_such_table") as failure:
        migrations.bring_up_to_date(
            engine, migrations.NEWEST, scripts=steps_with(tmp_path / "steps", FAILING_STEP)
        )
    engine.dispose()
    assert failure.value.__cause__ is not None
    assert schema_of(path) == before
    store.open_store(path).close()


def test_a_step_that_would_leave_a_sense_without_its_word_is_not_kept(tmp_path: Path) -> None:
    engine = engine_of(with_one_word(tmp_path / "anatil.sqlite"))
    with pytest.raises(MigrationError, match="a row of sense would lose what it belongs to in word"):
        migrations.bring_up_to_date(
            engine, migrations.NEWEST, scripts=steps_with(tmp_path / "steps", ORPHANING_STEP)
        )
    with engine.connect() as connection:
        assert connection.execute(text("SELECT headword FROM word")).scalar() == "ئالما"
    engine.dispose()


def test_a_disk_that_fills_up_in_a_step_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "anatil.sqlite"
    store.open_store(path).close()
    before = schema_of(path)
    engine = engine_of(path)

    @event.listens_for(engine, "connect")
    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # SQLite takes its present size: not one page more

    with pytest.raises(DiskFullError):
        migrations.bring_up_to_date(
            engine, migrations.NEWEST, scripts=steps_with(tmp_path / "steps", BIG_STEP)
        )
    engine.dispose()
    assert schema_of(path) == before
    store.open_store(path).close()


def test_the_steps_run_from_compiled_files_alone(tmp_path: Path) -> None:
    """As on a phone, where alembic's scripts are there as .pyc only."""
    steps = tmp_path / "steps"
    shutil.copytree(migrations.HERE, steps, ignore=shutil.ignore_patterns("__pycache__"))
    assert compileall.compile_dir(str(steps), quiet=1, legacy=True)
    for source in steps.rglob("*.py"):
        source.unlink()
    engine = engine_of(tmp_path / "phone.sqlite")
    migrations.bring_up_to_date(engine, "nothing", scripts=steps)
    engine.dispose()
    store.open_store(tmp_path / "phone.sqlite").close()


def test_a_database_of_a_newer_version_is_told_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "anatil.sqlite"
    with store.open_store(path) as opened, opened.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    before = path.read_bytes()
    with pytest.raises(DatabaseNewerError) as newer:
        store.open_store(path)
    assert newer.value.revision == "0999"
    assert path.read_bytes() == before


def test_opening_a_database_that_is_up_to_date_imports_neither_alembic_nor_the_orm(tmp_path: Path) -> None:
    code = (
        "import sys; from lexicon import store, reviews, learners, senses, memories, recordings\n"
        "from lexicon.starter import update\n"
        "store.open_store(sys.argv[1]).close(); store.open_store(sys.argv[1]).close()\n"
        "print([name for name in ('alembic', 'sqlalchemy.orm', 'mako') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "anatil.sqlite")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(migrations.HERE.parents[1])},
    )
    assert run.stdout.strip() == "[]"


def test_every_database_gets_a_device_id_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    one = UUID("33333333-3333-4333-8333-333333333333")
    with store.open_store(tmp_path / "anatil.sqlite", new_id=lambda: one) as opened:
        assert opened.device == one
    with store.open_store(tmp_path / "anatil.sqlite") as again:
        assert again.device == one


def test_the_tables_can_be_written_for_postgresql() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    from lexicon import guards, schema

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    ddl = "".join(str(CreateTable(table).compile(dialect=dialect)) for table in schema.metadata.sorted_tables)
    assert "id UUID NOT NULL" in ddl
    assert "at_ms BIGINT NOT NULL" in ddl
    assert "checksum BYTEA NOT NULL" in ddl
    assert any("plpgsql" in statement for statement in guards.statements("postgresql"))


def test_the_guards_in_the_migrations_are_those_of_a_new_database() -> None:
    from importlib import import_module

    from lexicon import guards

    first = import_module("lexicon.migrations.versions.v0001_what_is_kept")
    assert list(first.SQLITE_GUARDS) == guards.statements("sqlite")
    assert list(first.POSTGRESQL_GUARDS) == guards.statements("postgresql")
    fourth = import_module("lexicon.migrations.versions.v0004_a_shared_history")
    assert list(fourth.SQLITE_GUARDS) == guards.history("sqlite")
    assert list(fourth.POSTGRESQL_GUARDS) == guards.history("postgresql")
