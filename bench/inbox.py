"""How long a page of the inbox takes on the server, with 100,000 open tasks and 50 people in a role.

    python -m bench.inbox [--database URL] [--tasks 100000] [--rounds 40]

Prints median and 95th percentile for each view and the number of statements.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, event, insert

from engine.definitions.tables import procedure, procedure_version
from engine.identity.tables import app_user, customer
from engine.instances.tables import case_text, process_instance
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.ids import new_id
from engine.kernel.searching import pieces
from engine.kernel.settings import Settings
from engine.queries.tasks.inbox import CountInbox, Inbox
from engine.service_levels.tables import business_calendar, service_clock
from engine.store.database import open_database, writing
from engine.store.migrate import migrate
from engine.tasks.rules import Due, Sort, View
from engine.tasks.tables import NEVER_DUE, task_candidate, task_name, user_task
from engine.unit_of_work.context import ReadContext

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
TEXTS = {
    "one number": "REQ-2026-099999",
    "text of few": "printer 7777",
    "text of a hundredth": "printer 77",
    "text of all": "print",
    "two Chinese letters": "网络",
    "one letter": "邮",
    "text of none": "no such text",
    "a task's name": "诊断",
}
"""What is sought, by how much of it there is."""
ROLES = ("service_desk", "service_engineer", "service_desk_lead", "quality_inspector")
WORDS = (
    "打印机",
    "无法",
    "连接",
    "网络",
    "服务器",
    "邮箱",
    "密码",
    "办公",
    "系统",
    "升级",
    "故障",
    "安装",
    "软件",
    "账号",
    "权限",
    "会议室",
)
BATCH = 5_000


def seed(db: Connection, tasks: int, people: int) -> tuple[list[str], list[str]]:
    """Rows as the engine writes them: one procedure, ``tasks`` cases with one open task each."""
    draw = random.Random(7)
    users, customers, version = [new_id() for _ in range(people)], [new_id() for _ in range(20)], new_id()
    db.execute(insert(app_user), [_user(user, number) for number, user in enumerate(users)])
    db.execute(insert(customer), [{"id": each, "code": each[-8:], "name_zh": "客户", "name_en": "Customer"} for each in customers])
    db.execute(insert(procedure), [_procedure(version)])
    db.execute(insert(procedure_version), [_version(version)])
    db.execute(insert(business_calendar), [_calendar()])
    for first in range(0, tasks, BATCH):
        rows = [_case(draw, number, version, users, customers) for number in range(first, min(first + BATCH, tasks))]
        for table, key in ((process_instance, "instance"), (user_task, "task"), (task_candidate, "candidate"), (service_clock, "clock")):
            db.execute(insert(table), [row[key] for row in rows])
        texts = [(row["instance"]["id"], pieces(row["instance"]["search_text"])) for row in rows]
        db.execute(insert(case_text), [{"instance_id": case, "pieces": found} for case, found in texts])
    db.execute(insert(task_name), [{"name_zh": "诊断", "name_en": "Diagnose", "search_text": "诊断 diagnose"}])
    return users, customers


def _user(id_: str, number: int) -> dict[str, Any]:
    return {
        "id": id_,
        "username": f"agent{number}",
        "display_name_zh": f"坐席{number}",
        "display_name_en": f"Agent {number}",
        "created_at": NOW,
    }


def _procedure(version: str) -> dict[str, Any]:
    return {"id": "request_handling", "name_zh": "请求处理", "name_en": "Request handling", "active_version_id": version, "created_at": NOW}


def _version(version: str) -> dict[str, Any]:
    return {
        "id": version,
        "procedure_id": "request_handling",
        "number": 1,
        "name_zh": "请求处理",
        "name_en": "Request handling",
        "checksum": "0" * 64,
        "metadata": {
            "id": "request_handling",
            "name": {"zh": "请求处理", "en": "Request handling"},
            "owner_role": "service_desk_lead",
            "number_series": "REQ",
            "readers": ["service_desk", "service_desk_lead"],
        },
        "deployed_at": NOW,
    }


def _calendar() -> dict[str, Any]:
    day = [["09:00", "12:00"], ["13:00", "18:00"]]
    weekly = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day)
    return {
        "id": "office",
        "name_zh": "工作时间",
        "name_en": "Office hours",
        "time_zone": "Asia/Shanghai",
        "weekly": weekly,
        "exceptions": {"2026-10-01": []},
    }


def _case(draw: random.Random, number: int, version: str, users: list[str], customers: list[str]) -> dict[str, dict[str, Any]]:
    instance, task = new_id(), new_id()
    priority = draw.choice((25, 50, 75))
    due = NOW + timedelta(minutes=draw.randint(-3 * 1440, 10 * 1440)) if draw.random() < 0.9 else None
    assignee = draw.choice(users) if draw.random() < 0.3 else None
    of_customer, started = draw.choice(customers), NOW - timedelta(minutes=draw.randint(0, 20_000))
    title = f"Printer {number} does not print {''.join(draw.sample(WORDS, 4))}"
    return {
        "instance": {
            "id": instance,
            "number": f"REQ-2026-{number:06}",
            "procedure_id": "request_handling",
            "version_id": version,
            "state": "running",
            "title": title,
            "customer_id": of_customer,
            "started_at": started,
            "root_instance_id": instance,
            "facts": {"priority": f"P{draw.randint(1, 4)}", "service": "printing"},
            "search_text": f"req-2026-{number:06} {title.lower()}",
            "snapshot": b"x" * 600,
        },
        "task": {
            "id": task,
            "instance_id": instance,
            "wait_id": "t1",
            "procedure_id": "request_handling",
            "version_id": version,
            "element_id": "diagnose",
            "name_zh": "诊断",
            "name_en": "Diagnose",
            "state": "open",
            "assignee_id": assignee,
            "due_at": due,
            "properties": {},
            "customer_id": of_customer,
            "created_at": started,
            "priority": priority,
        },
        "candidate": {
            "task_id": task,
            "candidate": f"role:{draw.choice(ROLES)}",
            "procedure_id": "request_handling",
            "customer_id": of_customer,
            "priority": priority,
            "due_at": due or NEVER_DUE,
            "assigned": assignee is not None,
        },
        "clock": {
            "id": new_id(),
            "instance_id": instance,
            "name": "resolution",
            "calendar_id": "office",
            "calendar": {},
            "target_seconds": 28_800,
            "state": "running",
            "started_at": started,
            "due_at": due,
            "pausing": [],
            "segments": [],
            "listed": True,
        },
    }


@contextmanager
def counted(db: Connection) -> Iterator[list[str]]:
    """The statements executed inside the block."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database")
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(options.database or f"sqlite:///{folder}/inbox.db")
        migrate(engine)
        with writing(engine) as db:
            users, customers = seed(db, options.tasks, options.people)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("ANALYZE")
        with engine.connect() as db:
            measure(db, users, customers, options.rounds)
        engine.dispose()


def measure(db: Connection, users: list[str], customers: list[str], rounds: int) -> None:
    questions: dict[str, Any] = {"counts": CountInbox()}
    for view in View:
        questions |= {f"{view}, sorted by {sort}": Inbox(view, sort=sort) for sort in Sort}
        questions |= {f"{view}, due {due}": Inbox(view, due=due) for due in Due}
        questions |= {f"{view}, of one customer": Inbox(view, customer_id=customers[0]), f"{view}, urgent": Inbox(view, priority_min=75)}
        questions |= {f"{view}, {what}": Inbox(view, text=text) for what, text in TEXTS.items()}
    for name, question in questions.items():
        times, statements = [], 0
        for number in range(rounds):
            roles = (RoleHeld("service_desk"), RoleHeld("service_engineer"))
            ctx = ReadContext(db, Actor("person", users[number % len(users)], roles=roles), NOW, Settings())
            with counted(db) as made:
                begun = time.perf_counter()
                question.answer(ctx)
                times.append((time.perf_counter() - begun) * 1000)
            statements = max(statements, len(made))
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name:32} median {statistics.median(times):7.1f} ms   p95 {p95:7.1f} ms   {statements} statements")


if __name__ == "__main__":
    main()
