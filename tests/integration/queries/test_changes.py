"""What a reviewer is shown of a version: in words, line by line, and what they may do about it."""

from __future__ import annotations

import json

import pytest

from engine.bootstrap import Engine
from engine.commands.procedures.review import RejectVersion
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden, NotFound
from engine.kernel.permissions import Permission
from engine.queries.procedures.changes import ChangesOfVersion, VersionChanges, VersionsInReview
from tests.support.bundles import deploy, end_event, files, flow, form, start_event, two_steps, user_task
from tests.support.people import People
from tests.support.review import Desk, read_by
from tests.unit.dmn.drawing import decision, definitions, input_data, table


@pytest.fixture
def desk(engine: Engine, people: People) -> Desk:
    people.role("guard")
    return Desk.of(engine, people)


def shown(desk: Desk, number: int = 2, by: Actor | None = None) -> VersionChanges:
    return desk.engine.ask(ChangesOfVersion("two_steps", number), actor=by or desk.reviewer)


def told(found: VersionChanges) -> dict[str, tuple[str, str]]:
    """Kind and key → how, and the English sentence."""
    return {f"{each.kind} {each.key}".strip(): (each.how, each.en) for each in found.in_words}


def other_steps(groups: str = "guard") -> dict[str, bytes]:
    """``second`` is for others, a third step follows, and ``first`` asks for less."""
    body = "".join(
        [
            start_event(),
            user_task("first", form="note"),
            user_task("second", form="note", groups=groups),
            user_task("third"),
            end_event(),
            flow("start", "first"),
            flow("first", "second"),
            flow("second", "third"),
            flow("third", "end", id="last"),
        ]
    )
    return files("two_steps", body, forms={"note": form("note", "text!", "amount:number", "extra")}, extra='readers = ["guard"]')


def test_elements_flows_fields_and_readers_are_told_in_words(desk: Desk) -> None:
    deploy(desk.engine, two_steps())
    desk.submit(other_steps())
    found = shown(desk)
    assert (found.against, found.readers_added) == (1, ("guard",))
    assert told(found) == {
        "readers guard": ("added", "Reader of all cases “guard” added"),
        "element second": ("changed", "Element “second” changed: for the roles clerk → guard"),
        "element third": ("added", "Element “third” added"),
        "flow second third second_third": ("added", "Flow “second → third” added"),
        "flow third end last": ("added", "Flow “third → end” added"),
        "flow second end second_end": ("removed", "Flow “second → end” removed"),
        "field note text": ("changed", 'Field “note · text” changed: checks nothing → {"required":true}'),
        "field note extra": ("added", "Field “note · extra” added"),
    }
    assert {each.zh for each in found.in_words} >= {"新增全部工单的查看角色“guard”", "更改元素“second”：候选角色由clerk改为guard"}


def test_who_may_start_send_and_own_it_is_told(desk: Desk) -> None:
    deploy(desk.engine, two_steps())
    content = two_steps(start_roles=("clerk", "guard"), tables='[messages.stop]\nroles = ["guard"]\n')
    content["procedure.toml"] = content["procedure.toml"].replace(b'owner_role = "clerk"', b'owner_role = "guard"')
    desk.submit(content)
    assert told(shown(desk)) == {
        "owner": ("changed", "Owner “guard” changed: role clerk → guard"),
        "start 0": ("changed", "Start “1” changed: roles clerk → clerk, guard"),
        "messages stop": ("added", "Message “stop” added"),
    }


def test_rules_of_decision_tables_are_told(desk: Desk) -> None:
    def ruled(*rules: tuple[str, str]) -> dict[str, bytes]:
        lines = [[when, then] for when, then in rules]
        drawn = decision("level", table(["amount"], ["level"], lines), ["i_amount"])
        return two_steps() | {"level.dmn": definitions(drawn, input_data("amount"))}

    deploy(desk.engine, ruled(("< 10", '"low"'), (">= 10", '"high"')))
    desk.submit(ruled(("< 10", '"low"'), (">= 10", '"very high"')))
    assert [(each.kind, each.how, each.en.partition("→")[2]) for each in shown(desk).in_words] == [
        ("rule", "added", ' "very high"” added'),
        ("rule", "removed", ' "high"” removed'),
    ]


