"""Cases and tasks are found by whatever part of their texts somebody types, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.instances.tables import case_text, process_instance
from engine.kernel.actor import Actor
from engine.kernel.searching import normal_form
from engine.queries import finding
from engine.queries.cases.instances import Instances
from engine.queries.tasks.inbox import Inbox
from engine.store.database import reading, writing
from engine.tasks.rules import View
from tests.support.bundles import deploy, start, two_steps
from tests.support.looking import open_task
from tests.support.people import People

TITLES = {
    "printer": "Printer on floor 3 does not print",
    "vpn": "处理ＶＰＮ连接故障",
    "accent": "A\u0308rger mit der Straße",
    "signs": "100% of C:\\temp_1 'quoted' \"twice\"",
    "short": "打",
}
ASKED = {
    "printer": ["printer", "FLOOR 3", "inter o", "or 3", "3", "pr"],
    "vpn": ["vpn", "处理VPN", "故障", "障", "理vpn连", "ＶＰＮ"],
    "accent": ["Ärger", "STRASSE", "straße", "ä"],
    "signs": ["100%", "c:\\temp_1", "'quoted'", '"twice"', "%", "_", "\\"],
    "short": ["打"],
}


@pytest.fixture(params=["few", "many"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways of finding: from the index, and along the list."""
    if request.param == "many":
        monkeypatch.setattr(finding, "_FEW", 0)
    yield request.param


def cases(engine: Engine, clerk: Actor) -> dict[str, str]:
    """A case for each title, by its name here."""
    deploy(engine, two_steps(start_form="note", extra='title = "=text"\nreaders = ["clerk"]'))
    return {name: start(engine, "two_steps", clerk, text=title).instance_id for name, title in TITLES.items()}


def found(engine: Engine, clerk: Actor, asked: str) -> set[str]:
    """The cases that the list of cases finds; each view of the inbox must find the same, where their tasks are."""
    listed = {row.id for row in engine.ask(Instances(text=asked), actor=clerk).items}
    for view in (View.ROLES, View.ALL):
        assert {row.instance_id for row in engine.ask(Inbox(view, text=asked), actor=clerk).items} == listed
    return listed


@pytest.mark.usefixtures("way")
def test_a_case_is_found_by_any_part_of_its_title(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    made = cases(engine, clerk)
    for name, words in ASKED.items():
        for asked in words:
            wanted = {made[other] for other, title in TITLES.items() if normal_form(asked) in normal_form(title)}
            assert made[name] in wanted
            assert found(engine, clerk, asked) >= wanted, asked
            assert found(engine, clerk, asked) - wanted <= _by_number(engine, asked), asked


def _by_number(engine: Engine, asked: str) -> set[str]:
    with reading(engine.database) as db:
        rows = db.execute(select(process_instance.c.id, process_instance.c.search_text)).all()
    return {row.id for row in rows if normal_form(asked) in row.search_text}


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("asked", ["printer on floor 4", "rint floor", "故连", "strase", "100_", "nobody"])
def test_what_a_title_does_not_hold_finds_nothing(engine: Engine, people: People, asked: str) -> None:
    clerk = people.hire("li", "clerk")
    cases(engine, clerk)
    assert found(engine, clerk, asked) == set()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("asked", ["first", "IRS", "f"])
def test_a_task_is_found_by_its_name(engine: Engine, people: People, asked: str) -> None:
    clerk = people.hire("li", "clerk")
    made = cases(engine, clerk)
    engine.execute(CompleteTask(open_task(engine, made["vpn"]).id, {"text": TITLES["vpn"]}), actor=clerk)
    still = {made[name] for name in TITLES if name != "vpn"}
    for view in (View.ROLES, View.ALL):
        assert {row.instance_id for row in engine.ask(Inbox(view, text=asked), actor=clerk).items} >= still
    assert [row.instance_id for row in engine.ask(Inbox(View.ROLES, text="second"), actor=clerk).items] == [made["vpn"]]


@pytest.mark.usefixtures("way")
def test_a_new_title_takes_the_place_of_the_old_one(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    case = cases(engine, clerk)["printer"]
    engine.execute(CompleteTask(open_task(engine, case).id, {"text": "Scanner 扫描仪"}), actor=clerk)
    assert found(engine, clerk, "扫描") == {case}
    assert found(engine, clerk, "floor 3") == set()


def test_completing_a_task_that_changes_no_text_leaves_the_index_alone(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    case = cases(engine, clerk)["printer"]
    with reading(engine.database) as db:
        before = db.execute(select(case_text.c.row).where(case_text.c.instance_id == case)).scalar_one()
    engine.execute(CompleteTask(open_task(engine, case).id, {"text": TITLES["printer"], "amount": 3}), actor=clerk)
    with reading(engine.database) as db:
        assert db.execute(select(case_text.c.row).where(case_text.c.instance_id == case)).scalar_one() == before


def test_the_sweep_finds_what_another_release_left_out(engine: Engine, people: People) -> None:
    case = cases(engine, people.hire("li", "clerk"))["printer"]
    colleague = people.hire("wang", "clerk")
    with writing(engine.database) as db:
        db.execute(delete(case_text))
    assert found(engine, colleague, "floor") == set()
    engine.sweep()
    assert found(engine, colleague, "floor") == {case}


@pytest.mark.parametrize("asked", ["ＶＰＮ", "连接故障"])
def test_one_s_own_request_is_found_by_what_its_title_shows(engine: Engine, people: People, asked: str) -> None:
    """Rows that are shown in part are searched in that part, which is not in normal form."""
    people.hire("li", "clerk")
    asker = people.hire("asker", "asker")
    deploy(engine, two_steps(start_form="note", start_roles=("asker",), extra='title = "=text"'))
    case = start(engine, "two_steps", asker, text=TITLES["vpn"]).instance_id
    assert [row.id for row in engine.ask(Instances(text=asked), actor=asker).items] == [case]
