"""Steps of machines that are still to be carried out, and what follows from one within the same command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.bpmn import outcome as o
from engine.cases.instance import Instance
from engine.events import Change, Event


@dataclass(frozen=True, slots=True)
class Cause:
    """What made the machine step. ``event`` is given the variables that changed by it; ``element_id`` says where they changed."""

    element_id: str | None
    event: Callable[[Sequence[Change]], Event]


@dataclass(frozen=True, slots=True)
class InlineCall:
    """An inline connector has to do its work."""

    instance: Instance
    wait: o.ConnectorWait


@dataclass(frozen=True, slots=True)
class ChildCall:
    """A call activity waits for an instance to be started."""

    instance: Instance
    wait: o.ChildWait


@dataclass(frozen=True, slots=True)
class ChildCancelled:
    """A call activity was cancelled: so is the instance that it called."""

    parent: Instance
    child_id: str


@dataclass(frozen=True, slots=True)
class ParentTold:
    """A called instance is over, or threw an escalation that it did not catch."""

    child: Instance
    ended: o.Ended | None = None
    escalation: o.EscalationThrown | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What the machine of an instance brought about, still to be carried out."""

    instance: Instance
    outcome: o.Outcome
    cause: Cause | None


FollowUp = InlineCall | ChildCall | ChildCancelled | ParentTold
