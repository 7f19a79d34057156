"""Deploying: all faults at once, versions that never change, instances that keep theirs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from engine.bootstrap import Engine
from engine.commands.procedures.deploy import Deploy, read_bundle, unzip_bundle
from engine.commands.tasks.complete_task import CompleteTask
from engine.definitions.tables import bundle_file, procedure_version
from engine.kernel.errors import Forbidden, InvalidInput
from engine.kernel.permissions import Permission
from engine.library.compiling import compile_bundle
from tests.support.bundles import deploy, end_event, files, flow, form, start, start_event, two_steps, user_task
from tests.support.looking import evidence, instance, open_task, rows
from tests.support.people import People


def faults_of(engine: Engine, content: dict[str, bytes]) -> set[tuple[str | None, str, str]]:
    with pytest.raises(InvalidInput) as refusal:
        deploy(engine, content)
    assert all(fault.en and fault.zh for fault in refusal.value.faults)
    return {(fault.file, fault.where, fault.code) for fault in refusal.value.faults}


def test_deploying_needs_the_permission(engine: Engine, people: People) -> None:
    with pytest.raises(Forbidden):
        engine.execute(Deploy(two_steps()), actor=people.hire("li", "clerk"))
    owner = people.hire("wu", "clerk", permissions=(Permission.DEFINITIONS_DEPLOY,))
    submitted = engine.execute(Deploy(two_steps(), note="first"), actor=owner)
    assert (submitted.number, submitted.new) == (1, True)
    (record,) = evidence(engine, "organisation", "procedure.submitted")
    assert record["details"]["checksum"] == submitted.checksum


def test_the_same_content_makes_no_new_version(engine: Engine, people: People) -> None:
    people.role("clerk")
    first, again = deploy(engine, two_steps()), deploy(engine, two_steps())
    assert (again.version_id, again.new) == (first.version_id, False)
    changed = deploy(engine, two_steps(extra="retention_years = 3"))
    assert changed.number == 2
    back = deploy(engine, two_steps())
    assert (back.number, back.checksum) == (3, first.checksum)


def test_instances_keep_their_version(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk).instance_id
    short = files("two_steps", "".join([start_event(), user_task("only"), end_event(), flow("start", "only"), flow("only", "end")]))
    deploy(engine, short)
    engine.execute(CompleteTask(open_task(engine, case, "first").id), actor=clerk)
    assert open_task(engine, case).element_id == "second"
    assert open_task(engine, start(engine, "two_steps", clerk).instance_id).element_id == "only"


def test_all_faults_of_all_files_are_told_at_once(engine: Engine, people: People) -> None:
    people.role("clerk")
    content = two_steps()
    content["two_steps.bpmn"] = content["two_steps.bpmn"].replace(b'targetRef="second"', b'targetRef="nowhere"')
    content["forms/note.form"] = b"{"
    content["procedure.toml"] += b'\nretention_years = "long"\nunheard_of = 1\n'
    content["rules.dmn"] = b"<definitions/>"
    content["run.py"] = b"import os"
    found = faults_of(engine, content)
    assert {file for file, _, _ in found} == {"two_steps.bpmn", "forms/note.form", "procedure.toml", "rules.dmn", "run.py"}
    # TOML puts what follows [[start]] into that table.
    assert {where for file, where, _ in found if file == "procedure.toml"} == {"start[0].retention_years", "start[0].unheard_of"}
    assert rows(engine, procedure_version) == []


def test_what_a_bundle_names_must_exist(engine: Engine, people: People) -> None:
    people.role("clerk")
    body = "".join(
        [start_event(), user_task("work", form="missing", groups="nobody"), end_event(), flow("start", "work"), flow("work", "end")]
    )
    found = faults_of(engine, files("naming", body, start_form="also_missing", start_roles=("stranger",), extra='readers = ["reader"]'))
    assert {(where, code) for _, where, code in found} == {
        ("work", "form_unknown"),
        ("work", "role_unknown"),
        ("start[0].form", "form_unknown"),
        ("start[0].roles", "role_unknown"),
        ("readers", "role_unknown"),
    }


def test_metadata_and_diagram_must_be_of_one_procedure(engine: Engine, people: People) -> None:
    people.role("clerk")
    content = two_steps()
    content["procedure.toml"] = content["procedure.toml"].replace(b'id = "two_steps"', b'id = "three_steps"')
    assert faults_of(engine, content) == {("procedure.toml", "id", "metadata_id_differs")}


@pytest.mark.parametrize("path", ["../outside.form", "/etc/passwd.form", "a\\b.form", "x" * 300 + ".form"])
def test_paths_stay_inside_the_bundle(engine: Engine, people: People, path: str) -> None:
    people.role("clerk")
    found = faults_of(engine, two_steps() | {path: form("other", "text")})
    assert found == {(path, path, "bundle_path_invalid")}


def test_a_bundle_from_a_folder_and_from_a_zip(engine: Engine, people: People, tmp_path: Path) -> None:
    people.role("clerk")
    content = two_steps()
    (tmp_path / "processes" / "two_steps").mkdir(parents=True)
    (tmp_path / "forms" / "two_steps").mkdir(parents=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in content.items():
            archive.writestr(f"two_steps/{path}", data)
            folder = "forms" if path.startswith("forms/") else "processes"
            (tmp_path / folder / "two_steps" / Path(path).name).write_bytes(data)
    (tmp_path / "processes" / "two_steps" / "notes.txt").write_text("not part of it")
    assert read_bundle(tmp_path / "processes" / "two_steps") == content
    assert unzip_bundle(packed.getvalue()) == content
    with pytest.raises(InvalidInput):
        unzip_bundle(b"PK no zip at all")


def test_a_text_of_a_form_that_no_database_keeps_is_refused(engine: Engine, people: People) -> None:
    people.role("clerk")
    content = two_steps()
    content["forms/note.form"] = content["forms/note.form"].replace(b'"label": "text"', b'"label": "a\\u0000"')
    assert faults_of(engine, content) == {("forms/note.form", "", "form_text_not_storable")}


def test_a_bomb_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.form", b"0" * (30 * 1024 * 1024))
    with pytest.raises(InvalidInput):
        unzip_bundle(packed.getvalue())


def test_files_are_kept_byte_for_byte_with_their_checksums(engine: Engine, people: People) -> None:
    people.role("clerk")
    content = two_steps()
    deploy(engine, content)
    assert {row.path: bytes(row.content) for row in rows(engine, bundle_file)} == content


def test_a_start_form_is_checked_and_gives_variables_title_and_facts(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    extra = 'title = "topic"\ncustomer = "customer"'
    tables = '[[facts]]\nvariable = "topic"\nname = {zh = "主题", en = "Topic"}\nkind = "text"\n'
    body = "".join([start_event(), user_task("work"), end_event(), flow("start", "work"), flow("work", "end")])
    content = files("raised", body, forms={"new": form("new", "topic!", "customer")}, start_form="new", extra=extra, tables=tables)
    deploy(engine, content)
    with pytest.raises(InvalidInput):
        start(engine, "raised", clerk)
    case = instance(engine, start(engine, "raised", clerk, topic="No Water", customer="c9").instance_id)
    assert (case.title, case.customer_id, case.facts) == ("No Water", "c9", {"topic": "No Water"})
    assert case.search_text == f"{case.number.lower()} no water no water"
    assert open_task(engine, case.id).customer_id == "c9"
    with pytest.raises(Forbidden):
        start(engine, "raised", people.hire("zhao", "guard"), topic="x")
    scoped = people.hire("wu", "clerk", customer="c1")
    with pytest.raises(Forbidden):
        start(engine, "raised", scoped, topic="x", customer="c9")


BROKEN = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:d">
  <decision id="level" name="level"><variable name="level"/><literalExpression><text>1 +</text></literalExpression></decision>
</definitions>"""


