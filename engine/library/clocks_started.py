"""Which service clocks a diagram starts, as far as it says so by literal names; and whether the clock of the lists is one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.model import ConnectorDetail, Node
from engine.definitions.metadata import FILE
from engine.kernel.errors import Fault
from engine.kernel.texts import Text
from engine.library.bundle import Bundle
from engine.library.literals import literal_text
from engine.library.texts import say

_START = "clock.start"


def listed_clock_faults(bundle: Bundle) -> Iterator[Fault]:
    """The clock that ``[lists]`` names must be one that the diagram starts, unless a name there is only known in a case."""
    chosen = bundle.procedure.chosen_clock
    started = [_name(node) for node in bundle.nodes.values() if _starts_a_clock(node)]
    if chosen is None or chosen in started or None in started:
        return
    there = sorted(filter(None, started))
    text = say("clock_not_started", clock=chosen, started=Text.same(", ".join(there)) if there else say("no_clock"))
    yield Fault("lists.clock", "clock_unknown", text, file=FILE)


def _starts_a_clock(node: Node) -> bool:
    detail = node.detail
    return isinstance(detail, ConnectorDetail) and (detail.type.is_expression or detail.type.text == _START)


def _name(node: Node) -> str | None:
    """The literal name of the clock; None for one that is told by the case."""
    if isinstance(node.detail, ConnectorDetail) and node.detail.type.is_expression:
        return None
    return literal_text(next((each.source for each in node.inputs if each.target == "name"), None))
