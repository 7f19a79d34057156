"""Run with the code of release 0.1.0 (see make.py): a demonstration organisation with cases in every state that a case can rest in.

    play.py DATABASE_URL DATA_DIR

Whatever it imports is of that release; do not bring it up to date.
"""

import io
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engine.commands.add_attachment import AddAttachment
from engine.commands.administer_instance import CancelInstance, SetVariables, SuspendInstance
from engine.commands.assign_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.save_draft import SaveDraft
from engine.commands.send_message import CorrelateMessage
from engine.commands.start_instance import StartInstance
from engine.operator.demonstration import load_demonstration, play_cases
from engine.operator.first_start import OPERATOR, Wishes, first_start
from engine.queries.sessions import ActorNamed

from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from engine.queries.cases import ShowInstance
from tests.support.bundles import call_activity, end_event, files, flow, form, start_event, timer, user_task

WORD = '<bpmn:message id="m" name="word"><bpmn:extensionElements><zeebe:subscription correlationKey="=topic"/></bpmn:extensionElements></bpmn:message>'
DESK = "service_desk"


def bundle(process_id: str, body: str, **more: Any) -> dict[str, bytes]:
    """A small procedure of the service desk."""
    found = files(process_id, body, start_roles=(DESK,), **more)
    found["procedure.toml"] = found["procedure.toml"].replace(b'owner_role = "clerk"', b'owner_role = "service_desk_lead"')
    return found


def procedures() -> list[dict[str, bytes]]:
    """What request handling has not: a called case, every other kind of wait, and a way that leads nowhere."""
    called = start_event() + user_task("work", form="work", groups=DESK) + end_event() + flow("start", "work") + flow("work", "end")
    caller = start_event() + call_activity("call", "called") + user_task("after", groups=DESK) + end_event()
    caller += flow("start", "call") + flow("call", "after") + flow("after", "end")
    each = '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2, 3]" inputElement="item"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>'
    waits = (
        start_event() + '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>' + user_task("each", groups=DESK, inner=each)
    )
    waits += f'<bpmn:intermediateCatchEvent id="hour">{timer("timeDuration", "PT1H")}</bpmn:intermediateCatchEvent>'
    waits += '<bpmn:intermediateCatchEvent id="told"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>'
    waits += end_event() + flow("start", "fork") + flow("join", "end")
    waits += "".join(flow("fork", name) + flow(name, "join") for name in ("each", "hour", "told"))
    stuck = start_event() + user_task("weigh", form="weigh", groups=DESK) + '<bpmn:exclusiveGateway id="which"/>' + end_event()
    stuck += flow("start", "weigh") + flow("weigh", "which") + flow("which", "end", "=amount > 10")
    return [
        bundle("called", called, forms={"work": form("work", "result")}),
        bundle("caller", caller, forms={"new": form("new", "topic")}, start_form="new"),
        bundle("waits", waits, before=WORD, forms={"new": form("new", "topic")}, start_form="new"),
        bundle("stuck", stuck, forms={"weigh": form("weigh", "amount:number")}),
    ]


class Play:
    def __init__(self, url: str, data_dir: Path) -> None:
        self.clock = ManualClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
        self.door = Engine(Settings(database_url=url, data_dir=data_dir, scheduler=False), clock=self.clock)

    def go(self) -> None:
        self.door.migrate()
        first_start(self.door, Wishes("演示组织", "Demonstration"))
        load_demonstration(self.door)
        for _ in play_cases(self.door):
            self.pass_time(minutes=7)
        for content in procedures():
            self.door.execute(Deploy(content, note="样本"), actor=OPERATOR)
        self.requests()
        self.others()
        self.door.close()

    def requests(self) -> None:
        """One that waits with an attachment and a draft, one suspended, one withdrawn, one cancelled, one closed."""
        picture = self.door.execute(AddAttachment("说明.txt", io.BytesIO("打印机型号 E-13\n".encode())), actor=self.actor("wangxiaoyu"))
        with_file = self.request("wangxiaoyu", attachments=[picture.attachment_id])
        task = self.task(with_file, "diagnose")
        self.door.execute(ClaimTask(task), actor=self.actor("lina"))
        self.door.execute(SaveDraft(f"task:{task}", {"diagnosis": "solved", "solution": "重启打印"}), actor=self.actor("lina"))
        suspended = self.request("hejia")
        self.door.execute(SuspendInstance(suspended, "等待合同续签"), actor=OPERATOR)
        withdrawn = self.request("zhaoyiming")
        reason = CorrelateMessage("request_cancelled", variables={"withdrawal_reason": "已自行恢复"}, instance_id=withdrawn)
        self.door.execute(reason, actor=self.actor("zhaoyiming"))
        self.door.execute(CancelInstance(self.request("xunuo"), "重复登记"), actor=OPERATOR)
        closed = self.request("chensiyuan")
        self.do(closed, "diagnose", "zhangmin", diagnosis="solved", solution="更换色带")
        self.do(closed, "tell_requester", "zhangmin", told_by="phone", told_text="已更换")
        self.do(closed, "confirm", "chensiyuan", confirmation="solved", satisfaction=9)
        last = {"cause_category": "hardware", "cause": "色带用尽", "solution": "更换色带"}
        with suppress(LookupError):
            self.do(
                closed,
                "call_back_requester",
                "zhulin",
                call_back_solved="yes",
                call_back_attitude="good",
                call_back_charged="no",
                call_back_score=9,
            )
        self.do(closed, "close_request", "zhangmin", **last)

    def others(self) -> None:
        for process_id, submission in (("caller", {"topic": "甲"}), ("waits", {"topic": "乙"})):
            self.start(process_id, "lina", **submission)
        stuck = self.start("stuck", "lina")
        self.do(stuck, "weigh", "lina", amount=5)
        self.door.execute(SetVariables(self.start("stuck", "lina"), {"amount": 7}, "称重有误"), actor=OPERATOR)

    def request(self, by: str, **more: object) -> str:
        values = {
            "type": "incident",
            "service": "desktop",
            "summary": "打印不清",
            "description": "字迹模糊。",
            "impact": "low",
            "urgency": "medium",
        }
        return self.start("request_handling", by, form="request_new", **values, **more)

    def start(self, process_id: str, by: str, form: str | None = None, **submission: object) -> str:
        command = StartInstance(process_id, submission, start_form=form)
        begun = self.door.execute(command, actor=self.actor(by), idempotency_key=f"{process_id}-{by}-{self.clock.now().isoformat()}")
        self.pass_time(minutes=1)
        return str(begun.instance_id)

    def do(self, instance_id: str, element_id: str, by: str, **submission: object) -> None:
        self.door.execute(CompleteTask(self.task(instance_id, element_id), submission), actor=self.actor(by))
        self.pass_time(minutes=3)

    def task(self, instance_id: str, element_id: str) -> str:
        """Raises ``LookupError`` where there is no such open task."""
        tasks = self.door.ask(ShowInstance(instance_id), actor=OPERATOR).tasks
        for task in tasks:
            if task.element_id == element_id and task.ended_at is None:
                return str(task.task_id)
        raise LookupError(f"Expected a task at {element_id}, but there are {tasks}.")

    def actor(self, username: str) -> Any:
        return self.door.ask(ActorNamed(username), actor=OPERATOR)

    def pass_time(self, **passed: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**passed))
        self.door.run_due_jobs()


if __name__ == "__main__":
    Play(sys.argv[1], Path(sys.argv[2])).go()
