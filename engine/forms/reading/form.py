"""Reads form-js JSON (schemaVersion 19) and finds every reason why the server could not check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.forms.model import Component, Form, Path, leaves
from engine.forms.reading.findings import Findings
from engine.forms.reading.options import read_options
from engine.forms.reading.rules import read_rules
from engine.forms.showing.localise import translated
from engine.forms.showing.markup import remote, template_expressions, unsafe_markup
from engine.forms.values.temporal import TemporalShape
from engine.forms.vocabulary import CONTAINERS, INPUTS, KEY, NEWEST_SCHEMA, PASSIVE, RESERVED, TEMPLATED, default_of
from engine.kernel.errors import Fault
from engine.kernel.texts import LANGUAGES, Text

DEEPEST = 8
MOST_COMPONENTS = 500
LONGEST_TEXT = 10_000
"""Characters of a label, a description, a text; what looks into markup takes the square of it in the worst case."""
MOST_MARKUP = 100_000


def read_form(schema: object) -> tuple[Form | None, tuple[Fault, ...]]:
    """The form and all its faults; the form is None when there are any."""
    reader = _Reader()
    form = reader.form(schema)
    faults = tuple(reader.findings.faults)
    return (None if faults else form), faults


class _Reader:
    """Walks through the components once."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._leaves: dict[Path, str] = {}
        self._branches: dict[Path, str] = {}
        self._formulas: dict[str, frozenset[str]] = {}
        self._count = 0
        self._markup = 0

    def form(self, schema: object) -> Form | None:
        if not isinstance(schema, Mapping) or schema.get("type") != "default" or not isinstance(schema.get("components"), list):
            self.findings.add("", "form_shape")
            return None
        version = schema.get("schemaVersion", NEWEST_SCHEMA)
        if not isinstance(version, int) or version > NEWEST_SCHEMA:
            self.findings.add("schemaVersion", "form_version", newest=NEWEST_SCHEMA, version=version)
        components = tuple(self._components(schema["components"], (), 0))
        self._check_formula_order()
        return Form(
            id=str(schema.get("id") or ""),
            components=components,
            reads=frozenset(self.findings.reads),
            option_lists=tuple(self.findings.option_lists),
            branches=frozenset(path[0] for path, _ in leaves(components) if len(path) > 1),
            computes=bool(self._formulas),
            fixed_lists=tuple((path, each) for path, each in leaves(components) if each.fixed_entries),
        )

    def _components(self, raw: object, scope: Path, depth: int) -> Iterator[Component]:
        if depth > DEEPEST:
            self.findings.add("", "form_too_deep", most=DEEPEST)
            return
        for each in raw if isinstance(raw, list) else ():
            self._count += 1
            if self._count == MOST_COMPONENTS + 1:
                self.findings.add("", "form_too_large", most=MOST_COMPONENTS)
            if self._count > MOST_COMPONENTS:
                return
            if isinstance(each, Mapping):
                yield from self._component(each, scope, depth)
            else:
                self.findings.add("", "component_shape")

    def _component(self, raw: Mapping[str, Any], scope: Path, depth: int) -> Iterator[Component]:
        kind = raw.get("type")
        where = self.findings.place(raw)
        if kind == "iframe":
            self.findings.add(where, "iframe_refused")
        elif not isinstance(kind, str) or kind not in INPUTS | CONTAINERS | PASSIVE:
            self.findings.add(where, "component_unknown", kind=kind)
        else:
            self._check_texts(where, kind, raw)
            yield self._known(where, kind, raw, scope, depth)

    def _known(self, where: str, kind: str, raw: Mapping[str, Any], scope: Path, depth: int) -> Component:
        conditional = raw.get("conditional")
        hide = conditional.get("hide") if isinstance(conditional, Mapping) else None
        common: dict[str, Any] = {
            "id": str(raw.get("id") or where),
            "type": kind,
            "label": _label(raw, where),
            "hide": self.findings.expression(where, hide, "conditional.hide"),
        }
        if kind in CONTAINERS:
            path = self._container_path(where, kind, raw)
            inner = (*scope, *path, "[]") if kind == "dynamiclist" else (*scope, *path)
            self._branches[(*scope, *path)] = where
            children = tuple(self._components(raw.get("components"), inner, depth + 1))
            fixed = kind == "dynamiclist" and raw.get("allowAddRemove") is False
            if kind == "dynamiclist" and not fixed:
                self._check_unlocked(children)
            return Component(**common, path=path, children=children, fixed_entries=fixed)
        if kind in PASSIVE:
            return Component(**common, path=())
        return self._input(where, kind, raw, scope, common)

    def _input(self, where: str, kind: str, raw: Mapping[str, Any], scope: Path, common: dict[str, Any]) -> Component:
        path = self._leaf_path(where, raw, scope)
        formula = self.findings.expression(where, raw.get("expression"), "expression", required=True) if kind == "expression" else None
        if formula is not None:
            self._formulas[".".join(path)] = formula.names()
        return Component(
            **common,
            path=path,
            locked=True if raw.get("disabled") is True else self.findings.truth(where, raw.get("readonly"), "readonly"),
            rules=read_rules(self.findings, where, kind, raw),
            options=read_options(self.findings, where, raw) if kind in {"select", "radio", "checklist", "taglist"} else None,
            default=default_of(kind, raw),
            as_text=kind == "number" and raw.get("serializeToString") is True,
            multiple=raw.get("multiple") not in (None, False),
            temporal=self._temporal(where, raw) if kind == "datetime" else None,
            formula=formula,
        )

    def _temporal(self, where: str, raw: Mapping[str, Any]) -> TemporalShape | None:
        subtype, zone = raw.get("subtype", "date"), raw.get("timeSerializingFormat", "utc_offset")
        if subtype not in {"date", "time", "datetime"} or zone not in {"utc_offset", "utc_normalized", "no_timezone"}:
            self.findings.add(where, "datetime_unknown", subtype=subtype, zone=zone)
            return None
        return TemporalShape(subtype, zone)

    def _container_path(self, where: str, kind: str, raw: Mapping[str, Any]) -> Path:
        text = raw.get("path")
        if kind == "group" and text in (None, ""):
            return ()
        return self._path(where, text, "path")

    def _leaf_path(self, where: str, raw: Mapping[str, Any], scope: Path) -> Path:
        path = self._path(where, raw.get("key"), "key")
        full = (*scope, *path)
        if path and full in self._leaves:
            text = ".".join(path)
            self.findings.add(where, "key_duplicate", key=text)
        overlapping = any(full[:end] in self._leaves for end in range(1, len(full))) or full in self._branches
        if path and overlapping:
            text = ".".join(path)
            self.findings.add(where, "key_overlaps", key=text)
        self._leaves[full] = where
        for end in range(1, len(full)):
            self._branches.setdefault(full[:end], where)
        return path

    def _path(self, where: str, text: object, name: str) -> Path:
        parts = tuple(text.split(".")) if isinstance(text, str) and text else ()
        if not parts or not all(KEY.fullmatch(part) for part in parts):
            self.findings.add(where, "key_invalid", name=name, text=text)
            return ()
        if len(parts) > DEEPEST:
            self.findings.add(where, "key_too_deep", name=name, most=DEEPEST)
            return ()
        for part in parts:
            if part in RESERVED:
                self.findings.add(where, "key_reserved", name=part)
        return parts

    def _check_texts(self, where: str, kind: str, raw: Mapping[str, Any]) -> None:
        """Templates must parse, markup must be harmless, images must be ours, the pattern's message may be anything."""
        for name in TEMPLATED:
            for text in _all_texts(raw, name):
                if len(text) > LONGEST_TEXT:
                    self.findings.add(where, "text_too_long", name=name, most=LONGEST_TEXT)
                    continue
                for expression in template_expressions(text) if not text.startswith("=") else (text[1:],):
                    self.findings.expression(where, "=" + expression, name)
                if (kind, name) in {("html", "content"), ("text", "text")} or (name in {"label", "description"} and "<" in text):
                    self._markup += len(text)
                    if self._markup > MOST_MARKUP:
                        self.findings.add(where, "form_too_large", says="form_texts_too_long")
                        return
                    for reason in unsafe_markup(text, markdown=kind == "text"):
                        self.findings.add(where, "markup_refused", name=name, reason=reason)
        source = raw.get("source")
        if kind == "image" and isinstance(source, str) and not source.startswith("=") and remote(source):
            self.findings.add(where, "image_remote")

    def _check_unlocked(self, children: tuple[Component, ...]) -> None:
        """Where entries come and go, nobody can tell to which of the new ones the old value of a locked field belongs."""
        for path, child in leaves(children):
            if child.locked is not False:
                where = ".".join(path)
                self.findings.add(where, "locked_in_list", key=where)

    def _check_formula_order(self) -> None:
        """Computed fields may build on each other, but not in a circle."""
        left = dict(self._formulas)
        while left:
            ready = [key for key, names in left.items() if not (names & left.keys()) - {key} and key not in names]
            if not ready:
                keys = ", ".join(sorted(left))
                self.findings.add(keys, "expression_cycle", keys=keys)
                return
            for key in ready:
                del left[key]


def _all_texts(raw: Mapping[str, Any], name: str) -> Iterator[str]:
    for text in (raw.get(name), *(translated(raw, name, locale) for locale in reversed(LANGUAGES))):
        if isinstance(text, str) and text:
            yield text


def _label(raw: Mapping[str, Any], where: str) -> Text:
    fallback = raw.get("label") or raw.get("dateLabel") or raw.get("timeLabel") or where
    return Text(*(_first_text(raw, locale) or str(fallback) for locale in LANGUAGES))


def _first_text(raw: Mapping[str, Any], locale: str) -> str | None:
    return next((text for name in ("label", "dateLabel", "timeLabel") if (text := translated(raw, name, locale))), None)
