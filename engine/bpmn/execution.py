"""The running of one instance during one command: Spiff's ``Workflow`` with a work list instead of scans over the whole tree."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from SpiffWorkflow.workflow import Workflow

from engine.bpmn.formulas import Visible
from engine.bpmn.halts import Halt, join_stuck, limit_reached
from engine.bpmn.journal import Journal
from engine.bpmn.outcome import Ended, Fact, IncidentWait, Json, Outcome
from engine.bpmn.scopes import layers
from engine.bpmn.timers import Schedule
from engine.bpmn.token import COMPLETED, READY, WAITING, Token

if TYPE_CHECKING:
    from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

    from engine.bpmn.environment import Environment
    from engine.bpmn.specs.base import NodeSpec
    from engine.bpmn.specs.gateways import JoinSpec

Joins = dict[tuple[int, str], dict[int, Token]]


class Execution(Workflow):  # type: ignore[misc]  # Spiff has no types
    """The tokens of one instance.

    ready: tokens that are to be run, first come first served. joins: tokens that have arrived at a gateway, by scope and gateway.
    conditions: tokens that wait for a condition. With ``prune`` off (tests only) finished tokens stay in the tree.
    """

    def __init__(self, spec: WorkflowSpec, environment: Environment, *, prune: bool = True) -> None:
        super().__init__(spec, deserializing=True)
        self.environment = environment
        self.prune = prune
        self.variables: dict[str, Json] = {}
        self.last_id = 0
        self.live = 0
        self.entries: dict[str, int] = {}
        self.ready: deque[Token] = deque()
        self.joins: Joins = {}
        self.conditions: dict[int, Token] = {}
        self.has_changed = False
        self.steps = 0
        self.journal = Journal()
        self.ended: Ended | None = None
        self.task_tree: Token

    def record(self, fact: Fact) -> None:
        self.journal.facts.append(fact)

    def take_outcome(self) -> Outcome:
        """What happened since the last outcome."""
        outcome = self.journal.outcome(self.steps, self.ended)
        self.journal, self.steps = Journal(), 0
        return outcome

    def visible(self, token: Token) -> Visible:
        return Visible(self.environment.constants, layers(token))

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

    def spawn(self, spec: NodeSpec, scope: Token, *, parent: Token | None = None, flow: str | None = None) -> Token:
        """A new token in ``scope``. A child of a token that is being completed is started by Spiff, any other one here."""
        token: Token = (parent or scope)._add_child(spec)
        token.scope = scope
        token.flow = flow
        scope.members[token.id] = token
        self.live += 1
        if parent is None:
            spec._update(token)
        return token

    def watch(self, spec: NodeSpec, host: Token, scope: Token, details: Json) -> Token:
        """A token that waits for an event on behalf of ``host``; ``scope`` does not wait for it."""
        token: Token = scope._add_child(spec, WAITING)
        token.scope = scope
        token.host = host
        token.details = details
        host.watchers[token.id] = token
        self.live += 1
        self.begin_wait(token)
        return token

    def watch_on(self, watcher: Token, host: Token, interrupting: bool) -> None:
        """The watcher's event has come. Only one that interrupts nothing and is no timer goes on; a cycle's next occurrence gets a new watcher."""
        timer = watcher.task_spec.timer
        assert watcher.scope is not None
        if not interrupting and timer is None:
            return
        self.consume(watcher)
        following = Schedule.from_json(watcher.details).next(self.environment.now) if timer and not interrupting else None
        if following is not None:
            self.watch(watcher.task_spec, host, watcher.scope, following.as_json())

    def begin_wait(self, token: Token) -> None:
        """Tell that the token waits; a condition is looked at after this step."""
        spec: NodeSpec = token.task_spec
        if spec.opens_wait:
            self.journal.open(spec.wait_of(token))
        elif spec.is_condition:
            self.conditions[token.id] = token
            self.has_changed = True

    def make_room(self, more: int) -> None:
        """Raises ``Halt`` where ``more`` tokens would be too many."""
        if more > 0 and self.live + more > self.environment.limits.tokens:
            raise limit_reached("tokens", self.environment.limits.tokens)

    # Ending

    def _task_completed_notify(self, token: Token) -> None:
        scope = token.scope
        if scope is None:
            self._end(token)
        elif token.id in scope.members:
            self._forget(token)
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

    def consume(self, token: Token) -> None:
        """The token has served its purpose: merged into another one at a join, or its event has come. Nothing follows it."""
        self.close_waits(token, "done")
        token._set_state(COMPLETED)
        self._forget(token)

    def cancel(self, token: Token) -> None:
        """Take the token away with all that lives in it and watches for it, the innermost first."""
        inside = [token]
        for outer in inside:
            inside.extend(_by_age({**outer.members, **outer.watchers}))
        for each in reversed(inside):
            each.cancel()
            self._forget(each)

    def cancel_inside(self, scope: Token, *, but: Token | None = None) -> None:
        """Take away what lives in a scope and its event sub-processes' watchers; its own boundary events stay."""
        for token in _by_age({**scope.members, **scope.watchers}):
            if token is not but and token.scope is scope:
                self.cancel(token)

    def stop_watching(self, token: Token) -> None:
        for watcher in _by_age(token.watchers):
            self.cancel(watcher)

    def _forget(self, token: Token) -> None:
        assert token.scope is not None
        (token.scope.members if token.host is None else token.host.watchers).pop(token.id, None)
        self.live -= 1
        self.conditions.pop(token.id, None)
        if self.joins:
            self._forget_arrival(token)
        if self.prune:
            self._splice(token)

    def _forget_arrival(self, token: Token) -> None:
        assert token.scope is not None
        key = (token.scope.id, token.task_spec.name)
        arrivals = self.joins.get(key)
        if arrivals is not None:
            arrivals.pop(token.id, None)
            if not arrivals:
                del self.joins[key]

    def _splice(self, token: Token) -> None:
        """Drop a finished token; its children take its place."""
        parent = self.tasks[token._parent]
        parent._children.remove(token.id)
        for child_id in token._children:
            self.tasks[child_id]._parent = parent.id
        parent._children.extend(token._children)
        del self.tasks[token.id]

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

    def close_waits(self, token: Token, reason: Literal["done", "cancelled"] = "cancelled") -> None:
        """Close the token's wait or incident, if it has one open."""
        spec: NodeSpec = token.task_spec
        if token.halt is not None:
            self.journal.close(token.incident_id, token.halt.element_id or spec.element_id, reason)
            token.halt = None
        elif self.is_waited_for(token):
            self.journal.close(token.wait_id, spec.element_id, reason)

    @staticmethod
    def is_waited_for(token: Token) -> bool:
        """Whether the token has a wait open (not an incident)."""
        spec: NodeSpec = token.task_spec
        return spec.opens_wait and token.halt is None and token.is_waiting

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
        for token in _by_age(self.conditions):
            if token.id in self.conditions and not token.is_finished:
                token.task_spec.check_condition(token)


def _by_age(tokens: Mapping[int, Token]) -> list[Token]:
    """The oldest first: the same order whether the instance is live or was loaded."""
    return [tokens[id_] for id_ in sorted(tokens)]
