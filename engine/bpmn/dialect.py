"""The dialect: names of the extension elements and properties that the product understands, and where they may stand.

What is not named here is refused or reported by ``reading.extensions``, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"

FOREIGN_DIALECTS: Mapping[str, str] = MappingProxyType(
    {
        "http://activiti.org/bpmn": "activiti",
        "http://flowable.org/bpmn": "flowable",
        "http://operaton.org/schema/1.0/bpmn": "operaton",
        "http://www.jboss.org/drools": "drools",
        "http://www.omg.org/bpmn20/drools": "drools",
        "http://spiffworkflow.org/bpmn/schema/1.0/core": "spiffworkflow",
    }
)
"""Namespaces of other engines: what is said there would be lost."""

ACTIVITIES = frozenset(
    {
        "userTask",
        "manualTask",
        "scriptTask",
        "businessRuleTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "task",
        "callActivity",
        "subProcess",
    }
)
_WORK = frozenset({"serviceTask", "sendTask", "businessRuleTask", "scriptTask", "intermediateThrowEvent", "endEvent"})
_PEOPLE = frozenset({"userTask", "manualTask"})
_EVENTS = frozenset({"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"})

ZEEBE_ELEMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "assignmentDefinition": _PEOPLE,
        "formDefinition": _PEOPLE,
        "taskSchedule": _PEOPLE,
        "priorityDefinition": _PEOPLE,
        "userTask": frozenset({"userTask"}),
        "ioMapping": ACTIVITIES | _EVENTS,
        "calledDecision": frozenset({"businessRuleTask"}),
        "script": frozenset({"scriptTask"}),
        "calledElement": frozenset({"callActivity"}),
        "loopCharacteristics": frozenset({"multiInstanceLoopCharacteristics"}),
        "taskDefinition": _WORK,
        "taskHeaders": _WORK,
        "publishMessage": frozenset({"sendTask", "messageEventDefinition"}),
        "subscription": frozenset({"message"}),
        "versionTag": frozenset({"process"}),
    }
)
"""Extension element → the BPMN elements that may carry it (``properties`` may stand anywhere)."""

ZEEBE_ANYWHERE = frozenset({"properties"})

ZEEBE_MAY_BE_EMPTY = frozenset({"executionListeners", "taskListeners"})
"""Lists that the modeler leaves behind; with something in them they are refused."""

ZEEBE_ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "assignmentDefinition": frozenset({"assignee", "candidateGroups", "candidateUsers"}),
        "formDefinition": frozenset({"formId", "formKey", "bindingType"}),
        "taskSchedule": frozenset({"dueDate", "followUpDate"}),
        "priorityDefinition": frozenset({"priority"}),
        "userTask": frozenset(),
        "ioMapping": frozenset(),
        "input": frozenset({"source", "target"}),
        "output": frozenset({"source", "target"}),
        "calledDecision": frozenset({"decisionId", "resultVariable", "bindingType"}),
        "script": frozenset({"expression", "resultVariable"}),
        "calledElement": frozenset({"processId", "bindingType", "propagateAllChildVariables", "propagateAllParentVariables"}),
        "loopCharacteristics": frozenset({"inputCollection", "inputElement", "outputCollection", "outputElement"}),
        "taskDefinition": frozenset({"type", "retries"}),
        "taskHeaders": frozenset(),
        "header": frozenset({"key", "value"}),
        "publishMessage": frozenset({"correlationKey"}),
        "subscription": frozenset({"correlationKey"}),
        "versionTag": frozenset({"value"}),
        "properties": frozenset(),
        "property": frozenset({"name", "value"}),
    }
)
"""Extension element → the attributes of it that are read; another one is refused."""

ZEEBE_COSMETIC = frozenset({"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"})
"""Attributes on BPMN elements that only the modeler uses."""

CAMUNDA_ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "assignee": _PEOPLE,
        "candidateGroups": _PEOPLE,
        "candidateUsers": _PEOPLE,
        "formKey": _PEOPLE,
        "dueDate": _PEOPLE,
        "followUpDate": _PEOPLE,
        "priority": _PEOPLE,
        "versionTag": frozenset({"process"}),
        "collection": frozenset({"multiInstanceLoopCharacteristics"}),
        "elementVariable": frozenset({"multiInstanceLoopCharacteristics"}),
        "resultVariable": frozenset({"scriptTask", "businessRuleTask"}),
        "decisionRef": frozenset({"businessRuleTask"}),
    }
)
"""Attribute of that older dialect → the BPMN elements on which it is read."""

CAMUNDA_COSMETIC = frozenset(
    {
        "asyncBefore",
        "asyncAfter",
        "async",
        "exclusive",
        "jobPriority",
        "taskPriority",
        "historyTimeToLive",
        "isStartableInTasklist",
        "modelerTemplate",
        "modelerTemplateVersion",
        "modelerTemplateIcon",
        "diagramRelationId",
    }
)
"""Attributes that change nothing here: transaction borders, priorities of the machine, clean-up."""

FLAG_ATTRIBUTES = frozenset(
    {
        "cancelActivity",
        "isInterrupting",
        "triggeredByEvent",
        "isForCompensation",
        "isSequential",
        "testBefore",
        "instantiate",
        "parallelMultiple",
    }
)
"""``xsd:boolean`` attributes of BPMN that are read."""

LABEL_EN = "name:en"
LABEL_ZH = "name:zh"
COMPLETE_ON_CLAIM = "zhidu:completeOnClaim"
PAUSES_CLOCK = "zhidu:pausesClock"
PORTAL = "zhidu:portal"
FOUR_EYES = "zhidu:fourEyes"
TITLE = "zhidu:title"
PREFIX = "zhidu:"

PROPERTIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        COMPLETE_ON_CLAIM: _PEOPLE,
        PAUSES_CLOCK: ACTIVITIES | _EVENTS | {"eventBasedGateway"},
        PORTAL: _PEOPLE,
        FOUR_EYES: _PEOPLE,
        TITLE: frozenset({"process"}),
    }
)
"""Our own properties → the BPMN elements that may carry them."""
FLAGS = frozenset({COMPLETE_ON_CLAIM, PORTAL})
"""Properties whose value is ``true`` or ``false``."""


def is_set(properties: Mapping[str, str], flag: str) -> bool:
    """Whether an element's properties set one of ``FLAGS``."""
    return properties.get(flag) == "true"
