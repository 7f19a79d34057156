"""Groups with a path, dotted keys, dynamic lists; what a browser is given."""

from __future__ import annotations

from typing import Any

from engine.forms import compile_form
from tests.unit.forms.support import component, form, refusals, submit

NAME = component("textfield", "name", validate={"required": True})
LINES = component(
    "dynamiclist",
    path="lines",
    components=[
        component("textfield", "item", validate={"required": True}),
        component("number", "count"),
        component("textfield", "why", conditional={"hide": "=this.count < 10"}, validate={"required": True}),
        component("expression", "double", expression="=this.count * 2"),
    ],
)


def test_a_group_with_a_path_is_an_object() -> None:
    schema = form(component("group", path="contact", components=[NAME]))
    assert submit(schema, {"contact": {"name": "Li", "secret": 1}}) == {"contact": {"name": "Li"}}
    assert refusals(schema, {"contact": {}}) == {"contact.name": "required"}
    assert refusals(schema, {}) == {"contact.name": "required"}
    assert refusals(schema, {"contact": "Li"}) == {"contact": "wrong_type"}


def test_a_group_without_a_path_is_only_for_the_eye() -> None:
    assert submit(form(component("group", components=[NAME])), {"name": "Li"}) == {"name": "Li"}


def test_two_groups_may_fill_one_object() -> None:
    schema = form(
        component("group", path="contact", components=[component("textfield", "a")]),
        component("group", path="contact", components=[component("textfield", "b")]),
    )
    assert submit(schema, {"contact": {"a": "1", "b": "2"}}) == {"contact": {"a": "1", "b": "2"}}


def test_dotted_keys() -> None:
    schema = form(component("textfield", "contact.name"), component("number", "contact.age"))
    assert submit(schema, {"contact": {"name": "Li", "age": 3}}) == {"contact": {"name": "Li", "age": 3}}
    assert refusals(schema, {"contact": {"age": "3"}}) == {"contact.age": "wrong_type"}


def test_what_the_form_does_not_show_of_an_object_stays() -> None:
    schema = form(component("textfield", "contact.name"))
    known = {"contact": {"name": "Wang", "vip": True}}
    assert submit(schema, {"contact": {"name": "Li", "vip": False}}, context=known) == {"contact": {"name": "Li", "vip": True}}


def test_entries_of_a_list_are_checked_one_by_one() -> None:
    schema = form(LINES)
    lines: list[dict[str, Any]] = [{"item": "a", "count": 1, "x": 1}, {"item": "", "count": "2"}, {"item": "c", "count": 20}]
    assert refusals(schema, {"lines": lines}) == {"lines[1].count": "wrong_type"}
    lines[1]["count"] = 2
    assert refusals(schema, {"lines": lines}) == {"lines[1].item": "required", "lines[2].why": "required"}


def test_conditions_and_formulas_inside_a_list_see_their_own_entry() -> None:
    given = {"lines": [{"item": "a", "count": 1, "why": "dropped", "double": 99}, {"item": "b", "count": 20, "why": "many"}]}
    assert submit(form(LINES), given) == {
        "lines": [{"item": "a", "count": 1, "double": 2}, {"item": "b", "count": 20, "why": "many", "double": 40}]
    }


def test_a_formula_over_a_list_sees_the_formulas_in_it() -> None:
    schema = form(LINES, component("expression", "sum", expression="=sum(lines.double)"))
    assert submit(schema, {"lines": [{"item": "a", "count": 1}, {"item": "b", "count": 2}]})["sum"] == 6


def test_lists_inside_lists() -> None:
    inner = component("dynamiclist", path="parts", components=[component("number", "n", validate={"max": "=parent.limit"})])
    schema = form(component("dynamiclist", path="boxes", components=[component("number", "limit"), inner]))
    given = {"boxes": [{"limit": 5, "parts": [{"n": 5}]}, {"limit": 1, "parts": [{"n": 1}, {"n": 2}]}]}
    assert refusals(schema, given) == {"boxes[1].parts[1].n": "too_great"}


def test_the_index_counts_from_one() -> None:
    schema = form(component("dynamiclist", path="rows", components=[component("textfield", "x", conditional={"hide": "=i[1] = 1"})]))
    assert submit(schema, {"rows": [{"x": "a"}, {"x": "b"}]}) == {"rows": [{}, {"x": "b"}]}


def test_a_list_must_be_a_list_of_objects() -> None:
    assert refusals(form(LINES), {"lines": {"0": {}}}) == {"lines": "wrong_type"}
    assert refusals(form(LINES), {"lines": ["a"]}) == {"lines[0]": "wrong_type"}


def test_files_are_found_wherever_they_are() -> None:
    files = component("filepicker", "files", multiple=True)
    compiled = compile_form(form(files, component("dynamiclist", path="rows", components=[{**files, "id": "other"}])))
    cleaned = {"files": ["a", "b"], "rows": [{"files": ["c"]}, {}]}
    assert compiled.attachments(cleaned) == [("files", "a"), ("files", "b"), ("rows[0].files", "c")]


def test_initial_values_are_those_of_the_fields_and_of_what_expressions_read() -> None:
    compiled = compile_form(
        form(
            component("textfield", "contact.name"),
            LINES,
            component("text", text="Hello {{customer_name}}, {{#if urgent}}hurry{{/if}}"),
            component("textfield", "x", conditional={"hide": "=stage = 1"}),
        )
    )
    variables = {
        "contact": {"name": "Li", "secret": 1},
        "lines": [{"item": "a", "cost": 9}],
        "customer_name": "ACME",
        "urgent": True,
        "stage": 1,
        "salary": 5,
    }
    assert compiled.initial_values(variables) == {
        "contact": {"name": "Li"},
        "lines": [{"item": "a"}],
        "customer_name": "ACME",
        "urgent": True,
        "stage": 1,
    }


def test_option_lists_that_the_form_asks_for() -> None:
    compiled = compile_form(form(component("select", "a", valuesKey="customers"), component("radio", "b", valuesKey="services")))
    assert compiled.option_lists == ("customers", "services")


FIXED = component(
    "dynamiclist",
    path="actions",
    allowAddRemove=False,
    components=[component("textfield", "what", readonly=True), component("textfield", "progress", validate={"required": True})],
)
KNOWN = {"actions": [{"what": "call", "cost": 5}, {"what": "write", "cost": 7}]}


def test_entries_that_stay_keep_what_is_locked_or_not_shown() -> None:
    given = {"actions": [{"what": "forged", "progress": "done"}, {"progress": "begun", "cost": 0}]}
    assert submit(form(FIXED), given, context=KNOWN) == {
        "actions": [{"what": "call", "cost": 5, "progress": "done"}, {"what": "write", "cost": 7, "progress": "begun"}]
    }


def test_entries_that_stay_are_neither_added_nor_removed() -> None:
    for count in (0, 1, 3):
        assert refusals(form(FIXED), {"actions": [{"progress": "x"}] * count}, context=KNOWN) == {"actions": "entries_fixed"}
