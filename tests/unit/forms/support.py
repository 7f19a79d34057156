"""Small forms for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.forms import compile_form, faults_of
from engine.kernel.errors import InvalidInput

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def form(*components: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A form of these components."""
    return {"type": "default", "id": "a_form", "schemaVersion": 19, "components": list(components), **more}


def component(kind: str, key: str | None = None, /, **more: Any) -> dict[str, Any]:
    """A component; its label is its key."""
    named = {} if key is None else {"key": key, "label": key.capitalize()}
    return {"type": kind, "id": f"id_{key or kind}", **named, **more}


def submit(schema: Mapping[str, Any], data: Mapping[str, Any], **given: Any) -> dict[str, Any]:
    """What the form takes of ``data``."""
    given = {"context": {}, "lists": {}, "now": NOW, **given}
    return compile_form(schema).check_submission(data, **given)


def refusals(schema: Mapping[str, Any], data: Mapping[str, Any], **given: Any) -> dict[str, str]:
    """Path → code of everything that is wrong with ``data``; each fault has a sentence in both languages."""
    with pytest.raises(InvalidInput) as refused:
        submit(schema, data, **given)
    assert all(fault.en and fault.zh and fault.en != fault.zh for fault in refused.value.faults)
    return {fault.where: fault.code for fault in refused.value.faults}


def deploy_faults(schema: Any) -> set[tuple[str, str]]:
    """(where, code) of every fault at deploy."""
    found = faults_of(schema)
    assert all(fault.en and fault.zh for fault in found)
    return {(fault.where, fault.code) for fault in found}
