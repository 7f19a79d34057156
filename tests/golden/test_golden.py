"""Golden files: today's code writes them byte for byte, and reads each of them, the old ones too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from sqlalchemy import insert

from engine.bootstrap import Engine
from engine.bpmn.building.kinds import CLASSES
from engine.bpmn.model import NodeKind
from engine.bpmn.outcome import ChildWait, ConnectorWait, IncidentWait, MessageWait, SignalWait, TimerWait, UserTaskWait
from engine.commands.cases.start_instance import StartInstance
from engine.events import registered
from engine.evidence.reading import read_body
from engine.evidence.rules import GENESIS, hash_of
from engine.identity.tables import customer
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Broken
from engine.library.versions import bundle_of
from engine.store.database import reading, writing
from engine.unit_of_work.context import ReadContext
from tests.golden import bundles, snapshots
from tests.golden.collected import of_a_case, of_a_deployment, pure
from tests.golden.files import HERE, Golden, all_of, versions_of
from tests.golden.samples import AT
from tests.golden.write import write
from tests.support.looking import open_tasks
from tests.support.people import People

PURE = list(pure())
ENTRY = re.compile(r"(.+)\.v(\d+)\.\d+\.entry")
HOW = "see python -m tests.golden.write --help"


# --- written ---------------------------------------------------------------------------------


def assert_as_the_file(golden: Golden) -> None:
    assert golden.newest() == golden.content, f"{golden.name}{golden.ending}: {HOW}"


@pytest.mark.parametrize("golden", PURE, ids=lambda golden: golden.name + golden.ending)
def test_the_code_writes_what_the_file_has(golden: Golden) -> None:
    assert_as_the_file(golden)


@pytest.mark.parametrize("of", [of_a_case, of_a_deployment])
def test_the_engine_writes_what_the_file_has(of: object, database_url: str, tmp_path: Path) -> None:
    for golden in of(database_url, tmp_path):  # type: ignore[operator]
        assert_as_the_file(golden)


def test_a_file_that_is_there_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.golden.files.HERE", tmp_path)
    first, second = Golden("entries/x", ".entry", b"1"), Golden("entries/x", ".entry", b"2")
    assert write([first]) == []
    assert write([second]) == ["entries/x.entry"]
    assert first.newest() == b"1"
    assert write([second], new_version=True) == []
    assert second.newest() == b"2"
    assert [path.read_bytes() for _, path in sorted(versions_of("entries/x", ".entry").items())] == [b"1", b"2"]
    assert write([second], new_version=True) == []
    assert len(second.versions()) == 2


# --- read ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", all_of("entries", ".entry"), ids=lambda path: path.name)
def test_an_entry_is_read(path: Path) -> None:
    body, hash_, _ = path.read_bytes().split(b"\n")
    assert hash_of(body) == hash_.decode()
    told = read_body(body)
    kind, version = ENTRY.fullmatch(path.name).groups()  # type: ignore[union-attr]
    assert told.kind == kind
    assert told.event.kind == kind
    if (kind, int(version) + 1) not in registered():
        assert told.newest_details() == told.details


def test_every_event_has_a_file() -> None:
    """Of versions that are gone from the code there would be a file that nothing reads: the test above fails for it."""
    there = {path.name.removesuffix(".entry").rpartition(".")[0] for path in all_of("entries", ".entry")}
    assert there == {f"{kind}.v{version}" for kind, version in registered()}


@pytest.mark.parametrize("path", all_of("snapshots", ".snapshot"), ids=lambda path: path.name)
def test_a_snapshot_is_read_and_goes_on_to_its_end(path: Path) -> None:
    name, number, _ = path.name.split(".")
    program = snapshots.program(snapshots.CASES[name][0])
    run = program.load(snapshots.closed(path.read_bytes()), snapshots.ENVIRONMENT)
    waited = json.loads((path.parent / f"{name}.{number}.waits.json").read_text("utf-8"))
    assert snapshots.waits(run) == waited
    snapshots.finish(run)
    assert run.ended is not None
    assert run.ended.kind == "completed"


def test_snapshots_cover_every_kind_of_node_and_wait() -> None:
    diagrams = {diagram for diagram, _, _ in snapshots.CASES.values()}
    kinds = {spec.node.kind for name in diagrams for spec in snapshots.program(name).spec.task_specs.values() if hasattr(spec, "node")}
    assert set(CLASSES) - kinds == set()
    assert NodeKind.USER_TASK in kinds
    waited = {wait["kind"] for path in all_of("snapshots", ".waits.json") for wait in json.loads(path.read_text("utf-8"))}
    all_waits = (UserTaskWait, ConnectorWait, TimerWait, MessageWait, SignalWait, ChildWait, IncidentWait)
    assert waited == {wait.__name__ for wait in all_waits}


def test_a_damaged_snapshot_is_noticed() -> None:
    content = snapshots.closed((HERE / "snapshots" / "loops.1.snapshot").read_bytes())
    with pytest.raises(Broken):
        snapshots.program("loops").load(content[:-2] + b"]]", snapshots.ENVIRONMENT)


@pytest.mark.parametrize("path", all_of("chains", ".jsonl"), ids=lambda path: path.name)
def test_a_chain_is_whole_and_read(path: Path) -> None:
    bodies = path.read_bytes().splitlines()
    previous, kinds = GENESIS, []
    for place, body in enumerate(bodies, 1):
        frame = orjson.loads(body)
        assert (frame["prev"], frame["position"]) == (previous, place)
        previous = hash_of(body)
        told = read_body(body)
        assert told.newest_details() == told.details
        kinds.append(told.event.kind)
    assert (kinds[0], kinds[-1]) == ("instance.started", "instance.ended")
    assert {"clock.paused", "clock.resumed", "clock.met", "decision.made", "task.completed", "gateway.decided"} <= set(kinds)


def stored() -> Iterator[tuple[str, int]]:
    for name in ("request_handling", "deciding"):
        for number in versions_of(f"bundles/{name}", ".json"):
            yield name, number


@pytest.mark.parametrize(("name", "number"), list(stored()))
def test_a_stored_bundle_is_read_and_runs(engine: Engine, clock: ManualClock, name: str, number: int) -> None:
    people = People(engine)
    with writing(engine.database) as db:
        version_id = bundles.insert_stored(db, name, number)
        db.execute(insert(customer), {"id": "bank", "code": "bank", "name_zh": "银行", "name_en": "Bank", "active": True, "version": 1})
    actor = people.hire("li", "requester" if name == "request_handling" else "clerk", belongs_to="bank")
    found = json.loads(versions_of(f"bundles/{name}", ".json")[number].read_text("utf-8"))
    with reading(engine.database) as db:
        bundle = bundle_of(ReadContext(db, actor, AT, engine.settings, engine.shared), version_id)
    assert bundle.checksums == {row["path"]: row["checksum"] for row in found["files"]}
    assert bundle.facts["checksum"] == found["version"]["checksum"]
    assert bundle.metadata == found["version"]["metadata"]
    assert {f"forms/{form}.form" for form in bundle.forms} == {row["path"] for row in found["files"] if row["kind"] == "form"}
    if name == "deciding":
        case = engine.execute(StartInstance(bundle.procedure_id, {}), actor=actor).instance_id
        assert [task.element_id for task in open_tasks(engine, case)] == ["first"]
