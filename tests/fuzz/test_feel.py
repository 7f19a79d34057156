"""A short run of the generated expressions, and whether it would notice what it looks for.

The long run is ``python -m tests.fuzz.feel --count 1000000 --jobs 2``.
"""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from engine.feel import FeelLimitExceeded, FeelSyntaxError, parse
from engine.feel.functions.registry import BUILT_INS, BuiltIn, Signature
from engine.feel.syntax import ast
from tests.fuzz import check as checking
from tests.fuzz.cases import SORTS, Case, case_of
from tests.fuzz.check import NAMES, Failure, check
from tests.fuzz.feel import prepare
from tests.fuzz.shrink import shrunk
from tests.fuzz.tally import run_cases


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare()


def test_the_same_expressions_every_time() -> None:
    tally = run_cases(20_260_314, range(2_500))
    assert not tally.failed(), tally.report()


def test_other_expressions_every_time() -> None:
    seed = secrets.randbelow(10**9)
    print(f"seed {seed}")
    tally = run_cases(seed, range(1_000))
    assert not tally.failed(), f"seed {seed}\n{tally.report()}"


def test_a_number_always_has_the_same_case() -> None:
    assert [case_of(7, index) for index in range(50)] == [case_of(7, index) for index in range(50)]
    assert {case_of(7, index).sort for index in range(500)} == set(SORTS)


def test_everything_that_the_language_has_is_generated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of node is parsed, and every built-in function has a value at some time."""
    nodes: set[type] = set()
    answered: set[str] = set()
    call = BuiltIn.call

    def noted(self: BuiltIn, state: object, values: object, named: object) -> object:
        found = call(self, state, values, named)  # type: ignore[arg-type]
        if found is not None:
            answered.add(self.name)
        return found

    monkeypatch.setattr(BuiltIn, "call", noted)
    for index in itertools.count():
        case = case_of(1, index)
        if case.sort in ("valid", "cell", "greedy") and not case.large:
            with suppress(FeelSyntaxError, FeelLimitExceeded):
                expression = parse(case.text, names=NAMES, unary=case.unary)
                nodes.update(map(type, _all_nodes(expression.tree)))
                expression.evaluate(checking.SCOPE, now=checking.NOW, limits=checking.SMALL)
        if answered >= BUILT_INS.keys() or index > 40_000:
            break
    assert answered >= BUILT_INS.keys(), BUILT_INS.keys() - answered
    assert {node.__name__ for node in nodes} == {node.__name__ for node in ast.Node.__subclasses__()}


def _all_nodes(node: ast.Node) -> Iterator[ast.Node]:
    yield node
    for child in ast.children(node):
        yield from _all_nodes(child)


def _forever(value: object) -> object:
    while value is not None:
        pass
    return value


def _slowly(_value: object) -> object:
    """Computes longer than is allowed, and not by much: whatever traces or shares the machine must not make it a hang."""
    end = time.thread_time() + 2 * checking.SMALL.seconds
    while time.thread_time() < end:
        pass
    return None


_turns = itertools.count()
BROKEN: list[tuple[str, Callable[[object], object]]] = [
    ("escape", lambda value: Path("/dev/null").read_text(encoding="ascii")),
    ("escape", lambda value: __import__("this_module_is_none")),
    ("escape", lambda value: eval("1")),
    ("ZeroDivisionError", lambda value: 1 // 0),
    ("no FEEL value", lambda value: {1, 2}),
    ("no FEEL value", lambda value: [object()]),
    ("no FEEL value", lambda value: "x" * 3_000),
    ("no FEEL value", lambda value: {"a": [None] * 600}),
    ("no FEEL value", lambda value: {1: 2}),
    ("another value", lambda value: str(next(_turns))),
    ("evaluation takes too long", _slowly),
    ("hangs", _forever),
    ("too much memory", lambda value: len([0] * 10_000_000) and None),
]


@pytest.mark.parametrize(("sort", "python"), BROKEN, ids=[f"{number} {sort}" for number, (sort, _) in enumerate(BROKEN)])
def test_a_broken_function_is_noticed(sort: str, python: Callable[[object], object], monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = BUILT_INS["abs"].signatures[:1]
    monkeypatch.setattr(BUILT_INS["abs"], "signatures", [Signature(whole.params, python)])
    monkeypatch.setattr(checking, "HANGING", 3.0)
    monkeypatch.setattr(checking, "SLACK", 0.0 if sort.startswith("evaluation") else 100.0)
    with pytest.raises(Failure) as caught:
        check(_case("[1, abs(-1)]"), measuring=True)
    assert caught.value.sort.startswith(sort), caught.value


def test_a_wrong_printer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for printed, sort in [("1 +", "normal form is no FEEL"), ("1 + 3", "normal form is another tree")]:
        monkeypatch.setattr(checking, "text_of_tree", lambda _tree, _names, printed=printed: printed)
        with pytest.raises(Failure, match=sort):
            check(_case("1 + 2"))


def test_what_fails_is_made_shorter() -> None:
    assert shrunk('if a > 1 then [x, "wrong", 2] else null', lambda text: "wrong" in text) == '"wrong"'


def _case(text: str) -> Case:
    return Case(0, 0, "valid", text, unary=False, tested=0, large=False)
