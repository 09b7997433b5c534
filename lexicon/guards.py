"""Rules the database itself holds, whoever writes to it: triggers for SQLite and for PostgreSQL.

- A review is never changed, and only deleted when its learner was removed on a person's wish.
- What was changed in a community's lexicon stands in its history for good; PostgreSQL itself signs it.
- What has a tombstone (a learner, a speaker, a consent, a recording) does not come back, nor does what
  belonged to it.
"""

from __future__ import annotations

#: The first words of what a guard says; ``troubles`` tells the kinds apart by them.
ONLY_ADDED = "reviews are only ever added"
REMOVED = "removed by a person"
HISTORY = "the history is only ever added to"

#: Tables whose rows a tombstone keeps out, with the columns that it may name.
_BURIED = (
    ("learner", "NEW.id"),
    ("speaker", "NEW.id"),
    ("consent", "NEW.id, NEW.speaker_id"),
    ("recording", "NEW.id, NEW.consent_id, NEW.speaker_id"),
    ("review", "NEW.learner_id"),
)


def _sqlite() -> list[str]:
    statements = [
        "CREATE TRIGGER review_no_update BEFORE UPDATE ON review\n"
        f"BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END",
        "CREATE TRIGGER review_no_delete BEFORE DELETE ON review\n"
        "WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE id = OLD.learner_id)\n"
        f"BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END",
    ]
    statements += [
        f"CREATE TRIGGER {table}_stays_removed BEFORE INSERT ON {table}\n"
        f"WHEN EXISTS (SELECT 1 FROM tombstone WHERE id IN ({ids}))\n"
        f"BEGIN SELECT RAISE(ABORT, '{REMOVED}'); END"
        for table, ids in _BURIED
    ]
    return statements


def _postgresql() -> list[str]:
    statements = [
        "CREATE FUNCTION review_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        "IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM tombstone WHERE id = OLD.learner_id)\n"
        f"THEN RETURN OLD; END IF; RAISE EXCEPTION '{ONLY_ADDED}' USING ERRCODE = 'check_violation'; END $$",
        "CREATE TRIGGER review_only_added BEFORE UPDATE OR DELETE ON review\n"
        "FOR EACH ROW EXECUTE FUNCTION review_guard()",
    ]
    for table, ids in _BURIED:
        statements += [
            f"CREATE FUNCTION {table}_removed_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
            f"IF EXISTS (SELECT 1 FROM tombstone WHERE id IN ({ids})) THEN\n"
            f"RAISE EXCEPTION '{REMOVED}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {table}_stays_removed BEFORE INSERT ON {table}\n"
            f"FOR EACH ROW EXECUTE FUNCTION {table}_removed_guard()",
        ]
    return statements


def _sqlite_history() -> list[str]:
    return [
        f"CREATE TRIGGER change_no_{verb.lower()} BEFORE {verb} ON change\n"
        f"BEGIN SELECT RAISE(ABORT, '{HISTORY}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql_history() -> list[str]:
    return [
        "CREATE FUNCTION change_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        "NEW.login := session_user; NEW.who := coalesce(current_setting('anatil.who', true), '');\n"
        "NEW.at_ms := (extract(epoch FROM clock_timestamp()) * 1000)::bigint; RETURN NEW; END $$",
        "CREATE TRIGGER change_is_signed BEFORE INSERT ON change\n"
        "FOR EACH ROW EXECUTE FUNCTION change_signed()",
        "CREATE FUNCTION change_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        f"RAISE EXCEPTION '{HISTORY}' USING ERRCODE = 'check_violation'; END $$",
        "CREATE TRIGGER change_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON change\n"
        "FOR EACH STATEMENT EXECUTE FUNCTION change_guard()",
    ]


def history(dialect: str) -> list[str]:
    """The SQL that keeps the history, for ``sqlite`` or ``postgresql``."""
    return _postgresql_history() if dialect == "postgresql" else _sqlite_history()


def statements(dialect: str) -> list[str]:
    """The SQL that puts the other guards in place, for ``sqlite`` or ``postgresql``."""
    return _postgresql() if dialect == "postgresql" else _sqlite()
