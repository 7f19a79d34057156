"""Two procedures whose event sub-processes answer each other's signal, and one that throws its own again and again."""

from __future__ import annotations

from collections import Counter

from bench.floods.target import Target, ask
from engine.bootstrap import Engine
from engine.kernel.actor import Actor
from tests.support.bundles import deploy, end_event, files, flow, start, start_event, user_task

_SIGNALS = '<bpmn:signal id="S" name="again"/><bpmn:signal id="T" name="echo"/>'


def _answering(process_id: str, hears: str, throws: str) -> dict[str, bytes]:
    inner = f'<bpmn:startEvent id="in" name="in" isInterrupting="false"><bpmn:signalEventDefinition signalRef="{hears}"/></bpmn:startEvent>'
    inner += end_event("out", f'<bpmn:signalEventDefinition signalRef="{throws}"/>') + flow("in", "out")
    listen = f'<bpmn:subProcess id="listen" name="listen" triggeredByEvent="true">{inner}</bpmn:subProcess>'
    return files(process_id, start_event() + user_task("stay") + flow("start", "stay") + listen, before=_SIGNALS)


def prepare(engine: Engine, flooder: Actor) -> None:
    for process_id, hears, throws in (("circle", "S", "T"), ("echo", "T", "S"), ("alone", "S", "S")):
        deploy(engine, _answering(process_id, hears, throws))
        start(engine, process_id, flooder)


def flood(target: Target) -> Counter[str]:
    status = ask(target.connect(), "POST", "/signals", target.flooder, {"name": "again"})
    target.over.wait()
    return Counter({str(status): 1}) + target.left()
