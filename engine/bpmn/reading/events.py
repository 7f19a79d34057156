"""Event definitions, written in place or shared by reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from engine.bpmn.model import Event, EventKind, TimerKind, Value
from engine.bpmn.reading.context import Context
from engine.bpmn.reading.extensions import Extensions
from engine.bpmn.reading.markup import child, children, local_name, reference, text_of
from engine.bpmn.reading.values import expression, value

_Read = Callable[[etree._Element, str, Context], Event]


def read_event(element: etree._Element, where: str, context: Context) -> Event | None:
    """The one event that ``element`` waits for or throws; kind ``none`` for a plain event, None where a reference leads nowhere."""
    definitions = _definitions(element, where, context)
    if not definitions:
        if child(element, "eventDefinitionRef") is not None:
            return None
        return Event(EventKind.NONE)
    if len(definitions) > 1:
        context.findings.error(where, "several_event_definitions", count=len(definitions))
    kind = local_name(definitions[0])
    if kind in _NAMED_ONLY:
        name = (definitions[0].get("name") or "").strip()
        return Event(_NAMED_ONLY[kind], name=Value(name) if name and kind == "linkEventDefinition" else None)
    return _READERS[kind](definitions[0], where, context)


def message_event(element: etree._Element, where: str, context: Context) -> Event | None:
    """The message of a send or receive task or of a message event definition; None where it names none."""
    message_id = reference(element.get("messageRef"))
    if message_id is None:
        return None
    message = _root(message_id, "message", where, context)
    if message is None:
        return None
    name = value(message.get("name"), where, "message name", context.findings)
    if name is None:
        context.findings.error(where, "message_without_name", message=message_id)
    thrown = Extensions(element, where, context.findings).value("publishMessage", "correlationKey")
    waited_for = Extensions(message, where, context.findings).value("subscription", "correlationKey")
    return Event(EventKind.MESSAGE, name=name, correlation_key=thrown or waited_for)


def _definitions(element: etree._Element, where: str, context: Context) -> list[etree._Element]:
    found = [item for item in children(element) if local_name(item) in EVENT_DEFINITIONS]
    for shared in children(element, "eventDefinitionRef"):
        target = context.roots.get(reference(text_of(shared)) or "")
        if target is None or local_name(target) not in EVENT_DEFINITIONS:
            context.findings.error(where, "reference_missing", kind="event definition", id=text_of(shared) or "?")
        else:
            found.append(target)
    return found


def _root(target: str, kind: str, where: str, context: Context) -> etree._Element | None:
    found = context.roots.get(target)
    if found is None or local_name(found) != kind:
        context.findings.error(where, "reference_missing", kind=kind, id=target)
        return None
    return found


def _timer(definition: etree._Element, where: str, context: Context) -> Event:
    given = [(kind, part) for kind in TimerKind if (part := child(definition, kind.value)) is not None and text_of(part)]
    if len(given) != 1:
        context.findings.error(where, "timer_incomplete", count=len(given))
        return Event(EventKind.TIMER)
    kind, part = given[0]
    return Event(EventKind.TIMER, timer=kind, expression=value(text_of(part), where, kind.value, context.findings))


def _message(definition: etree._Element, where: str, context: Context) -> Event:
    event = message_event(definition, where, context)
    if event is None and definition.get("messageRef") is None:
        context.findings.error(where, "message_missing")
    return event or Event(EventKind.MESSAGE)


def _signal(definition: etree._Element, where: str, context: Context) -> Event:
    return Event(EventKind.SIGNAL, name=_named(definition, where, context, ("signal", "signalRef", "name"), required=True))


def _error(definition: etree._Element, where: str, context: Context) -> Event:
    return Event(EventKind.ERROR, name=_named(definition, where, context, ("error", "errorRef", "errorCode")))


def _escalation(definition: etree._Element, where: str, context: Context) -> Event:
    keys = ("escalation", "escalationRef", "escalationCode")
    return Event(EventKind.ESCALATION, name=_named(definition, where, context, keys))


def _named(definition: etree._Element, where: str, context: Context, keys: tuple[str, str, str], *, required: bool = False) -> Value | None:
    """The name or code behind a reference; None (any) where there is no reference."""
    kind, attribute, name = keys
    target = reference(definition.get(attribute))
    if target is None:
        if required:
            context.findings.error(where, "event_reference_missing", kind=kind)
        return None
    found = _root(target, kind, where, context)
    text = found.get(name) if found is not None else None
    if found is not None and not (text or "").strip():
        context.findings.error(where, "event_name_missing", kind=kind, id=target, attribute=name)
    return value(text, where, f"{kind} {name}", context.findings)


def _conditional(definition: etree._Element, where: str, context: Context) -> Event:
    condition = expression(text_of(child(definition, "condition")), where, "condition", context.findings)
    if condition is None:
        context.findings.error(where, "condition_event_empty")
    return Event(EventKind.CONDITIONAL, expression=condition)


_READERS: Mapping[str, _Read] = {
    "timerEventDefinition": _timer,
    "messageEventDefinition": _message,
    "signalEventDefinition": _signal,
    "errorEventDefinition": _error,
    "escalationEventDefinition": _escalation,
    "conditionalEventDefinition": _conditional,
}
_NAMED_ONLY: Mapping[str, EventKind] = {
    "linkEventDefinition": EventKind.LINK,
    "terminateEventDefinition": EventKind.TERMINATE,
    "compensateEventDefinition": EventKind.COMPENSATION,
    "cancelEventDefinition": EventKind.CANCEL,
}
EVENT_DEFINITIONS = frozenset(_READERS) | frozenset(_NAMED_ONLY)
