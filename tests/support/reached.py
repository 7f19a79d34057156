"""Which lines the tests reached, told in a few lines before the runner's own summary."""

from __future__ import annotations

import io
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage
from coverage.exceptions import CoverageException

_LEAST = 10
_TESTS = Path(__file__).parents[1]
_UNTRACED = tuple(_TESTS / name for name in ("unit/feel", "unit/dmn", "fuzz", "tck", "differential", "security/test_expressions.py"))
"""Tests that hold computing time against budgets: tracing would spend them. What they reach is not measured (pyproject, ``omit``)."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    tracer = sys.gettrace()
    if tracer is None or not any(item.path.is_relative_to(place) for place in _UNTRACED):
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def tell_least_reached(reporter: pytest.TerminalReporter) -> None:
    """The files that the tests reach least, and the total; nothing where nothing was measured (``--cov``)."""
    written = io.StringIO()
    measured = Coverage()
    try:
        measured.load()
        measured.report(file=written, sort="cover")
    except CoverageException:
        return
    lines = written.getvalue().splitlines()
    reporter.section("lines reached, least first")
    for line in [*lines[: _LEAST + 2], *(line for line in lines if line.startswith("TOTAL"))]:
        reporter.write_line(line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("cov_source", default=None):
        tell_least_reached(terminalreporter)
