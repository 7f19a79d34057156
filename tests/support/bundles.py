"""Small procedures for tests: a diagram from a few lines, forms from field names, procedure.toml with what is needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from engine.bootstrap import Engine
from engine.commands.cases.start_instance import StartInstance
from engine.commands.procedures.deploy import Deploy, VersionReceipt
from engine.kernel.actor import SYSTEM, Actor
from engine.unit_of_work.receipts import InstanceReceipt

_NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def diagram(process_id: str, body: str, *, before: str = "") -> bytes:
    """A whole diagram. ``body``: the elements of the process; ``before``: messages, signals, errors."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions {_NAMESPACES} id="definitions" targetNamespace="urn:test">{before}'
        f'<bpmn:process id="{process_id}" name="{process_id}" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
    ).encode()


def flow(source: str, target: str, condition: str | None = None, *, id: str | None = None) -> str:
    inner = f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}</bpmn:conditionExpression>' if condition else ""
    name = id or f"{source}_{target}"
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'


def start_event(id: str = "start", inner: str = "") -> str:
    return f'<bpmn:startEvent id="{id}" name="{id}">{inner}</bpmn:startEvent>'


def end_event(id: str = "end", inner: str = "") -> str:
    return f'<bpmn:endEvent id="{id}" name="{id}">{inner}</bpmn:endEvent>'


def user_task(
    id: str,
    *,
    form: str | None = None,
    groups: str | None = "clerk",
    assignee: str | None = None,
    users: str | None = None,
    due: str | None = None,
    properties: Mapping[str, str] | None = None,
    extra: str = "",
    inner: str = "",
) -> str:
    """``extra`` goes into the extension elements, ``inner`` behind them (a multi-instance marker, for example)."""
    who = {"candidateGroups": groups, "assignee": assignee, "candidateUsers": users}
    named = " ".join(f"{name}={quoteattr(value)}" for name, value in who.items() if value)
    parts = [
        f"<zeebe:assignmentDefinition {named}/>" if named else "",
        f'<zeebe:formDefinition formId="{form}"/>' if form else "",
        f"<zeebe:taskSchedule dueDate={quoteattr(due)}/>" if due else "",
        properties_of(properties or {}),
        extra,
    ]
    extensions = f"<bpmn:extensionElements>{''.join(parts)}</bpmn:extensionElements>" if any(parts) else ""
    return f'<bpmn:userTask id="{id}" name="{id}">{extensions}{inner}</bpmn:userTask>'


def properties_of(properties: Mapping[str, str]) -> str:
    if not properties:
        return ""
    lines = "".join(f'<zeebe:property name="{name}" value={quoteattr(value)}/>' for name, value in properties.items())
    return f"<zeebe:properties>{lines}</zeebe:properties>"


def service_task(
    id: str, type: str, inputs: Mapping[str, str] | None = None, *, outputs: Mapping[str, str] | None = None, retries: int = 3
) -> str:
    """``inputs`` and ``outputs``: target to FEEL expression (with the leading ``=``)."""
    mapping = "".join(f'<zeebe:input source={quoteattr(source)} target="{target}"/>' for target, source in (inputs or {}).items())
    mapping += "".join(f'<zeebe:output source={quoteattr(source)} target="{target}"/>' for target, source in (outputs or {}).items())
    mapping = f"<zeebe:ioMapping>{mapping}</zeebe:ioMapping>" if mapping else ""
    return (
        f'<bpmn:serviceTask id="{id}" name="{id}"><bpmn:extensionElements>'
        f'<zeebe:taskDefinition type="{type}" retries="{retries}"/>{mapping}</bpmn:extensionElements></bpmn:serviceTask>'
    )


def call_activity(id: str, process_id: str, *, all_child: bool = True, extra: str = "") -> str:
    return (
        f'<bpmn:callActivity id="{id}" name="{id}"><bpmn:extensionElements>'
        f'<zeebe:calledElement processId="{process_id}" propagateAllChildVariables="{str(all_child).lower()}"/>{extra}'
        f"</bpmn:extensionElements></bpmn:callActivity>"
    )


def timer(kind: str, text: str) -> str:
    """``kind``: timeDate, timeDuration or timeCycle."""
    return f'<bpmn:timerEventDefinition><bpmn:{kind} xsi:type="bpmn:tFormalExpression">{text}</bpmn:{kind}></bpmn:timerEventDefinition>'


