"""The inside of a process or sub-process: flow nodes, sequence flows, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from engine.bpmn import dialect
from engine.bpmn.model import Flow, Node, Process, Scope, Value
from engine.bpmn.reading.context import Context
from engine.bpmn.reading.events import EVENT_DEFINITIONS
from engine.bpmn.reading.extensions import Extensions, label_of
from engine.bpmn.reading.markup import child, children, local_name, reference, text_of
from engine.bpmn.reading.nodes import KINDS, UNSUPPORTED, read_node
from engine.bpmn.reading.values import STAND_IN, expression

MAX_NESTING = 20
"""Sub-processes inside sub-processes."""

_CONTAINERS = frozenset({"subProcess", "transaction", "adHocSubProcess"})
_SILENT = frozenset(
    {
        "extensionElements",
        "documentation",
        "auditing",
        "monitoring",
        "laneSet",
        "textAnnotation",
        "association",
        "group",
        "category",
        "incoming",
        "outgoing",
        "standardLoopCharacteristics",
        "multiInstanceLoopCharacteristics",
        "supports",
    }
)
"""Drawing and documentation, or read elsewhere."""
_PARTS = _SILENT | {"eventDefinitionRef", "script", "rendering", "categoryValueRef", "dataInput", "dataOutput", "inputSet", "outputSet"}
"""What a flow node may hold beside event definitions."""
_ROLES = frozenset({"potentialOwner", "humanPerformer", "performer", "resourceRole"})
_DATA = frozenset(
    {
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "property",
        "ioSpecification",
        "ioBinding",
        "dataInputAssociation",
        "dataOutputAssociation",
    }
)
"""Data as drawn: variables need no declaration, so this is documentation."""
_FEEL_LANGUAGES = frozenset({"", "feel", "http://www.omg.org/spec/feel/20140401", "https://www.omg.org/spec/dmn/20191111/feel/"})


def read_process(element: etree._Element, context: Context) -> Process:
    """One ``bpmn:process``."""
    process_id = element.get("id", "")
    extensions = Extensions(element, process_id, context.findings)
    properties = extensions.properties()
    return Process(
        id=process_id,
        label=label_of(element, process_id, properties),
        scope=_ScopeReader(element, context).read(0),
        version_tag=extensions.text("versionTag", "value") or extensions.camunda("versionTag"),
        properties=properties,
        documentation=text_of(child(element, "documentation")),
    )


class _ScopeReader:
    """Reads one container; ids that are missing or used twice are told and replaced, so that nothing gets lost."""

    def __init__(self, container: etree._Element, context: Context) -> None:
        self._container = container
        self._context = context
        self._where = container.get("id", "")
        self._nodes: dict[str, Node] = {}
        self._flows: dict[str, Flow] = {}

    def read(self, depth: int) -> Scope:
        for position, element in enumerate(children(self._container)):
            name = local_name(element)
            if name in KINDS or name in UNSUPPORTED:
                self._read_node(element, name, position, depth)
            elif name == "sequenceFlow":
                self._read_flow(element, position)
            else:
                self._examine_other(element, name)
        return Scope(self._nodes, self._flows)

    def _read_node(self, element: etree._Element, name: str, position: int, depth: int) -> None:
        node_id = element.get("id")
        if not node_id:
            self._context.findings.error(self._where, "id_missing", kind=name)
            node_id = self._context.fresh_id(f"{self._where}__{position}")
        node = read_node(element, node_id, self._context)
        if name in _CONTAINERS:
            node = replace(node, scope=self._inside(element, node_id, depth))
        else:
            _examine_parts(element, node_id, self._context)
        self._nodes.setdefault(node_id, node)

    def _inside(self, element: etree._Element, node_id: str, depth: int) -> Scope:
        if depth >= MAX_NESTING:
            self._context.findings.error(node_id, "nested_too_deep", limit=MAX_NESTING)
            return Scope({}, {})
        return _ScopeReader(element, self._context).read(depth + 1)

    def _read_flow(self, element: etree._Element, position: int) -> None:
        flow_id = element.get("id") or self._context.fresh_id(f"{self._where}__flow_{position}")
        properties = Extensions(element, flow_id, self._context.findings).properties()
        named = element.get("name") or dialect.LABEL_EN in properties or dialect.LABEL_ZH in properties
        flow = Flow(
            id=flow_id,
            source=reference(element.get("sourceRef")) or "",
            target=reference(element.get("targetRef")) or "",
            condition=self._condition(element, flow_id),
            label=label_of(element, flow_id, properties) if named else None,
        )
        self._flows.setdefault(flow_id, flow)

    def _condition(self, flow: etree._Element, where: str) -> Value | None:
        written = child(flow, "conditionExpression")
        if written is None:
            return None
        language = written.get("language", "").strip().lower()
        if language not in _FEEL_LANGUAGES:
            self._context.findings.error(where, "condition_language", language=language[:80])
            return STAND_IN
        return expression(text_of(written), where, "condition", self._context.findings)

    def _examine_other(self, element: etree._Element, name: str) -> None:
        where = element.get("id") or self._where
        if name not in _SILENT:
            _examine_part(element, name, where, self._context)


def _examine_parts(element: etree._Element, where: str, context: Context) -> None:
    for part in children(element):
        name = local_name(part)
        if name not in _PARTS and name not in EVENT_DEFINITIONS:
            _examine_part(part, name, where, context)


def _examine_part(part: etree._Element, name: str, where: str, context: Context) -> None:
    """Data that is drawn is documentation, unless it computes something; anything else would be lost."""
    if name in _ROLES:
        context.findings.error(where, "resource_role_not_supported", name=name)
    elif name not in _DATA:
        context.findings.error(where, "element_not_supported", name=name)
    else:
        context.findings.warning(where, "data_is_documentation", name=name)
        if child(part, "assignment") is not None or child(part, "transformation") is not None:
            context.findings.error(where, "data_assignment_not_supported")
