"""No expression opens a file, imports a module, runs a program or sees Python: audited by the interpreter itself."""

from __future__ import annotations

from contextlib import suppress

import pytest

from engine.feel import FeelLimitExceeded, FeelSyntaxError, evaluate, parse
from engine.feel.checking import check, scope_of
from engine.feel.expression import syntax_tree
from engine.feel.functions.registry import BUILT_INS
from tests.fuzz import watch
from tests.fuzz.feel import prepare
from tests.unit.feel.test_expressions import NULL, SAME

HOSTILE = [
    '__import__("os").system("id")',
    "().__class__.__bases__",
    '"".__class__.__mro__',
    "(function(a) a).__globals__",
    "(function(a) a).body.__globals__",
    "max.python.__globals__",
    "now.__call__",
    '@"2020-01-01".__class__',
    "[1].append(2)",
    '{a: 1}.__init__("x")',
    'open("/etc/passwd")',
    'eval("1")',
    'exec("import os")',
    'date and time("2020-01-01T00:00:00@../../../etc/passwd")',
    'time("10:00:00@/etc/passwd")',
    '@"2020-01-01T00:00:00@etc.passwd"',
    'function(x) external {java: {class: "java.lang.Runtime", method signature: "exec(java.lang.String)"}}',
    'matches("x", "(?P<a>x)(?(a)y)")',
    "{__class__: 1}.__class__.__name__",
    'string("{0.__class__}")',
]


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare()


def _attempt(text: str) -> None:
    with suppress(FeelSyntaxError, FeelLimitExceeded):
        evaluate(text)


def test_nothing_but_computing_happens() -> None:
    watch.listen()
    for text in [*HOSTILE, *(text for text, _ in SAME), *(text for text, _ in NULL)]:
        _attempt(text)
    for name in BUILT_INS:
        for arguments in ("", "1", '"/etc/passwd"', '"a", "b"', "[1], 1", "null, null, null", "{a: 1}"):
            _attempt(f"{name}({arguments})")
    assert watch.stop() == []


def test_the_watch_would_notice() -> None:
    watch.listen()
    with open("/dev/null", encoding="ascii"):  # noqa: PTH123 - the plainest way to open a file
        pass
    assert watch.stop()


@pytest.mark.parametrize("text", HOSTILE)
def test_python_is_not_reachable(text: str) -> None:
    try:
        found = evaluate(text).value
    except FeelSyntaxError:
        return
    assert found is None or found == "{0.__class__}" or text.startswith("function")
    assert not isinstance(found, type)


@pytest.mark.parametrize("text", ['"\ud800"', "\ud800", "{\ud800: 1}", 'matches("\ud800", "a")', '"\\uD800"', "a.\udfff"])
def test_half_of_a_character_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(FeelSyntaxError, match="surrogate"):
        parse(text)


@pytest.mark.parametrize("text", ['matches(x, "a")', 'matches("a", x)', 'replace(x, "a", "b")', 'replace("a", x, "b")', 'split(x, "a")'])
def test_half_of_a_character_in_data_has_no_pattern(text: str) -> None:
    found = evaluate(text, {"x": "\ud800"})
    assert found.value is None
    assert found.problems


def test_a_value_that_holds_another_many_times_is_taken_in_as_it_is_made() -> None:
    """Unfolded it would have 2 ** 60 entries."""
    doubled = evaluate("for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]]").value
    with watch.ending(20):
        assert evaluate("count(x)", {"x": doubled}).value == 60
        assert evaluate("count(?) = 60", unary=True, value=doubled).value is True


def test_checking_does_not_compute_dear_constants_over_and_over() -> None:
    dear = [f'matches("{"a" * 60}", "(a|aa)+\\\\1b{number}")' for number in range(100)]
    tree = syntax_tree(f"[{', '.join(dear)}]")
    with watch.ending(20):  # half a second for each would be fifty
        assert check(tree, scope_of({}))[1] == ()
