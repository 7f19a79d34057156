"""Technical accounts, and who made a token.

The release before says who made a token in the evidence alone, so that is where the makers of its tokens are taken from. A token
that it makes during the upgrade has none, and rests once the new release is alone.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MADE = sa.text("SELECT actor_id, body FROM evidence_entry WHERE stream = 'organisation' AND kind = 'token.created'")
_KEEP = sa.text("UPDATE api_token SET created_by = :maker WHERE id = :token")


def upgrade() -> None:
    op.add_column("app_user", sa.Column("technical", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("api_token", sa.Column("created_by", sa.String(36), nullable=True))
    connection = op.get_bind()
    made = [{"maker": maker, "token": json.loads(bytes(body))["details"]["token"]} for maker, body in connection.execute(_MADE)]
    if made:
        connection.execute(_KEEP, made)


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
