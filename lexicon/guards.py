"""Rules the database itself holds, whoever writes to it: triggers for SQLite and for PostgreSQL.

- A review is never changed, and only deleted when its learner was removed on a person's wish.
- What has a tombstone (a learner, a speaker, a consent, a recording) does not come back, nor does what
  belonged to it.
"""

from __future__ import annotations

#: The first words of what a guard says; ``troubles`` tells the two kinds apart by them.
ONLY_ADDED = "reviews are only ever added"
REMOVED = "removed by a person"

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


def statements(dialect: str) -> list[str]:
    """The SQL that puts the guards in place, for ``sqlite`` or ``postgresql``."""
    return _postgresql() if dialect == "postgresql" else _sqlite()
