"""The running of one instance during one command: a work list instead of Spiff's scans over the whole tree."""

from __future__ import annotations

from collections import deque
from typing import Literal

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.formulas.formula import Visible
from engine.bpmn.halts import OUT_OF_STEPS, Halt, limit_reached
from engine.bpmn.machine.elements.joins import fire_waiting_join, stuck_joins
from engine.bpmn.machine.environment import Environment
from engine.bpmn.machine.journal import Journal
from engine.bpmn.machine.population import Population, by_age
from engine.bpmn.machine.tokens import READY, Instance, Token
from engine.bpmn.machine.variables import layers
from engine.bpmn.outcome import Ended, Fact, IncidentWait, Json, Outcome


class Execution(Population, Instance):
    """The running of one instance. Tokens are run first come, first served.

    since_wait: steps since nothing was left to run. is_planned: somebody will come and go on, and need not be asked for.
    """

    def __init__(self, spec: WorkflowSpec, environment: Environment, *, prune: bool = True) -> None:
        super().__init__(spec, environment, prune=prune)
        self.variables: dict[str, Json] = {}
        self.entries: dict[str, int] = {}
        self.ready: deque[Token] = deque()
        self.steps = 0
        self.since_wait = 0
        self.is_planned = False
        self.ended: Ended | None = None

    def record(self, fact: Fact) -> None:
        self.journal.facts.append(fact)

    def take_outcome(self) -> Outcome:
        """What happened since the last outcome."""
        goes_on = bool(self.ready) and self.ended is None and not self.is_planned
        outcome = self.journal.outcome(self.steps, self.ended, goes_on=goes_on)
        self.journal, self.steps = Journal(), 0
        return outcome

    def visible(self, token: Token) -> Visible:
        return Visible(self.environment.constants, layers(token), self.environment.meter, self.environment.dialect)

    # Running

    def drain(self) -> None:
        """Run until nothing is left to run, or the command has done its share.

        Events thrown on the way act at once, before the next step.
        """
        limits, pace = self.environment.limits, self.environment.pace
        while self.ready or fire_waiting_join(self):
            if pace.steps >= limits.at_once:
                return
            token = self.ready.popleft()
            if token._state != READY:
                continue
            if self.since_wait >= limits.steps:
                self._out_of_steps(token)
                continue
            self.steps += 1
            self.since_wait += 1
            pace.steps += 1
            token.run()
            if self.has_changed:
                self.check_conditions()
        self.since_wait = 0
        if self.joins and self.ended is None:
            self._report_stuck_joins()

    def _out_of_steps(self, token: Token) -> None:
        """One incident for all that was left to run: the first token has it, and the others stand behind it."""
        first = next((each for each in self.tasks.values() if _is_out_of_steps(each)), None)
        if first is None:
            self.stall(token, limit_reached("steps", self.environment.limits.steps))
        else:
            token.internal_data["behind"] = first.id
        token.error()

    def behind(self, first: Token) -> list[Token]:
        """The tokens that stand behind it; they do so no more."""
        found = [token for token in self.tasks.values() if token.internal_data.get("behind") == first.id and not token.is_finished]
        for token in found:
            del token.internal_data["behind"]
        return found

    def close_waits(self, token: Token, reason: Literal["done", "cancelled"] = "cancelled") -> None:
        left_behind = self.behind(token) if reason == "cancelled" and _is_out_of_steps(token) else ()
        super().close_waits(token, reason)
        for each in left_behind:
            self._out_of_steps(each)

    def wake(self, token: Token) -> None:
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
        self.cancel_inside(self.task_tree)
        self.task_tree.cancel()
        self.live = 0
        self.completed = True
        self.ended = ended
        self.record(ended)

    # Incidents

    def stall(self, token: Token, halt: Halt) -> None:
        count = token.internal_data.get("incidents")
        token.internal_data["incidents"] = 1 + (count if isinstance(count, int) else 0)
        token.halt = halt
        self.journal.open(self.incident_of(token))

    def incident_of(self, token: Token) -> IncidentWait:
        halt = token.halt
        assert halt is not None
        spec = token.task_spec
        element_id = halt.element_id or spec.element_id
        return IncidentWait(token.incident_id, element_id, spec.node.label, halt.code, halt.text, halt.facts)

    # Joins and conditions

    def _report_stuck_joins(self) -> None:
        """A join whose missing tokens can no longer come is shown to a person: it would wait for ever."""
        for token, halt in stuck_joins(self):
            if token.halt is None:
                self.stall(token, halt)

    def check_conditions(self) -> None:
        """Variables have changed: set going what waited for a condition that holds now."""
        self.has_changed = False
        for token in by_age(self.conditions):
            if token.id in self.conditions and not token.is_finished:
                token.task_spec.check_condition(token)


def _is_out_of_steps(token: Token) -> bool:
    return token.halt is not None and token.halt.code == OUT_OF_STEPS
