"""What an activity does: the part of a node that depends on its kind."""

from __future__ import annotations

from lxml import etree

from engine.bpmn.model import (
    CallDetail,
    ConnectorDetail,
    DecisionDetail,
    ScriptDetail,
    UserTaskDetail,
    Value,
)
from engine.bpmn.reading.context import Context
from engine.bpmn.reading.extensions import Extensions
from engine.bpmn.reading.markup import child, reference, text_of
from engine.bpmn.reading.values import expression, value

FEEL_FORMATS = frozenset({"", "feel", "text/feel", "application/feel", "https://www.omg.org/spec/dmn/20191111/feel/"})


def user_task(where: str, context: Context, extensions: Extensions) -> UserTaskDetail:
    def either(name: str, attribute: str) -> Value | None:
        return extensions.value(name, attribute) or extensions.camunda_value(attribute)

    return UserTaskDetail(
        form_id=_form(where, context, extensions),
        assignee=either("assignmentDefinition", "assignee"),
        candidate_groups=either("assignmentDefinition", "candidateGroups"),
        candidate_users=either("assignmentDefinition", "candidateUsers"),
        due_date=either("taskSchedule", "dueDate"),
        follow_up_date=either("taskSchedule", "followUpDate"),
        priority=either("priorityDefinition", "priority"),
    )


def _form(where: str, context: Context, extensions: Extensions) -> str | None:
    form = extensions.text("formDefinition", "formId") or extensions.text("formDefinition", "formKey") or extensions.camunda("formKey")
    if form and (":" in form or form.startswith(("=", "$", "#"))):
        context.findings.error(where, "form_not_by_id", form=form[:80])
    return form


def script_task(element: etree._Element, where: str, context: Context, extensions: Extensions) -> ScriptDetail | None:
    result = extensions.text("script", "resultVariable") or extensions.camunda("resultVariable")
    if extensions.has("script"):
        text: str | None = extensions.text("script", "expression")
    else:
        text = text_of(child(element, "script"))
        language = element.get("scriptFormat", "").strip().lower()
        if text and language not in FEEL_FORMATS:
            context.findings.error(where, "script_language", language=language)
            return None
    read = expression(text, where, "script", context.findings)
    if read is None:
        context.findings.error(where, "script_missing")
        return None
    return ScriptDetail(read, result)


def decision_task(where: str, context: Context, extensions: Extensions) -> DecisionDetail | None:
    decision = extensions.value("calledDecision", "decisionId") or extensions.camunda_value("decisionRef")
    if decision is None:
        context.findings.error(where, "decision_missing")
        return None
    result = extensions.text("calledDecision", "resultVariable") or extensions.camunda("resultVariable")
    return DecisionDetail(decision, result)


def connector(extensions: Extensions) -> ConnectorDetail | None:
    kind = extensions.value("taskDefinition", "type")
    if kind is None:
        return None
    return ConnectorDetail(kind, extensions.value("taskDefinition", "retries"), extensions.headers())


def call_activity(element: etree._Element, where: str, context: Context, extensions: Extensions) -> CallDetail | None:
    process_id = extensions.value("calledElement", "processId") or expression(
        extensions.text("calledElement", "processIdExpression"), where, "called process", context.findings
    )
    if process_id is None:
        process_id = value(_called_by_name(element, where, context), where, "called process", context.findings)
    if process_id is None:
        context.findings.error(where, "call_without_process")
        return None
    return CallDetail(
        process_id,
        propagate_all_child_variables=_default_true(extensions, "propagateAllChildVariables"),
        propagate_all_parent_variables=_default_true(extensions, "propagateAllParentVariables"),
    )


def _called_by_name(element: etree._Element, where: str, context: Context) -> str | None:
    """The standard attribute; a global task cannot be called."""
    called = element.get("calledElement")
    target = context.roots.get(reference(called) or "")
    if target is not None:
        context.findings.error(where, "global_task_called", id=target.get("id", "?"))
    return called if called and called.startswith(("=", "$", "#")) else reference(called)


def _default_true(extensions: Extensions, attribute: str) -> bool:
    """The dialect's own default: all variables go over unless the diagram says ``false``."""
    return (extensions.text("calledElement", attribute) or "true").lower() != "false"
