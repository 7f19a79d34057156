"""The component types of form-js, and what each means to the server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

NEWEST_SCHEMA = 19

INPUTS = frozenset(
    {"textfield", "textarea", "number", "checkbox", "select", "radio", "checklist", "taglist", "datetime", "filepicker", "expression"}
)
CONTAINERS = frozenset({"group", "dynamiclist"})
PASSIVE = frozenset({"text", "html", "image", "table", "documentPreview", "button", "separator", "spacer"})

MANY = frozenset({"checklist", "taglist", "filepicker"})
TEXTS = frozenset({"textfield", "textarea"})

TEMPLATED = ("label", "description", "text", "content", "alt", "title", "dateLabel", "timeLabel")
"""Texts that may hold ``{{ }}`` templates or be a FEEL expression."""

KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
RESERVED = frozenset({"typename", "__proto__", "constructor", "prototype"})
"""``typename`` would be read as a type by the process engine's serialiser, the others by browsers."""

_EMPTY: Mapping[str, object] = {"textfield": "", "textarea": "", "checkbox": False, "checklist": [], "taglist": []}


def default_of(kind: str, raw: Mapping[str, Any]) -> object:
    """What the field holds before anybody touches it: its default, or the emptiness of its type."""
    default = raw.get("defaultValue")
    return _EMPTY.get(kind) if default is None else default
