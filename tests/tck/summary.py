"""Prints how much of the compliance kit passes, with the reason of each result node that does not."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.tck.known_failures import KNOWN_FAILURES

RESULT = "dmn_result_node"
"""The property under which a test tells its outcome: ``agrees``, or the key of the node that does not. It crosses to xdist's controller."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == RESULT
    ]
    if not found:
        return
    missed = [str(value) for value in found if value != "agrees"]
    passed = len(found) - len(missed)
    terminalreporter.section("DMN compliance kit")
    terminalreporter.line(f"{passed:,} of {len(found):,} result nodes pass ({passed / len(found):.2%}), none skipped.")
    reasons = Counter(KNOWN_FAILURES.get(key, "not known: a test fails") for key in missed)
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} do not: {reason}")
    for key in sorted(missed):
        terminalreporter.line(f"    {key}")
