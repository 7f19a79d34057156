"""Tables of people, roles, customers, sessions and tokens."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, UniqueConstraint, false, true

from engine.store.base import Id, JsonData, Key, Name, Text, UtcTime, bilingual, id_column, metadata, version_column

organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),  # one row, id 1
    *bilingual("name"),
    Column("time_zone", Key, nullable=False),
    Column("demonstration", Boolean, nullable=False, default=False),
    Column("second_person", Boolean, nullable=False, default=True, server_default=true()),  # publishing needs one
    Column("created_at", UtcTime, nullable=False),
)

customer = Table(
    "customer",
    metadata,
    id_column(),
    Column("code", Key, nullable=False, unique=True),
    *bilingual("name"),
    Column("active", Boolean, nullable=False, default=True),
    version_column(),
)

app_user = Table(
    "app_user",
    metadata,
    id_column(),
    Column("username", Key, nullable=False, unique=True),
    *bilingual("display_name"),
    Column("email", Name),
    Column("phone", Key),
    Column("password_hash", Text),
    Column("must_change_password", Boolean, nullable=False, default=False),
    Column("technical", Boolean, nullable=False, default=False, server_default=false()),  # another system: tokens alone, no human task
    Column("active", Boolean, nullable=False, default=True),
    Column("locale", String(5), nullable=False, default="zh"),
    Column("time_zone", Key),
    Column("customer_id", Id, index=True),
    Column("affiliation", String(20), nullable=False, server_default="house"),  # engine.kernel.actor.Affiliation
    Column("department", Key),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
)

role = Table(
    "role",
    metadata,
    Column("id", Key, primary_key=True),  # the candidate group's name in diagrams
    *bilingual("name"),
    *bilingual("description", Text, nullable=True),
    Column("permissions", JsonData, nullable=False),  # list of engine.kernel.permissions.Permission values
    Column("built_in", Boolean, nullable=False, default=False),
    version_column(),
)

role_assignment = Table(
    "role_assignment",
    metadata,
    id_column(),
    Column("user_id", Id, nullable=False, index=True),
    Column("role_id", Key, nullable=False, index=True),
    Column("customer_id", Id),  # scope: for this customer only
    Column("department", Key),  # scope: in this department only
    Column("granted_at", UtcTime, nullable=False),
    Column("granted_by", Id),
    UniqueConstraint("user_id", "role_id", "customer_id", "department"),
)

session = Table(
    "session",
    metadata,
    Column("id_hash", String(64), primary_key=True),  # SHA-256 of the cookie: the table alone signs nobody in
    Column("user_id", Id, nullable=False, index=True),
    Column("csrf_token", Key, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
    Column("address", Key),
    Column("user_agent", Name),
)

api_token = Table(
    "api_token",
    metadata,
    id_column(),
    Column("user_id", Id, nullable=False, index=True),
    Column("created_by", Id),  # the user, or for a technical account whoever made it; null: it is not known, and the token rests
    Column("name", Name, nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("scopes", JsonData, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("last_used_at", UtcTime),
    Column("revoked_at", UtcTime),
)

sign_in_place = Table(
    "sign_in_place",
    metadata,
    Column("username", Key, primary_key=True),
    Column("address", Key, primary_key=True),
    Column("last_at", UtcTime, nullable=False, index=True),  # when this person last signed in from there
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    id_column(),
    Column("username", Key, nullable=False),
    Column("address", Key, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index(None, "username", "at"),
    Index(None, "address", "at"),
    Index(None, "at"),
)
