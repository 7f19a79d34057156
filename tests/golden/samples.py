"""An event of each class with all its fields, and one with as few as it may have. The same at every call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.events import ElementFacts, Event
from engine.kernel.texts import Text

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ELEMENT = ElementFacts("solve", Text("Solve the request", "解决请求"), 2, AT + timedelta(hours=4), AT)

_TRACE = [
    {
        "id": "priority", "name": "priority", "kind": "decision", "logic": "decisionTable",
        "inputs": [{"name": "impact", "value": "high"}],
        "tables": [
            {
                "id": "priority_table", "hit_policy": "UNIQUE",
                "inputs": [{"id": "impact_column", "expression": "impact", "value": "high"}],
                "rules": [{"id": "rule_1", "index": 1, "outputs": {"priority": "P1"}}],
                "value": "P1",
            }
        ],
        "value": "P1",
        "problems": [{"en": "There is no such name.", "zh": "名称不存在。", "line": 1, "column": 3, "element": "impact_column"}],
    }
]  # fmt: skip

_BY_NAME: Mapping[str, object] = {
    "path": [{"entered": "diagnose"}, {"left": "diagnose", "flows": ["to_solve"], "reason": "completed"}],
    "conditions": [{"flow": "to_solve", "expression": 'diagnosis = "dispatch"', "result": True, "operands": {"diagnosis": "dispatch"}}],
    "flows": ["to_solve"],
    "trace": _TRACE,
    "changes": [{"name": "priority", "old": "P3", "new": "P1"}, {"name": "水平", "new": {"级别": 1, "share": "0.25"}}],
    "attachments": [{"attachment_id": "01985555-0000-7000-8000-00000000000a", "file_name": "图.png", "checksum": "ab" * 32, "bytes": 12}],
    "files": {"request.bpmn": "ab" * 32, "forms/request_new.form": "cd" * 32},
    "message": {"en": "Nobody is there.", "zh": "无人在场。"},
    "error": {"code": "http_status", "en": "The answer was 503.", "zh": "应答为 503。"},
    "form": {"id": "solve", "checksum": "ef" * 32},
    "result": {"priority": "P1"},
}

_BY_TYPE: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("str", lambda name: f"{name} 值"),
    ("int", len),
    ("bool", lambda name: True),
    ("Mapping[str, str]", lambda name: {"en": name, "zh": "值"}),
    ("Mapping[str, object]", lambda name: {name: "值", "number": 7, "list": [True, None, "1.5"]}),
    ("Sequence[str]", lambda name: [name, "值"]),
)


def full_event(cls: type[Event]) -> Event:
    """All fields set."""
    return cls(**{field.name: _value(field) for field in fields(cls)})


def least_event(cls: type[Event]) -> Event:
    """None, or the default, wherever a field allows it."""
    return cls(**{field.name: None if "None" in str(field.type) else _value(field) for field in fields(cls) if field.default is MISSING})


def _value(field: Field[Any]) -> object:
    if field.name == "element":
        return ELEMENT
    if field.name in _BY_NAME:
        return _BY_NAME[field.name]
    type_ = str(field.type).removesuffix(" | None")
    if type_ == "object":
        assert field.name.endswith("_at"), f"Expected a sample for {field.name}."
        return AT + timedelta(seconds=len(field.name), microseconds=7)
    return dict(_BY_TYPE)[type_](field.name)
