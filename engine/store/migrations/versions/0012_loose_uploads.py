"""An index of uploads that no form has taken up.

It adds; what the release before uses stays (docs/decisions/0020-migrations-add-first.md).
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attachment_loose",
            ["uploaded_by", "uploaded_at"],
            unique=False,
            sqlite_where=sa.text("instance_id IS NULL"),
            postgresql_where=sa.text("instance_id IS NULL"),
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
