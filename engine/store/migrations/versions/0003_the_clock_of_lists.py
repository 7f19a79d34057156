"""A clock says whether the lists of its procedure show it.

Null where the release before this one began the clock: there the lists show the clock called "resolution".
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_clock", sa.Column("listed", sa.Boolean(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
