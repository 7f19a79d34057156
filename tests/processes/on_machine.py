"""Plays scenarios on the machine alone: one run kept alive from start to end, no database, nothing saved or loaded.

What comes of it must equal what comes of it on the engine, which saves and loads the state in every step.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.bpmn import Environment, Program, Run, build, read_diagram
from engine.bpmn.outcome import (
    ConnectorWait,
    ElementLeft,
    Fact,
    IncidentWait,
    MessageWait,
    Outcome,
    TimerWait,
    UserTaskWait,
)
from engine.dmn import DecisionModel, DecisionOutcome, load
from engine.feel import DateTime, Dialect, HostFunction, temporal
from engine.forms import CompiledForm, compile_form
from engine.service_levels import rules
from engine.service_levels.rules import Hold, ServiceClock
from tests.processes.organisation import CUSTOMERS, SERVICES, TIME_ZONE, calendars
from tests.processes.scenario import Person, Scenario, Seen, Step

ZONE = ZoneInfo(TIME_ZONE)


class MachineStage:
    """The stage of one scenario."""

    def __init__(self, files: Mapping[str, bytes], people: Mapping[str, Person], scenario: Scenario, number: str) -> None:
        self._people = people
        self._program = _program(files)
        self._decisions = _decisions(files)
        self._forms = _forms(files)
        self._now = scenario.start.at.astimezone(UTC)
        self._case: dict[str, object] = {"number": number}
        metadata = tomllib.loads(files["procedure.toml"].decode("utf-8"))
        self._portal_forms = {each["form"] for each in metadata["start"] if each.get("portal")}
        self._calendars = calendars()
        self._clocks: dict[str, ServiceClock] = {}
        self._notices = 0
        self._path: list[tuple[str, tuple[str, ...]]] = []
        self._run: Run | None = None

    @property
    def run(self) -> Run:
        assert self._run is not None
        return self._run

    def move_to(self, at: datetime) -> None:
        self._now = at.astimezone(UTC)
        if self._run is None:
            return
        while due := sorted((wait.due_at, wait.wait_id) for wait in self._waits(TimerWait) if wait.due_at <= self._now):
            self._act_as("timer")
            self._follow(self.run.fire(due[0][1]))

    def start(self, step: Step) -> None:
        self._case.update(started_at=self._now, started_by=step.by)
        variables = self._checked(step.form, step.submit, {})
        person = self._people[step.by or ""]
        if step.form in self._portal_forms:
            variables = {"requester": person.name, "customer": person.customer, **variables}
        self._case.update(requester=variables.get("requester"), customer=variables.get("customer"))
        start = next((each for each in self._program.starts if each.name == step.message and step.message), None)
        self._run = self._program.begin(self._environment(person.name), variables, start=start.element_id if start else None)
        self._follow(self.run.first)

    def do(self, step: Step) -> None:
        wait = next(wait for wait in self._waits(UserTaskWait) if wait.element_id == step.do)
        self._act_as(step.by or "")
        self._follow(self.run.complete(wait.wait_id, self._checked(wait.form_id, step.submit, self.run.variables_at(wait.wait_id))))

    def send(self, step: Step) -> None:
        wait = next(wait for wait in self._waits(MessageWait) if wait.name == step.message)
        self._act_as(step.by or "")
        self._follow(self.run.deliver(wait.wait_id, self._checked(step.form, step.submit, {})))

    def seen(self) -> Seen:
        broken = list(self._waits(IncidentWait))
        assert not broken, f"Expected no incident, but {broken[0].element_id}: {broken[0].text.en}"
        return Seen(
            tasks=tuple(sorted(wait.element_id for wait in self._waits(UserTaskWait))),
            variables=dict(self.run.variables),
            clocks={name: (clock.state, rules.elapsed(clock, self._now)) for name, clock in self._clocks.items()},
            notices=self._notices,
            ended=self.run.ended.kind if self.run.ended else None,
            path=tuple(self._path),
        )

    def _waits(self, kind: type[Any]) -> Iterable[Any]:
        return (wait for wait in self.run.waits() if isinstance(wait, kind))

    def _act_as(self, who: str) -> None:
        """The run stays; only who acts and what time it is change. (The engine loads a run anew for each command instead.)"""
        self.run._execution.environment = self._environment(who)

    def _environment(self, who: str) -> Environment:
        constants: dict[str, object] = {"case": self._case, "actor": {"kind": "person", "id": who, "name": who}}
        return Environment(now=self._now, decide=self._decide, constants=constants, time_zone=ZONE, dialect=self._dialect())

    def _decide(self, decision_id: str, inputs: Mapping[str, object]) -> DecisionOutcome:
        return self._decisions[decision_id].evaluate(decision_id, inputs, now=self._now)

    def _dialect(self) -> Dialect:
        def add(start: object, duration: object, calendar: str) -> object:
            return _local(self._calendars[calendar].add(temporal.as_instant(start, ZONE), temporal.as_timedelta(duration)))

        def add_days(start: object, days: Decimal, calendar: str) -> object:
            return _local(self._calendars[calendar].add_days(temporal.as_instant(start, ZONE), int(days)))

        working_time = {
            "add": HostFunction(("from", "duration", "calendar"), add),
            "add days": HostFunction(("from", "days", "calendar"), add_days),
        }
        organisation = {"customer": HostFunction(("id",), lambda customer: {"code": customer})}
        return Dialect("procedures", {"working time": working_time, "organisation": organisation})

    def _checked(self, form_id: str | None, data: Mapping[str, Any], context: Mapping[str, object]) -> dict[str, Any]:
        if form_id is None:
            return dict(data)
        people = [{"label": name, "value": name} for name in self._people]
        lists = {"customers": _options(CUSTOMERS), "services": _options(SERVICES), "people_requester": people}
        return self._forms[form_id].check_submission(data, context=context, lists=lists, now=self._now)

    def _follow(self, outcome: Outcome) -> None:
        """Keep the path, hold and release clocks, and let connectors work until people or time are waited for."""
        self._note(outcome.facts)
        for wait in outcome.opened:
            if isinstance(wait, UserTaskWait):
                self._hold(wait)
        for closed in outcome.closed:
            self._clocks = {name: rules.resume(clock, closed.wait_id, self._now) for name, clock in self._clocks.items()}
        for wait in outcome.opened:
            if isinstance(wait, ConnectorWait):
                self._follow(self.run.complete(wait.wait_id, self._work(wait)))

    def _note(self, facts: Iterable[Fact]) -> None:
        self._path.extend((fact.element_id, fact.flows) for fact in facts if isinstance(fact, ElementLeft))

    def _hold(self, wait: UserTaskWait) -> None:
        for name in filter(None, wait.properties.get("zhidu:pausesClock", "").split(",")):
            self._clocks[name] = rules.pause(self._clocks[name], Hold(wait.wait_id, wait.element_id), self._now)

    def _work(self, wait: ConnectorWait) -> dict[str, Any]:
        if wait.type == "notify":
            self._notices += 1
            return {}
        name = str(wait.inputs["name"])
        return {"clock.start": self._start_clock, "clock.stop": self._stop_clock, "clock.cancel": self._cancel_clock}[wait.type](name, wait)

    def _start_clock(self, name: str, wait: ConnectorWait) -> dict[str, Any]:
        target = temporal.parse_duration(str(wait.inputs["target"]))
        assert isinstance(target, timedelta)
        seconds, clock = target // timedelta(seconds=1), self._clocks.get(name)
        if clock is None:
            clock = rules.start(name, self._calendars[str(wait.inputs["calendar"])], seconds, self._now)
        elif clock.state in rules.OPEN or wait.inputs.get("go_on") is True:
            clock = rules.retarget(rules.restart(clock, self._now), seconds, self._now)
        self._clocks[name] = clock
        due = rules.expected_due(clock, self._now)
        return {"due_at": None if due is None else due.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def _stop_clock(self, name: str, _: ConnectorWait) -> dict[str, Any]:
        clock = self._clocks[name] = rules.stop(self._clocks[name], self._now)
        return {"met": clock.state == "met", "elapsed_seconds": clock.elapsed_seconds}

    def _cancel_clock(self, name: str, _: ConnectorWait) -> dict[str, Any]:
        if name in self._clocks:
            self._clocks[name] = rules.cancel(self._clocks[name], self._now)
        return {}


def _local(instant: datetime) -> DateTime:
    return DateTime.from_python(instant.astimezone(ZONE))


def _options(values: Iterable[str]) -> list[dict[str, str]]:
    return [{"label": value, "value": value} for value in values]


def _program(files: Mapping[str, bytes]) -> Program:
    (diagram,) = (content for path, content in files.items() if path.endswith(".bpmn"))
    (process,) = read_diagram(diagram).processes
    return build(process)


def _decisions(files: Mapping[str, bytes]) -> dict[str, DecisionModel]:
    models = [load(content) for path, content in files.items() if path.endswith(".dmn")]
    return {decision: model for model in models for decision in model.decision_ids()}


def _forms(files: Mapping[str, bytes]) -> dict[str, CompiledForm]:
    forms = [compile_form(orjson.loads(content)) for path, content in files.items() if path.endswith(".form")]
    return {form.id: form for form in forms}
