"""The demonstration: its organisation, the procedures, and cases that people have really worked on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from cli.first_start import OPERATOR, deploy_folder, shipped_procedures
from cli.texts import say
from engine.bootstrap import Engine
from engine.commands.cases.start_instance import StartInstance
from engine.commands.organisation.load_demonstration import DemonstrationReceipt, LoadDemonstration
from engine.commands.tasks.assign_task import ClaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict
from engine.queries.cases.case_list import ShowInstance
from engine.queries.cases.instances import Instances
from engine.queries.organisation.customers import Customers
from engine.queries.organisation.organisation import ShowOrganisation
from engine.queries.people.sessions import ActorNamed

PASSWORD = "zhidu-demo-2026"  # noqa: S105 - known on purpose, and good for people who do not exist
PROCEDURE = "request_handling"
TOLD_OF = (
    ("wangxiaoyu", "王小雨", "requester"),
    ("lina", "李娜", "service_desk"),
    ("liuqiang", "刘强", "engineer"),
    ("xiejun", "谢军", "supplier"),
    ("wufang", "吴芳", "lead"),
    ("xiaogang", "肖刚", "administrator"),
)
"""Whom the console names after loading, one for each view of the product."""


def is_demonstration(door: Engine) -> bool:
    """Whether the organisation is marked as one that only shows the product."""
    found = door.ask(ShowOrganisation(), actor=OPERATOR)
    return found is not None and found.demonstration


def load_demonstration(door: Engine) -> DemonstrationReceipt:
    """The organisation, and every procedure that comes with the product. Raises ``Conflict`` where the organisation is in use."""
    folders = shipped_procedures()
    receipt = door.execute(LoadDemonstration(PASSWORD), actor=OPERATOR)
    for folder in folders:
        deploy_folder(door, folder)
    return receipt


def play_cases(door: Engine) -> Iterator[str]:
    """Let the people of the demonstration start and work on requests, each by the commands that the screens use; gives their numbers.

    Raises ``Conflict`` where the organisation is no demonstration, or has cases already.
    """
    if not is_demonstration(door):
        raise Conflict(say("no_demonstration"))
    if door.ask(Instances(limit=1), actor=OPERATOR).items:
        raise Conflict(say("demonstration_has_cases"))
    content = json.loads(files("cli").joinpath("demonstration_cases.json").read_text("utf-8"))
    troupe = _Troupe(door)
    for case in content["cases"]:
        yield troupe.play(case)
    door.run_due_jobs()


class _Troupe:
    """Plays cases. Names in values that begin with ``@`` stand for ids: ``@user:lina``, ``@customer:huarui_bank``."""

    def __init__(self, door: Engine) -> None:
        self._door = door
        self._actors: dict[str, Actor] = {}
        self._customers = {each.code: each.id for each in door.ask(Customers(), actor=OPERATOR)}

    def play(self, case: Mapping[str, Any]) -> str:
        command = StartInstance(PROCEDURE, self._values(case["values"]), start_form=case["form"])
        begun = self._door.execute(command, actor=self._actor(case["by"]))
        for step in case.get("steps", ()):
            self._take(begun.instance_id, step)
        return begun.number

    def _take(self, instance_id: str, step: Mapping[str, Any]) -> None:
        actor, task_id = self._actor(step["by"]), self._open_task(instance_id, step["at"])
        if "values" in step:
            self._door.execute(CompleteTask(task_id, self._values(step["values"])), actor=actor)
        else:
            self._door.execute(ClaimTask(task_id), actor=actor)

    def _open_task(self, instance_id: str, element_id: str) -> str:
        tasks = self._door.ask(ShowInstance(instance_id), actor=OPERATOR).tasks
        found: str | None = next((task.task_id for task in tasks if task.element_id == element_id and task.ended_at is None), None)
        if found is None:
            there = ", ".join(task.element_id for task in tasks if task.ended_at is None) or "nothing"
            raise Conflict(say("no_open_task", element_id=element_id, open=there))
        return found

    def _actor(self, username: str) -> Actor:
        if username not in self._actors:
            self._actors[username] = self._door.ask(ActorNamed(username), actor=OPERATOR)
        return self._actors[username]

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("@user:"):
            return self._actor(value.removeprefix("@user:")).id
        if isinstance(value, str) and value.startswith("@customer:"):
            return self._customers[value.removeprefix("@customer:")]
        return value
