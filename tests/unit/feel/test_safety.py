"""No expression opens a file, imports a module, runs a program or sees Python: audited by the interpreter itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from engine.feel import FeelLimitExceeded, FeelSyntaxError, evaluate
from engine.feel.registry import BUILT_INS
from tests.unit.feel.test_expressions import NULL, SAME

FORBIDDEN = ("open", "import", "exec", "compile", "os.", "subprocess.", "socket.", "ctypes.", "pty.", "shutil.", "urllib.")
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
_seen: list[str] = []
_watching = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching and event.startswith(FORBIDDEN):
        _seen.append(f"{event} {args!r:.200}")


sys.addaudithook(_hook)  # it cannot be taken away again; it is deaf unless _watching


@pytest.fixture
def watched() -> Iterator[list[str]]:
    global _watching  # noqa: PLW0603 - an audit hook has no other way to be switched
    evaluate('[@"2020-01-01T00:00:00@Europe/Paris".time offset, matches("a", "[\\w-[a]]"), @"10:00:00@Asia/Dhaka".time offset]')
    evaluate('@"2020-01-01T00:00:00@Australia/Melbourne" = @"2020-01-01T00:00:00@Australia/Sydney"')
    _seen.clear()  # zones of the tests are loaded now: reading the time zone database is allowed, by known names only
    _watching = True
    yield _seen
    _watching = False


def _attempt(text: str) -> None:
    with suppress(FeelSyntaxError, FeelLimitExceeded):
        evaluate(text)


def test_nothing_but_computing_happens(watched: list[str]) -> None:
    watched.clear()  # of what the test runner did
    for text in [*HOSTILE, *(text for text, _ in SAME), *(text for text, _ in NULL)]:
        _attempt(text)
    for name in BUILT_INS:
        for arguments in ("", "1", '"/etc/passwd"', '"a", "b"', "[1], 1", "null, null, null", "{a: 1}"):
            _attempt(f"{name}({arguments})")
    assert watched == []


def test_the_watch_would_notice(watched: list[str]) -> None:
    with open("/dev/null", encoding="ascii"):  # noqa: PTH123 - the plainest way to open a file
        pass
    assert watched


@pytest.mark.parametrize("text", HOSTILE)
def test_python_is_not_reachable(text: str) -> None:
    try:
        found = evaluate(text).value
    except FeelSyntaxError:
        return
    assert found is None or found == "{0.__class__}" or text.startswith("function")
    assert not isinstance(found, type)
