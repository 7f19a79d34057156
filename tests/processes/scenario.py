"""Scenarios: what people do with a procedure and what must come of it, read from its ``scenarios.yaml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import yaml

from engine.feel.temporal import parse_duration

ROOT = Path(__file__).resolve().parents[2]
PROCEDURES = tuple(sorted(path.parent.name for path in (ROOT / "processes").glob("*/procedure.toml")))
"""All that come with the product."""
ZONE = ZoneInfo("Asia/Shanghai")
NUMBER_ENDING = 50
"""Where a scenario says nothing: a case that the call-back sample leaves out."""


@dataclass(frozen=True)
class Person:
    """Somebody in the scenarios. ``customer``: the code of the customer to whom a requester belongs."""

    name: str
    roles: tuple[str, ...]
    customer: str | None = None


@dataclass(frozen=True)
class ClockExpected:
    state: str
    elapsed_seconds: int | None


@dataclass(frozen=True)
class Expected:
    """What must be seen after a step; what is not named may be anything. ``tasks``: all open user tasks, by element id."""

    tasks: tuple[str, ...] | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    clocks: Mapping[str, ClockExpected] = field(default_factory=dict)
    notices: int | None = None
    ended: str | None = None


@dataclass(frozen=True)
class Step:
    """At a time, somebody does a task (``do``), sends a message, or only time passes."""

    at: datetime
    by: str | None = None
    do: str | None = None
    message: str | None = None
    submit: Mapping[str, Any] = field(default_factory=dict)
    form: str | None = None
    expected: Expected = Expected()


@dataclass(frozen=True)
class Scenario:
    id: str
    name: str
    number_ending: int
    start: Step
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Scenarios:
    """The scenarios of one procedure and the people in them."""

    procedure_id: str
    people: Mapping[str, Person]
    scenarios: Mapping[str, Scenario]


@dataclass(frozen=True)
class Seen:
    """A case as it stands. ``path``: elements in the order in which they were left, with the flows taken."""

    tasks: tuple[str, ...]
    variables: Mapping[str, Any]
    clocks: Mapping[str, tuple[str, int]]
    notices: int
    ended: str | None
    path: tuple[tuple[str, tuple[str, ...]], ...]


class Stage(Protocol):
    """Something on which scenarios are played."""

    def move_to(self, at: datetime) -> None:
        """It is ``at`` now; what has become due happens."""

    def start(self, step: Step) -> None: ...

    def do(self, step: Step) -> None: ...

    def send(self, step: Step) -> None: ...

    def seen(self) -> Seen: ...


def bundle_files(procedure_id: str) -> dict[str, bytes]:
    """The files of a procedure as they are deployed: path → content."""
    folders = (ROOT / "processes" / procedure_id, ROOT / "forms" / procedure_id)
    return {path.name: path.read_bytes() for folder in folders for path in sorted(folder.iterdir()) if path.is_file()}


def number_series_of(procedure_id: str) -> str:
    """The series in which its cases are numbered."""
    found: str = tomllib.loads((ROOT / "processes" / procedure_id / "procedure.toml").read_text(encoding="utf-8"))["number_series"]
    return found


def read_scenarios(procedure_id: str) -> Scenarios:
    content = yaml.safe_load((ROOT / "processes" / procedure_id / "scenarios.yaml").read_text(encoding="utf-8"))
    people = {name: Person(name, tuple(each["roles"]), each.get("customer")) for name, each in content["people"].items()}
    scenarios = {each["id"]: _scenario(each) for each in content["scenarios"]}
    return Scenarios(procedure_id, people, scenarios)


def play(stage: Stage, scenario: Scenario) -> Seen:
    """Play all steps; after each, everything that it expects must be seen."""
    stage.move_to(scenario.start.at)
    stage.start(scenario.start)
    _compare(scenario, scenario.start, stage.seen())
    for step in scenario.steps:
        stage.move_to(step.at)
        if step.do is not None:
            stage.do(step)
        elif step.message is not None:
            stage.send(step)
        _compare(scenario, step, stage.seen())
    return stage.seen()


def _compare(scenario: Scenario, step: Step, seen: Seen) -> None:
    differences = list(_differences(step.expected, seen))
    what = step.do or step.message or "time passes"
    where = f"{scenario.id}, {step.at.astimezone(ZONE):%Y-%m-%d %H:%M}, {what}"
    assert not differences, f"{where}: " + "; ".join(differences) + f"\nopen tasks: {seen.tasks}\nvariables: {dict(seen.variables)}"


def _differences(expected: Expected, seen: Seen) -> list[str]:
    found = []
    if expected.tasks is not None and tuple(sorted(expected.tasks)) != seen.tasks:
        found.append(f"expected the open tasks {sorted(expected.tasks)}, but they are {list(seen.tasks)}")
    for name, value in expected.variables.items():
        if seen.variables.get(name) != value:
            found.append(f"expected {name} to be {value!r}, but it is {seen.variables.get(name)!r}")
    for name, clock in expected.clocks.items():
        found.extend(_clock_differences(name, clock, seen.clocks.get(name)))
    if expected.notices is not None and expected.notices != seen.notices:
        found.append(f"expected {expected.notices} notices, but there are {seen.notices}")
    if expected.ended != seen.ended:
        found.append(f"expected the case to be {expected.ended or 'open'}, but it is {seen.ended or 'open'}")
    return found


def _clock_differences(name: str, expected: ClockExpected, seen: tuple[str, int] | None) -> list[str]:
    if seen is None:
        return [f"expected a clock {name}, but there is none"]
    state, elapsed = seen
    found = []
    if state != expected.state:
        found.append(f"expected the clock {name} to be {expected.state}, but it is {state}")
    if expected.elapsed_seconds is not None and expected.elapsed_seconds != elapsed:
        found.append(f"expected {expected.elapsed_seconds} s on the clock {name}, but there are {elapsed}")
    return found


def _scenario(content: Mapping[str, Any]) -> Scenario:
    return Scenario(
        id=content["id"],
        name=content["name"]["en"],
        number_ending=content.get("number_ending", NUMBER_ENDING),
        start=_step(content["start"]),
        steps=tuple(_step(each) for each in content["steps"]),
    )


def _step(content: Mapping[str, Any]) -> Step:
    known = {"at", "by", "do", "message", "form", "submit", "expect"}
    assert set(content) <= known, f"Expected a step of {sorted(known)}, but found {sorted(set(content) - known)}."
    return Step(
        at=datetime.strptime(content["at"], "%Y-%m-%d %H:%M").replace(tzinfo=ZONE),
        by=content.get("by"),
        do=content.get("do"),
        message=content.get("message"),
        form=content.get("form"),
        submit=content.get("submit", {}),
        expected=_expected(content.get("expect", {})),
    )


def _expected(content: Mapping[str, Any]) -> Expected:
    clocks = {name: _clock(each) for name, each in content.get("clocks", {}).items()}
    tasks = content.get("tasks")
    return Expected(
        tasks=None if tasks is None else tuple(tasks),
        variables=content.get("variables", {}),
        clocks=clocks,
        notices=content.get("notices"),
        ended=content.get("ended"),
    )


def _clock(content: str) -> ClockExpected:
    """``met PT1H30M``: the state, and the working time on the clock if it matters."""
    state, _, elapsed = content.partition(" ")
    return ClockExpected(state, _seconds(elapsed) if elapsed else None)


def _seconds(text: str) -> int:
    duration = parse_duration(text)
    assert isinstance(duration, timedelta), f"Expected hours and minutes such as PT1H30M, but found {text}."
    return duration // timedelta(seconds=1)
