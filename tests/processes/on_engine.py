"""Plays scenarios on the whole engine: every step is a command in a transaction of its own, the state saved and loaded in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, func, insert, select

from engine.bootstrap import Engine
from engine.commands.cases.send_message import CorrelateMessage
from engine.commands.cases.start_instance import StartInstance
from engine.commands.procedures.deploy import Deploy, read_bundle
from engine.commands.tasks.assign_task import ClaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.evidence.tables import evidence_entry
from engine.identity.built_in_roles import BUILT_IN_ROLES
from engine.identity.tables import customer
from engine.incidents.tables import incident
from engine.instances.tables import number_series, process_instance
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.notifications.tables import notice
from engine.queries.cases.case_list import ShowInstance
from engine.service_levels import rules
from engine.service_levels.clocks import clocks_of
from engine.service_levels.tables import business_calendar, catalogue_service
from engine.store.database import reading, writing
from engine.tasks.tables import user_task
from tests.processes.organisation import CALENDARS, CUSTOMERS, SERVICES
from tests.processes.scenario import ROOT, Scenario, Scenarios, Seen, Step, number_series_of
from tests.support.people import People

ALL_JOBS = 10_000


class EngineStage:
    """The stage of one scenario: an organisation with its people, and one case."""

    def __init__(self, engine: Engine, clock: ManualClock, scenarios: Scenarios, scenario: Scenario) -> None:
        self._engine, self._clock = engine, clock
        clock.set(scenario.start.at)
        self._ids = _open_organisation(engine)
        self._actors = self._hire(scenarios)
        self._procedure_id = scenarios.procedure_id
        self._instance_id = ""
        engine.execute(Deploy(read_bundle(ROOT / "processes" / scenarios.procedure_id)), actor=SYSTEM)
        self._next_number(scenario)

    def move_to(self, at: datetime) -> None:
        self._clock.set(at)
        self._engine.run_due_jobs(ALL_JOBS)

    def start(self, step: Step) -> None:
        actor, submission = self._actors[step.by or ""], self._with_ids(step.submit)
        if step.message is not None:
            (self._instance_id,) = self._engine.execute(CorrelateMessage(step.message, variables=submission), actor=actor).instances
        else:
            command = StartInstance(self._procedure_id, submission, start_form=step.form)
            self._instance_id = self._engine.execute(command, actor=actor).instance_id
        self._work_off()

    def do(self, step: Step) -> None:
        task_id = self._open_task(step.do or "")
        actor = self._actors[step.by or ""]
        if step.submit:
            self._engine.execute(CompleteTask(task_id, self._with_ids(step.submit)), actor=actor)
        else:
            self._engine.execute(ClaimTask(task_id), actor=actor)
        self._work_off()

    def send(self, step: Step) -> None:
        assert step.message is not None
        command = CorrelateMessage(step.message, variables=self._with_ids(step.submit), instance_id=self._instance_id)
        self._engine.execute(command, actor=self._actors[step.by or ""])
        self._work_off()

    def seen(self) -> Seen:
        shown = self._engine.ask(ShowInstance(self._instance_id), actor=self._actors["admin"])
        with reading(self._engine.database) as db:
            broken = db.execute(select(incident).where(incident.c.state == "open")).mappings().all()
            assert not broken, f"Expected no incident, but there are {[dict(each) for each in broken]}"
            state, ended = db.execute(select(process_instance.c.state, process_instance.c.end_kind)).one()
            assert (ended is None) == (state == "running")
            return Seen(
                tasks=tuple(sorted(task.element_id for task in shown.tasks if task.state == "open")),
                variables={name: self._without_ids(value) for name, value in shown.variables.items()},
                clocks=self._clocks(db),
                notices=db.execute(select(func.count()).select_from(notice)).scalar_one(),
                ended=ended,
                path=tuple(_path(db, self._instance_id)),
            )

    def _work_off(self) -> None:
        self._engine.run_due_jobs(ALL_JOBS)

    def _hire(self, scenarios: Scenarios) -> dict[str, Actor]:
        people = People(self._engine)
        for role in BUILT_IN_ROLES:
            people.role(role.id)
        actors = {
            each.name: people.hire(each.name, *each.roles, belongs_to=self._ids[each.customer] if each.customer else None)
            for each in scenarios.people.values()
        }
        actors["admin"] = people.hire("admin", permissions=(Permission.CASES_READ_ALL,))
        self._ids.update({name: actor.id for name, actor in actors.items() if actor.id is not None})
        return actors

    def _next_number(self, scenario: Scenario) -> None:
        """The case gets the number that the scenario asks for: the call-back sample goes by it."""
        row = {"series": number_series_of(self._procedure_id), "year": scenario.start.at.year, "last": scenario.number_ending - 1}
        with writing(self._engine.database) as db:
            db.execute(insert(number_series), row)

    def _open_task(self, element_id: str) -> str:
        statement = select(user_task.c.id).where(user_task.c.element_id == element_id, user_task.c.state == "open")
        with reading(self._engine.database) as db:
            return str(db.execute(statement).scalar_one())

    def _clocks(self, db: Connection) -> Mapping[str, tuple[str, int]]:
        stored = clocks_of(db, self._instance_id)
        return {each.clock.name: (each.clock.state, rules.elapsed(each.clock, self._clock.now())) for each in stored}

    def _with_ids(self, submission: Mapping[str, Any]) -> dict[str, Any]:
        """Scenarios name people and customers; the product knows them by id. (Services go by their code.)"""
        return {name: self._ids.get(value, value) if isinstance(value, str) else value for name, value in submission.items()}

    def _without_ids(self, value: Any) -> Any:
        names = {id_: name for name, id_ in self._ids.items()}
        return names.get(value, value) if isinstance(value, str) else value


def _open_organisation(engine: Engine) -> dict[str, str]:
    """Calendars, customers and services; gives the ids of the customers by their codes."""
    ids = {code: new_id() for code in CUSTOMERS}
    with writing(engine.database) as db:
        db.execute(insert(business_calendar), [_calendar(name, data) for name, data in CALENDARS.items()])
        db.execute(insert(customer), [{"id": ids[code], **_named(code)} for code in CUSTOMERS])
        db.execute(insert(catalogue_service), [{"id": new_id(), **_named(code), "calendar_id": "office"} for code in SERVICES])
    return ids


def _calendar(name: str, data: Mapping[str, object]) -> dict[str, object]:
    return {"id": name, "name_zh": name, "name_en": name, "version": 1, **data}


def _named(code: str) -> dict[str, object]:
    return {"code": code, "name_zh": code, "name_en": code, "active": True, "version": 1}


def _path(db: Connection, instance_id: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The elements left, as the evidence tells it."""
    statement = select(evidence_entry.c.body).where(evidence_entry.c.stream == instance_id, evidence_entry.c.kind == "instance.advanced")
    for (body,) in db.execute(statement.order_by(evidence_entry.c.position)):
        yield from _left(orjson.loads(body)["details"]["path"])


def _left(path: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((each["left"], tuple(each.get("flows", ()))) for each in path if "left" in each)
