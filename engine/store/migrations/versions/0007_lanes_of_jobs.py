"""Jobs are run in lanes, and calls outside by the system that they call.

Null in jobs of the release before: their kind says enough.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("lane", sa.String(length=100), nullable=True))
    op.add_column("job", sa.Column("peer", sa.String(length=200), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
