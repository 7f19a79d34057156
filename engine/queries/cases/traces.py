"""Traces of decisions, as the evidence keeps them, with the names that people gave to what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.dmn.outline import LogicOutline, TableOutline


@dataclass(frozen=True, slots=True)
class TracedInput:
    """Something that a decision or a knowledge model took, by the name under which its expressions know it."""

    name: str
    label: str
    value: Any


@dataclass(frozen=True, slots=True)
class TracedColumn:
    """An input column of a table with the value that stood there."""

    id: str
    label: str
    expression: str
    value: Any


@dataclass(frozen=True, slots=True)
class TracedOutput:
    """An output column of a table."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class TracedRule:
    """A rule that matched. ``index`` counts from 1; ``outputs``: what it gave, by the names of the outputs."""

    id: str
    index: int
    outputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TracedTable:
    """A decision table that was evaluated. ``hit_policy`` with the aggregation ("COLLECT SUM"); ``rule_count``: how many rules it has."""

    id: str
    hit_policy: str
    inputs: tuple[TracedColumn, ...]
    outputs: tuple[TracedOutput, ...]
    rules: tuple[TracedRule, ...]
    rule_count: int | None
    value: Any


@dataclass(frozen=True, slots=True)
class TracedProblem:
    """Why something is null. ``element``: the id of the element whose text it is, "" if it is none's; line and column in that text."""

    en: str
    zh: str
    line: int
    column: int
    element: str


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A decision, a call of a knowledge model, or a decision service.

    ``name``: what expressions call it; ``label``: what people do. ``kind``: decision, knowledge, service, or
    omitted (``value`` steps are left out). ``logic``: the name of its boxed expression.
    """

    id: str
    name: str
    label: str
    kind: str
    logic: str
    inputs: tuple[TracedInput, ...]
    tables: tuple[TracedTable, ...]
    value: Any
    problems: tuple[TracedProblem, ...]


class Words:
    """What the decisions, inputs and columns of a version are called. ``files``: the outlines of each file."""

    def __init__(self, files: Iterable[Iterable[LogicOutline]]) -> None:
        self._logic = {logic.id: logic for file in files for logic in file}

    def name_of(self, logic_id: str) -> str:
        """For people; "" for what the version does not have."""
        found = self._logic.get(logic_id)
        return found.name if found else ""

    def input_of(self, logic_id: str, name: str) -> str:
        """What a decision takes is called like the column that tests it, or like the decision that it comes from."""
        logic = self._logic.get(logic_id)
        if logic is None:
            return ""
        columns = (column for table in logic.tables() for column in table.inputs)
        label = next((column.label for column in columns if column.expression == name), "")
        required = (self._logic.get(each.id) for each in logic.requirements)
        return label or next((each.name for each in required if each is not None and each.variable == name), "")

    def table_of(self, logic_id: str, table_id: str) -> TableOutline | None:
        """The table as it is drawn; where no id was recorded, the only one there is."""
        logic = self._logic.get(logic_id)
        tables = list(logic.tables()) if logic else []
        only = tables[0] if len(tables) == 1 and not table_id else None
        return next((table for table in tables if table.id == table_id), only)


def steps_of(trace: Iterable[Mapping[str, Any]], words: Words) -> tuple[TraceStep, ...]:
    """The steps of a trace, of the first format, too."""
    return tuple(_step(each if "tables" in each else _from_first_format(each), words) for each in trace)


def _from_first_format(table: Mapping[str, Any]) -> dict[str, Any]:
    """Records made before decisions were traced whole have one entry for each table, and know no ids of columns."""
    return {
        "id": table["decision_id"],
        "name": table["decision"],
        "kind": "decision",
        "logic": "decisionTable",
        "inputs": [],
        "tables": [{**table, "id": "", "inputs": [{"id": "", **column} for column in table["inputs"]]}],
        "value": table["value"],
        "problems": [],
    }


def _step(step: Mapping[str, Any], words: Words) -> TraceStep:
    logic_id = step["id"]
    return TraceStep(
        id=logic_id,
        name=step["name"],
        label=words.name_of(logic_id),
        kind=step["kind"],
        logic=step["logic"],
        inputs=tuple(TracedInput(each["name"], words.input_of(logic_id, each["name"]), each["value"]) for each in step["inputs"]),
        tables=tuple(_table(table, words.table_of(logic_id, table["id"])) for table in step["tables"]),
        value=step["value"],
        problems=tuple(TracedProblem(each["en"], each["zh"], each["line"], each["column"], each["element"]) for each in step["problems"]),
    )


def _table(table: Mapping[str, Any], drawn: TableOutline | None) -> TracedTable:
    labels = [column.label for column in drawn.inputs] if drawn else []
    columns = zip(table["inputs"], [*labels, *[""] * len(table["inputs"])], strict=False)
    return TracedTable(
        id=drawn.id if drawn else table["id"],
        hit_policy=table["hit_policy"],
        inputs=tuple(TracedColumn(each["id"], label, each["expression"], each["value"]) for each, label in columns),
        outputs=tuple(TracedOutput(column.name, column.label) for column in drawn.outputs) if drawn else (),
        rules=tuple(TracedRule(each["id"], each["index"], each["outputs"]) for each in table["rules"]),
        rule_count=len(drawn.rules) if drawn else None,
        value=table["value"],
    )
