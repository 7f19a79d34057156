"""The evidence of a whole case, from its start to its closing, with fixed ids, times and people.

It runs on a version that release 0.1.0 deployed (``bundles/request_handling``): no later change of the procedure matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from sqlalchemy import insert

from engine.bootstrap import Engine
from engine.commands.cases.start_instance import StartInstance
from engine.commands.tasks.assign_task import ClaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.evidence.tables import evidence_entry
from engine.identity.tables import customer
from engine.kernel import ids
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from engine.service_levels.tables import business_calendar, catalogue_service
from engine.store.database import writing
from engine.unit_of_work import context
from tests.golden.bundles import insert_stored
from tests.golden.files import Golden
from tests.golden.samples import AT
from tests.processes.organisation import CALENDARS
from tests.support.looking import open_task, rows
from tests.support.people import People


def goldens(database_url: str, data_dir: Path) -> Iterator[Golden]:
    """``database_url``: migrated, without rows."""
    with fixed_ids():
        clock = ManualClock(AT)
        door = Engine(Settings(database_url=database_url, data_dir=data_dir, scheduler=False), clock=clock)
        case = _Played(door, clock).play()
        entries = sorted(rows(door, evidence_entry, stream=case), key=lambda row: row.position)
        yield Golden("chains/request", ".jsonl", b"".join(row.body + b"\n" for row in entries))
        door.close()


@contextmanager
def fixed_ids() -> Iterator[None]:
    numbers = count(1)
    fixed = SimpleNamespace(uuid7=lambda: f"01985555-0000-7000-8000-{next(numbers):012x}")
    with patch.object(ids, "uuid_utils", fixed), patch.object(context, "APPLICATION", "0.1.0"):
        yield


class _Played:
    """A request that is dispatched, waits for its requester, is solved, confirmed, called back and closed."""

    def __init__(self, door: Engine, clock: ManualClock) -> None:
        self._door, self._clock = door, clock
        people = People(door)
        bank = self._organisation()
        self._requester = people.hire("王小雨", "requester", belongs_to=bank)
        self._desk = people.hire("李娜", "service_desk")
        self._engineer = people.hire("刘强", "service_engineer")
        self._inspector = people.hire("朱琳", "quality_inspector")
        self._case = ""

    def play(self) -> str:
        """The id of the case."""
        request = {
            "type": "incident",
            "service": "mail",
            "summary": "邮件退回",
            "description": "退信 40 封。",
            "impact": "high",
            "urgency": "high",
        }
        start = StartInstance("request_handling", request, start_form="request_new")
        self._case = self._door.execute(start, actor=self._requester, idempotency_key="一次").instance_id
        self._pass()
        self._do("diagnose", self._desk, diagnosis="dispatch", dispatch_note="请立即处理")
        self._door.execute(ClaimTask(open_task(self._door, self._case, "take_over").id), actor=self._engineer)
        self._pass()
        self._do("solve", self._engineer, work_result="waiting", question="哪个账号？")
        self._do("answer", self._requester, answer_text="it@example.org")
        self._do("solve", self._engineer, work_result="solved", cause="发送过快", solution="加入白名单")
        self._do("tell_requester", self._desk, told_by="phone", told_text="已恢复")
        self._do("confirm", self._requester, confirmation="solved", satisfaction=9)
        answers = {"call_back_solved": "yes", "call_back_attitude": "good", "call_back_charged": "no", "call_back_score": 9}
        self._do("call_back_requester", self._inspector, **answers)
        last = {"cause_category": "configuration", "cause": "发送过快", "solution": "加入白名单"}
        self._do("close_request", self._desk, **last, breach_cause="own", breach_remark="人手不足")
        return self._case

    def _do(self, element_id: str, actor: Any, **submission: object) -> None:
        task = open_task(self._door, self._case, element_id)
        self._door.execute(CompleteTask(task.id, submission), actor=actor)
        self._pass()

    def _pass(self) -> None:
        self._door.run_due_jobs()
        self._clock.set(self._clock.now() + timedelta(minutes=7))

    def _organisation(self) -> str:
        """Calendars, a service, the procedure, and a customer, whose id it gives."""
        bank = ids.new_id()
        with writing(self._door.database) as db:
            for name, data in CALENDARS.items():
                db.execute(insert(business_calendar), {"id": name, "name_zh": name, "name_en": name, "version": 1, **data})
            service = {"id": ids.new_id(), "code": "mail", "name_zh": "邮件", "name_en": "Mail", "active": True, "version": 1}
            db.execute(insert(catalogue_service), {**service, "calendar_id": "office"})
            named = {"code": "huarui_bank", "name_zh": "华瑞银行", "name_en": "Huarui Bank", "active": True, "version": 1}
            db.execute(insert(customer), {"id": bank, **named})
            insert_stored(db, "request_handling")
        return bank
