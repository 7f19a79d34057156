"""The tables of the procedures that come along, and what is said when somebody breaks one."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.dmn import load

PROCESSES = Path(__file__).resolve().parents[4] / "processes"
TABLES = sorted(PROCESSES.glob("*/*.dmn"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_nothing_is_doubtful(path: Path) -> None:
    assert load(path.read_bytes()).warnings == ()


def test_a_rule_that_was_taken_out_is_missed() -> None:
    xml = (PROCESSES / "request_handling" / "priority.dmn").read_text(encoding="utf-8")
    start = xml.index('<rule id="priority_rule_5"')
    (warning,) = load((xml[:start] + xml[xml.index("</rule>", start) + len("</rule>") :]).encode()).warnings
    assert warning.where == "priority_table"
    assert warning.en == 'No rule matches when impact = "medium" and urgency = "medium".'
    assert warning.zh == '没有规则匹配以下输入：impact = "medium" 且 urgency = "medium"。'


def test_defaults_under_hit_policy_unique_overlap_with_everything() -> None:
    xml = (PROCESSES / "request_handling" / "targets.dmn").read_text(encoding="utf-8")
    warnings = load(xml.replace('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"').encode()).warnings
    assert [warning.where for warning in warnings] == [f"targets_rule_{number}" for number in (13, 14, 15, 16)]
    assert warnings[0].en == (
        'Rule 13 overlaps with rules 1, 5 and 9. Rules 1 and 13 both match, for example when customer_code = "huarui_bank" and '
        'service = "business_system" and priority = "P1"; with hit policy unique only one may.'
    )
