"""The examples of docs/feel.md are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.feel.asking import outcome, value

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "feel.md").read_text(encoding="utf-8")
SCOPE = {
    "order": {
        "amount": 1200,
        "lines": [{"name": "cable", "quantity": 3, "price": 10}, {"name": "screen", "quantity": 1, "price": 400}],
    },
    "Monthly Income": 7000,
    "客户等级": "金",
    "pre-approval": "granted",
}
LINES = [
    tuple(part.strip() for part in line.split("→"))
    for block in re.findall(r"```feel\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


def test_there_are_examples() -> None:
    assert len(LINES) > 50


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_example(text: str, expected: str) -> None:
    if expected == "null":
        assert value(text, SCOPE) is None
        assert outcome(text, SCOPE).problems or "null" in text
    else:
        assert value(f"is({text}, {expected})", SCOPE) is True, outcome(text, SCOPE)


def test_python_examples() -> None:
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL):
        exec(compile(block, "docs/feel.md", "exec"), names)
