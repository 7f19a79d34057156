"""Playing a process in tests: three runs side by side that have to agree on everything that can be seen.

live: pruned, kept in memory. stored: written and read again after every command. whole: nothing is ever pruned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.bpmn import Environment, Limits, Program, Run, build
from engine.bpmn.machine.execution import Execution
from engine.bpmn.model import Process
from engine.bpmn.outcome import ElementEntered, ElementLeft, Fact, IncidentWait, Outcome, Wait

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)


class Play:
    """One instance, driven by element ids instead of wait ids."""

    def __init__(
        self,
        process: Process | Program,
        variables: Mapping[str, Any] | None = None,
        *,
        start: str | None = None,
        decide: Callable[..., Any] | None = None,
        constants: Mapping[str, Any] | None = None,
        **limits: int,
    ) -> None:
        self.program = process if isinstance(process, Program) else build(process)
        self.environment = Environment(now=NOW, constants=constants or {}, limits=Limits(**limits))
        if decide is not None:
            self.environment = replace(self.environment, decide=decide)
        given = variables or {}
        self.live = self.program.begin(self.environment, given, start=start)
        self.whole = self.program._begin(Execution(self.program.spec, self.environment, prune=False), given, start)
        self.stored = self.program.begin(self.environment, given, start=start)
        self.facts: list[Fact] = []
        self.steps_used = 0
        self._agree(self.live.first, self.stored.first, self.whole.first)

    # What can be done

    def do(self, element_id: str, **variables: Any) -> Outcome:
        return self._all(lambda run, wait_id: run.complete(wait_id, variables), element_id)

    def fire(self, element_id: str) -> Outcome:
        return self._all(lambda run, wait_id: run.fire(wait_id), element_id)

    def deliver(self, element_id: str, **variables: Any) -> Outcome:
        return self._all(lambda run, wait_id: run.deliver(wait_id, variables), element_id)

    def fail(self, element_id: str, code: str, message: str = "", **variables: Any) -> Outcome:
        return self._all(lambda run, wait_id: run.throw_error(wait_id, code, message, variables), element_id)

    def escalate(self, element_id: str, code: str | None, **variables: Any) -> Outcome:
        return self._all(lambda run, wait_id: run.throw_escalation(wait_id, code, variables), element_id)

    def retry(self, element_id: str) -> Outcome:
        return self._all(lambda run, wait_id: run.retry(wait_id), element_id, incident=True)

    def put(self, **variables: Any) -> Outcome:
        return self._each(lambda run: run.set_variables(variables))

    def put_at(self, element_id: str, **variables: Any) -> Outcome:
        return self._all(lambda run, wait_id: run.set_variables(variables, wait_id), element_id)

    def cancel(self) -> Outcome:
        return self._each(lambda run: run.cancel())

    def by_id(self, action: Callable[[Run], Outcome]) -> Outcome:
        return self._each(action)

    def at(self, **passed: float) -> None:
        """Move the clock on."""
        self.environment = replace(self.environment, now=self.environment.now + timedelta(**passed))
        self.live._execution.environment = self.whole._execution.environment = self.environment
        self._reload()

    def limit(self, **limits: int) -> None:
        self.environment = replace(self.environment, limits=Limits(**limits))
        self.live._execution.environment = self.whole._execution.environment = self.environment
        self._reload()

    # What can be seen

    @property
    def open(self) -> list[str]:
        """The elements waited at, sorted; incidents with their code."""
        return sorted(f"{wait.element_id}!{wait.code}" if isinstance(wait, IncidentWait) else wait.element_id for wait in self.live.waits())

    @property
    def variables(self) -> dict[str, Any]:
        return dict(self.live.variables)

    @property
    def ended(self) -> str | None:
        return self.live.ended.kind if self.live.ended else None

    def waits(self, element_id: str) -> list[Wait]:
        return [wait for wait in self.live.waits() if wait.element_id == element_id]

    def wait(self, element_id: str) -> Any:
        """The oldest wait at this element."""
        return self.waits(element_id)[0]

    def entered(self) -> Counter[str]:
        return Counter(fact.element_id for fact in self.facts if isinstance(fact, ElementEntered))

    def path(self) -> list[str]:
        """The flows taken, in order."""
        return [flow for fact in self.facts if isinstance(fact, ElementLeft) for flow in fact.flows]

    def of(self, kind: type) -> list[Any]:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    # The three runs

    def _all(self, action: Callable[[Run, str], Outcome], element_id: str, *, incident: bool = False) -> Outcome:
        found = [wait for wait in self.waits(element_id) if isinstance(wait, IncidentWait) == incident]
        assert found, f"{element_id} is not waited at: {self.open}"
        return self._each(lambda run: action(run, found[0].wait_id))

    def _each(self, action: Callable[[Run], Outcome]) -> Outcome:
        return self._agree(action(self.live), action(self.stored), action(self.whole))

    def _agree(self, live: Outcome, stored: Outcome, whole: Outcome) -> Outcome:
        assert live == stored, "the stored run does something else than the live one"
        assert live == whole, "the pruned run does something else than the whole one"
        self._reload()
        for other in (self.stored, self.whole):
            assert self.live.waits() == other.waits()
            assert self.live.variables == other.variables
            assert self.live.ended == other.ended
        self._check()
        self.facts.extend(live.facts)
        self.steps_used += live.steps
        return live

    def _reload(self) -> None:
        bytes_ = self.stored.snapshot()
        self.stored = self.program.load(bytes_, self.environment)
        assert self.stored.snapshot() == bytes_
        assert self.live.snapshot() == bytes_

    def _check(self) -> None:
        """Nothing finished is kept, nothing is lost, and what has not ended waits for something."""
        execution = self.live._execution
        if execution.ended:
            assert not self.live.waits()
            return
        assert all(not token.is_finished for token in execution.tasks.values())
        assert execution.live == len(execution.tasks)
        assert self.live.waits() or execution.conditions, "a zombie: neither ended nor waiting"
        assert not execution.ready
        for token in execution.tasks.values():
            assert token.data == {}
            assert token.scope is None or (token.scope.members if token.host is None else token.host.watchers)[token.id] is token
