"""The metadata that all tables share, and the column types that read the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


DERIVED = "derived"
"""In the ``info`` of a table whose rows can be made anew from others: no copy holds it."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC. A naive time is refused: it could mean anything."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the interface
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"Expected an aware time, but {value.isoformat()} has no zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the interface
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Pieces(TypeDecorator[Sequence[str]]):
    """Pieces of a text for an index (``engine.kernel.searching``): letters and digits only. Written, never read."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        if dialect.name == "postgresql":
            return " ".join(f"'{piece}'" for piece in value or ())
        return " ".join(value or ())


Id = String(36)
Key = String(100)
Name = String(200)
JsonData = JSON().with_variant(JSONB(), "postgresql")


def id_column() -> Column[str]:
    """The primary key of most tables: a UUIDv7 as text."""
    return Column("id", Id, primary_key=True)


def version_column() -> Column[int]:
    """Counts changes of a row; the API shows it as the ETag."""
    return Column("version", Integer, nullable=False, default=1, server_default="1")


def bilingual(name: str, type_: Any = Name, *, nullable: bool = False) -> tuple[Column[str], Column[str]]:
    """``<name>_zh`` and ``<name>_en``."""
    return Column(f"{name}_zh", type_, nullable=nullable), Column(f"{name}_en", type_, nullable=nullable)


__all__ = [
    "DERIVED",
    "Id",
    "JsonData",
    "Key",
    "LargeBinary",
    "Name",
    "Pieces",
    "Text",
    "UtcTime",
    "bilingual",
    "id_column",
    "metadata",
    "version_column",
]
