"""A version taken apart into what a reviewer speaks of: elements, flows, fields, rules, roles. Pure.

Each part has a key by which it is found in another version, and aspects, each as a text: what differs in one is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

import orjson

from engine.bpmn.model import Flow, Node, Scope, Value, VariableMapping
from engine.definitions.rules import kind_of
from engine.dmn.outline import LogicOutline, outline
from engine.kernel.texts import Text
from engine.library.bundle import Bundle

Key = tuple[str, ...]
"""The kind of the part, and its names inside the version."""


@dataclass(frozen=True, slots=True)
class Side:
    """A version with its files."""

    bundle: Bundle
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """``name``: for people; ``aspects``: what may differ, by name."""

    name: Text
    aspects: Mapping[str, str]


def parts_of(side: Side) -> dict[Key, Part]:
    """All parts, those that decide about people first."""
    return {key: part for source in (_rights, _settings, _elements, _flows, _fields, _decisions) for key, part in source(side)}


# --- procedure.toml


_ROLES = ("readers",)
_NAMED = ("messages", "clocks", "accepts")


def _rights(side: Side) -> Iterator[tuple[Key, Part]]:
    tables = side.bundle.metadata
    yield ("owner",), Part(Text.same(tables["owner_role"]), {"owner_role": tables["owner_role"]})
    for key in _ROLES:
        for role in tables.get(key, ()):
            yield (key, role), Part(Text.same(role), {})
    starts = tables.get("start") or ()
    for place, start in enumerate([starts] if isinstance(starts, dict) else starts):
        name = start.get("name")
        yield ("start", str(place)), Part(Text(**name) if name else Text.same(str(place + 1)), _entries(start))


def _settings(side: Side) -> Iterator[tuple[Key, Part]]:
    for key, value in side.bundle.metadata.items():
        if key in _NAMED:
            for name, entry in value.items():
                yield (key, name), Part(Text.same(name), _entries(entry))
        elif key not in ("owner_role", "start", *_ROLES):
            yield ("setting", key), Part(Text.same(key), {"": _told(value)})


def _entries(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: _told(value) for name, value in table.items()}


# --- the diagram


def _elements(side: Side) -> Iterator[tuple[Key, Part]]:
    for node in side.bundle.nodes.values():
        name = node.label if node.label else Text.same(node.id)
        yield ("element", node.id), Part(name, dict(_aspects(node)))


def _aspects(node: Node) -> Iterator[tuple[str, str]]:
    """What it is and does; what is inside a sub-process are parts of their own."""
    for each in fields(Node):
        value = getattr(node, each.name)
        if each.name == "detail" and value is not None:
            yield from ((inner.name, _told(getattr(value, inner.name))) for inner in fields(value))
        elif each.name not in ("id", "scope", "origin", "detail"):
            yield each.name, _told(value)


def _flows(side: Side) -> Iterator[tuple[Key, Part]]:
    bundle = side.bundle
    for flow in _flows_in(bundle.program.process.scope):
        ends = [bundle.labels.get(end) or Text.same(end) for end in (flow.source, flow.target)]
        told = {"source": flow.source, "target": flow.target, "condition": _told(flow.condition), "label": _told(flow.label)}
        yield ("flow", flow.source, flow.target, flow.id), Part(ends[0] + Text.same(" → ") + ends[1], told)


def _flows_in(scope: Scope) -> Iterator[Flow]:
    yield from scope.flows.values()
    for node in scope.nodes.values():
        if node.scope is not None:
            yield from _flows_in(node.scope)


# --- forms


_LAYOUT = ("id", "layout", "key", "components")


def _fields(side: Side) -> Iterator[tuple[Key, Part]]:
    for form_id, form in side.bundle.forms.items():
        yield ("form", form_id), Part(Text.same(form_id), {})
        for component in _components(form.schema):
            key = component.get("key") or component.get("id") or ""
            label = component.get("label") or component.get("text") or key
            told = {name: _told(value) for name, value in component.items() if name not in _LAYOUT}
            yield (
                ("field", form_id, str(key)),
                Part(Text.same(f"{form_id} · {str(label)[:80]}"), {"type": str(component.get("type")), **told}),
            )


def _components(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for component in schema.get("components", ()):
        yield component
        yield from _components(component)


# --- decisions


def _decisions(side: Side) -> Iterator[tuple[Key, Part]]:
    contents = {path: content for path, content in side.files.items() if kind_of(path) == "decision"}
    for path, content in contents.items():
        for logic in outline(content, imports=[other for name, other in contents.items() if name != path]).logic:
            yield from _logic(logic)


def _logic(logic: LogicOutline) -> Iterator[tuple[Key, Part]]:
    name = Text.same(logic.name or logic.id)
    boxes = "\n".join(f"{line.label} {line.kind} {line.text}" for line in logic.body)
    told = {"name": logic.name, "question": logic.question, "type": logic.type, "needs": _told([each.name for each in logic.requirements])}
    yield ("decision", logic.id), Part(name, {**told, "logic": boxes})
    for table in logic.tables():
        columns = _told([each.expression for each in table.inputs]) + " → " + _told([each.name for each in table.outputs])
        yield (
            ("table", logic.id, table.id),
            Part(name, {"hit_policy": f"{table.hit_policy} {table.aggregation}".strip(), "columns": columns}),
        )
        for rule in table.rules:
            told_rule = " | ".join(cell or "-" for cell in rule.inputs) + " → " + " | ".join(rule.outputs)
            yield ("rule", logic.id, table.id, told_rule), Part(name + Text.same(f": {told_rule[:160]}"), {"index": str(rule.index)})


# --- texts


def _told(value: Any) -> str:
    """Any value of a version, as short as it can be said."""
    match value:
        case None | "" | () | []:
            told = ""
        case Value(text=text, is_expression=is_expression):
            told = f"= {text}" if is_expression else text
        case VariableMapping(source=source, target=target):
            told = f"{target} {_told(source)}"
        case Text(en=en, zh=zh):
            told = en if en == zh else f"{zh} / {en}"
        case Enum():
            told = str(value.value)
        case str():
            told = value
        case tuple() | list() if all(isinstance(each, str | Value | VariableMapping) for each in value):
            told = ", ".join(map(_told, value))
        case _ if is_dataclass(value):
            told = " ".join(filter(None, (_told(getattr(value, each.name)) for each in fields(value))))
        case _:
            told = orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS).decode()
    return told
