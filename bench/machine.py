"""What a human step costs the machine, early and late in an instance's life.

    python -m bench.machine [--rounds 1000]

Prints CPU milliseconds of load + complete + snapshot for a two-node loop, the size of its state, and the ratio of both
between the 10th and the last round; the same for steps on a live object, for a long automatic run, and for a busy instance.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median

from engine.bpmn import Environment, Program, Run, build
from engine.bpmn.model import (
    Event,
    EventKind,
    Flow,
    MultiInstance,
    Node,
    NodeKind,
    Process,
    Scope,
    ScriptDetail,
    UserTaskDetail,
    Value,
)
from engine.kernel.texts import Text

ENVIRONMENT = Environment(now=datetime(2026, 1, 1, tzinfo=UTC))
NONE = Event(EventKind.NONE)


def _process(nodes: list[Node], flows: list[Flow]) -> Program:
    return build(Process("bench", Text("bench", "bench"), Scope({node.id: node for node in nodes}, {flow.id: flow for flow in flows})))


def _node(kind: NodeKind, id_: str, **fields: object) -> Node:
    return Node(id_, kind, Text(id_, id_), **fields)  # type: ignore[arg-type]


def _chain(*ids: str) -> list[Flow]:
    return [Flow(f"{one}-{two}", one, two) for one, two in pairwise(ids)]


def loop() -> Program:
    """A user task and an exclusive gateway that leads back to it."""
    task = UserTaskDetail("form", None, Value("desk"), None, Value('duration("P1D")', True), None, None)
    nodes = [
        _node(NodeKind.START_EVENT, "start", event=NONE),
        _node(NodeKind.USER_TASK, "A", detail=task),
        _node(NodeKind.EXCLUSIVE_GATEWAY, "g", default_flow="g-end"),
        _node(NodeKind.END_EVENT, "end", event=NONE),
    ]
    return _process(nodes, [*_chain("start", "A", "g", "end"), Flow("back", "g", "A", Value("again and round < 1000000", True))])


def scripts(count: int) -> Program:
    """That many script tasks in a row."""
    names = [f"S{index}" for index in range(count)]
    tasks = [_node(NodeKind.SCRIPT_TASK, name, detail=ScriptDetail(Value("n + 1", True), "n")) for name in names]
    ends = [_node(NodeKind.START_EVENT, "start", event=NONE), _node(NodeKind.END_EVENT, "end", event=NONE)]
    return _process([*ends, *tasks], _chain("start", *names, "end"))


def crowd() -> Program:
    """One user task for each of a hundred people at the same time."""
    many = MultiInstance(False, Value("for i in 1..100 return i", True), "item", "results", Value("item", True))
    nodes = [
        _node(NodeKind.START_EVENT, "start", event=NONE),
        _node(NodeKind.USER_TASK, "A", detail=UserTaskDetail(), loop=many),
        _node(NodeKind.END_EVENT, "end", event=NONE),
    ]
    return _process(nodes, _chain("start", "A", "end"))


def _cpu(started: float) -> float:
    return (time.process_time() - started) * 1000


def stored(program: Program, rounds: int) -> tuple[list[float], list[int]]:
    """CPU milliseconds and state bytes of each round: load, complete, snapshot."""
    state = program.begin(ENVIRONMENT, {"again": True, "round": 0}).snapshot()
    costs, sizes = [], []
    for round_ in range(rounds):
        wait_id = program.load(state, ENVIRONMENT).waits()[0].wait_id
        started = time.process_time()
        run = program.load(state, ENVIRONMENT)
        run.complete(wait_id, {"again": True, "round": round_})
        state = run.snapshot()
        costs.append(_cpu(started))
        sizes.append(len(state))
    return costs, sizes


def live(program: Program, rounds: int) -> float:
    """CPU milliseconds of one completion on an object that stays in memory."""
    run: Run = program.begin(ENVIRONMENT, {"again": True, "round": 0})
    started = time.process_time()
    for round_ in range(rounds):
        run.complete(run.waits()[0].wait_id, {"again": True, "round": round_})
    return _cpu(started) / rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    rounds = parser.parse_args().rounds
    program = loop()
    costs, sizes = stored(program, rounds)
    early, late = median(costs[5:105]), median(costs[-100:])
    print(f"load + complete + snapshot   {early:.3f} ms at 10, {late:.3f} ms at {rounds}: x{late / early:.2f}")
    print(f"state                        {sizes[9]} bytes at 10, {sizes[-1]} bytes at {rounds}: x{sizes[-1] / sizes[9]:.2f}")
    print(f"complete, live object        {live(program, rounds):.3f} ms")
    started = time.process_time()
    scripts(200).begin(ENVIRONMENT, {"n": 0})
    print(f"build and run 200 scripts    {_cpu(started):.1f} ms")
    program = scripts(200)
    started = time.process_time()
    program.begin(ENVIRONMENT, {"n": 0})
    print(f"run 200 scripts              {_cpu(started):.1f} ms")
    costs, sizes = stored_crowd(crowd())
    print(f"one of 100 parallel tasks    {median(costs):.3f} ms, {sizes[0]} bytes")


def stored_crowd(program: Program) -> tuple[list[float], list[int]]:
    """The same for an instance with a hundred open tasks."""
    state = program.begin(ENVIRONMENT, {}).snapshot()
    costs, sizes = [], []
    for _ in range(50):
        wait_id = program.load(state, ENVIRONMENT).waits()[0].wait_id
        started = time.process_time()
        run = program.load(state, ENVIRONMENT)
        run.complete(wait_id, {})
        state = run.snapshot()
        costs.append(_cpu(started))
        sizes.append(len(state))
    return costs, sizes


if __name__ == "__main__":
    main()
