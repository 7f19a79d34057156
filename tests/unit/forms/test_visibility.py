"""What is hidden, disabled, read-only or not in the form never gets in; computed fields are computed here."""

from __future__ import annotations

from tests.unit.forms.support import component, form, refusals, submit

ASKED = component("select", "kind", values=[{"label": "A", "value": "a"}, {"label": "B", "value": "b"}])
ONLY_A = component("textfield", "reason", conditional={"hide": '=kind != "a"'}, validate={"required": True})


def test_keys_that_the_form_does_not_have_are_dropped() -> None:
    assert submit(form(component("textfield", "x")), {"x": "1", "approved": True, "role": "admin"}) == {"x": "1"}


def test_a_hidden_field_is_dropped_and_not_required() -> None:
    assert submit(form(ASKED, ONLY_A), {"kind": "b", "reason": "sneaked in"}) == {"kind": "b"}


def test_a_visible_field_counts() -> None:
    schema = form(ASKED, ONLY_A)
    assert submit(schema, {"kind": "a", "reason": "because"}) == {"kind": "a", "reason": "because"}
    assert refusals(schema, {"kind": "a"}) == {"reason": "required"}


def test_conditions_see_the_variables_of_the_case() -> None:
    schema = form(component("textfield", "x", conditional={"hide": "=closed"}))
    assert submit(schema, {"x": "1"}, context={"closed": True}) == {}
    assert submit(schema, {"x": "1"}, context={"closed": False}) == {"x": "1"}


def test_only_true_hides() -> None:
    schema = form(
        component("textfield", "x", conditional={"hide": '="yes"'}), component("textfield", "y", conditional={"hide": "=unknown"})
    )
    assert submit(schema, {"x": "1", "y": "2"}) == {"x": "1", "y": "2"}


def test_disabled_and_readonly_fields_are_dropped() -> None:
    schema = form(
        component("textfield", "a", disabled=True),
        component("textfield", "b", readonly=True),
        component("textfield", "c", readonly='=kind = "b"'),
        ASKED,
    )
    assert submit(schema, {"a": "1", "b": "2", "c": "3", "kind": "b"}) == {"kind": "b"}
    assert submit(schema, {"c": "3", "kind": "a"}) == {"c": "3", "kind": "a"}


def test_a_disabled_field_cannot_be_forged_to_change_a_condition() -> None:
    schema = form(
        component("number", "amount", disabled=True),
        component("textfield", "approval", conditional={"hide": "=amount < 1000"}, validate={"required": True}),
    )
    assert refusals(schema, {"amount": 1}, context={"amount": 5000}) == {"approval": "required"}


def test_a_hidden_field_cannot_be_forged_to_change_a_condition() -> None:
    """``waiver`` is hidden, so its value must not hide ``approval``."""
    schema = form(
        component("checkbox", "waiver", conditional={"hide": "=amount > 1000"}),
        component("textfield", "approval", conditional={"hide": "=waiver"}, validate={"required": True}),
        component("number", "amount", disabled=True),
    )
    assert refusals(schema, {"waiver": True}, context={"amount": 5000}) == {"approval": "required"}
    assert submit(schema, {"waiver": True}, context={"amount": 5}) == {"waiver": True}


def test_an_untouched_field_counts_with_its_default() -> None:
    schema = form(
        component("select", "mode", values=[{"label": "M", "value": "manual"}], defaultValue="manual", disabled=True),
        component("textfield", "why", conditional={"hide": '=mode != "manual"'}, validate={"required": True}),
    )
    assert refusals(schema, {}) == {"why": "required"}


def test_conditions_that_never_settle_are_refused() -> None:
    schema = form(component("checkbox", "x", conditional={"hide": "=x"}))
    assert refusals(schema, {"x": True}) == {"": "never_settles"}


def test_a_hidden_group_hides_all_that_is_in_it() -> None:
    inner = component("textfield", "x", validate={"required": True})
    schema = form(ASKED, component("group", components=[inner], conditional={"hide": '=kind = "b"'}))
    assert submit(schema, {"kind": "b", "x": "1"}) == {"kind": "b"}
    assert refusals(schema, {"kind": "a"}) == {"x": "required"}


def test_computed_fields_are_computed_here() -> None:
    schema = form(component("number", "price"), component("number", "count"), component("expression", "total", expression="=price * count"))
    assert submit(schema, {"price": 2.5, "count": 4, "total": 1}) == {"price": 2.5, "count": 4, "total": 10}


def test_computed_fields_build_on_each_other_and_decide_conditions() -> None:
    schema = form(
        component("expression", "dear", expression="=total > 100"),
        component("expression", "total", expression="=price * 2"),
        component("number", "price"),
        component("textfield", "approval", conditional={"hide": "=not(dear)"}, validate={"required": True}),
    )
    assert refusals(schema, {"price": 51, "dear": False, "total": 0}) == {"approval": "required"}
    assert submit(schema, {"price": 1}) == {"price": 1, "total": 2, "dear": False}


def test_a_computed_field_that_has_no_value_is_null() -> None:
    schema = form(component("expression", "x", expression="=missing + 1"))
    assert submit(schema, {"x": 5}) == {"x": None}


def test_the_time_of_the_command_is_the_time_of_the_form() -> None:
    schema = form(component("expression", "x", expression="=now().year"))
    assert submit(schema, {}) == {"x": 2026}
