"""Run with the code of the release before this one, on a database that today's code has migrated:

    previous_release.py DATABASE_URL DATA_DIR

It starts a request, completes a task, deploys a procedure and verifies all evidence. Whatever it imports is of that release: look
through it when ``history.PREVIOUS`` is set anew.
"""

import sys
from pathlib import Path

from engine.commands.assign_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.start_instance import StartInstance
from engine.operator.demonstration import load_demonstration
from engine.operator.first_start import OPERATOR, Wishes, first_start
from engine.queries.instances import Instances
from engine.queries.sessions import ActorNamed
from engine.queries.verify_evidence import VerifyEvidence

from engine.bootstrap import Engine
from engine.kernel.settings import Settings
from engine.queries.cases import ShowInstance

door = Engine(Settings(database_url=sys.argv[1], data_dir=Path(sys.argv[2]), scheduler=False))
first_start(door, Wishes())
load_demonstration(door)
requester, desk = (door.ask(ActorNamed(name), actor=OPERATOR) for name in ("wangxiaoyu", "lina"))
request = {
    "type": "incident",
    "service": "desktop",
    "summary": "打印不清",
    "description": "字迹模糊。",
    "impact": "low",
    "urgency": "medium",
}
case = door.execute(
    StartInstance("request_handling", request, start_form="request_new"), actor=requester, idempotency_key="once"
).instance_id
(task,) = door.ask(ShowInstance(case), actor=OPERATOR).tasks
door.execute(ClaimTask(task.task_id), actor=desk)
door.execute(CompleteTask(task.task_id, {"diagnosis": "solved", "solution": "更换色带"}), actor=desk)
door.run_due_jobs()
assert [row.id for row in door.ask(Instances(), actor=OPERATOR).items] == [case]
report = door.ask(VerifyEvidence(), actor=OPERATOR)
assert report.intact, report.faults
door.close()
print("done")
