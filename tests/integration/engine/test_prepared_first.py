"""What takes long is done before the transaction begins: nobody waits for a compiler."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.procedures import deploy as deploying
from engine.commands.procedures.deploy import Deploy
from engine.kernel.actor import SYSTEM
from engine.kernel.errors import Forbidden
from engine.library import versions
from engine.unit_of_work.answers import fingerprint
from engine.unit_of_work.context import Context, Preparation
from engine.unit_of_work.verbs import Command
from tests.support.bundles import deploy, start, two_steps
from tests.support.looking import open_task
from tests.support.people import People


class Watched:
    """Calls of ``compile_bundle`` in a module: how many connections were in use at each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, engine: Engine) -> None:
        self.connections: list[int] = []
        compiled = module.compile_bundle

        def compile_bundle(*given: Any, **named: Any) -> Any:
            self.connections.append(engine.database.pool.checkedout())  # type: ignore[attr-defined]
            return compiled(*given, **named)

        monkeypatch.setattr(module, "compile_bundle", compile_bundle)


def test_a_bundle_is_compiled_before_the_transaction_of_its_deployment(
    engine: Engine, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.role("clerk")
    watched = Watched(monkeypatch, deploying, engine)
    first = engine.execute(Deploy(two_steps()), actor=SYSTEM, idempotency_key="once")
    assert engine.execute(Deploy(two_steps()), actor=SYSTEM, idempotency_key="once") == first
    assert watched.connections == [0, 0]


def test_nothing_is_compiled_for_somebody_who_may_not_deploy(engine: Engine, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch, deploying, engine)
    with pytest.raises(Forbidden):
        engine.execute(Deploy(two_steps()), actor=people.hire("li", "clerk"))
    assert watched.connections == []


def test_a_version_that_the_process_does_not_know_yet_is_compiled_between_two_transactions(
    engine: Engine, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    restarted = Engine(engine.settings, clock=engine.clock)
    watched = Watched(monkeypatch, versions, restarted)
    case = start(restarted, "two_steps", clerk).instance_id
    start(restarted, "two_steps", clerk)
    restarted.close()
    assert watched.connections == [0]
    assert open_task(engine, case).element_id == "first"


@dataclass(frozen=True)
class Count(Command[int]):
    """Counts the open connections and the people, once before the transaction and once in it."""

    before: int | None = field(default=None, compare=False)

    def prepared(self, preparation: Preparation) -> Count:
        with preparation.reading() as ctx:
            assert ctx.actor == preparation.actor
            return replace(self, before=_connections(ctx.db))

    def carry_out(self, ctx: Context) -> int:
        assert self.before is not None
        return _connections(ctx.db) - self.before


def _connections(db: Any) -> int:
    return int(db.engine.pool.checkedout())


def test_what_was_read_beforehand_holds_no_connection_afterwards(engine: Engine) -> None:
    assert engine.execute(Count(), actor=SYSTEM) == 0


def test_what_was_prepared_is_no_part_of_what_was_asked_for() -> None:
    assert fingerprint(Count()) == fingerprint(Count(before=3))
