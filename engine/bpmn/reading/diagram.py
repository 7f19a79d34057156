"""From the bytes of a diagram to processes that can be executed, or to all that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.bpmn.checking.findings import Finding, Findings, Level
from engine.bpmn.checking.process import check
from engine.bpmn.model import Process
from engine.bpmn.reading.context import Context
from engine.bpmn.reading.extensions import examine
from engine.bpmn.reading.fresh_ids import FreshIds
from engine.bpmn.reading.markup import BPMN, children, flag, local_name, namespace, parse
from engine.bpmn.reading.normalise import normalise
from engine.bpmn.reading.scopes import read_process
from engine.bpmn.texts import say
from engine.kernel.errors import Fault, InvalidInput


@dataclass(frozen=True, slots=True)
class Diagram:
    """The executable process of a diagram, normalised, and what a person should look at."""

    processes: tuple[Process, ...]
    """One today: a diagram with several executable processes is refused."""
    warnings: tuple[Fault, ...] = ()


def read_diagram(xml: bytes, *, is_new: bool = True) -> Diagram:
    """Read, check and normalise a diagram.

    Raises ``InvalidInput`` with every fault found; never another error, whatever ``xml`` holds.
    """
    processes, findings = _read(xml, is_new=is_new)
    if findings.errors:
        _refuse(findings)
    return Diagram(tuple(normalise(process) for process in processes), findings.warnings)


def lint_diagram(xml: bytes) -> tuple[Finding, ...]:
    """All findings, warnings included, and nothing raised: for a person who is still drawing."""
    try:
        _, findings = _read(xml, is_new=True)
    except InvalidInput as error:
        return tuple(Finding(Level.ERROR, fault) for fault in error.faults)
    return findings.all


def _read(xml: bytes, *, is_new: bool) -> tuple[list[Process], Findings]:
    root = parse(xml)
    findings = Findings()
    if namespace(root) != BPMN or local_name(root) != "definitions":
        findings.error("", "not_bpmn", name=local_name(root), namespace=namespace(root)[:200])
        return [], findings
    elements = _executable_processes(root, findings)
    context = Context(findings, _roots(root), FreshIds(_ids(root, findings)))
    for item in context.roots.values():
        if local_name(item) != "collaboration":
            examine(item, findings)
    processes = [_read_process(element, context) for element in elements]
    for process in processes:
        check(process, findings, is_new=is_new)
    return processes, findings


def _read_process(element: etree._Element, context: Context) -> Process:
    examine(element, context.findings)
    return read_process(element, context)


def _executable_processes(root: etree._Element, findings: Findings) -> list[etree._Element]:
    if any(local_name(item) in ("choreography", "globalChoreographyTask") for item in children(root)):
        findings.error("", "choreography_not_supported")
    processes = list(children(root, "process"))
    chosen = [process for process in processes if flag(process, "isExecutable", False)]
    if not processes:
        findings.error("", "no_process")
    elif not chosen:
        findings.error(processes[0].get("id", ""), "not_executable")
    elif len(chosen) > 1:
        for process in chosen[1:]:
            findings.error(process.get("id", ""), "several_executable_processes", count=len(chosen))
    return chosen


def _roots(root: etree._Element) -> dict[str, etree._Element]:
    return {key: item for item in children(root) if (key := item.get("id")) and local_name(item) != "process"}


def _ids(root: etree._Element, findings: Findings) -> set[str]:
    """All ids. They are the diagram's names for things: one thing each, in the whole file."""
    seen: set[str] = set()
    for element in root.iter(f"{{{BPMN}}}*"):
        element_id = element.get("id")
        if element_id is None:
            continue
        if element_id in seen:
            findings.error(element_id, "id_duplicate", id=element_id)
        seen.add(element_id)
    return seen


def _refuse(findings: Findings) -> None:
    count = len(findings.errors)
    raise InvalidInput(say("diagram_refused", count=count), faults=findings.errors, code="invalid_diagram", count=count)
