"""Imports: what other files hold, by the name that the import gives them (DMN 1.5, 6.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from engine.dmn import DecisionFiles, DecisionModel, files, load
from engine.dmn.elements import Element
from engine.dmn.files import MAX_IMPORT_DEPTH
from engine.dmn.graph import Graph
from tests.unit.dmn.drawing import component, decision, definitions, import_of, input_data, invocation, item, knowledge, literal, service

LIBRARY = definitions(
    item("tLevel", "string", allowed='"low", "high"'),
    item("tPerson", "", component("first-name", "string"), component("level", "tLevel")),
    input_data("person", "tPerson"),
    input_data("n", "number"),
    decision("name", literal("person.first-name"), ["i_person"]),
    knowledge("double", "n", literal("n * 2")),
    service("named", ["name"], ["i_person"]),
    own="urn:lib",
)
ADA = {"first-name": "Ada", "level": "low"}
ALL = ["urn:lib#name", "urn:lib#b_double", "urn:lib#b_named", "urn:lib#i_person", "urn:lib#i_n"]


def importing(*parts: str, imports: Iterable[bytes] | Mapping[str, bytes] = (LIBRARY,), own: str = "urn:own") -> DecisionModel:
    return load(definitions(*parts, own=own), imports=imports)


@pytest.mark.parametrize("name", ["lib", "my lib", "my.lib", "a-b", "库", ""])
def test_what_is_imported_is_known_below_the_name_of_the_import(name: str) -> None:
    at = f"{name}." if name else ""
    text = f"{at}name + string({at}double({at}n)) + {at}named({at}person) + {at}person.level"
    typed = literal(f"{at}person instance of {at}tPerson")
    found = importing(import_of("urn:lib", name), decision("d", literal(text), ALL), decision("e", typed, ["urn:lib#i_person"]))
    assert not found.faults
    assert found.evaluate("d", {"person": ADA, "n": 2}).value == "Ada4Adalow"
    assert found.evaluate("e", {"person": ADA}).value is True
    assert found.required_inputs("d") == {"person", "n"}


@pytest.mark.parametrize(
    "inputs",
    [
        {"person": ADA, "n": 2},
        {"my lib": {"person": ADA, "n": 2}},
        {"my lib.person": ADA, "my  lib.n": 2},
        {"my lib": {"n": 2}, "person": ADA},
    ],
)
def test_inputs_of_an_import_are_given_below_its_name_or_by_their_own(inputs: dict[str, object]) -> None:
    found = importing(import_of("urn:lib", "my lib"), decision("d", literal("[my lib.name, my lib.n]"), ALL))
    assert found.evaluate("d", inputs).value == ["Ada", 2]


def test_own_inputs_and_those_of_an_import_may_have_one_name() -> None:
    found = importing(import_of("urn:lib", "lib"), input_data("n"), decision("d", literal("[n, lib.n]"), ["i_n", "urn:lib#i_n"]))
    assert not found.faults
    assert found.evaluate("d", {"n": 1, "lib": {"n": 2}}).value == [1, 2]
    assert found.evaluate("d", {"n": 1}).value == [1, 1]


def test_what_is_imported_can_be_evaluated_by_its_whole_name() -> None:
    found = importing(import_of("urn:lib", "my lib"))
    assert found.evaluate("my lib.name", {"person": ADA}).value == "Ada"
    assert found.evaluate("my lib.double", {"n": 2}).value == 4
    assert found.evaluate("my lib.named", {"my lib": {"person": ADA}}).value == "Ada"


def test_imported_types() -> None:
    found = importing(
        import_of("urn:lib", "lib"),
        item("tPeople", "lib.tPerson", many=True),
        input_data("p", "tPeople"),
        decision("d", literal("p.first-name"), ["i_p"]),
        decision("e", literal('"middle"'), type_ref="lib.tLevel"),
    )
    assert not found.faults
    assert found.evaluate("d", {"p": ADA}).value == ["Ada"]
    assert found.evaluate("d", {"p": [ADA | {"level": "middle"}]}).problems
    assert found.evaluate("e", {}).value is None


def test_a_prefix_may_stand_for_an_import_as_in_older_files() -> None:
    drawn = definitions(
        import_of("urn:lib", "lib"),
        input_data("p", "l:tPerson"),
        decision("d", literal("lib.n"), ["i_p", "urn:lib#i_n"]).replace("urn:lib#", "l:"),
    )
    found = load(drawn.replace(b"<definitions", b'<definitions xmlns:l="urn:lib"', 1), imports=[LIBRARY])
    assert not found.faults
    assert found.evaluate("d", {"n": 3}).value == 3


MIDDLE = definitions(
    import_of("urn:lib", "lib"),
    decision("middle", literal("lib.name + string(lib.n)"), ["urn:lib#name", "urn:lib#i_n"]),
    own="urn:middle",
)


@pytest.mark.parametrize("inputs", [{"person": ADA, "n": 1}, {"m": {"lib": {"person": ADA, "n": 1}}}, {"second": {"person": ADA, "n": 1}}])
def test_imports_of_imports(inputs: dict[str, object]) -> None:
    found = importing(
        import_of("urn:middle", "m"),
        import_of("urn:lib", "second"),
        decision("d", literal("m.middle + second.name"), ["urn:middle#middle", "urn:lib#name"]),
        imports=[MIDDLE, LIBRARY],
    )
    assert not found.faults
    outcome = found.evaluate("d", inputs)
    assert outcome.value == "Ada1Ada"
    assert [step["name"] for step in outcome.trace] == ["name", "middle", "d"]
    assert found.evaluate("m.lib.name", inputs).value == "Ada"


def test_one_file_imported_by_two_names() -> None:
    parts = import_of("urn:lib", "a"), import_of("urn:lib", "b"), decision("d", literal("[a.n, b.n]"), ["urn:lib#i_n"])
    found = importing(*parts)
    assert not found.faults
    assert found.evaluate("d", {"b": {"n": 1}}).value == [1, 1]


def test_several_imports_without_a_name() -> None:
    one = definitions(decision("x", literal("1")), own="urn:one")
    two = definitions(decision("y", literal("2")), own="urn:two")
    parts = import_of("urn:one", ""), import_of("urn:two", ""), decision("d", literal("x + y"), ["urn:one#x", "urn:two#y"])
    found = importing(*parts, imports=[one, two])
    assert not found.faults
    assert found.evaluate("d", {}).value == 3
    assert found.evaluate("y", {}).value == 2


def test_of_several_with_one_name_the_own_one_counts_then_that_of_the_first_import() -> None:
    """DMN 1.5, 6.3.3: an imported element does not replace one that is there already."""
    one = definitions(item("t", "string"), decision("x", literal("1")), decision("y", literal("1")), own="urn:one")
    two = definitions(item("t", "number"), decision("x", literal("2")), decision("y", literal("2")), own="urn:two")
    parts = (
        import_of("urn:one", ""),
        import_of("urn:two", ""),
        decision("x", literal("3")),
        decision("d", literal("[x, y]"), ["urn:two#x", "urn:one#x", "x", "urn:two#y", "urn:one#y"]),
        decision("e", literal('"text"'), type_ref="t"),
    )
    found = importing(*parts, imports=[one, two])
    assert not found.faults
    assert found.evaluate("d", {}).value == [3, 1]
    assert found.evaluate("e", {}).value == "text"


def test_what_is_imported_without_a_name_may_be_referred_to_like_an_own_element() -> None:
    parts = import_of("urn:lib", ""), decision("d", literal("name"), ["name"]), decision("e", literal("n"), ["i_n"])
    found = importing(*parts)
    assert not found.faults
    assert found.evaluate("d", {"person": ADA}).value == "Ada"
    assert found.evaluate("e", {"n": 1}).value == 1


def test_the_parameters_of_a_service_have_qualified_names() -> None:
    own = input_data("n"), decision("both", literal("n + lib.n"), ["i_n", "urn:lib#i_n"])
    served = service("s", ["both"], ["i_n"]).replace("</decisionService>", '<inputData href="urn:lib#i_n"/></decisionService>')
    calls = decision("d", literal("s(1, 2)"), ["b_s"]), decision("e", invocation("s", {"lib.n": "2", "n": "1"}), ["b_s"])
    found = importing(import_of("urn:lib", "lib"), *own, served, *calls)
    assert not found.faults
    assert [found.evaluate(name, {}).value for name in ("d", "e")] == [3, 3]
    assert found.evaluate("s", {"n": 1, "lib.n": 2}).value == 3
    assert found.evaluate("d", {}).trace[-2]["inputs"] == [{"name": "n", "value": 1}, {"name": "lib.n", "value": 2}]


# --- which file -----------------------------------------------------------------------------------

OTHER = LIBRARY.replace(b"person.first-name", b'"other"')
USING = decision("d", literal("lib.name"), ["urn:lib#name"])


def test_a_file_is_found_by_its_name_space_or_its_location() -> None:
    by_location = import_of("urn:elsewhere", "lib", "../files/lib.dmn"), USING.replace("urn:lib", "urn:elsewhere")
    assert importing(*by_location, imports={"lib.dmn": LIBRARY}).evaluate("d", {"person": ADA}).value == "Ada"
    two = {"other.dmn": OTHER, "lib.dmn": LIBRARY}
    found = importing(import_of("urn:lib", "lib", "lib.dmn"), USING, imports=two)
    assert not found.faults
    assert found.evaluate("d", {"person": ADA}).value == "Ada"


def test_the_same_file_may_be_given_twice_but_not_two_of_one_name_space() -> None:
    parts = import_of("urn:lib", "lib"), USING
    assert importing(*parts, imports=[LIBRARY, LIBRARY]).faults == ()
    assert [fault.code for fault in importing(*parts, imports=[LIBRARY, OTHER]).faults] == ["ambiguous_import"]


@pytest.mark.parametrize(
    ("import_", "code"),
    [
        (import_of("urn:missing", "lib"), "unknown_import"),
        (import_of("urn:own", "lib"), "circular_import"),
    ],
)
def test_faults_of_imports(import_: str, code: str) -> None:
    found = importing(import_, decision("d", literal("1")), imports=[LIBRARY, definitions(own="urn:own"), b"no file at all"])
    assert [fault.code for fault in found.faults] == [code]
    assert found.evaluate("d", {}).value == 1


def test_files_that_import_each_other_are_a_fault() -> None:
    a = definitions(import_of("urn:b", "b"), decision("d", literal("b.e"), ["urn:b#e"]), own="urn:a")
    b = definitions(import_of("urn:a", "a"), decision("e", literal("1")), own="urn:b")
    found = load(a, imports=[b, a])
    assert [(fault.code, fault.file) for fault in found.faults] == [("circular_import", "urn:b")]
    assert found.evaluate("d", {}).value == 1


def test_what_is_no_dmn_is_a_warning() -> None:
    drawn = import_of("urn:p", "p").replace('importType="', 'importType="http://www.dmg.org/PMML-4_2" x="')
    found = importing(drawn, imports={"p.pmml": b"<PMML/>"})
    assert (found.faults, [warning.code for warning in found.warnings]) == ((), ["foreign_import"])


def test_faults_of_imported_files_name_their_file() -> None:
    broken = definitions(decision("x", literal("1 +")), own="urn:broken")
    (fault,) = importing(import_of("urn:broken", "b"), imports={"broken.dmn": broken}).faults
    assert (fault.file, fault.where, fault.code) == ("broken.dmn", "x", "feel_syntax")


def test_imports_end() -> None:
    files = [definitions(import_of(f"urn:{n + 1}", "next"), own=f"urn:{n}") for n in range(500)]
    assert "import_too_deep" in {fault.code for fault in load(files[0], imports=files[1:]).faults}
    few = [*files[1:MAX_IMPORT_DEPTH], definitions(decision("last", literal("1")), own=f"urn:{MAX_IMPORT_DEPTH}")]
    found = load(files[0], imports=few)
    assert found.faults == ()
    assert found.evaluate("next." * MAX_IMPORT_DEPTH + "last", {}).value == 1


def test_files_that_are_imported_on_many_ways_are_read_once() -> None:
    """Each imports the next under two names: 2^18 ways to the last."""
    last = definitions(item("t", "number"), decision("x", literal("1")), own="urn:18")
    files = [definitions(import_of(f"urn:{n + 1}", "a"), import_of(f"urn:{n + 1}", "b"), own=f"urn:{n}") for n in range(18)]
    found = load(files[0], imports=[*files[1:], last])
    assert found.evaluate("a." * 18 + "x", {}).value == 1


def test_conditions_of_imported_types_know_the_types_of_their_file() -> None:
    types = item("tAge", "number"), item("tGrown", "Any", allowed="? instance of tAge and ? >= 18")
    library = definitions(*types, own="urn:types")
    found = importing(import_of("urn:types", "lib"), input_data("x", "lib.tGrown"), decision("d", literal("x"), ["i_x"]), imports=[library])
    assert found.evaluate("d", {"x": 18}).value == 18
    assert found.evaluate("d", {"x": 17}).value is None


def test_what_imports_bring_is_bounded_by_every_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_IMPORTED", 40)
    types = definitions(*(item(f"t{n}", "string") for n in range(15)), own="urn:types")
    both = [definitions(import_of("urn:types", "t"), own=f"urn:{n}") for n in range(2)]
    one = importing(import_of("urn:0", "a"), imports=[types, *both])
    two = importing(import_of("urn:0", "a"), import_of("urn:1", "b"), import_of("urn:types", "t"), imports=[types, *both])
    assert ([fault.code for fault in one.faults], [fault.code for fault in two.faults]) == ([], ["import_too_large"])


def test_a_file_is_read_once_however_many_import_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    class Watched(Graph):
        def __init__(self, root: Element, *more: Any) -> None:
            read.append(root.get("namespace", ""))
            super().__init__(root, *more)

    monkeypatch.setattr(files, "Graph", Watched)
    importing_ones = [definitions(import_of("urn:lib", f"l{n}"), decision("d", literal("1 +")), own=f"urn:{n}") for n in range(3)]
    together = DecisionFiles([*importing_ones, LIBRARY])
    models = [together.model(each) for each in importing_ones]
    assert [[(fault.file, fault.where) for fault in model.faults] for model in models] == [[(None, "d")]] * 3
    assert sorted(read) == ["urn:0", "urn:1", "urn:2", "urn:lib"]
