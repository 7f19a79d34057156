"""Starting an instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.cases.advance import advance
from engine.cases.instance import Instance
from engine.cases.new_case import Origin, begin
from engine.library.bundles import Bundle

if TYPE_CHECKING:
    from engine.unit_of_work.context import Context


def start(ctx: Context, bundle: Bundle, variables: Mapping[str, Any], origin: Origin) -> Instance:
    """Start an instance and move it on as far as it goes by itself."""
    instance, outcome, cause = begin(ctx, bundle, variables, origin)
    advance(ctx, instance, outcome, cause)
    return instance
