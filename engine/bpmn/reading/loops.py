"""Loop characteristics: repeat while a condition holds, or once for each item."""

from __future__ import annotations

from lxml import etree

from engine.bpmn.model import MultiInstance, StandardLoop, Value
from engine.bpmn.reading.context import Context
from engine.bpmn.reading.details import once
from engine.bpmn.reading.extensions import Extensions
from engine.bpmn.reading.markup import child, flag, text_of
from engine.bpmn.reading.values import expression, value


def read_loop(element: etree._Element, where: str, context: Context) -> MultiInstance | StandardLoop | None:
    """The loop marker of an activity; None for an activity that runs once."""
    standard = child(element, "standardLoopCharacteristics")
    multiple = child(element, "multiInstanceLoopCharacteristics")
    if standard is not None:
        if multiple is not None:
            context.findings.error(where, "said_twice", place="loop")
        return _standard(standard, where, context)
    return None if multiple is None else _multiple(multiple, where, context)


def _standard(loop: etree._Element, where: str, context: Context) -> StandardLoop:
    condition = expression(text_of(child(loop, "loopCondition")), where, "loop condition", context.findings)
    maximum = _maximum(loop.get("loopMaximum"), where, context)
    if condition is None and maximum is None:
        context.findings.error(where, "loop_without_end")
    return StandardLoop(condition, test_before=flag(loop, "testBefore", False), maximum=maximum)


def _maximum(text: str | None, where: str, context: Context) -> int | None:
    if text is None:
        return None
    digits = text.strip()
    if digits.isascii() and digits.isdecimal() and len(digits) <= 9 and int(digits) > 0:
        return int(digits)
    context.findings.error(where, "loop_maximum_invalid", value=text[:40])
    return 1


def _multiple(loop: etree._Element, where: str, context: Context) -> MultiInstance:
    _check_behaviour(loop, where, context)
    extensions = Extensions(loop, where, context.findings)
    collection = once(
        where,
        "input collection",
        context,
        extensions.value("loopCharacteristics", "inputCollection"),
        _by_cardinality(loop, where, context),
        _by_variable(extensions, where, context),
    )
    if collection is None:
        context.findings.error(where, "multi_instance_without_collection")
    elif not collection.is_expression:
        context.findings.error(where, "collection_not_expression", text=collection.text[:80])
    output_item = extensions.value("loopCharacteristics", "outputElement")
    output_collection = extensions.text("loopCharacteristics", "outputCollection")
    if (output_item is None) != (output_collection is None):
        context.findings.error(where, "multi_instance_output_incomplete")
    return MultiInstance(
        sequential=flag(loop, "isSequential", False),
        collection=collection or Value("[]", is_expression=True),
        item=once(
            where, "input element", context, extensions.text("loopCharacteristics", "inputElement"), extensions.camunda("elementVariable")
        ),
        output_collection=output_collection,
        output_item=output_item,
        completion_condition=expression(text_of(child(loop, "completionCondition")), where, "completion condition", context.findings),
    )


def _by_cardinality(loop: etree._Element, where: str, context: Context) -> Value | None:
    """BPMN's own cardinality as the list 1 to n."""
    cardinality = expression(text_of(child(loop, "loopCardinality")), where, "loop cardinality", context.findings)
    if cardinality is None:
        return None
    _check_cardinality(cardinality.text, where, context)
    counted = f"if ({cardinality.text}) < 1 then [] else for i in 1..({cardinality.text}) return i"
    return Value(counted, is_expression=True)


def _by_variable(extensions: Extensions, where: str, context: Context) -> Value | None:
    """The older dialect's variable name."""
    read = value(extensions.camunda("collection"), where, "input collection", context.findings)
    return Value(read.text, is_expression=True) if read is not None and read.text.isidentifier() else read


def _check_cardinality(text: str, where: str, context: Context) -> None:
    try:
        negative = int(text) < 0
    except ValueError:
        return
    if negative:
        context.findings.error(where, "loop_cardinality_negative", value=text[:40])


def _check_behaviour(loop: etree._Element, where: str, context: Context) -> None:
    """``None`` and ``One`` without an event to throw mean the same as ``All``; with one, the event would be lost."""
    behaviour = loop.get("behavior", "All")
    throws = (
        loop.get("noneBehaviorEventRef"),
        loop.get("oneBehaviorEventRef"),
        child(loop, "complexBehaviorDefinition"),
    )
    if behaviour == "Complex" or any(item is not None for item in throws):
        context.findings.error(where, "multi_instance_behaviour", behaviour=behaviour)
