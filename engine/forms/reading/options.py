"""Reads where a choice takes its values from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from engine.forms.model import Options
from engine.forms.reading.findings import Findings
from engine.forms.values.options import option_key
from engine.forms.vocabulary import KEY


def read_options(findings: Findings, where: str, raw: Mapping[str, Any]) -> Options | None:
    """The source of the values on offer; none, or more than one, is a fault."""
    given = [name for name in ("values", "valuesKey", "valuesExpression") if raw.get(name) not in (None, "")]
    if len(given) != 1:
        findings.add(where, "options_source")
        return None
    if given == ["values"]:
        return _static(findings, where, raw)
    if given == ["valuesExpression"]:
        expression = findings.expression(where, raw["valuesExpression"], "valuesExpression")
        return Options(expression=expression) if expression is not None else None
    name = raw["valuesKey"]
    if not isinstance(name, str) or not KEY.fullmatch(name):
        findings.add(where, "options_list", name=name)
        return None
    findings.option_lists[name] = None
    return Options(name=name)


def _static(findings: Findings, where: str, raw: Mapping[str, Any]) -> Options | None:
    values = raw["values"]
    if not isinstance(values, list) or not values or not all(isinstance(each, Mapping) and "value" in each for each in values):
        findings.add(where, "options_shape")
        return None
    keys = [option_key(each["value"]) for each in values]
    if len(set(keys)) != len(keys):
        findings.add(where, "options_duplicate")
    _check_labels(findings, where, raw)
    return Options(keys=frozenset(keys))


def _check_labels(findings: Findings, where: str, raw: Mapping[str, Any]) -> None:
    properties = raw.get("properties")
    for name, text in properties.items() if isinstance(properties, Mapping) else ():
        if name.startswith("values:") and not _is_text_map(text):
            findings.add(where, "labels_invalid", name=name)


def _is_text_map(text: object) -> bool:
    try:
        labels = orjson.loads(text) if isinstance(text, str) else None
    except orjson.JSONDecodeError:
        return False
    return isinstance(labels, dict) and all(isinstance(label, str) for label in labels.values())
