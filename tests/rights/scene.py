"""The demonstration's organisation with cases at work, and everybody who may try something in it: people, other systems, tokens."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from api.app import create_app
from api.auth import CSRF_HEADER
from cli.demonstration import load_demonstration
from cli.first_start import OPERATOR, Wishes, first_start
from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import SuspendInstance
from engine.commands.cases.start_instance import StartInstance
from engine.commands.people.create_token import CreateToken
from engine.commands.people.create_user import CreateUser
from engine.commands.people.grant_role import GrantRole, RevokeRole
from engine.commands.people.update_user import UpdateUser
from engine.commands.procedures.deploy import Deploy
from engine.commands.tasks.add_attachment import AddAttachment
from engine.commands.tasks.assign_task import ClaimTask, DelegateTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.identity.rules import SCOPES
from engine.identity.sessions import open_session
from engine.identity.tables import app_user, customer, role_assignment
from engine.incidents.tables import incident
from engine.jobs.tables import job
from engine.kernel.actor import Actor, Affiliation
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from engine.queries.people.sessions import ActorNamed
from engine.service_levels.tables import catalogue_service
from engine.store.database import reading, writing
from engine.tasks.tables import user_task
from tests.support import bundles
from tests.support.bundles import end_event, flow, start_event
from tests.support.bundles import user_task as step

PROCEDURE = "request_handling"
PDF = b"%PDF-1.7\n"
PEOPLE: Mapping[str, str] = {
    "desk": "lina",
    "lead": "wufang",
    "engineer": "liuqiang",
    "requester": "wangxiaoyu",
    "supplier": "xiejun",
    "other customer": "chensiyuan",
    "auditor": "shenming",
    "process owner": "zengmin",
    "administrator": "xiaogang",
    "technical account": "monitoring",
    "deactivated": "zhouqian",
    "nobody": "",
}
"""Column of the page → user name. The technical account may send alarms; who is deactivated had a session, and nobody has none."""
LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Caller:
    """What somebody sends with every request."""

    headers: Mapping[str, str] = field(default_factory=dict)
    session: str = ""


class Scene:
    """An application over a copy of one prepared database: every change is made in a fresh copy."""

    def __init__(self, folder: Path, template: Path, now: datetime) -> None:
        self._folder, self._clock, self._copies = folder, ManualClock(now), count()
        self._template = folder / "prepared.db"
        shutil.copyfile(template, self._template)
        self.engine = self._open(self._template)
        self.places: dict[str, str] = {}
        self.callers: dict[str, Caller] = {}
        _Preparation(self).carry_out()
        with self.engine.database.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # a copy of the file is a copy of the database
        self.engine.close()
        self.app: Flask = create_app(self._fresh(), dist=folder / "dist")

    def renew(self) -> None:
        """Forget what the last request changed."""
        self.engine.close()
        self.app.extensions["zhidu"] = self._fresh()

    def _fresh(self) -> Engine:
        path = self._folder / f"copy_{next(self._copies)}.db"
        shutil.copyfile(self._template, path)
        self.engine = self._open(path)
        return self.engine

    def _open(self, path: Path) -> Engine:
        settings = Settings(database_url=f"sqlite:///{path}", data_dir=self._folder / "data", scheduler=False)
        return Engine(settings, clock=self._clock)


class _Preparation:
    """Plays the cases and fills ``places`` and ``callers`` of a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._door = scene, scene.engine
        self._places = scene.places

    def carry_out(self) -> None:
        first_start(self._door, Wishes())
        load_demonstration(self._door)
        self._people()
        self._cases()
        self._odd_jobs()
        self._versions_in_review()
        self._things()
        self._callers()

    def _people(self) -> None:
        """A second supplier, to whom work can be handed on, a second owner of procedures, and a system that watches."""
        rival = CreateUser("dingyi", "丁毅", "Ding Yi", affiliation=Affiliation.SUPPLIER)
        watching = CreateUser("monitoring", "监控", "Monitoring", technical=True)
        author = CreateUser("fanwei", "范伟", "Fan Wei")
        for command, role in ((rival, "external_supplier"), (author, "process_owner"), (watching, "technical_operations")):
            self._door.execute(GrantRole(self._door.execute(command, actor=OPERATOR).id, role), actor=OPERATOR)

        self._owns_alone(PEOPLE["process owner"])

    def _owns_alone(self, username: str) -> None:
        """The demonstration's process owner approves for the desk's lead, too: here somebody with that right and no other."""
        held = select(role_assignment.c.id).where(role_assignment.c.user_id == self._user(username))
        self._door.execute(RevokeRole(self._one(held.where(role_assignment.c.role_id == "service_desk_lead"))), actor=OPERATOR)

    def _cases(self) -> None:
        """Four cases with the supplier: free, taken, lent and suspended."""
        for name in ("free", "taken", "lent", "resting"):
            case, task = self._with_supplier()
            self._places |= {f"{name}_case": case, f"{name}_task": task}
        self._do("xiejun", ClaimTask(self._places["taken_task"]))
        self._do("dingyi", ClaimTask(self._places["lent_task"]))
        self._do("dingyi", DelegateTask(self._places["lent_task"], "xiejun"))
        self._do("xiaogang", SuspendInstance(self._places["resting_case"], "waits"))

    def _with_supplier(self) -> tuple[str, str]:
        file = self._do("wangxiaoyu", AddAttachment("fault.pdf", io.BytesIO(PDF))).attachment_id
        asked = {
            "type": "incident",
            "service": "network",
            "summary": "No network",
            "description": "Nothing",
            "impact": "low",
            "urgency": "low",
        }
        started = self._do("wangxiaoyu", StartInstance(PROCEDURE, asked | {"attachments": [file]}, start_form="request_new"))
        case: str = started.instance_id
        self._do("lina", CompleteTask(self._task(case, "diagnose"), {"diagnosis": "dispatch", "dispatch_note": "Please look"}))
        self._do("liuqiang", ClaimTask(self._task(case, "take_over")))
        self._do("liuqiang", CompleteTask(self._task(case, "solve"), {"work_result": "supplier", "supplier_order": "Please replace it"}))
        self._places["attachment_id"] = file
        return case, self._task(case, "supplier_work")

    def _odd_jobs(self) -> None:
        """A case that waits for somebody who is not there, and for tomorrow."""
        ways = "".join(flow("fork", each) + flow(each, "end") for each in ("ghost", "later"))
        later = f'<bpmn:intermediateCatchEvent id="later" name="later">{bundles.timer("timeDuration", "P1D")}</bpmn:intermediateCatchEvent>'
        fork = '<bpmn:parallelGateway id="fork"/>'
        body = start_event() + fork + step("ghost", groups=None, assignee="ghost") + later + end_event() + flow("start", "fork") + ways
        files = bundles.files("odd_jobs", body, start_roles=("service_desk",))
        self._door.execute(Deploy(owned_by(files, "service_desk_lead")), actor=OPERATOR)
        case = self._do("lina", StartInstance("odd_jobs")).instance_id
        self._places["incident_id"] = self._one(select(incident.c.id).where(incident.c.instance_id == case))
        self._places["job_id"] = self._one(select(job.c.id).where(job.c.instance_id == case))

    def _versions_in_review(self) -> None:
        """One by somebody else for the process owner to approve, and one of their own."""
        for author, procedure in (("fanwei", "approved"), ("zengmin", "withdrawn")):
            files = owned_by(bundles.two_steps(procedure, start_roles=("service_desk",)), "process_owner")
            files = {name: content.replace(b'"clerk"', b'"service_desk"') for name, content in files.items()}
            self._door.execute(Deploy(files), actor=OPERATOR)
            self._do(author, Deploy(files | {"procedure.toml": files["procedure.toml"] + b"# shorter\n"}))

    def _things(self) -> None:
        known = self._places
        known["customer_id"] = self._one(select(customer.c.id).order_by(customer.c.code))
        known["service_id"] = self._one(select(catalogue_service.c.id).order_by(catalogue_service.c.code))
        known["service_code"] = self._one(select(catalogue_service.c.code).order_by(catalogue_service.c.code))
        known |= {"user_id": self._user("zhaoyiming"), "rival": self._user("dingyi"), "instance_id": known["free_case"]}
        known["assignment_id"] = self._one(select(role_assignment.c.id).where(role_assignment.c.user_id == known["user_id"]))
        known |= {"task_id": known["free_task"], "subject": f"task:{known['free_task']}", "procedure_id": PROCEDURE, "number": "1"}
        known |= {"path": f"{PROCEDURE}.bpmn", "decision_id": "priority", "role_id": "sales", "calendar_id": "office"}
        known |= {"name": "request_cancelled"}

    def _callers(self) -> None:
        callers = self._scene.callers
        for column, username in PEOPLE.items():
            callers[column] = self._token(username, *SCOPES) if username == "monitoring" else self._session(username)
        for scope in SCOPES:
            callers[f"token {scope}"] = self._token("xiaogang", scope)
        self._do("xiaogang", UpdateUser(self._user(PEOPLE["deactivated"]), {"active": False}))

    def _session(self, username: str) -> Caller:
        if not username:
            return Caller()
        with writing(self._door.database) as db:
            made = open_session(
                db, self._user(username), now=self._door.clock.now(), lasts=int(LASTS.total_seconds()), address="", user_agent=None
            )
        return Caller({CSRF_HEADER: made.csrf_token}, made.session_id)

    def _token(self, username: str, *scopes: str) -> Caller:
        """People make their own; an administrator those of other systems."""
        expires_at = self._door.clock.now() + LASTS
        technical = username == "monitoring"
        command = CreateToken("program", scopes, expires_at, self._user(username) if technical else None)
        made = self._do("xiaogang" if technical else username, command)
        self._places["token_id"] = made.token_id
        return Caller({"Authorization": f"Bearer {made.token}"})

    def _do(self, username: str, command: Any) -> Any:
        return self._door.execute(command, actor=self._actor(username))

    def _actor(self, username: str) -> Actor:
        return self._door.ask(ActorNamed(username), actor=OPERATOR)

    def _task(self, case: str, element: str) -> str:
        open_tasks = select(user_task.c.id).where(
            user_task.c.instance_id == case, user_task.c.element_id == element, user_task.c.state == "open"
        )
        return self._one(open_tasks)

    def _user(self, username: str) -> str:
        return self._one(select(app_user.c.id).where(app_user.c.username == username))

    def _one(self, statement: Any) -> str:
        with reading(self._door.database) as db:
            found = db.execute(statement).scalar()
        if found is None:
            raise NoResultFound(str(statement))
        return str(found)


def owned_by(files: Mapping[str, bytes], role: str) -> dict[str, bytes]:
    return {name: content.replace(b'owner_role = "clerk"', f'owner_role = "{role}"'.encode()) for name, content in files.items()}
