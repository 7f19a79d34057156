"""Random processes of user tasks and gateways, structured or not: the machine stands where counting tokens says it has to stand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.bpmn.model import Flow, Node, NodeKind, Process, Scope, Value

from .drawing import K, draw, end, node, start
from .play import Play
from .reference import Reference, TooLong

KINDS = [
    K.USER_TASK,
    K.USER_TASK,
    K.EXCLUSIVE_GATEWAY,
    K.PARALLEL_GATEWAY,
    K.PARALLEL_GATEWAY,
    K.INCLUSIVE_GATEWAY,
    K.INCLUSIVE_GATEWAY,
    K.END_EVENT,
]
NAMES = ("a", "b", "c")
FLAGS = st.fixed_dictionaries({name: st.booleans() for name in NAMES})


@st.composite
def processes(draw_from: st.DrawFn) -> Process:
    """Any graph whatever."""
    kinds = draw_from(st.lists(st.sampled_from(KINDS), min_size=3, max_size=9))
    nodes: dict[str, Node] = {"start": start()}
    nodes |= {f"{kind.name[0]}{index}": node(kind, f"{kind.name[0]}{index}") for index, kind in enumerate(kinds)}
    targets = [node_id for node_id in nodes if node_id != "start"]
    flows: dict[str, Flow] = {}
    for source in list(nodes):
        if nodes[source].kind is NodeKind.END_EVENT:
            continue
        forks = nodes[source].kind.value.endswith("Gateway")
        chosen = draw_from(st.lists(st.sampled_from(targets), min_size=1, max_size=3 if forks else 1))
        made = [f"{source}.{number}" for number in range(len(chosen))]
        decides = nodes[source].kind in (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY) and len(made) > 1
        for flow_id, target in zip(made, chosen, strict=True):
            condition = Value(draw_from(st.sampled_from(NAMES)), True) if decides and flow_id != made[-1] else None
            flows[flow_id] = Flow(flow_id, source, target, condition)
        if decides:
            nodes[source] = replace(nodes[source], default_flow=made[-1])
    return replace(draw(start(), end(), flows="start>end"), scope=Scope(nodes, flows))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(process=processes(), flags=FLAGS, data=st.data())
def test_the_machine_stands_where_the_reference_stands(process, flags, data):
    try:
        reference = Reference(process, dict(flags))
    except TooLong:
        assume(False)
    play = Play(process, flags, steps=5_000)
    for _ in range(12):
        tasks = sorted(wait.element_id for wait in play.live.waits() if not hasattr(wait, "code"))
        assert tasks == sorted(reference.tasks.elements())
        assert (play.ended is not None) == reference.has_ended
        if not tasks:
            break
        task = data.draw(st.sampled_from(tasks))
        values = data.draw(FLAGS)
        try:
            reference.complete(task, values)
        except TooLong:
            break
        play.do(task, **values)
