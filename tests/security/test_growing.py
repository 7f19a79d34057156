"""Twice as much of anything costs about twice as much, and whatever is in a bundle it is compiled or refused."""

from __future__ import annotations

import pytest

from engine.kernel.errors import InvalidInput
from engine.library import compiling
from engine.library.compiling import MOST_FAULTS, compile_bundle
from tests.security.growing import FAMILIES, compiled, steps
from tests.support.bundles import two_steps

_SMALL = 80
_SQUARE_BY_ITSELF = {"names_of_many_words", "taken_ids"}
"""Their files grow with the square."""
_BOUNDED = {"inclusive_joins": 1_200, "circle_into_a_join": 1_200}
"""Tables whose size is the square by nature: refused when they are this large."""
_BUDGETED = {"rules_of_a_table", "rules_of_a_table_by_two", "computed_fields"}
"""Each with each is compared, up to a number that is bounded (``engine/dmn/analysis/budget.py``, the fields of a form)."""
_REFUSED_EARLY = {
    "attributes_of_an_element",
    "branches_in_an_expression",
    "brackets_in_an_expression",
    "contexts_within_one_another",
}
"""The small one is still read, the larger ones are not."""
_OTHERS = FAMILIES.keys() - _SQUARE_BY_ITSELF - _BOUNDED.keys() - _BUDGETED - _REFUSED_EARLY


@pytest.mark.parametrize("name", sorted(_OTHERS))
def test_twice_as_much_costs_twice_as_much(name: str) -> None:
    """What is added from two to four is twice what is added from one to two; a twentieth of squares in the cost already shows."""
    _warm, once, twice, four = (steps(FAMILIES[name](n)) for n in (5, _SMALL, 2 * _SMALL, 4 * _SMALL))
    assert four - twice <= 1.12 * max(1_000, 2 * (twice - once))


@pytest.mark.parametrize("name", FAMILIES)
def test_much_of_anything_is_compiled_or_refused(name: str) -> None:
    assert compiled(FAMILIES[name](600)) != ""


@pytest.mark.parametrize(("name", "enough"), _BOUNDED.items())
def test_what_grows_faster_is_bounded(name: str, enough: int) -> None:
    assert compiled(FAMILIES[name](enough)) == "joins_too_entangled"


@pytest.mark.parametrize(
    ("name", "enough", "code"),
    [
        ("attributes_of_an_element", 50_000, "xml_too_many_attributes"),
        ("name_spaces_of_an_element", 50_000, "xml_too_many_attributes"),
        ("tasks_in_a_line", 3_001, "process_too_large"),
        ("dotted_key", 20_000, "metadata_unreadable"),
        ("arrays_within_one_another", 5_000, "metadata_unreadable"),
        ("digits_of_a_number", 100_000, "metadata_unreadable"),
        ("key_of_many_parts", 20_000, "key_too_deep"),
        ("groups_within_one_another", 20_000, "form_unreadable"),
        ("files_that_import", 51, "bundle_too_many_decision_files"),
    ],
)
def test_far_too_much_is_refused_early(name: str, enough: int, code: str) -> None:
    content = FAMILIES[name](enough)
    assert compiled(content) == code


def test_what_is_too_large_is_not_read_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(compiling, "_read")
    with pytest.raises(InvalidInput) as refused:
        compile_bundle(two_steps() | {"large.form": b" " * (5 * 1024 * 1024 + 1)})
    assert [fault.code for fault in refused.value.faults] == ["bundle_file_too_large"]


def test_what_takes_too_long_is_given_up_between_two_files(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1_000_000, 25))
    monkeypatch.setattr(compiling, "thread_time", lambda: next(clock))
    with pytest.raises(InvalidInput) as refused:
        compile_bundle(two_steps())
    assert [fault.code for fault in refused.value.faults] == ["bundle_too_costly"]


def test_not_more_faults_are_told_than_anybody_reads() -> None:
    with pytest.raises(InvalidInput) as refused:
        compile_bundle(FAMILIES["faulty_elements"](2 * MOST_FAULTS))
    assert len(refused.value.faults) == MOST_FAULTS
    assert f"found {4 * MOST_FAULTS}" in refused.value.text.en
