"""What cases of one procedure may bring into those of another: what the receiver says, and nothing else.

The *active* version of the receiving procedure decides, whichever version a case runs, as it decides who reads: its owner corrects by
deploying. A procedure's own cases may always. See docs/decisions/0034-receivers-say-what-they-accept.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.definitions.metadata import Accepted
from engine.kernel.errors import Forbidden
from engine.kernel.texts import listed
from engine.library.active_procedures import active_procedure
from engine.library.texts import say
from engine.unit_of_work.context import ReadContext

Sent = tuple[str, str]
"""What is sent: "messages" or "signals", and the name."""

# ``receiver`` and ``sender``: ids of procedures.


def require_start_accepted(ctx: ReadContext, receiver: str, sender: str, variables: Mapping[str, Any]) -> None:
    """Raises ``Forbidden`` unless ``receiver`` lets the sender's procedure start or call it with these variables."""
    if receiver != sender:
        _require(_accepted(ctx, receiver, sender).start, variables, receiver, sender)


def accepting_of(
    ctx: ReadContext, receivers: Iterable[str], sender: str, sent: Sent, variables: Mapping[str, Any]
) -> tuple[frozenset[str], dict[str, Forbidden]]:
    """The procedures that take this message or signal from the sender's procedure, and why the others do not."""
    refusals: dict[str, Forbidden] = {}
    asked = frozenset(receivers)
    for receiver in sorted(asked - {sender}):
        try:
            by_name: Mapping[str, tuple[str, ...]] = getattr(_accepted(ctx, receiver, sender), sent[0])
            _require(by_name.get(sent[1]), variables, receiver, sender)
        except Forbidden as refusal:
            refusals[receiver] = refusal
    return asked - refusals.keys(), refusals


def narrowed(ctx: ReadContext, receiver: str, sender: str, variables: Mapping[str, Any], named: Iterable[str]) -> dict[str, Any]:
    """What a call passes on: whatever its mapping names (and may be refused), and of the rest only what the receiver takes."""
    if receiver == sender:
        return dict(variables)
    kept = {*named, *(_accepted(ctx, receiver, sender).start or ())}
    return {name: value for name, value in variables.items() if name in kept}


def _accepted(ctx: ReadContext, receiver: str, sender: str) -> Accepted:
    rules = active_procedure(ctx, receiver)
    return Accepted() if rules is None else rules.accepts.get(sender, Accepted())


def _require(fields: tuple[str, ...] | None, variables: Mapping[str, Any], receiver: str, sender: str) -> None:
    facts = {"receiver": receiver, "sender": sender}
    if fields is None:
        raise Forbidden(say("not_accepted", **facts), code="not_accepted", **facts)
    if beyond := sorted(set(variables) - set(fields)):
        raise Forbidden(say("variables_not_accepted", names=listed(beyond), **facts), code="variables_not_accepted", names=beyond, **facts)
