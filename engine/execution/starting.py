"""Starting an instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.execution.advance import advance
from engine.execution.beginning import Origin, begin
from engine.execution.bundles import Bundle
from engine.execution.instance import Instance

if TYPE_CHECKING:
    from engine.execution.context import Context


def start(ctx: Context, bundle: Bundle, variables: Mapping[str, Any], origin: Origin) -> Instance:
    """Start an instance and move it on as far as it goes by itself."""
    instance, outcome, cause = begin(ctx, bundle, variables, origin)
    advance(ctx, instance, outcome, cause)
    return instance
