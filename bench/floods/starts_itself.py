"""A procedure that starts itself, twice."""

from __future__ import annotations

from collections import Counter

from bench.floods.target import Target, ask
from engine.bootstrap import Engine
from engine.kernel.actor import Actor
from tests.support.bundles import deploy, end_event, files, flow, service_task, start_event


def prepare(engine: Engine, _flooder: Actor) -> None:
    again = "".join(service_task(name, "start_procedure", {"procedure_id": '="again"'}) for name in ("one", "two"))
    flows = flow("start", "one") + flow("one", "two") + flow("two", "end")
    deploy(engine, files("again", start_event() + again + end_event() + flows))


def flood(target: Target) -> Counter[str]:
    status = ask(target.connect(), "POST", "/instances", target.flooder, {"procedure_id": "again", "submission": {}})
    target.over.wait()
    return Counter({str(status): 1}) + target.left()
