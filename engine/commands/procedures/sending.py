"""What a version sends to other procedures and these do not accept: told when it is put forward, for both may be changed.

Only what is certain without a case: procedures, messages and variables that the diagram names by literals, against the versions that are
active now. What comes of the rest, the cases are told (``engine/library/acceptance.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.bpmn.model import CallDetail, ConnectorDetail, EventKind, Node, NodeKind
from engine.commands.procedures.texts import say
from engine.definitions.metadata import Accepted, Procedure
from engine.kernel.errors import Fault
from engine.kernel.texts import listed
from engine.library.active_procedures import active_procedures
from engine.library.bundle import Bundle
from engine.library.literals import literal_text
from engine.unit_of_work.context import ReadContext

_START = "start_procedure"
_THROWING = (NodeKind.THROW_EVENT, NodeKind.END_EVENT, NodeKind.SEND_TASK)


def sending_warnings(ctx: ReadContext, bundle: Bundle) -> Iterator[Fault]:
    """One for each element and receiver. At most one statement."""
    nodes = [node for node in bundle.nodes.values() if _reaches_out(node)]
    if not nodes:
        return
    others = {each.id: each for each in active_procedures(ctx) if each.id != bundle.procedure_id}
    for node in nodes:
        yield from _of_start(node, bundle.procedure_id, others)
        yield from _of_message(node, bundle.procedure_id, others)


def _reaches_out(node: Node) -> bool:
    return isinstance(node.detail, CallDetail | ConnectorDetail) or _message(node) is not None


def _of_start(node: Node, sender: str, others: Mapping[str, Procedure]) -> Iterator[Fault]:
    receiver, named = _started(node)
    if receiver is None or receiver not in others:
        return
    fields = others[receiver].accepts.get(sender, Accepted()).start
    if fields is None:
        yield _warning(node, "sends_not_accepted", receiver=receiver, sender=sender)
    elif beyond := [name for name in named if name not in fields]:
        yield _warning(node, "sends_more_than_accepted", receiver=receiver, sender=sender, names=listed(beyond))


def _started(node: Node) -> tuple[str | None, list[str]]:
    """The procedure that it starts or calls, and the variables that it names."""
    targets = {each.target: each.source for each in node.inputs}
    match node.detail:
        case CallDetail(process_id=called):
            return literal_text(called), list(dict.fromkeys(target.partition(".")[0] for target in targets))
        case ConnectorDetail(type=kind) if literal_text(kind) == _START:
            inside = [target.split(".")[1] for target in targets if target.startswith("variables.")]
            return literal_text(targets.get("procedure_id")), list(dict.fromkeys(inside))
    return None, []


def _of_message(node: Node, sender: str, others: Mapping[str, Procedure]) -> Iterator[Fault]:
    """For those who know the message, from people or from others, and do not take it from this one."""
    name = _message(node)
    for receiver, rules in others.items():
        known = name in rules.messages or any(name in each.messages for each in rules.accepts.values())
        if name is not None and known and name not in rules.accepts.get(sender, Accepted()).messages:
            yield _warning(node, "sends_not_accepted", receiver=receiver, sender=sender)


def _message(node: Node) -> str | None:
    thrown = node.event if node.kind in _THROWING else None
    return literal_text(thrown.name) if thrown is not None and thrown.kind is EventKind.MESSAGE else None


def _warning(node: Node, code: str, **facts: object) -> Fault:
    return Fault(node.id, code, say(code, **facts))
