"""Reading the DMN Technology Compatibility Kit: models, inputs, expected values."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from engine import dmn
from engine.dmn import DecisionModel, DecisionOutcome
from engine.feel import to_json
from engine.feel.evaluation.operators import equal
from engine.feel.evaluation.state import State
from engine.feel.limits import Limits
from engine.feel.values.iso8601 import date_from, date_time_from, duration_from, time_from

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ROOT = Path(__file__).resolve().parents[2]
_READ: dict[str, Callable[[str], object]] = {
    "decimal": Decimal,
    "double": Decimal,
    "integer": Decimal,
    "boolean": lambda text: text == "true",
    "date": date_from,
    "time": time_from,
    "dateTime": date_time_from,
    "duration": duration_from,
}
TOLERANCE = Decimal("1e-8")


def kit_folder() -> Path:
    return Path(os.environ.get("ZHIDU_DMN_TCK") or ROOT.parent / "shared" / "dmn-tck")


@dataclass(frozen=True)
class Case:
    """One expected result. ``key`` is its name in the list of known failures."""

    key: str
    level: str
    model: Path
    target: str
    result: str
    inputs: dict[str, object]
    expected: object
    must_fail: bool


def cases(folder: Path) -> Iterator[Case]:
    """Every result node of the kit, in a fixed order."""
    for path in sorted(folder.glob("compliance-level-*/*/*-test-*.xml")):
        root = etree.parse(path).getroot()
        model = path.parent / str(root.findtext("{*}modelName"))
        for index, case in enumerate(root.iterfind("{*}testCase")):
            yield from _results(case, index, path, model)


def _results(case: etree._Element, index: int, path: Path, model: Path) -> Iterator[Case]:
    inputs = {str(node.get("name")): _value(node) for node in case.iterfind("{*}inputNode")}
    kind = case.get("type", "decision")
    invocable = case.get("invocableName")
    for result in case.iterfind("{*}resultNode"):
        name = str(result.get("name"))
        yield Case(
            key=f"{path.stem}/{case.get('id', index)}/{name}",
            level=path.parent.parent.name,
            model=model,
            target=invocable if invocable and kind != "decision" else name,
            result=name,
            inputs=inputs,
            expected=_value(result.find("{*}expected")),
            must_fail=result.get("errorResult") == "true",
        )


def _value(node: etree._Element | None) -> object:
    if node is None:
        return None
    components = node.findall("{*}component")
    if components:
        return {str(part.get("name")): _value(part) for part in components if part.get(f"{XSI}nil") != "true"} | {
            str(part.get("name")): None for part in components if part.get(f"{XSI}nil") == "true"
        }
    found = node.find("{*}list")
    if found is not None:
        return None if found.get(f"{XSI}nil") == "true" else [_value(item) for item in found.iterfind("{*}item")]
    value = node.find("{*}value")
    if value is None or value.get(f"{XSI}nil") == "true":
        return None
    kind = str(value.get(f"{XSI}type", "string")).rpartition(":")[2]
    return _READ.get(kind, str)(value.text or "")


def load(model: Path) -> DecisionModel:
    others = [path.read_bytes() for path in sorted(model.parent.glob("*.dmn")) if path != model]
    return dmn.load(model.read_bytes(), imports=others)


def agrees(case: Case, outcome: DecisionOutcome) -> bool:
    value = outcome.value
    if isinstance(value, dict) and isinstance(case.expected, dict) is False and case.result in value and case.target != case.result:
        value = value[case.result]
    return same(value, case.expected)


def same(value: object, expected: object) -> bool:
    """Equal, numbers within a relative tolerance."""
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return abs(value - expected) <= TOLERANCE * max(Decimal(1), abs(expected))
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(same, value, expected))
    if isinstance(value, dict) and isinstance(expected, dict):
        return value.keys() == expected.keys() and all(same(value[name], expected[name]) for name in expected)
    return equal(value, expected, State(Limits(), None)) is True


def shown(value: object) -> str:
    try:
        return repr(to_json(value))
    except Exception:
        return repr(value)
