"""The history of a lexicon that several people share."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SQLITE_GUARDS = (
    """CREATE TRIGGER change_no_update BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END""",
    """CREATE TRIGGER change_no_delete BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END""",
)

POSTGRESQL_GUARDS = (
    """CREATE FUNCTION change_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
NEW.login := session_user; NEW.who := coalesce(current_setting('anatil.who', true), '');
NEW.at_ms := (extract(epoch FROM clock_timestamp()) * 1000)::bigint; RETURN NEW; END $$""",
    """CREATE TRIGGER change_is_signed BEFORE INSERT ON change
FOR EACH ROW EXECUTE FUNCTION change_signed()""",
    """CREATE FUNCTION change_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'the history is only ever added to' USING ERRCODE = 'check_violation'; END $$""",
    """CREATE TRIGGER change_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON change
FOR EACH STATEMENT EXECUTE FUNCTION change_guard()""",
)


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("login", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("who", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("target", "target_id", "number", name=op.f("pk_change")),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_GUARDS if on_postgresql else SQLITE_GUARDS:
        op.execute(statement)
