"""The running of one instance during one command: a work list instead of Spiff's scans over the whole tree."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from engine.bpmn.formulas.formula import Visible
from engine.bpmn.halts import Halt, join_stuck, limit_reached
from engine.bpmn.machine.journal import Journal
from engine.bpmn.machine.population import Population, by_age
from engine.bpmn.machine.tokens import READY, Token
from engine.bpmn.machine.variables import layers
from engine.bpmn.outcome import Ended, Fact, IncidentWait, Json, Outcome

if TYPE_CHECKING:
    from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

    from engine.bpmn.machine.elements.base import NodeSpec
    from engine.bpmn.machine.elements.gateways import JoinSpec
    from engine.bpmn.machine.environment import Environment


class Execution(Population):
    """The running of one instance. ``ready``: tokens that are to be run, first come, first served."""

    def __init__(self, spec: WorkflowSpec, environment: Environment, *, prune: bool = True) -> None:
        super().__init__(spec, environment, prune=prune)
        self.variables: dict[str, Json] = {}
        self.entries: dict[str, int] = {}
        self.ready: deque[Token] = deque()
        self.steps = 0
        self.ended: Ended | None = None

    def record(self, fact: Fact) -> None:
        self.journal.facts.append(fact)

    def take_outcome(self) -> Outcome:
        """What happened since the last outcome."""
        outcome = self.journal.outcome(self.steps, self.ended)
        self.journal, self.steps = Journal(), 0
        return outcome

    def visible(self, token: Token) -> Visible:
        return Visible(self.environment.constants, layers(token), self.environment.meter, self.environment.dialect)

    # Running

    def drain(self) -> None:
        """Run until nothing is left to run. Events thrown on the way act at once, before the next step."""
        while self.ready or self._fire_inclusive_join():
            token = self.ready.popleft()
            if token._state != READY:
                continue
            if self.steps >= self.environment.limits.steps:
                self._out_of_steps(token)
                continue
            self.steps += 1
            token.run()
            if self.has_changed:
                self.check_conditions()
        if self.joins and self.ended is None:
            self._report_stuck_joins()

    def _out_of_steps(self, token: Token) -> None:
        self.stall(token, limit_reached("steps", self.environment.limits.steps))
        token.error()

    def wake(self, token: Token) -> None:
        """Let the token go on with its next stage."""
        token._set_state(READY)
        self.ready.append(token)

    # Ending

    def _task_completed_notify(self, token: Token) -> None:
        scope = token.scope
        if scope is None:
            self._end(token)
        elif token.id in scope.members:
            self.forget(token)
            scope.task_spec.member_done(scope, token)

    def _end(self, root: Token) -> None:
        self.completed = True
        self.live = 0
        terminated = root.internal_data.get("terminated")
        self.ended = Ended("terminated" if terminated else "completed", terminated or None)  # type: ignore[arg-type]
        self.record(self.ended)

    def end_all(self, ended: Ended) -> None:
        """The whole instance is over, with everything in it."""
        self.cancel_inside(self.task_tree)
        self.task_tree.cancel()
        self.live = 0
        self.completed = True
        self.ended = ended
        self.record(ended)

    # Incidents

    def stall(self, token: Token, halt: Halt) -> None:
        """The token cannot go on; the rest of the instance can."""
        count = token.internal_data.get("incidents")
        token.internal_data["incidents"] = 1 + (count if isinstance(count, int) else 0)
        token.halt = halt
        self.journal.open(self.incident_of(token))

    def incident_of(self, token: Token) -> IncidentWait:
        halt = token.halt
        assert halt is not None
        spec: NodeSpec = token.task_spec
        element_id = halt.element_id or spec.element_id
        return IncidentWait(token.incident_id, element_id, spec.node.label, halt.code, halt.en, halt.zh, halt.facts)

    # Joins and conditions

    def _fire_inclusive_join(self) -> bool:
        for key in sorted(self.joins):
            token = next(iter(self.joins[key].values()))
            spec: JoinSpec = token.task_spec
            if spec.fire_if_nothing_can_come(token):
                return True
        return False

    def _report_stuck_joins(self) -> None:
        """A join whose missing tokens can no longer come is shown to a person: it would wait for ever."""
        for scope in {id_: self.tasks[id_] for id_, _ in sorted(self.joins)}.values():
            for token in self._stuck_in(scope):
                if token.halt is None:
                    spec: JoinSpec = token.task_spec
                    self.stall(token, join_stuck(spec.missing(token)))

    def _stuck_in(self, scope: Token) -> list[Token]:
        """One arrival of each join of the scope that cannot fire any more. A join that may fire can set others going in turn."""
        waiting = [next(iter(self.joins[key].values())) for key in sorted(self.joins) if key[0] == scope.id]
        movers = [member for member in scope.members.values() if (scope.id, member.task_spec.name) not in self.joins]
        while True:
            going = [token for token in waiting if token.task_spec.may_fire_later(token, movers)]
            if not going:
                return waiting
            waiting = [token for token in waiting if token not in going]
            movers.extend(going)

    def check_conditions(self) -> None:
        """Variables have changed: set going what waited for a condition that holds now."""
        self.has_changed = False
        for token in by_age(self.conditions):
            if token.id in self.conditions and not token.is_finished:
                token.task_spec.check_condition(token)
