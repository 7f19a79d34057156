"""Whatever is done to a valid diagram: it is read or it is refused, and no other error comes out."""

from __future__ import annotations

import copy
import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.bpmn import Environment, Limits, build, expressions, lint_diagram, read_diagram
from engine.kernel.errors import InvalidInput
from tests.unit.bpmn_reader.drawing import draw, path, service_task, user_task
from tests.unit.bpmn_reader.rules import (
    ROOTS,
    SIGNAL_EVENT,
    TIMER_EVENT,
    boundary,
    each,
    event_sub_process,
    gateway,
)
from tests.unit.bpmn_reader.test_inventory import CONDITIONED, MESSAGE, TITLE
from tests.unit.bpmn_reader.test_normalise import LINK_FLOWS, LINKED

VALID = (
    draw(TITLE + CONDITIONED, MESSAGE),
    draw(LINKED + LINK_FLOWS),
    draw(gateway("inclusiveGateway", "a", "b", 'default=""')),
    draw(path(user_task(inside=each()), service_task()) + boundary(TIMER_EVENT) + event_sub_process(SIGNAL_EVENT), ROOTS),
)
NOW = datetime(2026, 1, 31, 9, tzinfo=UTC)
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "=", "=1", "${x}", "${x", "P", "A", "e", "s", "R/PT0S", "-1", "true", "R999999999/0001-01-01/P1D", "9" * 400]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
)
SEVERAL = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(xml: bytes) -> str:
    """Read or refused; anything else is raised. What is read can be built and begun: the machine has no further conditions."""
    lint_diagram(xml)
    try:
        (process,) = read_diagram(xml).processes
    except InvalidInput as error:
        assert error.faults
        return "refused"
    list(expressions(process))
    program = build(process)
    for start in program.starts:
        program.begin(Environment(now=NOW, limits=Limits(steps=200, tokens=50, cardinality=5)), {"items": [1, 2]}, start=start.element_id)
    return "read"


@SEVERAL
@given(data=st.data(), xml=st.sampled_from(VALID))
def test_mangled_elements_and_attributes(data: st.DataObject, xml: bytes) -> None:
    root = etree.fromstring(xml)
    for _ in range(data.draw(st.integers(1, 4))):
        elements = [element for element in root.iter("*") if element is not root]
        if not elements:
            break
        _mangle(data, data.draw(st.sampled_from(range(len(elements)))), elements)
    outcome(etree.tostring(root))


def _mangle(data: st.DataObject, position: int, elements: list[etree._Element]) -> None:
    element, parent = elements[position], elements[position].getparent()
    assert parent is not None
    other = elements[data.draw(st.integers(0, len(elements) - 1))]
    match data.draw(st.sampled_from(["remove", "text", "attribute", "lose", "repeat", "move", "rename"])):
        case "remove":
            parent.remove(element)
        case "text":
            element.text = data.draw(TEXTS)
        case "attribute" if element.attrib:
            element.set(data.draw(st.sampled_from(sorted(map(str, element.attrib)))), data.draw(TEXTS))
        case "lose" if element.attrib:
            del element.attrib[data.draw(st.sampled_from(sorted(map(str, element.attrib))))]
        case "repeat":
            other.append(copy.deepcopy(element))
        case "move" if element not in other.iterancestors() and element is not other:
            other.append(element)
        case _:
            element.tag = other.tag


@SEVERAL
@given(xml=st.sampled_from(VALID), seed=st.integers(0, 2**32))
def test_mangled_bytes(xml: bytes, seed: int) -> None:
    chance = random.Random(seed)
    mangled = bytearray(xml)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(mangled))
        if chance.random() < 0.5:
            mangled[place] = chance.randrange(256)
        else:
            del mangled[place : place + chance.randint(1, 40)]
    outcome(bytes(mangled))


@settings(max_examples=200, deadline=None)
@given(xml=st.binary(max_size=200))
def test_any_bytes(xml: bytes) -> None:
    assert outcome(xml) == "refused"


@pytest.mark.parametrize("xml", VALID)
def test_the_diagrams_that_are_mangled_are_valid(xml: bytes) -> None:
    assert outcome(xml) == "read"
