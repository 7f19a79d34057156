"""From where people have signed in, kept apart from the attempts that the throttle counts. Filled with what is known of the last month."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_place",
        sa.Column("username", sa.String(100), nullable=False),
        sa.Column("address", sa.String(100), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("username", "address", name=op.f("pk_sign_in_place")),
    )
    op.create_index(op.f("ix_sign_in_place_last_at"), "sign_in_place", ["last_at"])
    op.create_index(op.f("ix_sign_in_attempt_at"), "sign_in_attempt", ["at"])
    op.execute(
        "INSERT INTO sign_in_place (username, address, last_at) "
        "SELECT username, address, max(at) FROM sign_in_attempt WHERE succeeded GROUP BY username, address"
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
