"""The difference between two versions in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.kernel.texts import NO_TEXT, Text, joined
from engine.library.changes.parts import Key, Part, Side, parts_of
from engine.library.changes.texts import say

How = Literal["added", "removed", "changed"]

_LONGEST = 120
"""Characters of a value that are told; the lines of the file have it whole."""

_KINDS = {
    "owner": "kind_owner",
    "readers": "kind_reader",
    "start": "kind_start",
    "setting": "kind_setting",
    "messages": "kind_message",
    "clocks": "kind_clock",
    "accepts": "kind_accepts",
    "element": "kind_element",
    "flow": "kind_flow",
    "form": "kind_form",
    "field": "kind_field",
    "decision": "kind_decision",
    "table": "kind_table",
    "rule": "kind_rule",
}
_HOW: dict[How, str] = {"added": "part_added", "removed": "part_removed", "changed": "part_changed"}
_ASPECTS = {
    "owner_role": "aspect_owner_role",
    "roles": "aspect_roles",
    "candidate_groups": "aspect_candidate_groups",
    "candidate_users": "aspect_candidate_users",
    "assignee": "aspect_assignee",
    "form_id": "aspect_form",
    "form": "aspect_form",
    "due_date": "aspect_due_date",
    "follow_up_date": "aspect_follow_up_date",
    "priority": "aspect_priority",
    "label": "aspect_label",
    "name": "aspect_label",
    "event": "aspect_event",
    "condition": "aspect_condition",
    "inputs": "aspect_inputs",
    "outputs": "aspect_outputs",
    "expression": "aspect_expression",
    "properties": "aspect_properties",
    "validate": "aspect_validate",
    "values": "aspect_values",
    "index": "aspect_index",
    "hit_policy": "aspect_hit_policy",
    "columns": "aspect_columns",
    "type": "aspect_type",
}


@dataclass(frozen=True, slots=True)
class Change:
    """``kind``: owner, readers, start, messages, accepts, setting, clocks, element, flow, form, field, decision, table or rule.
    ``key``: its names in the version (for an element its id)."""

    kind: str
    key: str
    how: How
    zh: str
    en: str


def changes_between(before: Side | None, after: Side) -> tuple[Change, ...]:
    """What ``after`` adds, removes and changes; without a version before, everything is new and nothing is told."""
    if before is None:
        return ()
    old, new = parts_of(before), parts_of(after)
    return tuple(_differences(old, new))


def _differences(old: dict[Key, Part], new: dict[Key, Part]) -> Iterator[Change]:
    for key, part in new.items():
        if key not in old:
            yield _change(key, "added", part)
        elif part.aspects != old[key].aspects:
            yield _change(key, "changed", part, old[key])
    yield from (_change(key, "removed", part) for key, part in old.items() if key not in new)


def _change(key: Key, how: How, part: Part, old: Part | None = None) -> Change:
    sentence = say(_HOW[how], kind=say(_KINDS[key[0]]), name=part.name)
    if old is not None:
        names = [name for name in {**old.aspects, **part.aspects} if old.aspects.get(name) != part.aspects.get(name)]
        sentence += joined((_aspect(name, old.aspects.get(name, ""), part.aspects.get(name, "")) for name in names), say("between"))
    return Change(key[0], " ".join(key[1:]), how, sentence.zh, sentence.en)


def _aspect(name: str, old: str, new: str) -> Text:
    told = say(_ASPECTS[name]) if name in _ASPECTS else Text.same(name) if name else NO_TEXT
    return say("aspect", name=told, old=_short(old), new=_short(new)) if told else say("nameless", old=_short(old), new=_short(new))


def _short(value: str) -> Text:
    if not value:
        return say("nothing")
    return Text.same(value if len(value) <= _LONGEST else value[:_LONGEST] + "…")
