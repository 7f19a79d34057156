"""The faults fit the code as it is, and the rule by which they are judged. To plant them: ``python -m tests.planted``."""

from __future__ import annotations

import pytest

from tests.planted.__main__ import is_enough
from tests.planted.copies import ROOT
from tests.planted.fault import Fault, Moved
from tests.planted.faults import FAULTS

each_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@each_fault
def test_a_faults_text_stands_exactly_once_where_it_says(fault: Fault) -> None:
    source = (ROOT / fault.file).read_text("utf-8")
    assert fault.planted_in(source) != source


@each_fault
def test_a_fault_names_tests_that_there_are(fault: Fault) -> None:
    assert fault.tests
    for test in fault.tests:
        path, _, name = test.partition("::")
        assert not name or f"def {name}(" in (ROOT / path).read_text("utf-8"), test
        assert (ROOT / path).exists(), test


def test_there_are_enough_faults_each_with_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert [fault.name for fault in FAULTS if fault.named] == ["week_of_eight_days", "ends_after_inserts"]
    assert len(FAULTS) >= 32


def test_code_that_has_moved_on_is_said() -> None:
    fault = Fault("off", "a.py", "x = 1", "x = 2", "counting", ("tests",))
    for source in ("y = 1", "x = 1\nx = 1"):
        with pytest.raises(Moved, match=r"exactly once in a\.py"):
            fault.planted_in(source)


def test_the_named_ones_and_nearly_all_others_must_be_noticed() -> None:
    named = [fault for fault in FAULTS if fault.named]
    others = [fault for fault in FAULTS if not fault.named]
    assert is_enough([])
    assert is_enough(others[:2])
    assert not is_enough(others[:3])
    assert not is_enough(named[:1])
