"""A server to flood, and another person who works there meanwhile."""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, func, make_url, select, text

from bench.http import free_port, started
from engine.bootstrap import Engine
from engine.evidence.tables import evidence_entry
from engine.identity.sessions import open_session
from engine.incidents.tables import incident
from engine.jobs.tables import job
from engine.kernel.actor import Actor
from engine.kernel.permissions import Permission
from engine.kernel.settings import Settings
from engine.store.database import reading, writing
from tests.support.bundles import deploy, end_event, files, flow, form, start_event, timer, two_steps
from tests.support.people import People

FLOODER, OTHER = "127.0.0.2", "127.0.0.1"
PUNCTUAL = "punctual"
_PAUSE = 0.05
_TIMER_EVERY = timedelta(seconds=0.5)
_OPEN_CASES = 50


@dataclass
class Target:
    """``flooder`` and ``other``: the headers of two people's sessions."""

    settings: Settings
    server: int
    flooder: dict[str, str]
    other: dict[str, str]
    over: threading.Event = field(default_factory=threading.Event)

    def connect(self, source: str = FLOODER) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=60, source_address=(source, 0))

    def left(self) -> Counter[str]:
        """What the flood left in the database: jobs by their state, incidents, entries of evidence."""
        engine = Engine(self.settings)
        with reading(engine.database) as db:
            of_others = job.c.procedure_id != PUNCTUAL
            states = db.execute(select(job.c.state, func.count()).where(of_others).group_by(job.c.state))
            found = Counter({f"jobs {state}": count for state, count in states})
            for table in (incident, evidence_entry):
                found[table.name] = db.execute(select(func.count()).select_from(table)).scalar_one()
        engine.close()
        return found

    def memory(self) -> int:
        """Bytes that the server's processes hold together."""
        return sum(_resident(pid) for pid in [self.server, *_children(self.server)])

    def many(self, threads: int, work: Callable[[http.client.HTTPConnection, Counter[str]], None]) -> Counter[str]:
        """Let so many threads do ``work`` again and again, each with a connection of its own, until it is over; what they counted."""
        counts = [Counter[str]() for _ in range(threads)]
        running = [threading.Thread(target=self._again, args=(work, count)) for count in counts]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        return sum(counts, Counter())

    def _again(self, work: Callable[[http.client.HTTPConnection, Counter[str]], None], count: Counter[str]) -> None:
        connection = self.connect()
        while not self.over.is_set():
            try:
                work(connection, count)
            except OSError as reason:
                count[type(reason).__name__] += 1
                connection.close()
                self.over.wait(_PAUSE)
            except http.client.HTTPException as reason:
                count[type(reason).__name__] += 1
                connection.close()
        connection.close()


