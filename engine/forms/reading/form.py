"""Reads form-js JSON (schemaVersion 19) and finds every reason why the server could not check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.forms.model import Component, Form, Label, Path, leaves
from engine.forms.reading.findings import Findings
from engine.forms.reading.options import read_options
from engine.forms.reading.rules import read_rules
from engine.forms.showing.localise import translated
from engine.forms.showing.markup import remote, template_expressions, unsafe_markup
from engine.forms.values.temporal import TemporalShape
from engine.forms.vocabulary import CONTAINERS, INPUTS, KEY, NEWEST_SCHEMA, PASSIVE, RESERVED, TEMPLATED, default_of
from engine.kernel.errors import Fault

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
            self.findings.add(
                "", "form_shape", 'Expected a form with "type": "default" and "components".', "表单应包含 type 为 default 及 components。"
            )
            return None
        version = schema.get("schemaVersion", NEWEST_SCHEMA)
        if not isinstance(version, int) or version > NEWEST_SCHEMA:
            en = f"Expected schemaVersion {NEWEST_SCHEMA} or older, but it is {version}."
            self.findings.add("schemaVersion", "form_version", en, f"schemaVersion 应不高于 {NEWEST_SCHEMA}，实际为 {version}。")
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
            self.findings.add("", "form_too_deep", f"Groups are nested deeper than {DEEPEST} levels.", f"分组嵌套超过 {DEEPEST} 层。")
            return
        for each in raw if isinstance(raw, list) else ():
            self._count += 1
            if self._count == MOST_COMPONENTS + 1:
                self.findings.add(
                    "", "form_too_large", f"The form has more than {MOST_COMPONENTS} components.", f"表单组件超过 {MOST_COMPONENTS} 个。"
                )
            if self._count > MOST_COMPONENTS:
                return
            if isinstance(each, Mapping):
                yield from self._component(each, scope, depth)
            else:
                self.findings.add("", "component_shape", "A component is not an object.", "组件必须是对象。")

    def _component(self, raw: Mapping[str, Any], scope: Path, depth: int) -> Iterator[Component]:
        kind = raw.get("type")
        where = self.findings.place(raw)
        if kind == "iframe":
            self.findings.add(where, "iframe_refused", "A form may not embed another page (iframe).", "表单不得嵌入其他网页（iframe）。")
        elif not isinstance(kind, str) or kind not in INPUTS | CONTAINERS | PASSIVE:
            self.findings.add(where, "component_unknown", f"The component type {kind!r} is not known.", f"未知的组件类型 {kind!r}。")
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
            self.findings.add(
                where,
                "datetime_unknown",
                f"The date-time kind {subtype!r} {zone!r} is not known.",
                f"未知的日期时间类型 {subtype!r} {zone!r}。",
            )
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
            self.findings.add(where, "key_duplicate", f"The key {text!r} is used twice.", f"键 {text!r} 重复。")
        overlapping = any(full[:end] in self._leaves for end in range(1, len(full))) or full in self._branches
        if path and overlapping:
            text = ".".join(path)
            self.findings.add(where, "key_overlaps", f"The key {text!r} is both a value and a group.", f"键 {text!r} 既是值又是分组。")
        self._leaves[full] = where
        for end in range(1, len(full)):
            self._branches.setdefault(full[:end], where)
        return path

    def _path(self, where: str, text: object, name: str) -> Path:
        parts = tuple(text.split(".")) if isinstance(text, str) and text else ()
        if not parts or not all(KEY.fullmatch(part) for part in parts):
            en = f"Expected {name} to be names of letters, digits and _ joined by dots, but it is {text!r}."
            self.findings.add(where, "key_invalid", en, f"{name} 应由字母、数字和下划线组成的名称以点连接，实际为 {text!r}。")
            return ()
        for part in parts:
            if part in RESERVED:
                self.findings.add(where, "key_reserved", f"The name {part!r} is reserved.", f"名称 {part!r} 是保留字。")
        return parts

    def _check_texts(self, where: str, kind: str, raw: Mapping[str, Any]) -> None:
        """Templates must parse, markup must be harmless, images must be ours, the pattern's message may be anything."""
        for name in TEMPLATED:
            for text in _all_texts(raw, name):
                if len(text) > LONGEST_TEXT:
                    en = f"Expected {name} to have at most {LONGEST_TEXT} characters."
                    self.findings.add(where, "text_too_long", en, f"{name} 不得超过 {LONGEST_TEXT} 个字符。")
                    continue
                for expression in template_expressions(text) if not text.startswith("=") else (text[1:],):
                    self.findings.expression(where, "=" + expression, name)
                if (kind, name) in {("html", "content"), ("text", "text")} or (name in {"label", "description"} and "<" in text):
                    self._markup += len(text)
                    if self._markup > MOST_MARKUP:
                        self.findings.add(where, "form_too_large", "The texts of the form are too long.", "表单文本总长度超过上限。")
                        return
                    for en, zh in unsafe_markup(text, markdown=kind == "text"):
                        self.findings.add(where, "markup_refused", f"In {name}: {en}.", f"{name}：{zh}。")
        source = raw.get("source")
        if kind == "image" and isinstance(source, str) and not source.startswith("=") and remote(source):
            self.findings.add(where, "image_remote", "An image from another host is not allowed.", "不允许引用其他主机上的图片。")

    def _check_unlocked(self, children: tuple[Component, ...]) -> None:
        """Where entries come and go, nobody can tell to which of the new ones the old value of a locked field belongs."""
        for path, child in leaves(children):
            if child.locked is not False:
                where = ".".join(path)
                en = f"The locked field {where!r} stands in a list with allowAddRemove: its values would be lost."
                self.findings.add(where, "locked_in_list", en, f"只读或禁用字段 {where!r} 位于允许增删的动态列表中，其值会丢失。")

    def _check_formula_order(self) -> None:
        """Computed fields may build on each other, but not in a circle."""
        left = dict(self._formulas)
        while left:
            ready = [key for key, names in left.items() if not (names & left.keys()) - {key} and key not in names]
            if not ready:
                keys = ", ".join(sorted(left))
                self.findings.add(
                    keys, "expression_cycle", f"The computed fields {keys} depend on each other.", f"计算字段 {keys} 相互依赖。"
                )
                return
            for key in ready:
                del left[key]


def _all_texts(raw: Mapping[str, Any], name: str) -> Iterator[str]:
    for text in (raw.get(name), translated(raw, name, "zh"), translated(raw, name, "en")):
        if isinstance(text, str) and text:
            yield text


def _label(raw: Mapping[str, Any], where: str) -> Label:
    fallback = raw.get("label") or raw.get("dateLabel") or raw.get("timeLabel") or where
    return Label(*(_first_text(raw, locale) or str(fallback) for locale in ("en", "zh")))


def _first_text(raw: Mapping[str, Any], locale: str) -> str | None:
    return next((text for name in ("label", "dateLabel", "timeLabel") if (text := translated(raw, name, locale))), None)
