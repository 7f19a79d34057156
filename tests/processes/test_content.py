"""What holds for every procedure that comes with the product: clean, drawn, and named in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import pytest
from lxml import etree

from engine.bpmn import lint_diagram, read_diagram
from engine.bpmn.model import Scope
from engine.dmn import load
from tests.processes.scenario import PROCEDURES, bundle_files

CHINESE = re.compile("[\u4e00-\u9fff]")

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

Box = tuple[float, float, float, float]

pytestmark = pytest.mark.parametrize("procedure_id", PROCEDURES)


def test_diagram_and_decisions_are_clean(procedure_id: str) -> None:
    files = bundle_files(procedure_id)
    assert [finding.fault.en for finding in lint_diagram(_diagram(files))] == []
    warnings = [load(content).warnings for path, content in files.items() if path.endswith(".dmn")]
    assert [warning for each in warnings for warning in each] == []


def test_every_element_is_drawn_and_every_flow_begins_and_ends_at_its_elements(procedure_id: str) -> None:
    root = etree.fromstring(_diagram(bundle_files(procedure_id)))
    boxes = {shape.get("bpmnElement"): _box(shape) for shape in root.iter(f"{BPMNDI}BPMNShape")}
    lines = {edge.get("bpmnElement"): _points(edge) for edge in root.iter(f"{BPMNDI}BPMNEdge")}
    (process,) = read_diagram(_diagram(bundle_files(procedure_id))).processes
    for scope in _scopes(process.scope):
        assert set(scope.nodes) <= set(boxes)
        for flow in scope.flows.values():
            points = lines[flow.id]
            assert _at_border(points[0], boxes[flow.source]), f"{flow.id} does not begin at {flow.source}"
            assert _at_border(points[-1], boxes[flow.target]), f"{flow.id} does not end at {flow.target}"
        for node in scope.nodes.values():
            inside = node.scope.nodes if node.scope else {}
            assert all(_contains(boxes[node.id], boxes[each]) for each in inside), f"{node.id} does not hold what is inside it"


def test_no_elements_are_drawn_over_each_other(procedure_id: str) -> None:
    root = etree.fromstring(_diagram(bundle_files(procedure_id)))
    attached = {each.get("id") for each in root.iter(f"{BPMN}boundaryEvent")}
    around = {each.get("id") for each in root.iter(f"{BPMN}subProcess")}
    boxes = {name: _box(shape) for shape in root.iter(f"{BPMNDI}BPMNShape") if (name := shape.get("bpmnElement")) not in attached | around}
    names = sorted(boxes, key=str)
    over = [(one, two) for place, one in enumerate(names) for two in names[:place] if _overlap(boxes[one], boxes[two])]
    assert over == []


def test_what_has_a_name_in_the_diagram_has_a_chinese_one(procedure_id: str) -> None:
    root = etree.fromstring(_diagram(bundle_files(procedure_id)))
    (process,) = (each for each in root.iter(f"{BPMN}process") if each.get("isExecutable") == "true")
    named = [each for each in process.iter() if each.get("name") and str(each.tag).startswith(BPMN)]
    assert [each.get("id") for each in named if not CHINESE.search(_property(each, "name:zh"))] == []


def test_every_text_of_a_form_is_there_in_both_languages(procedure_id: str) -> None:
    missing: list[str] = []
    for path, content in bundle_files(procedure_id).items():
        if path.endswith(".form"):
            form = orjson.loads(content)
            missing.extend(f"{path} {where}" for component in _components(form) for where in _untranslated(component))
    assert missing == []


def test_names_in_the_metadata_are_in_both_languages(procedure_id: str) -> None:
    metadata = tomllib.loads(bundle_files(procedure_id)["procedure.toml"].decode("utf-8"))
    pairs = list(_pairs(metadata))
    assert pairs
    assert [pair for pair in pairs if not pair["en"] or not re.search(r"[\u4e00-\u9fff]", pair["zh"])] == []


def _diagram(files: Mapping[str, bytes]) -> bytes:
    (diagram,) = (content for path, content in files.items() if path.endswith(".bpmn"))
    return diagram


def _scopes(scope: Scope) -> Iterator[Scope]:
    yield scope
    for node in scope.nodes.values():
        if node.scope is not None:
            yield from _scopes(node.scope)


def _box(shape: etree._Element) -> Box:
    bounds = shape.find(f"{DC}Bounds")
    assert bounds is not None
    x, y, width, height = (float(bounds.get(name) or 0) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _points(edge: etree._Element) -> list[tuple[float, float]]:
    return [(float(point.get("x") or 0), float(point.get("y") or 0)) for point in edge.iter(f"{DI}waypoint")]


def _at_border(point: tuple[float, float], box: Box) -> bool:
    (x, y), (left, top, right, bottom) = point, box
    return (left <= x <= right and min(abs(y - top), abs(y - bottom)) <= 1) or (
        top <= y <= bottom and min(abs(x - left), abs(x - right)) <= 1
    )


def _contains(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _property(element: etree._Element, name: str) -> str:
    found = element.find(f"{BPMN}extensionElements/{ZEEBE}properties/{ZEEBE}property[@name='{name}']")
    return "" if found is None else found.get("value") or ""


def _components(parent: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for component in parent.get("components", ()):
        yield component
        yield from _components(component)


def _untranslated(component: Mapping[str, Any]) -> Iterator[str]:
    properties = component.get("properties", {})
    for name in ("label", "description", "text"):
        if component.get(name) and not CHINESE.search(properties.get(f"{name}:zh", "")):
            yield f"{component['id']}.{name}"
    if component.get("validate", {}).get("patternErrorMessage") and not CHINESE.search(properties.get("patternErrorMessage:zh", "")):
        yield f"{component['id']}.patternErrorMessage"
    chinese = orjson.loads(properties.get("values:zh", "{}"))
    for option in component.get("values", ()):
        if not chinese.get(option["value"]):
            yield f"{component['id']}.values.{option['value']}"


def _pairs(value: Any) -> Iterator[Mapping[str, str]]:
    """Every table that has both a ``zh`` and an ``en``."""
    if isinstance(value, dict):
        if "zh" in value or "en" in value:
            yield {"zh": value.get("zh", ""), "en": value.get("en", "")}
        else:
            for each in value.values():
                yield from _pairs(each)
    elif isinstance(value, list):
        for each in value:
            yield from _pairs(each)
