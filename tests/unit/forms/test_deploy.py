"""What the server could not check, or a browser should not show, is refused when the form is deployed."""

from __future__ import annotations

from typing import Any

import pytest

from engine.forms import compile_form, faults_of
from engine.kernel.errors import InvalidInput
from tests.unit.forms.support import component, deploy_faults, form

OPTIONS = [{"label": "A", "value": "a"}]


def faults(*components: dict[str, Any]) -> set[tuple[str, str]]:
    return deploy_faults(form(*components))


def test_a_form_of_everything_has_no_fault() -> None:
    passive = [component(kind) for kind in ("text", "html", "image", "table", "documentPreview", "button", "separator", "spacer")]
    inputs = [component(kind, f"{kind}_") for kind in ("textfield", "textarea", "number", "checkbox", "datetime", "filepicker")]
    choices = [component(kind, f"{kind}_", values=OPTIONS) for kind in ("select", "radio", "checklist", "taglist")]
    groups = [component("group", components=inputs), component("dynamiclist", path="rows", components=choices)]
    assert faults(*passive, *groups, component("expression", "e", expression="=1")) == set()


@pytest.mark.parametrize("schema", [None, [], {}, {"type": "default"}, {"type": "other", "components": []}])
def test_something_that_is_no_form(schema: object) -> None:
    assert deploy_faults(schema) == {("", "form_shape")}


def test_a_newer_schema_version() -> None:
    assert deploy_faults(form(schemaVersion=20)) == {("schemaVersion", "form_version")}


def test_unknown_components_and_other_pages() -> None:
    found = faults(component("iframe", url="https://example.com"), component("signature", "x"), {"id": "none"})
    assert found == {("id_iframe", "iframe_refused"), ("x", "component_unknown"), ("none", "component_unknown")}


def test_an_iframe_in_a_group_in_a_list() -> None:
    inner = component("group", components=[component("iframe")])
    assert faults(component("dynamiclist", path="rows", components=[inner])) == {("id_iframe", "iframe_refused")}


@pytest.mark.parametrize("key", [None, "", "1a", "a b", "a..b", "a-b", "制度", "a" * 101])
def test_keys(key: str | None) -> None:
    assert {code for _, code in faults({"type": "textfield", "id": "f", "key": key})} == {"key_invalid"}


@pytest.mark.parametrize("key", ["typename", "a.typename", "__proto__"])
def test_reserved_keys(key: str) -> None:
    assert faults(component("textfield", key)) == {(key, "key_reserved")}


def test_keys_are_used_once() -> None:
    assert faults(component("textfield", "x"), component("number", "x")) == {("x", "key_duplicate")}
    group = component("group", path="g", components=[component("textfield", "x")])
    assert faults(group, component("textfield", "g.x")) == {("g.x", "key_duplicate")}
    assert faults(component("textfield", "x"), component("dynamiclist", path="l", components=[component("textfield", "x")])) == set()


@pytest.mark.parametrize("order", [1, -1])
def test_a_key_is_a_value_or_an_object(order: int) -> None:
    two = [component("textfield", "a"), component("textfield", "a.b")]
    assert {code for _, code in faults(*two[::order])} == {"key_overlaps"}


@pytest.mark.parametrize(
    "where",
    [
        {"conditional": {"hide": "=1 +"}},
        {"conditional": {"hide": "x > 1"}},
        {"readonly": "=("},
        {"validate": {"required": "=)"}},
        {"validate": {"max": "=)"}},
        {"label": "=1 +"},
        {"label": "Hello {{1 +}}"},
        {"description": "{{#if 1 +}}a{{/if}}"},
        {"properties": {"label:zh": "{{1 +}}"}},
    ],
)
def test_expressions_must_parse(where: dict[str, Any]) -> None:
    assert faults(component("number", "x", **where)) == {("x", "expression_invalid")}


def test_every_expression_place_runs_feel_and_nothing_else() -> None:
    """Python, and the JavaScript that templates of other products run, is no FEEL."""
    evil = "=().__class__.__mro__[1].__subclasses__()"
    assert faults(component("expression", "x", expression=evil)) == {("x", "expression_invalid")}


def test_formulas_are_needed_and_not_circular() -> None:
    assert faults(component("expression", "x")) == {("x", "expression_missing")}
    circle = faults(component("expression", "a", expression="=b"), component("expression", "b", expression="=a"))
    assert circle == {("a, b", "expression_cycle")}
    assert {code for _, code in faults(component("expression", "a", expression="=a + 1"))} == {"expression_cycle"}


