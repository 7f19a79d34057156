"""Decision tables in short, looked at without running them, and run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, cast
from xml.sax.saxutils import escape

from lxml import etree

from engine.dmn import DecisionModel, load
from engine.dmn.analysis import Allowance, findings
from engine.feel import Dialect
from engine.feel.dialect import STANDARD
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.values.feel_types import ANY, ContextType, Type, built_in
from engine.kernel.errors import Fault

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
LEVEL = LimitedType("tLevel", Type("string"), lambda value, _state: value in ("low", "high"), '"low", "high"')
PERSON = ContextType("tPerson", (("age", Type("number")), ("born", Type("date")), ("level", LEVEL)))
_TYPES: dict[str, Type] = {"tLevel": LEVEL, "tPerson": PERSON}


@dataclass(frozen=True)
class Drawn:
    """columns: ``expression: type = allowed values``; rules: as many cells, then the outputs. names: in scope besides the columns."""

    columns: Sequence[str]
    rules: Sequence[Sequence[str]]
    policy: str = "UNIQUE"
    outputs: Sequence[str] = ("result",)
    names: Mapping[str, Type] = field(default_factory=dict)
    dialect: Dialect = STANDARD

    @property
    def expressions(self) -> list[str]:
        return [_parts(column)[0] for column in self.columns]

    def table(self, policy: str) -> str:
        columns = "".join(map(_column, self.columns))
        outputs = "".join(map(_output, self.outputs))
        rules = "".join(_rule(number, rule, len(self.columns)) for number, rule in enumerate(self.rules, 1))
        return f'<decisionTable xmlns="{NAMESPACE}" id="table" hitPolicy="{policy}">{columns}{outputs}{rules}</decisionTable>'

    def findings(self, allowance: Allowance | None = None) -> list[Fault]:
        names = {name: ANY for name in self.expressions if name.isidentifier()} | dict(self.names)
        return findings(etree.fromstring(self.table(self.policy)), declared, names, dialect=self.dialect, allowance=allowance)

    def sentences(self) -> list[str]:
        return [fault.en for fault in self.findings()]

    def model(self) -> DecisionModel:
        """The table as a decision that tells all rules that match."""
        inputs = "".join(f'<inputData id="i_{name}" name="{name}"><variable name="{name}"/></inputData>' for name in self.expressions)
        needs = "".join(f'<informationRequirement><requiredInput href="#i_{name}"/></informationRequirement>' for name in self.expressions)
        drawn = f'<decision id="d" name="d">{needs}{self.table("COLLECT")}</decision>'
        return load(
            f'<definitions xmlns="{NAMESPACE}" name="t" id="t" namespace="https://example.org/t">{inputs}{drawn}</definitions>'.encode()
        )


def hits(model: DecisionModel, inputs: Mapping[str, object]) -> set[int]:
    """The numbers of the rules that match."""
    (step,) = model.evaluate("d", inputs).trace
    (table,) = cast("list[Any]", step["tables"])
    return {rule["index"] for rule in table["rules"]}


def grid(values: Iterable[Sequence[object]]) -> Iterable[tuple[object, ...]]:
    return product(*values)


def declared(element: etree._Element) -> Type:
    reference = element.get("typeRef", "")
    return _TYPES.get(reference) or built_in(reference) or ANY


def _parts(column: str) -> tuple[str, str, str]:
    head, _, allowed = column.partition(" = ")
    expression, _, reference = head.partition(": ")
    return expression, reference, allowed


def _column(column: str) -> str:
    expression, reference, allowed = _parts(column)
    typed = f' typeRef="{reference}"' if reference else ""
    values = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
    return f"<input><inputExpression{typed}><text>{escape(expression)}</text></inputExpression>{values}</input>"


def _output(output: str) -> str:
    """``name``, ``name: type``, ``name = values``, ``name := default``."""
    name, _, default = output.partition(" := ")
    name, _, values = name.partition(" = ")
    name, _, reference = name.partition(": ")
    inside = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    inside += f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    typed = f' typeRef="{reference}"' if reference else ""
    return f'<output name="{name}"{typed}>{inside}</output>'


def _rule(number: int, cells: Sequence[str], inputs: int) -> str:
    drawn = "".join(
        f"<{tag}><text>{escape(cell)}</text></{tag}>"
        for index, cell in enumerate(cells)
        for tag in ["inputEntry" if index < inputs else "outputEntry"]
    )
    return f'<rule id="r{number}">{drawn}</rule>'
