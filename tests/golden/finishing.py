"""Brings every case of the demonstration to its end, as its people would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select

from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import ResumeInstance, SetVariables
from engine.commands.cases.send_message import CorrelateMessage
from engine.commands.cases.settle_incident import RetryIncident
from engine.commands.tasks.complete_task import CompleteTask
from engine.identity.tables import app_user
from engine.incidents.tables import incident
from engine.instances.tables import process_instance, subscription
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.queries.people.sessions import ActorNamed
from engine.tasks.tables import user_task
from tests.support.looking import rows

_SOLVED = {"cause": "老化", "solution": "更换"}
_ANSWERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "diagnose": ("lina", {"diagnosis": "solved", "solution": "已处理"}),
    "take_over": ("yangfan", {}),
    "solve": ("yangfan", {"work_result": "solved", **_SOLVED}),
    "answer": ("", {"answer_text": "编号 20260302"}),
    "supplier_work": ("xiejun", {"supplier_result": "线路已修复", "supplier_cause": "光缆受损"}),
    "approve_change": ("donglihua", {"change_decision": "approved"}),
    "tell_requester": ("lina", {"told_by": "phone", "told_text": "已恢复"}),
    "confirm": ("", {"confirmation": "solved", "satisfaction": 9}),
    "call_back_requester": (
        "zhulin",
        {"call_back_solved": "yes", "call_back_attitude": "good", "call_back_charged": "no", "call_back_score": 9},
    ),
    "close_request": ("lina", {"cause_category": "hardware", **_SOLVED, "breach_cause": "own", "breach_remark": "人手不足"}),
    "escalate_to_lead": ("wufang", {"escalation_action": "called", "escalation_remark": "已通知"}),
    "escalate_to_project_manager": ("sunjianguo", {"escalation_action": "called", "escalation_remark": "已通知"}),
    "escalate_to_service_level_manager": ("huwei", {"escalation_action": "called", "escalation_remark": "已通知"}),
    "take_up_complaint": ("xuli", {"complaint_severity": "ordinary", "complaint_owner": "刘强", "complaint_plan": "致歉"}),
    "work": ("lina", {"result": "完成"}),
    "after": ("lina", {}),
    "each": ("lina", {}),
    "weigh": ("lina", {"amount": 20}),
}
_ROUNDS = 40


class Finish:
    """One round looks at everything that is waited for; an hour passes between rounds."""

    def __init__(self, engine: Engine, clock: ManualClock) -> None:
        self._engine, self._clock = engine, clock

    def all(self) -> None:
        for _ in range(_ROUNDS):
            if not self._living():
                return
            self._round()
        raise AssertionError(f"Expected all cases to end, but these go on: {[(row.number, row.state) for row in self._living()]}")

    def _living(self) -> list[Row[Any]]:
        return [row for row in rows(self._engine, process_instance) if row.ended_at is None]

    def _round(self) -> None:
        for row in self._living():
            if row.state == "suspended":
                self._engine.execute(ResumeInstance(row.id, "合同已续签"), actor=OPERATOR)
        for row in rows(self._engine, incident, state="open"):
            self._engine.execute(SetVariables(row.instance_id, {"amount": 20}, "重新称重"), actor=OPERATOR)
            self._engine.execute(RetryIncident(row.id), actor=OPERATOR)
        for row in rows(self._engine, subscription, name="word"):
            self._engine.execute(CorrelateMessage("word", row.correlation_key), actor=OPERATOR)
        for row in rows(self._engine, user_task, state="open"):
            self._complete(row.id)
        self._clock.set(self._clock.now() + timedelta(hours=1))
        self._engine.run_due_jobs(1000)

    def _complete(self, task_id: str) -> None:
        (row,) = rows(self._engine, user_task, id=task_id)
        if row.state == "open":  # completing another one may have ended it
            username, values = _ANSWERS[row.element_id]
            self._engine.execute(CompleteTask(task_id, values), actor=self._actor(row.assignee_id, username))

    def _actor(self, assignee_id: str | None, username: str) -> Actor:
        if assignee_id is not None:
            with self._engine.database.connect() as db:
                username = db.execute(select(app_user.c.username).where(app_user.c.id == assignee_id)).scalar_one()
        return self._engine.ask(ActorNamed(username), actor=OPERATOR)
