"""Instances at rest: each diagram of this folder, moved to where it waits, and its snapshot.

The snapshot's body stands as it is, behind the header; what it waits for stands in the file ``.waits.json``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import zstandard

from engine.bpmn import Environment, Program, Run, build, read_diagram
from engine.bpmn.outcome import ChildWait, ConnectorWait, IncidentWait, MessageWait, SignalWait, TimerWait, UserTaskWait, Wait
from engine.dmn import DecisionOutcome
from tests.golden.files import HERE, Golden
from tests.golden.samples import AT

HEADER = 6
COMPRESSED = 1
_MOST_MOVES = 60


def _rate(_decision: str, _variables: Mapping[str, object]) -> DecisionOutcome:
    return DecisionOutcome("高", ())


ENVIRONMENT = Environment(now=AT, decide=_rate)

Moves = Callable[[Run], None]


def _at(run: Run, element_id: str) -> str:
    return next(wait.wait_id for wait in run.waits() if wait.element_id == element_id)


def _half_joined(run: Run) -> None:
    run.complete(_at(run, "fill"), {"text": "好"})
    run.complete(_at(run, "a"), {})


def _stirred(run: Run) -> None:
    run.fire(_at(run, "remind"))
    run.deliver(_at(run, "hs"), {"rung_by": "li"})
    run.complete(_at(run, "inner"), {})


def _inside_loops(run: Run) -> None:
    run.complete(_at(run, "each"), {"done": 1})
    run.complete(_at(run, "step"), {})
    run.complete(_at(run, "again"), {"more": True})


def _too_light(run: Run) -> None:
    run.complete(_at(run, "weigh"), {"amount": 5})


def _to_the_end(run: Run) -> None:
    run.complete(_at(run, "weigh"), {"amount": 20})


CASES: Mapping[str, tuple[str, Mapping[str, Any], Moves]] = MappingProxyType(
    {
        "work": ("work", {"n": 1}, lambda run: None),
        "work_half_joined": ("work", {"n": 1}, _half_joined),
        "events": ("events", {"topic": "甲", "ready": False}, lambda run: None),
        "events_stirred": ("events", {"topic": "甲", "ready": False}, _stirred),
        "loops": ("loops", {}, lambda run: None),
        "loops_inside": ("loops", {}, _inside_loops),
        "outside": ("outside", {"n": 7, "rate": 0.25, "nothing": None}, lambda run: None),
        "stuck": ("stuck", {}, _too_light),
        "ended": ("stuck", {}, _to_the_end),
        "large": ("stuck", {"text": "长" * 3000}, lambda run: None),
    }
)
"""Name → diagram, variables at the start, and what is done."""


@cache
def program(diagram: str) -> Program:
    return build(read_diagram((HERE / "snapshots" / f"{diagram}.bpmn").read_bytes()).processes[0])


def goldens() -> Iterator[Golden]:
    for name, (diagram, variables, moves) in CASES.items():
        run = program(diagram).begin(ENVIRONMENT, variables)
        moves(run)
        yield Golden(f"snapshots/{name}", ".snapshot", opened(run.snapshot()))
        yield Golden(f"snapshots/{name}", ".waits.json", json.dumps(waits(run), ensure_ascii=False, indent=1).encode() + b"\n")


def opened(snapshot: bytes) -> bytes:
    """Without the compression, whose bytes are the library's affair, and so without the checksum over them."""
    if snapshot[1] != COMPRESSED:
        return snapshot
    return snapshot[:2] + bytes(4) + zstandard.ZstdDecompressor().decompress(snapshot[HEADER:])


def closed(golden: bytes) -> bytes:
    """The snapshot of a golden file, as a database may hold it."""
    if golden[1] != COMPRESSED:
        return golden
    body = zstandard.ZstdCompressor().compress(golden[HEADER:])
    return golden[:2] + zlib.crc32(body).to_bytes(4, "big") + body


_TOLD = (
    "wait_id",
    "element_id",
    "form_id",
    "due_at",
    "attempt",
    "priority",
    "name",
    "correlation_key",
    "type",
    "retries",
    "process_id",
    "code",
)


def waits(run: Run) -> list[dict[str, Any]]:
    """What it waits for, as plain data: what names it, not the words that are said about it."""
    return [
        {"kind": type(wait).__name__, **{name: _plain(getattr(wait, name)) for name in _TOLD if hasattr(wait, name)}}
        for wait in run.waits()
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def finish(run: Run) -> None:
    """Whatever is waited for happens, until the instance has ended."""
    for _ in range(_MOST_MOVES):
        if run.ended:
            return
        if "ready" in run.variables and not run.variables["ready"]:
            run.set_variables({"ready": True})
            continue
        _happen(run, run.waits()[-1])  # the newest: an event sub-process waits first, and as long as the instance lives
    raise AssertionError(f"Expected it to end, but it waits for {run.waits()}.")


def _happen(run: Run, wait: Wait) -> None:
    match wait:
        case UserTaskWait() | ConnectorWait() | ChildWait():
            run.complete(wait.wait_id, {"amount": 20, "more": False, "body": "好"})
        case TimerWait():
            run.fire(wait.wait_id)
        case MessageWait() | SignalWait():
            run.deliver(wait.wait_id, {})
        case IncidentWait():
            run.set_variables({"amount": 20})
            run.retry(wait.wait_id)