class Feeling:
    """What the other person feels: how long reads and writes take, and whether they succeed."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._before = self._most = target.memory()
        self.reads: list[float] = []
        self.writes: list[float] = []
        self.late: list[float] = []
        self.failures: Counter[str] = Counter()

    def feel(self, until: float) -> None:
        """Read the inbox, ask for health and start a case, in turn, while timers of theirs fire."""
        planned = self._plan_timers(until - time.monotonic())
        kinds = (
            ("GET", "/inbox", None, self.reads),
            ("GET", "/health", None, self.reads),
            ("POST", "/instances", {"procedure_id": "two_steps", "submission": {}}, self.writes),
        )
        while time.monotonic() < until:
            for method, path, body, times in kinds:
                times.append(self._took(method, path, body))
                self._most = max(self._most, self._target.memory())
                time.sleep(_PAUSE)
        self.late = _late(self._target.settings, planned)

    def _plan_timers(self, seconds: float) -> datetime:
        """Cases whose timers are due one after the other; gives when the last one is."""
        begun = datetime.now(UTC) + timedelta(seconds=1)
        moments = [begun + _TIMER_EVERY * place for place in range(int((seconds - 3) / _TIMER_EVERY.total_seconds()) + 1)]
        for at in moments:
            self._took("POST", "/instances", {"procedure_id": PUNCTUAL, "submission": {"at": at.isoformat()}})
        return moments[-1]

    def _took(self, method: str, path: str, body: object) -> float:
        began = time.perf_counter()
        connection = self._target.connect(OTHER)
        try:
            status = ask(connection, method, path, self._target.other, body)
            if status >= 400:
                self.failures[f"{method} {path} {status}"] += 1
        except (OSError, http.client.HTTPException) as reason:
            self.failures[f"{method} {path} {type(reason).__name__}"] += 1
        finally:
            connection.close()
        return (time.perf_counter() - began) * 1000

    def __str__(self) -> str:
        megabytes = (self._most - self._before) / 2**20
        parts = [
            f"{name} p50 {median(times):.0f} max {max(times):.0f} ms" for name, times in (("reads", self.reads), ("writes", self.writes))
        ]
        return f"{', '.join(parts)}, timers up to {max(self.late):.1f} s late, memory +{megabytes:.0f} MiB, failures {dict(self.failures)}"


def _times(times: list[float]) -> str:
    return f"p50 {median(times):.0f} max {max(times):.0f} ms"


def _late(settings: Settings, until: datetime) -> list[float]:
    """Seconds between when each timer was due and when it fired, or now."""
    engine = Engine(settings)
    with reading(engine.database) as db:
        rows = db.execute(select(job.c.due_at, job.c.ended_at).where(job.c.procedure_id == PUNCTUAL, job.c.due_at <= until)).all()
    engine.close()
    return [((row.ended_at or datetime.now(UTC)) - row.due_at).total_seconds() for row in rows]


def ask(connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: object = None) -> int:
    """The status of one request."""
    connection.request(method, f"/api/v1{path}", body=None if body is None else json.dumps(body), headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


@contextmanager
def prepared_target(server: str | None, prepare: Callable[[Engine, Actor], None], hosts: tuple[str, ...]) -> Iterator[Target]:
    """A server with a fresh database, some cases, and two people. ``prepare``: the flood's own; ``hosts``: those that it has called."""
    with tempfile.TemporaryDirectory() as folder, _database(server, Path(folder)) as url:
        settings = Settings(database_url=url, data_dir=Path(folder), port=free_port(), http_allowed_hosts=hosts)
        engine = Engine(settings)
        engine.migrate()
        people = People(engine)
        people.role("announcer", Permission.INSTANCES_ADMINISTER)
        flooder, other = people.hire("flooder", "clerk", "announcer"), people.hire("other", "clerk")
        deploy(engine, two_steps(start_form="note"))
        deploy(engine, _long_way())
        deploy(engine, _punctual())
        prepare(engine, flooder)
        headers = _signed_in(engine, flooder), _signed_in(engine, other)
        engine.close()
        process = started(settings)
        target = Target(settings, process.pid, *headers)
        try:
            connection = target.connect(OTHER)
            for _ in range(_OPEN_CASES):
                ask(connection, "POST", "/instances", target.other, {"procedure_id": "two_steps", "submission": {}})
            connection.close()
            yield target
        finally:
            process.terminate()
            process.wait(30)


def _long_way() -> dict[str, bytes]:
    """A case in which nothing waits: a thousand steps after one another."""
    tasks = [f"step_{number}" for number in range(1_000)]
    ways = zip(["start", *tasks], [*tasks, "end"], strict=True)
    body = start_event() + "".join(f'<bpmn:task id="{each}"/>' for each in tasks) + end_event() + "".join(flow(*way) for way in ways)
    return files("long_way", body)


def _punctual() -> dict[str, bytes]:
    """A case that waits until the moment ``at``."""
    wait = f'<bpmn:intermediateCatchEvent id="wait" name="wait">{timer("timeDate", "=date and time(at)")}</bpmn:intermediateCatchEvent>'
    body = start_event() + wait + end_event() + flow("start", "wait") + flow("wait", "end")
    return files(PUNCTUAL, body, forms={"when": form("when", "at")}, start_form="when")


def _signed_in(engine: Engine, person: Actor) -> dict[str, str]:
    assert person.id is not None
    with writing(engine.database) as db:
        made = open_session(db, person.id, now=engine.clock.now(), lasts=86_400, address=OTHER, user_agent=None)
    return {"Cookie": f"zhidu_session={made.session_id}", "X-CSRF-Token": made.csrf_token, "Content-Type": "application/json"}


@contextmanager
def _database(server: str | None, folder: Path) -> Iterator[str]:
    if server is None:
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    name = f"zhidu_flood_{uuid.uuid4().hex[:8]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _resident(pid: int) -> int:
    """Private pages: those that the processes share would be counted twice."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))