@pytest.mark.parametrize(
    ("validate", "code"),
    [
        ({"minLength": 5, "maxLength": 4}, "rules_contradict"),
        ({"min": "five"}, "rule_not_a_number"),
        ({"max": True}, "rule_not_a_number"),
        ({"min": "NaN"}, "rule_not_a_number"),
        ({"pattern": "(?=a)"}, "pattern_refused"),
        ({"validationType": "iban"}, "rule_unknown"),
        ("required", "rules_invalid"),
    ],
)
def test_rules(validate: Any, code: str) -> None:
    assert faults(component("textfield", "x", validate=validate)) == {("x", code)}


@pytest.mark.parametrize("digits", [-1, 1.5, "2", True, 16])
def test_decimal_digits(digits: object) -> None:
    assert faults(component("number", "x", decimalDigits=digits)) == {("x", "rule_not_a_number")}


@pytest.mark.parametrize("more", [{"subtype": "month"}, {"subtype": "time", "timeSerializingFormat": "local"}])
def test_kinds_of_time(more: dict[str, str]) -> None:
    assert faults(component("datetime", "x", **more)) == {("x", "datetime_unknown")}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({}, "options_source"),
        ({"values": OPTIONS, "valuesKey": "customers"}, "options_source"),
        ({"values": []}, "options_shape"),
        ({"values": ["a"]}, "options_shape"),
        ({"values": [*OPTIONS, *OPTIONS]}, "options_duplicate"),
        ({"valuesKey": "../etc"}, "options_list"),
        ({"valuesExpression": "=["}, "expression_invalid"),
        ({"values": OPTIONS, "properties": {"values:zh": "not json"}}, "labels_invalid"),
        ({"values": OPTIONS, "properties": {"values:zh": '{"a": 1}'}}, "labels_invalid"),
    ],
)
def test_options(source: dict[str, Any], code: str) -> None:
    assert faults(component("select", "x", **source)) == {("x", code)}


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src='x' onerror='alert(1)'>",
        "<iframe src='https://example.com'></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' JaVaScRiPt:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<svg><script>1</script></svg>",
        "<p style='background:url(https://example.com)'>x</p>",
        "<img src='https://example.com/pixel.png'>",
        "<img src='//example.com/pixel.png'>",
        "<form action='/x'></form>",
        "<object data='x'></object>",
        "<link rel=stylesheet href=x>",
    ],
)
def test_markup(html: str) -> None:
    assert {code for _, code in faults(component("html", content=html))} == {"markup_refused"}
    assert {code for _, code in faults(component("text", text=f"Before {html}"))} == {"markup_refused"}
    assert {code for _, code in faults(component("text", text="x", properties={"text:zh": html}))} == {"markup_refused"}


@pytest.mark.parametrize("markdown", ["![x](https://example.com/a.png)", "[x](javascript:alert(1))", "![x](//example.com/a.png)"])
def test_markdown(markdown: str) -> None:
    assert {code for _, code in faults(component("text", text=markdown))} == {"markup_refused"}


@pytest.mark.parametrize(
    "text", ["# Title\n\n> quote & more\n\n1 < 2, [link](https://example.com), ![x](data:image/png;base64,AA)", "<b>bold</b> {{1 < 2}}"]
)
def test_harmless_markdown(text: str) -> None:
    assert faults(component("text", text=text)) == set()


def test_images_are_ours() -> None:
    assert faults(component("image", source="https://example.com/a.png")) == {("id_image", "image_remote")}
    assert faults(component("image", source="data:image/png;base64,AA")) == set()
    assert faults(component("image", source="=picture")) == set()


def test_a_locked_field_in_a_list_whose_entries_come_and_go() -> None:
    locked = component("group", components=[component("textfield", "x", readonly=True)])
    assert faults(component("dynamiclist", path="rows", components=[locked])) == {("x", "locked_in_list")}
    assert faults(component("dynamiclist", path="rows", allowAddRemove=False, components=[locked])) == set()


def test_size_and_depth() -> None:
    assert {code for _, code in faults(*(component("separator") for _ in range(501)))} == {"form_too_large"}
    nested = component("textfield", "x")
    for _ in range(10):
        nested = component("group", components=[nested])
    assert {code for _, code in faults(nested)} == {"form_too_deep"}


def test_all_faults_at_once_and_none_is_compiled() -> None:
    schema = form(component("iframe"), component("textfield", "typename"), component("select", "x"))
    assert len(faults_of(schema)) == 3
    with pytest.raises(InvalidInput) as refused:
        compile_form(schema)
    assert refused.value.faults == faults_of(schema)