def test_a_faulty_decision_is_refused_but_a_version_that_runs_is_not_judged_again(engine: Engine, people: People) -> None:
    people.role("clerk")
    content = two_steps() | {"level.dmn": BROKEN}
    assert faults_of(engine, content) == {("level.dmn", "level", "feel_syntax")}
    deploy(engine, two_steps())
    (version,) = rows(engine, procedure_version)
    loaded = compile_bundle(content, version=version)
    assert loaded.decide("level", {}, engine.clock.now()).value is None


SHARED = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="s" name="s" namespace="urn:shared">
  <decision id="base" name="base"><variable name="base"/><literalExpression><text>20</text></literalExpression></decision>
</definitions>"""
IMPORTING = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:d">
  <import name="shared" namespace="urn:shared" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <decision id="double" name="double"><variable name="double"/>
    <informationRequirement><requiredDecision href="urn:shared#base"/></informationRequirement>
    <literalExpression><text>shared.base * 2 + 2</text></literalExpression></decision>
</definitions>"""


def test_decision_files_of_a_bundle_may_import_each_other(engine: Engine, people: People) -> None:
    people.role("clerk")
    bundle = compile_bundle(two_steps() | {"shared.dmn": SHARED, "own.dmn": IMPORTING})
    assert bundle.decide("double", {}, engine.clock.now()).value == 42


def test_expressions_that_cannot_work_are_told_and_others_are_not(engine: Engine, people: People) -> None:
    people.role("clerk")
    body = start_event() + user_task("a") + user_task("b") + end_event() + flow("start", "a") + flow("a", "b", "whatever > 1 + nothing()")
    wrong = body + flow("a", "end", 'roles.memberz("x") = null or "a" + 1 = null') + flow("b", "end")
    warnings = compile_bundle(files("wrong", wrong)).warnings
    assert [(each.where, each.code) for each in warnings if each.code.startswith("expression_")] == [
        ("a_b", "expression_unknown_function"),
        ("a_end", "expression_unknown_entry"),
        ("a_end", "expression_wrong_operands"),
    ]
    assert compile_bundle(read_bundle(Path(__file__).resolve().parents[3] / "processes" / "request_handling")).warnings == ()


def test_a_name_space_that_is_not_lent_is_told_when_it_is_deployed() -> None:
    """Dialect 1 had ``records.customer``."""
    body = start_event() + user_task("a", assignee="=records.person(boss).username") + end_event() + flow("start", "a") + flow("a", "end")
    warnings = compile_bundle(files("asking", body)).warnings
    assert [(each.where, each.code) for each in warnings if each.code.startswith("expression_")] == [("a", "expression_unknown_name")]
    lent = body.replace("records.person", "organisation.person")
    assert not [each for each in compile_bundle(files("asking", lent)).warnings if each.code.startswith("expression_")]