def test_files_are_shown_line_by_line(desk: Desk) -> None:
    deploy(desk.engine, read_by("clerk"))
    desk.submit(read_by("clerk", years=7))
    (file,) = shown(desk).files
    assert (file.path, file.change, file.left_out) == ("procedure.toml", "changed", 0)
    assert [(line.text, line.old, line.new) for line in file.lines if line.kind != "same"] == [
        ("retention_years = 1", 5, None),
        ("retention_years = 7", None, 5),
    ]
    assert len(file.lines) == 3 + 2 + 3


def test_a_first_version_is_all_new(desk: Desk) -> None:
    desk.submit(two_steps())
    found = shown(desk, 1)
    assert (found.against, found.in_words, found.readers_added) == (None, (), ())
    assert {(each.path, each.change) for each in found.files} == {(path, "added") for path in two_steps()}


def test_it_says_what_the_reader_may_do_and_why_not(desk: Desk, people: People) -> None:
    deploy(desk.engine, read_by("clerk"))
    desk.submit(read_by("clerk", "guard"))
    mine, theirs, others = (shown(desk, by=each) for each in (desk.author, desk.reviewer, people.hire("zhao", "guard")))
    assert [(each.approve.may, each.reject.may, each.withdraw.may) for each in (mine, theirs, others)] == [
        (False, False, True),
        (False, True, False),
        (False, False, False),
    ]
    assert Permission.DEFINITIONS_WIDEN_READERS in theirs.approve.why_not_zh
    may = people.hire("qian", "clerk", permissions=(Permission.DEFINITIONS_WIDEN_READERS,))
    assert shown(desk, by=may).approve.may
    desk.engine.execute(RejectVersion("two_steps", 2, "no"), actor=desk.reviewer)
    assert not shown(desk, by=may).approve.may


def test_a_version_deployed_at_once_is_compared_with_the_one_deployed_before_it(desk: Desk) -> None:
    deploy(desk.engine, read_by("clerk"))
    desk.submit(read_by("clerk", years=2))
    deploy(desk.engine, read_by("clerk", years=3))
    assert (shown(desk, 3).against, shown(desk, 2).against) == (1, 1)


def test_versions_in_review_are_listed_with_whose_turn_it_is(desk: Desk, people: People) -> None:
    desk.submit(two_steps(), "please")
    lists = [desk.engine.ask(VersionsInReview(), actor=each) for each in (desk.author, desk.reviewer, people.hire("zhao", "guard"))]
    assert [[(row.number, row.note, row.mine, row.for_me) for row in rows] for rows in lists] == [
        [(1, "please", True, False)],
        [(1, "please", False, True)],
        [(1, "please", False, False)],
    ]
    desk.approve(desk.submit(two_steps()))
    assert desk.engine.ask(VersionsInReview(), actor=desk.reviewer) == ()


def test_it_is_for_people_of_the_house(desk: Desk, people: People) -> None:
    desk.submit(two_steps())
    outsider = people.hire("wu", "clerk", belongs_to="c1")
    for query in (ChangesOfVersion("two_steps", 1), VersionsInReview()):
        with pytest.raises(Forbidden):
            desk.engine.ask(query, actor=outsider)
    with pytest.raises(NotFound):
        shown(desk, 2**40)


def test_a_form_with_parts_inside_is_compared_to_its_ground(desk: Desk) -> None:
    def grouped(label: str) -> dict[str, bytes]:
        inner = {"type": "textfield", "key": "text", "id": "t", "label": label}
        schema = {"id": "note", "type": "default", "components": [{"type": "group", "id": "g", "label": "G", "components": [inner]}]}
        return two_steps() | {"forms/note.form": json.dumps(schema).encode()}

    deploy(desk.engine, grouped("Text"))
    desk.submit(grouped("Words"))
    assert told(shown(desk)) == {"field note text": ("changed", "Field “note · Words” changed: name Text → Words")}
