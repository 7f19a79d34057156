"""A process of its own that carries out one command, or runs due jobs, and may be killed while it does.

python -m tests.crash.victim DATABASE_URL DATA_DIR complete TASK_ID KEY ACTOR_JSON
python -m tests.crash.victim DATABASE_URL DATA_DIR jobs SECONDS_LATER ALLOWED_HOST
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from tests.support.fixtures import MONDAY_NINE


def main(url: str, folder: str, verb: str, *rest: str) -> None:
    clock = ManualClock(MONDAY_NINE)
    if verb == "jobs":
        clock.advance(timedelta(seconds=int(rest[0])))
    settings = Settings(database_url=url, data_dir=Path(folder), scheduler=False, http_allowed_hosts=rest[1:2] if verb == "jobs" else ())
    engine = Engine(settings, clock=clock)
    if verb == "complete":
        actor = Actor("person", rest[2], "clerk", roles=(RoleHeld("clerk"),), authenticated_by="password")
        receipt = engine.execute(CompleteTask(rest[0], {"text": "done"}), actor=actor, idempotency_key=rest[1])
        print(json.dumps({"event": receipt.receipts[0].event_id}))
    else:
        print(json.dumps({"ran": engine.run_due_jobs()}))
    engine.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
