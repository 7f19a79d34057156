"""Process shapes for random schedules. Conditions use the variables a, b, c, n, which every user task may set."""

from __future__ import annotations

from engine.bpmn.model import Node, Process

from .drawing import (
    again,
    boundary,
    call,
    catch,
    draw,
    each,
    end,
    event,
    event_gateway,
    exclusive,
    handler,
    inclusive,
    parallel,
    receive,
    script,
    service,
    start,
    sub,
    throw,
    user,
)

SIGNAL = event("signal", "s")


def repeat(*nodes: Node, flows: str, first: str, last: str, **fields: object) -> Process:
    """start → first … last → again or end."""
    ways = f"start>m m>{first} {flows} {last}>back back>m[a] back>end*"
    return draw(start(), exclusive("m"), exclusive("back"), end(), *nodes, flows=ways, **fields)  # type: ignore[arg-type]


def _react(what: object, *, interrupting: bool, id: str = "E", inside: str = "H") -> Node:
    nodes = (start(id + "s", what, interrupting=interrupting), user(inside), end(id + "e"))  # type: ignore[arg-type]
    return handler(id, *nodes, flows=f"{id}s>{inside} {inside}>{id}e")


def _inner(id: str, *more: Node, flows: str = "", **fields: object) -> Node:
    """A sub-process: a fork of two user tasks and a join."""
    return sub(
        id, start(id + "s"), parallel(id + "f"), user(id + "A"), user(id + "B"), parallel(id + "j"), end(id + "e"), *more,
        flows=f"{id}s>{id}f {id}f>{id}A {id}f>{id}B {id}A>{id}j {id}B>{id}j {id}j>{id}e {flows}", **fields,
    )  # fmt: skip