def boundary(id: str, attached_to: str, inner: str, *, interrupting: bool = True) -> str:
    cancel = str(interrupting).lower()
    return f'<bpmn:boundaryEvent id="{id}" name="{id}" attachedToRef="{attached_to}" cancelActivity="{cancel}">{inner}</bpmn:boundaryEvent>'


def form(form_id: str, *fields: str) -> bytes:
    """A form of text fields; ``"amount:number"`` makes a number, ``"name!"`` a required one."""
    components = [_field(each) for each in fields]
    schema = {"id": form_id, "type": "default", "schemaVersion": 16, "components": components}
    return json.dumps(schema).encode()


def _field(text: str) -> dict[str, object]:
    name, _, kind = text.rstrip("!").partition(":")
    found: dict[str, object] = {"key": name, "id": f"field_{name}", "label": name, "type": kind or "textfield"}
    if text.endswith("!"):
        found["validate"] = {"required": True}
    return found


def metadata(
    process_id: str,
    *,
    start_form: str | None = None,
    start_roles: tuple[str, ...] = ("clerk",),
    extra: str = "",
    owner: str = "clerk",
) -> bytes:
    """``extra``: more lines at the end (tables) or top (before the first table: put them in ``extra`` as plain keys)."""
    lines = [
        f'id = "{process_id}"',
        f'name = {{zh = "{process_id}", en = "{process_id}"}}',
        f'owner_role = "{owner}"',
        f'number_series = "T-{process_id.upper()}"',
        extra,
        "[[start]]",
        f"roles = {json.dumps(list(start_roles))}",
    ]
    if start_form:
        lines.append(f'form = "{start_form}"')
    return "\n".join(lines).encode()


def accepts(
    sender: str,
    *,
    start: tuple[str, ...] | None = None,
    messages: Mapping[str, tuple[str, ...]] | None = None,
    signals: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """Lines of procedure.toml: what the cases of ``sender`` may bring."""
    lines = [f"[accepts.{sender}]"] if start is None else [f"[accepts.{sender}]", f"start = {json.dumps(start)}"]
    for kind, named in (("messages", messages), ("signals", signals)):
        lines += [f"{kind}.{name} = {json.dumps(variables)}" for name, variables in (named or {}).items()]
    return "\n".join(lines) + "\n"


def files(
    process_id: str,
    body: str,
    *,
    before: str = "",
    forms: Mapping[str, bytes] | None = None,
    start_form: str | None = None,
    start_roles: tuple[str, ...] = ("clerk",),
    extra: str = "",
    tables: str = "",
    owner: str = "clerk",
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """A bundle. ``extra``: keys of procedure.toml; ``tables``: tables at its end."""
    toml = metadata(process_id, start_form=start_form, start_roles=start_roles, extra=extra, owner=owner) + b"\n" + tables.encode()
    found = {f"{process_id}.bpmn": diagram(process_id, body, before=before), "procedure.toml": toml, **(more or {})}
    return found | {f"forms/{form_id}.form": content for form_id, content in (forms or {}).items()}


def two_steps(process_id: str = "two_steps", **options: object) -> dict[str, bytes]:
    """start → ``first`` (form ``note``: text, amount) → ``second`` (the same form) → end; both for clerks."""
    body = "".join(
        [
            start_event(),
            user_task("first", form="note"),
            user_task("second", form="note"),
            end_event(),
            flow("start", "first"),
            flow("first", "second"),
            flow("second", "end"),
        ]
    )
    return files(process_id, body, forms={"note": form("note", "text", "amount:number")}, **options)  # type: ignore[arg-type]


def loop(process_id: str = "looping") -> dict[str, bytes]:
    """``first`` and ``second`` take turns until ``text`` is "stop"."""
    body = "".join(
        [
            start_event(),
            '<bpmn:exclusiveGateway id="again"/>',
            user_task("first", form="note"),
            user_task("second", form="note"),
            '<bpmn:exclusiveGateway id="decide" default="decide_again"/>',
            end_event(),
            flow("start", "again"),
            flow("again", "first"),
            flow("first", "second"),
            flow("second", "decide"),
            flow("decide", "end", '=text = "stop"'),
            flow("decide", "again"),
        ]
    )
    return files(process_id, body, forms={"note": form("note", "text", "amount:number")})


def deploy(engine: Engine, content: Mapping[str, bytes]) -> VersionReceipt:
    return engine.execute(Deploy(content), actor=SYSTEM)


def start(engine: Engine, process_id: str, actor: Actor, **submission: object) -> InstanceReceipt:
    return engine.execute(StartInstance(process_id, submission), actor=actor)
