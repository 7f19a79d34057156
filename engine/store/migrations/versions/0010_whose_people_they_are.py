"""A person belongs to the house, to a customer or to a supplier.

People of before: who has a customer belongs there; who holds the built-in role of an external supplier and no other, to a supplier; everybody
else to the house. The release before this one adds people of the house, and its customers' people are known by their customer.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SUPPLIERS = """
UPDATE app_user SET affiliation = 'supplier'
WHERE customer_id IS NULL
  AND EXISTS (SELECT 1 FROM role_assignment WHERE user_id = app_user.id AND role_id = 'external_supplier')
  AND NOT EXISTS (SELECT 1 FROM role_assignment WHERE user_id = app_user.id AND role_id <> 'external_supplier')
"""


def upgrade() -> None:
    op.add_column("app_user", sa.Column("affiliation", sa.String(length=20), nullable=False, server_default="house"))
    op.execute("UPDATE app_user SET affiliation = 'customer' WHERE customer_id IS NOT NULL")
    op.execute(_SUPPLIERS)


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
