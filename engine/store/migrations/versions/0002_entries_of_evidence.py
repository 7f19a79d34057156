"""Evidence consists of entries: the word record is left to the controlled document. A version says which dialect its expressions speak.

The release before this one goes on working: a view of the old name takes what it writes, and a version that it deploys
speaks dialect 1. The view goes with a later release.
"""

import sqlalchemy as sa
from alembic import op

from engine.store.base import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = (
    "event_id",
    "stream",
    "position",
    "kind",
    "at",
    "instance_id",
    "procedure_id",
    "element_id",
    "actor_id",
    "previous",
    "hash",
    "body",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _move_entries()
    else:
        _rename_entries()
    op.add_column("procedure_version", sa.Column("dialect", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _move_entries() -> None:
    """SQLite cannot rename a constraint: a table of the new name takes the rows."""
    op.create_table(
        "evidence_entry",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=True),
        sa.Column("procedure_id", sa.String(length=100), nullable=True),
        sa.Column("element_id", sa.String(length=100), nullable=True),
        sa.Column("actor_id", sa.String(length=36), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_evidence_entry")),
        sa.UniqueConstraint("stream", "position", name=op.f("uq_evidence_entry_stream_position")),
    )
    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    op.execute(f"INSERT INTO evidence_entry ({columns}) SELECT {columns} FROM evidence_record")
    op.drop_table("evidence_record")
    op.create_index(op.f("ix_evidence_entry_actor_id_at"), "evidence_entry", ["actor_id", "at"], unique=False)
    op.create_index(op.f("ix_evidence_entry_at"), "evidence_entry", ["at"], unique=False)
    op.create_index(op.f("ix_evidence_entry_kind_at"), "evidence_entry", ["kind", "at"], unique=False)
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER evidence_entry_no_{verb.lower()} BEFORE {verb} ON evidence_entry "
            "BEGIN SELECT RAISE(ABORT, 'evidence_entry is insert-only'); END"
        )
    op.execute("CREATE VIEW evidence_record AS SELECT * FROM evidence_entry")
    new = ", ".join(f'NEW."{name}"' for name in _COLUMNS)
    op.execute(
        "CREATE TRIGGER evidence_record_insert INSTEAD OF INSERT ON evidence_record "
        f"BEGIN INSERT INTO evidence_entry ({columns}) VALUES ({new}); END"
    )


def _rename_entries() -> None:
    op.rename_table("evidence_record", "evidence_entry")
    op.execute("ALTER TABLE evidence_entry RENAME CONSTRAINT pk_evidence_record TO pk_evidence_entry")
    op.execute("ALTER TABLE evidence_entry RENAME CONSTRAINT uq_evidence_record_stream_position TO uq_evidence_entry_stream_position")
    for index in ("actor_id_at", "at", "kind_at"):
        op.execute(f"ALTER INDEX ix_evidence_record_{index} RENAME TO ix_evidence_entry_{index}")
    for trigger in ("no_change", "no_truncate"):
        op.execute(f"ALTER TRIGGER evidence_record_{trigger} ON evidence_entry RENAME TO evidence_entry_{trigger}")
    op.execute("CREATE VIEW evidence_record AS SELECT * FROM evidence_entry")
