"""Reading the examples out of the pages for process owners."""

from __future__ import annotations

import datetime as stdlib
import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from engine.dmn import DecisionModel
from engine.feel import evaluate
from tests.unit.dmn.drawing import decision, input_data, model, table

DOCS = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ("", ".zh")
NOW = stdlib.datetime(2026, 3, 14, 17, 26, 53, tzinfo=ZoneInfo("Asia/Shanghai"))

_POLICIES = {
    "U": "UNIQUE",
    "A": "ANY",
    "F": "FIRST",
    "P": "PRIORITY",
    "R": "RULE ORDER",
    "O": "OUTPUT ORDER",
    "C": "COLLECT",
}
_AGGREGATIONS = {"+": "SUM", "<": "MIN", ">": "MAX", "#": "COUNT"}


def page(name: str, language: str) -> str:
    return (DOCS / f"{name}{language}.md").read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    """The fenced blocks of this kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def examples(text: str) -> list[tuple[str, str]]:
    """``expression → value``, one for each line."""
    return [(left.strip(), right.strip()) for left, arrow, right in (line.rpartition("→") for line in text.splitlines()) if arrow]


def table_examples(text: str) -> list[tuple[str, str]]:
    """The examples in the cells of Markdown tables: `` `expression` → `value` ``."""
    return re.findall(r"^\|.*?`([^`]+)` → `([^`]+)` \|$", text, re.MULTILINE)


@dataclass(frozen=True)
class DrawnTable:
    """A decision table drawn in Markdown: the hit policy in the corner, outputs in bold, then a rule in each line."""

    corner: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[tuple[str, ...], ...]

    @property
    def model(self) -> DecisionModel:
        policy, aggregation = _POLICIES[self.corner[0]], _AGGREGATIONS.get(self.corner[1:])
        attributes = f'hitPolicy="{policy}"' + (f' aggregation="{aggregation}"' if aggregation else "")
        drawn = table(self.inputs, self.outputs, self.rules, attributes)
        return model(*(input_data(name) for name in self.inputs), decision("d", drawn, [f"i_{name}" for name in self.inputs]))


def drawn_table(lines: list[str]) -> DrawnTable:
    head, _, *rules = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    outputs = [cell for cell in head if cell.startswith("**")]
    inputs = head[1 : len(head) - len(outputs)]
    return DrawnTable(
        head[0],
        tuple(inputs),
        tuple(f"{name}={values.strip()}" if values.strip() else name for name, values in (cell[2:].split("**", 1) for cell in outputs)),
        tuple(tuple(cell.strip("`") for cell in rule[1:]) for rule in rules),
    )


def decided_tables(text: str) -> list[tuple[DrawnTable, list[tuple[str, str]]]]:
    """Each table that has a block of lines ``input = value, … → result`` behind it, with those lines."""
    found = []
    for lines, block in re.findall(r"((?:^\|[^\n]*\|\n)+)\n```decide\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        found.append((drawn_table(lines.splitlines()), examples(block)))
    return found


def inputs_of(text: str) -> dict[str, object]:
    """``a = 1, b = "x"`` → the values by name."""
    found = evaluate("{" + text.replace(" = ", ": ") + "}").value
    assert isinstance(found, dict)
    return found
