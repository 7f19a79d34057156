"""Which flows a token takes, and why."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.halts import no_flow
from engine.bpmn.machine.tokens import Element, Exit, Token
from engine.bpmn.outcome import GatewayDecided, Json

Choice = tuple[tuple[Exit, ...], GatewayDecided | None]


def all_of_them(spec: Element) -> Choice:
    """A parallel split."""
    return spec.exits, None


def all_that_hold(spec: Element, token: Token) -> Choice:
    """An inclusive split, and the flows out of an activity or event: those without condition, and those whose condition holds.

    The default flow is taken when no condition holds (BPMN 2.0, 13.3.1 and 13.4.3).
    """
    if not any(exit_.condition is not None or exit_.is_default for exit_ in spec.exits):
        return spec.exits, None
    looked_at: list[Mapping[str, Json]] = []
    taken, matched = [], False
    for exit_ in spec.exits:
        if exit_.is_default:
            continue
        if exit_.condition is None:
            taken.append(exit_)
        elif _holds(exit_, token, looked_at):
            taken.append(exit_)
            matched = True
    if not matched:
        taken.extend(exit_ for exit_ in spec.exits if exit_.is_default)
    if not taken:
        raise no_flow(spec.element_id)
    return tuple(taken), _decided(spec, looked_at, taken)


def first_that_holds(spec: Element, token: Token) -> Choice:
    """An exclusive split: conditions in document order until one holds, else the default flow (13.4.2)."""
    if not any(exit_.condition is not None or exit_.is_default for exit_ in spec.exits):
        return spec.exits[:1], None
    looked_at: list[Mapping[str, Json]] = []
    for exit_ in spec.exits:
        if not exit_.is_default and (exit_.condition is None or _holds(exit_, token, looked_at)):
            return (exit_,), _decided(spec, looked_at, [exit_])
    for exit_ in spec.exits:
        if exit_.is_default:
            return (exit_,), _decided(spec, looked_at, [exit_])
    raise no_flow(spec.element_id)


def _holds(exit_: Exit, token: Token, looked_at: list[Mapping[str, Json]]) -> bool:
    assert exit_.condition is not None
    execution = token.workflow
    visible = execution.visible(token)
    result = exit_.condition.truth(visible, execution.environment.now)
    operands = exit_.condition.operands(visible)
    looked_at.append({"flow": exit_.flow_id, "expression": exit_.condition.text, "result": result, "operands": operands})
    return result


def _decided(spec: Element, looked_at: list[Mapping[str, Json]], taken: list[Exit]) -> GatewayDecided:
    return GatewayDecided(spec.element_id, tuple(looked_at), tuple(exit_.flow_id for exit_ in taken))
