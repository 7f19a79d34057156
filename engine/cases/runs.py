"""The machine of a stored instance, for queries: they read its state and change nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from engine.bpmn import Run
from engine.cases.instance import Instance, values_of
from engine.library.bundles import bundle_of
from engine.unit_of_work.context import ReadContext


def load_run(ctx: ReadContext, row: Row[Any]) -> Run:
    """The machine of a ``process_instance`` row (all columns)."""
    return Instance(*(*values_of(row), bundle_of(ctx, row.version_id))).machine(ctx)
