"""What an activity does: the part of a node that depends on its kind."""

from __future__ import annotations

from typing import TypeVar

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

Said = TypeVar("Said", str, Value)
FEEL_FORMATS = frozenset({"", "feel", "text/feel", "application/feel", "https://www.omg.org/spec/dmn/20191111/feel/"})


def user_task(where: str, context: Context, extensions: Extensions) -> UserTaskDetail:
    def either(name: str, attribute: str) -> Value | None:
        return once(where, attribute, context, extensions.value(name, attribute), extensions.camunda_value(attribute))

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
    by_id, by_key = extensions.text("formDefinition", "formId"), extensions.text("formDefinition", "formKey")
    form = once(where, "form", context, by_id, by_key, extensions.camunda("formKey"))
    if form and (":" in form or form.startswith(("=", "$", "#"))):
        context.findings.error(where, "form_not_by_id", form=form[:80])
    return form


def script_task(element: etree._Element, where: str, context: Context, extensions: Extensions) -> ScriptDetail | None:
    standard = text_of(child(element, "script")) or None
    language = element.get("scriptFormat", "").strip().lower()
    if standard and language not in FEEL_FORMATS:
        context.findings.error(where, "script_language", language=language)
        return None
    text = once(where, "script", context, extensions.text("script", "expression"), standard)
    read = expression(text, where, "script", context.findings)
    if read is None:
        context.findings.error(where, "script_missing")
        return None
    return ScriptDetail(read, _result("script", where, context, extensions))


def decision_task(where: str, context: Context, extensions: Extensions) -> DecisionDetail | None:
    said = extensions.value("calledDecision", "decisionId"), extensions.camunda_value("decisionRef")
    decision = once(where, "decision", context, *said)
    if decision is None:
        context.findings.error(where, "decision_missing")
        return None
    return DecisionDetail(decision, _result("calledDecision", where, context, extensions))


def _result(name: str, where: str, context: Context, extensions: Extensions) -> str | None:
    return once(where, "result variable", context, extensions.text(name, "resultVariable"), extensions.camunda("resultVariable"))


def connector(element: etree._Element, where: str, context: Context, extensions: Extensions) -> ConnectorDetail | None:
    """What a connector does, for any task or event that names one; then nothing else may be named to do."""
    kind = extensions.value("taskDefinition", "type")
    if kind is None:
        return None
    others = (
        extensions.has("script"),
        extensions.has("calledDecision"),
        text_of(child(element, "script")),
        extensions.camunda("decisionRef"),
    )
    if any(others):
        context.findings.error(where, "said_twice", place="work")
    return ConnectorDetail(kind, extensions.value("taskDefinition", "retries"), extensions.headers())


def call_activity(element: etree._Element, where: str, context: Context, extensions: Extensions) -> CallDetail | None:
    standard = value(_called_by_name(element, where, context), where, "called process", context.findings)
    process_id = once(where, "called process", context, extensions.value("calledElement", "processId"), standard)
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


def once(where: str, place: str, context: Context, *said: Said | None) -> Said | None:
    """The one thing that is said of several ways to say it; two would hide each other."""
    found = [each for each in said if each is not None]
    if len(found) > 1:
        context.findings.error(where, "said_twice", place=place)
    return found[0] if found else None
