"""A form in one language: what stands in ``properties`` as ``label:zh`` takes the place of ``label``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from engine.forms.showing.markup import sanitised_html

# Where in a component each translatable text stands.
PLACES: dict[str, tuple[str, ...]] = {
    "label": ("label",),
    "description": ("description",),
    "text": ("text",),
    "content": ("content",),
    "alt": ("alt",),
    "title": ("title",),
    "dateLabel": ("dateLabel",),
    "timeLabel": ("timeLabel",),
    "patternErrorMessage": ("validate", "patternErrorMessage"),
    "prefixAdorner": ("appearance", "prefixAdorner"),
    "suffixAdorner": ("appearance", "suffixAdorner"),
}


def localise(schema: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """``schema`` for a reader of ``locale`` ("zh" or "en"); the texts of the form itself are the fallback. A copy: nothing is shared."""
    copy: dict[str, Any] = orjson.loads(orjson.dumps(schema))
    _each(copy, lambda component: _translate(component, locale[:2]))
    return copy


def translated(component: Mapping[str, Any], name: str, locale: str) -> str | None:
    """The text of a component in one language, as ``localise`` would show it."""
    properties = component.get("properties")
    special = properties.get(f"{name}:{locale}") if isinstance(properties, Mapping) else None
    if isinstance(special, str) and special:
        return special
    value: Any = component
    for key in PLACES[name]:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) and value else None


def _each(component: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> None:
    for child in component.get("components") or ():
        if isinstance(child, dict):
            change(child)
            _each(child, change)


def _translate(component: dict[str, Any], locale: str) -> None:
    properties = component.get("properties")
    for name, text in (properties or {}).items() if isinstance(properties, dict) else ():
        base, _, language = name.partition(":")
        if language != locale or not text:
            continue
        if base in PLACES:
            _put(component, PLACES[base], text)
        elif base in {"values", "columns"}:
            _put_labels(component.get(base), orjson.loads(text), "value" if base == "values" else "key")
    if component.get("type") == "html":
        component["content"] = sanitised_html(str(component.get("content") or ""))


def _put(component: dict[str, Any], place: tuple[str, ...], text: str) -> None:
    target = component
    for key in place[:-1]:
        target = target.setdefault(key, {})
    target[place[-1]] = text


def _put_labels(entries: object, labels: Mapping[str, str], key: str) -> None:
    for entry in entries if isinstance(entries, list) else ():
        text = labels.get(_as_key(entry.get(key))) if isinstance(entry, dict) else None
        if text:
            entry["label"] = text


def _as_key(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
