"""Whatever happens in whatever order: the rows fit the machine, the chains hold, and what is over is over."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance, ResumeInstance, SetVariables, SuspendInstance
from engine.commands.cases.send_message import CorrelateMessage
from engine.commands.cases.settle_incident import ResolveIncident, RetryIncident
from engine.commands.cases.start_instance import StartInstance
from engine.commands.tasks.assign_task import ClaimTask, DelegateTask, ResolveTask, UnclaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.connectors.installed import installed_connectors
from engine.connectors.protocol import BpmnError
from engine.instances.tables import process_instance
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Refusal
from engine.kernel.texts import Text
from engine.unit_of_work.shared import Shared
from engine.unit_of_work.verbs import Command
from tests.integration.engine.test_administering import choosing
from tests.integration.engine.test_children import caller, child
from tests.integration.engine.test_jobs import Outside, calling, reminding
from tests.integration.engine.test_messages import catching
from tests.support.bundles import deploy, end_event, files, flow, form, loop, start_event, user_task
from tests.support.looking import assert_rows_fit, incidents, open_tasks, rows
from tests.support.people import People


def crowd() -> dict[str, bytes]:
    """Several at the same time, with reminders for the whole of them, and an event sub-process that is cancelled by its end."""
    many = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:extensionElements>'
        '<zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="place"/></bpmn:extensionElements>'
        '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=numberOfCompletedInstances >= 2</bpmn:completionCondition>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    body = "".join(
        [
            start_event(),
            '<bpmn:parallelGateway id="fork"/>',
            user_task("vote", form="note", inner=many),
            user_task("write", form="note"),
            '<bpmn:parallelGateway id="join"/>',
            end_event(),
            flow("start", "fork"),
            flow("fork", "vote"),
            flow("fork", "write"),
            flow("vote", "join"),
            flow("write", "join"),
            flow("join", "end"),
        ]
    )
    return files("crowd", body, forms={"note": form("note", "text")})


PROCEDURES = ["looping", "reminding", "calling", "choosing", "child", "parent", "order", "crowd"]


class Chance:
    """Does something possible, or tries something impossible."""

    def __init__(self, engine: Engine, clock: ManualClock, actors: list[Actor], outside: Outside, seed: int) -> None:
        self.engine, self.clock, self.actors, self.outside = engine, clock, actors, outside
        self.random = random.Random(seed)
        self.refused = 0
        self.done = 0

    def step(self) -> None:
        often: list[Callable[[], None]] = [self.work] * 4
        self.random.choice([*often, self.begin, self.hand_over, self.time, self.send, self.administer, self.settle])()

    def begin(self) -> None:
        name = self.random.choice(PROCEDURES)
        self.try_(StartInstance(name, {"order": self.random.choice("AB")} if name == "order" else {}), self.actors[0])

    def try_(self, command: Command[object], actor: Actor) -> None:
        try:
            self.engine.execute(command, actor=actor)
            self.done += 1
        except Refusal:
            self.refused += 1

    def case(self) -> str:
        found = rows(self.engine, process_instance)
        alive = [row for row in found if row.ended_at is None]
        return str(self.random.choice(alive if alive and self.random.random() < 0.9 else found).id)

    def task(self) -> str | None:
        found = open_tasks(self.engine, self.case())
        return str(self.random.choice(found).id) if found else None

    def actor(self) -> Actor:
        return self.random.choice(self.actors)

    def work(self) -> None:
        if task := self.task():
            text = self.random.choice(["stop", "on", "A"])
            self.try_(CompleteTask(task, self.random.choice([{}, {"text": text}, {"amount": 5}, {"result": text}])), self.actor())

    def hand_over(self) -> None:
        if task := self.task():
            other = self.actor().id or ""
            command: Command[object] = self.random.choice(
                [ClaimTask(task), UnclaimTask(task), DelegateTask(task, other), ResolveTask(task)]
            )
            self.try_(command, self.actor())

    def time(self) -> None:
        self.outside.raises = self.random.choice([None, RuntimeError("no"), BpmnError("E1", Text.same("no"))])
        self.clock.advance(timedelta(minutes=self.random.choice([1, 30, 90])))
        self.done += self.engine.run_due_jobs()

    def send(self) -> None:
        self.try_(
            CorrelateMessage("paid", self.random.choice("AB"), {"amount": 1}, instance_id=self.random.choice([None, self.case()])), SYSTEM
        )

    def administer(self) -> None:
        case = self.case()
        commands: list[Command[object]] = [
            SuspendInstance(case, "r"),
            ResumeInstance(case),
            ResumeInstance(case),
            SetVariables(case, {"amount": self.random.choice([1, 500])}, "r"),
        ]
        if self.random.random() < 0.2:
            commands = [CancelInstance(case, "r")]
        self.try_(self.random.choice(commands), SYSTEM)

    def settle(self) -> None:
        if found := incidents(self.engine, self.case()):
            one = self.random.choice(found)
            command: Command[object] = self.random.choice([RetryIncident(one.id), ResolveIncident(one.id, "by hand", {"amount": 7})])
            self.try_(command, SYSTEM)


@pytest.mark.parametrize("seed", range(4))
def test_rows_fit_the_machine_whatever_happens(engine: Engine, people: People, clock: ManualClock, seed: int) -> None:
    outside = Outside()
    engine.shared = Shared(installed_connectors(outside))
    actors = [people.hire("li", "clerk"), people.hire("wu", "clerk"), people.hire("zhao", "guard")]
    bundles = (loop(), reminding(interrupting=True), calling(retries=2), choosing(), child(), caller(), catching(), crowd())
    assert [deploy(engine, bundle).procedure_id for bundle in bundles] == PROCEDURES
    chance = Chance(engine, clock, actors, outside, seed)
    for _ in range(4):
        chance.begin()
    for _ in range(80):
        chance.step()
        for row in rows(engine, process_instance):
            assert_rows_fit(engine, row.id)
    assert chance.done > 20
    assert chance.refused > 3
