"""One form, two languages."""

from __future__ import annotations

import copy

from engine.forms import compile_form, localise
from tests.unit.forms.support import component, form

SCHEMA = form(
    component(
        "select",
        "priority",
        label="Priority",
        description="How soon",
        values=[{"label": "High", "value": "high"}, {"label": "Two", "value": 2}, {"label": "Other", "value": "other"}],
        validate={"patternErrorMessage": "No"},
        properties={
            "label:zh": "优先级",
            "description:zh": "多快",
            "values:zh": '{"high": "高", "2": "二"}',
            "patternErrorMessage:zh": "不行",
            "suffixAdorner:zh": "级",
            "unrelated": "kept",
        },
    ),
    component("group", components=[component("text", text="Hello", properties={"text:zh": "您好"})]),
    component("textfield", "only_english", label="Only English"),
)


def test_the_texts_of_the_language_take_their_places() -> None:
    select, group, english = localise(SCHEMA, "zh")["components"]
    assert (select["label"], select["description"]) == ("优先级", "多快")
    assert [option["label"] for option in select["values"]] == ["高", "二", "Other"]
    assert [option["value"] for option in select["values"]] == ["high", 2, "other"]
    assert select["validate"]["patternErrorMessage"] == "不行"
    assert select["appearance"]["suffixAdorner"] == "级"
    assert group["components"][0]["text"] == "您好"
    assert english["label"] == "Only English"


def test_the_other_language_stays_as_it_is() -> None:
    assert localise(SCHEMA, "en")["components"][0]["label"] == "Priority"
    assert localise(SCHEMA, "zh-CN")["components"][0]["label"] == "优先级"


def test_the_form_itself_is_not_changed() -> None:
    before = copy.deepcopy(SCHEMA)
    localise(SCHEMA, "zh")["components"][0]["values"].clear()
    assert before == SCHEMA


def test_made_once_for_each_language() -> None:
    compiled = compile_form(SCHEMA)
    assert compiled.localised("zh") is compiled.localised("zh")
    assert compiled.localised("en") == localise(SCHEMA, "en")


def test_html_is_sanitised_even_if_it_was_stored_otherwise() -> None:
    schema = form(component("html", content="<p onclick='x()'>a</p><script>1</script>{{#if a < 1}}<b>{{name}}</b>{{/if}}"))
    assert localise(schema, "en")["components"][0]["content"] == "<p>a</p>{{#if a < 1}}<b>{{name}}</b>{{/if}}"
