"""Cases and tasks that were there before the index are in it once the database is migrated."""

from __future__ import annotations

from alembic import command
from sqlalchemy import select, text

from engine.bootstrap import Engine
from engine.instances.tables import process_instance
from engine.kernel.actor import Actor
from engine.kernel.settings import Settings
from engine.queries.finding import holds_text
from engine.store.database import open_database, reading, writing
from engine.store.migrate import configuration, migrate
from engine.tasks.tables import task_name
from engine.unit_of_work.context import ReadContext


def test_cases_and_tasks_of_before_are_found(empty_url: str) -> None:
    database = open_database(empty_url)
    with writing(database) as db:
        command.upgrade(configuration(db), "0005")
        for table, row in (("process_instance", OLD_CASE), ("user_task", OLD_TASK)):
            db.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"), row)
    migrate(database)
    database.dispose()
    engine = Engine(Settings(database_url=empty_url))
    with reading(engine.database) as db:
        ctx = ReadContext(db, Actor("system"), engine.clock.now(), engine.settings, engine.shared)
        assert db.execute(select(process_instance.c.id).where(holds_text(ctx, "STRASSE"))).scalars().all() == ["c1"]
        assert db.execute(select(task_name.c.search_text)).scalars().all() == ["处理vpn vpn"]
    engine.close()


OLD_CASE = {
    "id": "c1",
    "number": "N-1",
    "procedure_id": "p",
    "version_id": "v",
    "state": "running",
    "title": "Straße",
    "started_at": "2026-03-02 00:00:00.000000",
    "root_instance_id": "c1",
    "depth": 0,
    "facts": "{}",
    "search_text": "n-1 straße",
    "snapshot": b"",
    "open_incidents": 0,
    "evidence_count": 0,
    "evidence_head": "",
}
OLD_TASK = {
    "id": "t1",
    "instance_id": "c1",
    "wait_id": "w",
    "procedure_id": "p",
    "version_id": "v",
    "element_id": "e",
    "name_zh": "处理VPN",
    "name_en": "VPN",
    "state": "open",
    "priority": 50,
    "due_order": "9999-12-31 00:00:00.000000",
    "attempt": 1,
    "properties": "{}",
    "created_at": "2026-03-02 00:00:00.000000",
    "offered_to": " ",
}
