"""Alembic's entry: works on the connection that ``engine.store.migrate`` passes in."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from engine.store.base import Pieces, UtcTime
from engine.store.migrate import compared


def own_types(kind: str, found: object, script: Any) -> str | Literal[False]:
    """How new scripts name the column types that are ours."""
    name = {UtcTime: "UtcTime", JSON: "JsonData", Pieces: "Pieces"}.get(type(found)) if kind == "type" else None
    if name is None:
        return False
    script.imports.add(f"from engine.store.base import {name}")
    return name if name == "JsonData" else f"{name}()"


config = context.config
connection = config.attributes["connection"]

context.configure(
    connection=connection,
    target_metadata=config.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
    compare_type=True,
    render_item=own_types,
    include_object=compared,
)
context.run_migrations()