SHAPES: dict[str, Process] = {
    "loop of one task": repeat(user("A"), first="A", flows="", last="A"),
    "parallel join in a loop": repeat(
        parallel("f"), user("A"), user("B"), user("C"), parallel("j"), first="f", flows="f>A f>B f>C A>j B>j C>j", last="j"
    ),
    "inclusive join in a loop": repeat(
        inclusive("f"), user("A"), user("B"), user("C"), inclusive("j"), first="f", flows="f>A[a] f>B[b] f>C* A>j B>j C>j", last="j"
    ),
    "nested joins in a loop": repeat(
        parallel("f"), inclusive("g"), user("A"), user("B"), user("C"), inclusive("h"), parallel("j"),
        first="f", flows="f>A f>g g>B[b] g>C* B>h C>h A>j h>j", last="j",
    ),
    "unstructured parallel": draw(
        start(), parallel("f"), user("A"), user("B"), user("C"), parallel("j"), parallel("k"), user("D"), end(),
        flows="start>f f>A f>B f>C A>j B>j j>k C>k k>D D>end",
    ),
    "unstructured inclusive": draw(
        start(), inclusive("f"), user("A"), user("B"), user("C"), exclusive("x"), inclusive("j"), inclusive("k"), user("D"), end(),
        flows="start>f f>A[a] f>B[b] f>C* A>x x>j[c] x>k* B>j j>k C>k k>D D>end",
    ),
    "inner loop before an inclusive join": draw(
        start(), parallel("f"), user("A"), user("B"), exclusive("x"), exclusive("y"), inclusive("j"), user("D"), end(),
        flows="start>f f>A f>x x>B B>y y>x[a] y>j* A>j j>D D>end",
    ),
    "merge without join in a loop": repeat(
        parallel("f"), user("A"), user("B"), exclusive("x"), first="f", flows="f>A f>B A>x B>x", last="x"
    ),
    "inclusive loop back": draw(start(), inclusive("m"), user("A"), exclusive("g"), end(), flows="start>m m>A A>g g>m[a] g>end*"),
    "join that may stick": draw(
        start(), parallel("f"), user("A"), user("B"), exclusive("x"), end("lost"), parallel("j"), user("D"), end(),
        flows="start>f f>A f>B A>j B>x x>lost[a] x>j* j>D D>end",
    ),
    "nested sub-processes in a loop": repeat(sub("P", _inner("Q"), user("A"), flows="A>Q"), first="P", flows="", last="P"),
    "sub-process with its own variables": repeat(
        sub("P", user("A"), script("S", "n", "n + 1"), flows="A>S", inputs={"n": "=n", "a": "=b"}, outputs={"b": "=a"}),
        first="P", flows="", last="P"
    ),
    "multi-instance in parallel": repeat(
        user("A", loop=each("[1, 2, 3]", "item", output_collection="out", output_item="b", completion_condition="c")), first="A",
        flows="", last="A"
    ),
    "multi-instance in sequence": repeat(
        user("A",
            loop=each("[1, 2, 3]", "item", sequential=True, output_collection="out", output_item="item + n", completion_condition="c")),
        first="A", flows="", last="A",
    ),
    "multi-instance of a sub-process": repeat(
        _inner("P", loop=each("[1, 2]", "item", output_collection="out", output_item="b")), boundary("b1", "P", SIGNAL), user("C"),
        first="P", flows="b1>C", last="P",
    ),
    "standard loops": repeat(
        user("A", loop=again("b", maximum=4)), _inner("P", loop=again("c", before=True, maximum=3)), first="A", flows="A>P", last="P"
    ),
    "boundary events of all kinds": repeat(
        user("A"), boundary("bi", "A", SIGNAL), boundary("bn", "A", event("message", "m", key="=n"), interrupting=False),
        boundary("bt", "A", event("timer", timer="R3/PT1H"), interrupting=False),
        boundary("bc", "A", event("conditional", when="n > 2"), interrupting=False),
        user("I"), user("N"), user("T"), user("C"), exclusive("x"), first="A", flows="A>x bi>I I>x bn>N bt>T bc>C", last="x",
    ),
    "boundary events on a sub-process": repeat(
        _inner("P"), boundary("bi", "P", event("timer", timer="PT1H")), boundary("bn", "P", SIGNAL, interrupting=False),
        user("I"), user("N"),
        first="P", flows="bi>I I>back bn>N", last="P",
    ),
    "event sub-processes": repeat(
        _inner("P", _react(SIGNAL, interrupting=False, id="E", inside="H"),
            _react(event("message", "m", key="=n"), interrupting=True, id="F", inside="G")),
        first="P", flows="", last="P",
    ),
    "event sub-processes of the process": draw(
        start(), user("A"), exclusive("g"), end(), _react(event("timer", timer="R/PT1H"), interrupting=False),
        _react(event("conditional", when="n = 3"), interrupting=True, id="F", inside="G"), flows="start>A A>g g>A[a] g>end*",
    ),
    "event-based gateway": repeat(
        event_gateway("e"), catch("t", event("timer", timer="PT1H")), catch("s", SIGNAL), receive("r", "m"),
        catch("k", event("conditional", when="n = 2")),
        user("A"), user("B"), exclusive("x"), first="e", flows="e>t e>s e>r e>k t>A s>B r>x k>x A>x B>x", last="x",
    ),
    "errors": repeat(
        sub("P", user("A"), exclusive("x"), end("e1", event("error", "E1")), end("e2", event("error", "E2")), end("ok"), user("X"),
            flows="A>x x>e1[b] x>e2[c] x>ok*"),
        boundary("b1", "P", event("error", "E1")), boundary("b2", "P", event("error")), user("B"), first="P",
        flows="b1>B B>back b2>back", last="P",
    ),
    "error handler inside": repeat(
        sub("P", user("A"), exclusive("x"), end("e1", event("error", "E1")), end("ok"), user("X"),
            _react(event("error"), interrupting=True), flows="A>x x>e1[b] x>ok*"),
        first="P", flows="", last="P",
    ),
    "error that nobody catches": repeat(user("A"), exclusive("x"), end("e1", event("error", "E1")), first="A",
        flows="A>x x>e1[b]", last="x"),
    "escalations": repeat(
        sub("P", user("A"), throw("t", event("escalation", "E1")), user("B"), end("e", event("escalation", "E2")), flows="A>t t>B B>e"),
        boundary("b1", "P", event("escalation", "E1"), interrupting=False), boundary("b2", "P", event("escalation", "E2")),
        user("N"), user("I"),
        first="P", flows="b1>N b2>I I>back", last="P",
    ),
    "escalation handler inside": repeat(
        sub("P", user("A"), throw("t", event("escalation", "E1")), user("B"), _react(event("escalation"), interrupting=False),
            flows="A>t t>B"),
        first="P", flows="", last="P",
    ),
    "terminate": repeat(
        sub("P", parallel("f"), user("A"), user("B"), exclusive("x"), end("e", event("terminate")), end("ok"),
            flows="f>A f>B A>x x>e[b] x>ok*"),
        first="P", flows="", last="P",
    ),
    "terminate the process": draw(
        start(), parallel("f"), user("A"), user("B"), exclusive("x"), end("e", event("terminate")), flows="start>f f>A f>B A>x x>e[b] x>A*"
    ),
    "signals within": repeat(
        parallel("f"), user("A"), throw("t", SIGNAL), catch("s", SIGNAL), user("B"), boundary("b1", "B", SIGNAL), exclusive("x"),
        first="f", flows="f>A f>s f>B A>t t>x s>x B>x b1>x", last="x",
    ),
    "connectors and children": repeat(
        service("A", outputs={"b": "=b"}), boundary("b1", "A", event("error", "E1")), call("K", "child", outputs={"c": "=c"}),
        boundary("b2", "K", event("error")), boundary("b3", "K", event("escalation"), interrupting=False), user("N"), exclusive("x"),
        first="A", flows="A>K b1>K b2>x b3>N K>x", last="x",
    ),
    "incidents": repeat(
        user("A"), script("S", "out", "if b then missing.x else 1"), exclusive("x"), user("B"), user("C"), exclusive("y"),
        first="A", flows="A>S S>x x>B[c] x>C[n > 1] B>y C>y", last="y",
    ),
    "flows out of a task": repeat(user("A"), user("B"), user("C"), inclusive("j"), first="A", flows="A>B[b] A>C[c] A>j* B>j C>j", last="j"),
}  # fmt: skip
