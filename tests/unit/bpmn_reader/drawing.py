"""Small diagrams, written as XML without the noise."""

from __future__ import annotations

import re
from itertools import pairwise

from engine.bpmn.checking.findings import Level
from engine.bpmn.model import Process
from engine.bpmn.reading.diagram import lint_diagram, read_diagram

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:flowable="http://flowable.org/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_ID = re.compile(r'\sid="([^"]*)"')
_CLOSED = re.compile(r"^<(\w+)([^>]*?)(?:/>$|>(.*)</\w+>$)", re.DOTALL)


def draw(body: str, roots: str = "", process: str = 'isExecutable="true"') -> bytes:
    """A file with ``roots`` and one process ``P`` that holds ``body``."""
    return f'<definitions {NAMESPACES} id="D">{roots}<process id="P" {process}>{body}</process></definitions>'.encode()


def path(*elements: str) -> str:
    """Start event ``s``, the elements one after the other, end event ``e``; flows ``f0``, ``f1`` …"""
    drawn = ['<startEvent id="s"/>', *elements, '<endEvent id="e"/>']
    return "".join(drawn) + "".join(flow(f"f{number}", pair) for number, pair in enumerate(_pairs(drawn)))


def flow(flow_id: str, ends: tuple[str, str], condition: str | None = None) -> str:
    """A sequence flow from the first of ``ends`` to the second."""
    inside = "" if condition is None else f"<conditionExpression>{condition}</conditionExpression>"
    return f'<sequenceFlow id="{flow_id}" sourceRef="{ends[0]}" targetRef="{ends[1]}">{inside}</sequenceFlow>'


def extended(element: str, *extensions: str) -> str:
    """``element`` with extension elements at its beginning."""
    match = _CLOSED.match(element)
    assert match is not None, element
    name, attributes, inside = match.groups()
    return f"<{name}{attributes}><extensionElements>{''.join(extensions)}</extensionElements>{inside or ''}</{name}>"


def user_task(task_id: str = "A", *extensions: str, inside: str = "", attributes: str = "") -> str:
    """A user task that the role ``clerk`` does."""
    person = '<zeebe:assignmentDefinition candidateGroups="clerk"/>'
    return extended(f'<userTask id="{task_id}" name="Do {task_id}" {attributes}>{inside}</userTask>', person, *extensions)


def service_task(task_id: str = "W", inside: str = "", attributes: str = "") -> str:
    work = '<zeebe:taskDefinition type="notify"/>'
    return extended(f'<serviceTask id="{task_id}" {attributes}>{inside}</serviceTask>', work)


def executable(body: str, roots: str = "", process: str = 'isExecutable="true"') -> Process:
    """The process as the machine gets it."""
    return read_diagram(draw(body, roots, process)).processes[0]


def errors(xml: bytes) -> set[tuple[str, str]]:
    """(code, element id) of all errors."""
    return {(item.fault.code, item.fault.where) for item in lint_diagram(xml) if item.level is Level.ERROR}


def warnings(xml: bytes) -> set[tuple[str, str]]:
    return {(item.fault.code, item.fault.where) for item in lint_diagram(xml) if item.level is Level.WARNING}


def _pairs(drawn: list[str]) -> list[tuple[str, str]]:
    found = [match.group(1) for element in drawn if (match := _ID.search(element))]
    return list(pairwise(found))
