"""What jobs are due to, and what holds them.

Null in jobs of the release before: each of them is taken for an impulse of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("impulse_id", sa.String(length=36), nullable=True))
    op.add_column("job", sa.Column("hops", sa.Integer(), nullable=True))
    op.add_column("job", sa.Column("held_by", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_job_held_by"), "job", ["held_by"], unique=False)
    op.create_index(op.f("ix_job_impulse_id_state"), "job", ["impulse_id", "state"], unique=False)
    op.create_index(op.f("ix_job_procedure_id_kind_state"), "job", ["procedure_id", "kind", "state"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
