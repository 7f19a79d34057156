"""Versions that wait for a second person, and whether the organisation asks for one.

A release that knows no review deploys at once what it adds: a version without a row here.
"""

import sqlalchemy as sa
from alembic import op

from engine.store.base import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("second_person", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "version_review",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("procedure_id", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("based_on", sa.String(length=36), nullable=True),
        sa.Column("submitted_at", UtcTime(), nullable=False),
        sa.Column("submitted_by", sa.String(length=36), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_version_review")),
    )
    op.create_index(op.f("ix_version_review_procedure_id"), "version_review", ["procedure_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
