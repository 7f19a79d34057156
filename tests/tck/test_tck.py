"""The DMN Technology Compatibility Kit, when it is there (``ZHIDU_DMN_TCK``, or ``../shared/dmn-tck``)."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from engine.dmn import DecisionModel
from tests.tck import kit
from tests.tck.known_failures import KNOWN_FAILURES
from tests.tck.summary import RESULT

FOLDER = kit.kit_folder()
if not any(FOLDER.glob("compliance-level-*")):
    pytest.skip(f"the DMN compliance kit is not in {FOLDER} (set ZHIDU_DMN_TCK)", allow_module_level=True)

CASES = {case.key: case for case in kit.cases(FOLDER)}
NOW = stdlib.datetime(2026, 1, 1, tzinfo=stdlib.UTC)


@lru_cache(maxsize=8)
def model(path: Path) -> DecisionModel:
    return kit.load(path)


@pytest.mark.parametrize("key", CASES)
def test_result_node(key: str, record_property: Callable[[str, object], None]) -> None:
    case = CASES[key]
    outcome = model(case.model).evaluate(case.target, case.inputs, now=NOW)
    agrees = kit.agrees(case, outcome)
    record_property(RESULT, "agrees" if agrees else key)
    if key in KNOWN_FAILURES:
        assert not agrees, f"{key} passes now: take it out of the list of known failures"
        return
    assert agrees, f"expected {kit.shown(case.expected)}, but got {kit.shown(outcome.value)}; {[str(p) for p in outcome.problems]}"


def test_every_expected_error_says_why() -> None:
    silent = []
    for case in CASES.values():
        if case.must_fail and case.key not in KNOWN_FAILURES:
            outcome = model(case.model).evaluate(case.target, case.inputs, now=NOW)
            if outcome.value is None and not outcome.problems:
                silent.append(case.key)
    assert silent == []


def test_at_least_ninety_nine_of_a_hundred_agree() -> None:
    assert set(KNOWN_FAILURES) <= set(CASES)
    assert len(CASES) >= 1600
    assert len(KNOWN_FAILURES) <= len(CASES) / 100
