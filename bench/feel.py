"""FEEL and decision tables, ours beside feelin in Node: the same work, turn and turn about, seconds of CPU.

feelin (which forms use in the browser) offers nothing to reuse between two evaluations of an expression: its ``evaluate`` reads the
text each time. So ours is told read anew, too, and feelin's with its parsing saved: the time of ``evaluate`` less that of its parser.

python -m bench.feel
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench.feel_decisions import GRAPH, TABLE, Case
from engine.dmn import load
from engine.feel import parse
from engine.feel.expression import syntax_tree

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
LEAST = 0.1
"""Seconds of one measurement."""

CONTEXT: Mapping[str, Any] = {
    "a": 5,
    "b": 3,
    "name": "x",
    "impact": "high",
    "urgency": "low",
    "amount": 1250.5,
    "score": 7,
    "title": "The printer on the second floor",
    "due": "2026-03-20",
    "items": [{"name": f"item {n}", "price": 19.99 * n, "quantity": n % 5, "done": n % 2 == 0} for n in range(10)],
}
EXPRESSIONS = (
    'a + b * 2 > 10 and name = "x"',
    'impact = "high" and urgency != "low"',
    'if amount > 1000 then "director" else "manager"',
    'if score between 1 and 3 then "complaint" else if score <= 6 then "follow up" else "none"',
    'contains(lower case(title), "printer") or starts with(title, "P-")',
    'date(due) + duration("P3D") >= date("2026-03-21")',
    "sum(for item in items return item.quantity * item.price)",
    "count(items[price > 100 and done = false]) > 0",
    "some item in items satisfies item.quantity * item.price > 500",
)
PART = '(impact = "high" and amount * 1.06 > 1000 or contains(title, "printer"))'
TEXTS = (EXPRESSIONS[0], PART, " and ".join([PART] * 12), " and ".join([PART] * 120))


class Feelin:
    """feelin in a Node process."""

    def __init__(self) -> None:
        beside = ROOT / ".venv" / "bin" / "node"
        node = str(beside) if beside.exists() else shutil.which("node")
        folder = ROOT / "web" / "node_modules" / "@bpmn-io" / "feelin"
        if node is None or not folder.is_dir():
            raise SystemExit("Expected Node and web/node_modules to be installed, but they are not: run make web.")
        command = [node, str(Path(__file__).with_name("feelin.mjs")), str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]

    def does(self, job: Mapping[str, Any]) -> Any:
        """The seconds of one call, and its value."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps(job), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def seconds(self, job: Mapping[str, Any]) -> float:
        return float(self.does(job)["seconds"])


Work = Callable[[], object]


def seconds_of(work: Work) -> float:
    """Seconds of CPU of one call."""
    times = 1
    while True:
        began = time.process_time()
        for _ in range(times):
            work()
        if (seconds := time.process_time() - began) >= LEAST:
            return seconds / times
        times *= 2


def medians(rounds: Callable[[], tuple[float, ...]]) -> tuple[float, ...]:
    """Of each figure. Within a round the two sides take turns, so that both see the same hour of the machine."""
    return tuple(statistics.median(each) for each in zip(*(rounds() for _ in range(ROUNDS)), strict=True))


def line(ours: float, theirs: float) -> str:
    return f"{1 / ours:>10,.0f} {1 / theirs:>10,.0f} {theirs / ours:>7.1f} ×"


def evaluations(feelin: Feelin) -> None:
    print("\nevaluations per CPU-second, ours parsed once\n      ours     feelin   ratio   ours read anew   feelin less its parsing")
    for text in EXPRESSIONS:
        once, anew = partial(parse(text).evaluate, CONTEXT), partial(evaluate_anew, text, count())

        def figures(text: str = text, once: Work = once, anew: Work = anew) -> tuple[float, ...]:
            theirs = feelin.seconds(job("evaluate", text))
            return seconds_of(once), theirs, seconds_of(anew), theirs - feelin.seconds(job("parse", text))

        ours, theirs, fresh, rest = medians(figures)
        print(f"{line(ours, theirs)} {1 / fresh:>16,.0f} {1 / max(rest, 1e-7):>25,.0f}   {text}")


def evaluate_anew(text: str, numbers: Iterator[int]) -> None:
    """As if the text were met for the first time: a comment makes another text of it each time."""
    parse(f"{text} // {next(numbers)}").evaluate(CONTEXT)


def parsing(feelin: Feelin) -> None:
    print("\ntexts read per CPU-second, to the syntax tree of both\n      ours     feelin   ratio")
    for text in TEXTS:
        ours, theirs = compared(feelin, partial(syntax_tree, text), job("parse", text))
        speeds = f"{len(text) / ours / 1e6:.2f} and {len(text) / theirs / 1e6:.2f} million characters a second"
        print(f"{line(ours, theirs)}   {len(text):>5} characters: {speeds}")


def decisions(feelin: Feelin) -> None:
    print("\ndecisions per CPU-second, ours with the trace; feelin's unary tests, rule by rule\n      ours     feelin   ratio")
    for case in (TABLE, GRAPH):
        asked = {"work": "decide", "decisions": [each.described() for each in case.decisions], "inputs": case.inputs}
        decide = decider(case)
        ours, theirs = decide(), feelin.does(asked)["value"]
        assert ours == theirs, f"Expected both to decide alike, but {ours!r} is not {theirs!r}."
        print(f"{line(*compared(feelin, decide, asked))}   {case.title}")


def compared(feelin: Feelin, work: Work, job: Mapping[str, Any]) -> tuple[float, ...]:
    return medians(lambda: (seconds_of(work), feelin.seconds(job)))


def decider(case: Case) -> Work:
    model = load(case.xml())
    assert not model.faults, model.faults
    name = case.decisions[-1].name
    return lambda: model.evaluate(name, case.inputs).value


def job(work: str, text: str) -> dict[str, Any]:
    return {"work": work, "text": text, "context": CONTEXT}


def main() -> None:
    feelin = Feelin()
    print(f"feelin {feelin.version}; medians of {ROUNDS} rounds")
    parsing(feelin)  # first: what the others leave in the cache would be walked through by the garbage collector
    decisions(feelin)
    evaluations(feelin)


if __name__ == "__main__":
    main()
