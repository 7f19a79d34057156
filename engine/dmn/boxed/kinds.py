"""Each kind of boxed expression → what compiles it. A further kind is a line here and its function."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.dmn.boxed.boxes import Kind
from engine.dmn.boxed.calls import function_definition, invocation
from engine.dmn.boxed.choices import conditional, filtered, iterator
from engine.dmn.boxed.decision_tables import decision_table
from engine.dmn.boxed.values import context, list_of, literal, relation

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "literalExpression": literal,
        "context": context,
        "list": list_of,
        "relation": relation,
        "invocation": invocation,
        "functionDefinition": function_definition,
        "conditional": conditional,
        "filter": filtered,
        "for": iterator,
        "some": iterator,
        "every": iterator,
        "decisionTable": decision_table,
    }
)
