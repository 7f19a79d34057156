"""An organisation with a history: every table that evidence tells of has rows in it."""

from __future__ import annotations

import io
import json
from datetime import timedelta

from cli import demonstration
from cli.first_start import OPERATOR, Wishes, first_start
from engine.bootstrap import Engine
from engine.commands.people.create_token import CreateToken
from engine.commands.procedures.deploy import Deploy
from engine.commands.procedures.review import ApproveVersion
from engine.commands.tasks.add_attachment import AddAttachment
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import Actor
from engine.queries.people.sessions import ActorNamed
from tests.support.bundles import deploy, end_event, files, flow, service_task, start, start_event, timer, user_task
from tests.support.looking import open_task

PDF = b"%PDF-1.7\n" + b"report " * 100
_FORM = {
    "id": "proof",
    "type": "default",
    "schemaVersion": 19,
    "components": [{"id": "f1", "key": "proof", "type": "filepicker", "label": "Proof"}],
}
_MESSAGE = (
    '<bpmn:message id="m" name="paid"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=case.number"/></bpmn:extensionElements></bpmn:message>'
)
_CATCH = '<bpmn:intermediateCatchEvent id="{id}" name="{id}">{inner}</bpmn:intermediateCatchEvent>'


def played(engine: Engine) -> Engine:
    """The demonstration with its cases, and cases with a file, an incident, a timer, a message to come, a failing call outside."""
    first_start(engine, Wishes())
    demonstration.load_demonstration(engine)
    list(demonstration.play_cases(engine))
    desk = engine.ask(ActorNamed("lina"), actor=OPERATOR)
    _proven(engine, desk)
    _waiting(engine, desk)
    _reviewed(engine)
    _begun_by_message(engine)
    engine.execute(CreateToken("reports", ("read",), engine.clock.now() + timedelta(days=30)), actor=desk)
    return engine


def _proven(engine: Engine, desk: Actor) -> None:
    """``work`` (done, with a file) → ``more``."""
    body = start_event() + _task("work") + _task("more") + end_event() + flow("start", "work") + flow("work", "more") + flow("more", "end")
    forms = {"proof": json.dumps(_FORM).encode()}
    deploy(engine, files("proven", body, forms=forms, start_roles=("service_desk",), owner="service_desk"))
    case = start(engine, "proven", desk).instance_id
    file = engine.execute(AddAttachment("报告.pdf", io.BytesIO(PDF)), actor=desk)
    engine.execute(CompleteTask(open_task(engine, case, "work").id, {"proof": [file.attachment_id]}), actor=desk)


def _reviewed(engine: Engine) -> None:
    """A version over another one, put forward by one person of the owner's role and approved by a second."""
    author, reviewer = (engine.ask(ActorNamed(each), actor=OPERATOR) for each in ("zengmin", "wufang"))
    body = start_event() + _task("work") + end_event() + flow("start", "work") + flow("work", "end")
    forms = {"proof": json.dumps(_FORM).encode()}
    content = files("reviewed", body, forms=forms, owner="service_desk_lead", start_roles=("service_desk",))
    deploy(engine, content)
    submitted = engine.execute(Deploy({**content, "scenarios.yaml": b"scenarios: []"}, "longer"), actor=author)
    engine.execute(ApproveVersion("reviewed", submitted.number, "fine"), actor=reviewer)


def _begun_by_message(engine: Engine) -> None:
    """Nobody has sent it yet."""
    body = start_event(inner='<bpmn:messageEventDefinition messageRef="m"/>') + end_event() + flow("start", "end")
    before = '<bpmn:message id="m" name="asked"/>'
    deploy(engine, files("asked", body, before=before, start_roles=("service_desk",), owner="service_desk"))


def _waiting(engine: Engine, desk: Actor) -> None:
    """All at once: a timer, a message, a call to a host that may not be called, a task for nobody."""
    waits = {
        "pause": _CATCH.format(id="pause", inner=timer("timeDuration", "PT1H")),
        "paid": _CATCH.format(id="paid", inner='<bpmn:messageEventDefinition messageRef="m"/>'),
        "call": service_task("call", "http", {"url": '="https://nobody.invalid/"', "method": '="GET"'}, retries=1),
        "nobody": user_task("nobody", groups=None, users="=nobody"),
    }
    body = start_event() + '<bpmn:parallelGateway id="fork"/>' + "".join(waits.values()) + flow("start", "fork")
    body += "".join(end_event(f"end_{name}") + flow("fork", name) + flow(name, f"end_{name}") for name in waits)
    deploy(engine, files("waiting", body, before=_MESSAGE, start_roles=("service_desk",), owner="service_desk"))
    start(engine, "waiting", desk)
    engine.run_due_jobs()


def _task(name: str) -> str:
    return user_task(name, form="proof", groups="service_desk")
