"""What the commands of the command line do. Each gives the exit code."""

from __future__ import annotations

import argparse

from cli import demonstration
from cli.first_start import OPERATOR, Wishes, deploy_folder, first_start
from engine.bootstrap import Engine
from engine.commands.people.set_password import SetPassword
from engine.identity.passwords import one_time_password
from engine.identity.rules import normal_username
from engine.queries.people.sessions import ActorNamed

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(door: Engine, asked: argparse.Namespace) -> int:
    """Run the product until it is stopped. The server runs due jobs, too, where the settings say so."""
    door.migrate()
    _begin(door, Wishes())
    if asked.demo:
        _show_demonstration(door)
    settings = door.settings
    print(f"Zhidu listens at {settings.public_url or f'http://{settings.host}:{settings.port}'} 制度已启动", flush=True)
    from api.server import serve as serve_http  # noqa: PLC0415  only this command needs the web server's libraries

    serve_http(door, settings)
    return 0


def initialise(door: Engine, asked: argparse.Namespace) -> int:
    """Database, organisation, administrator."""
    door.migrate()
    if not _begin(door, Wishes(asked.name_zh, asked.name_en, asked.username)):
        print("There is an organisation already; the database is up to date. 组织已存在,数据库已是最新。")
    return 0


def migrate(door: Engine, _asked: argparse.Namespace) -> int:
    """The newest schema, and the roles that a newer release brings."""
    door.migrate()
    print("The database is up to date. 数据库已是最新。")
    return 0


def deploy(door: Engine, asked: argparse.Namespace) -> int:
    """Deploy each folder; the first that is refused ends it."""
    for folder in asked.folders:
        found = deploy_folder(door, folder)
        state = "deployed 已部署" if found.new else "unchanged 未变化"
        print(f"{found.procedure_id} version {found.number}: {state} ({found.checksum[:12]})")
        for warning in found.warnings:
            print(f"  {warning['where']}: {warning['en']} {warning['zh']}")
    return 0


def demonstrate(door: Engine, asked: argparse.Namespace) -> int:
    """The demonstration organisation, or (once it is there) its cases."""
    door.migrate()
    _begin(door, Wishes())
    if not (asked.cases and demonstration.is_demonstration(door)):
        _load(door)
    if asked.cases:
        _play(door)
    _tell_password()
    return 0


def new_password(door: Engine, asked: argparse.Namespace) -> int:
    """For somebody who is locked out: a password for one sign-in."""
    person = door.ask(ActorNamed(normal_username(asked.username)), actor=OPERATOR)
    password = one_time_password()
    door.execute(SetPassword(person.id or "", password), actor=OPERATOR)
    print(f"One-time password of {asked.username} 一次性密码: {password}")
    return 0


def run_jobs(door: Engine, asked: argparse.Namespace) -> int:
    """Without a scheduler: from cron, or by hand."""
    print(f"Jobs run 已执行作业: {door.run_due_jobs(asked.limit)}")
    return 0


def _begin(door: Engine, wishes: Wishes) -> bool:
    """The first start, if this is one."""
    administrator = first_start(door, wishes)
    if administrator is None:
        return False
    print("First start: an administrator was made. 首次启动:已创建管理员。")
    print(f"  user name 用户名: {administrator.username}")
    print(f"  one-time password 一次性密码: {administrator.password}")
    print("  It is shown only now and must be changed at the first sign-in. 仅显示一次,首次登录后必须修改。", flush=True)
    return True


def _show_demonstration(door: Engine) -> None:
    if not demonstration.is_demonstration(door):
        _load(door)
        _play(door)
    if door.settings.host not in _LOOPBACK:
        print("Warning: everybody who reaches this address can sign in to the demonstration. 警告:演示组织的密码是公开的。")
    _tell_password()


def _load(door: Engine) -> None:
    receipt = demonstration.load_demonstration(door)
    print(f"Demonstration: {receipt.people} people, {receipt.customers} customers, {receipt.services} services. 已加载演示组织。")


def _play(door: Engine) -> None:
    count = sum(1 for _ in demonstration.play_cases(door))
    print(f"Demonstration: {count} requests. 已生成 {count} 个演示请求。")


def _tell_password() -> None:
    print("Demonstration people 演示用户:")
    print("  wangxiaoyu 王小雨 (requester 用户), lina 李娜 (service desk 服务台), liuqiang 刘强 (engineer 工程师),")
    print("  xiejun 谢军 (supplier 外部服务商), wufang 吴芳 (lead 组长), xiaogang 肖刚 (administrator 管理员)")
    print(f"  password of all of them 统一密码: {demonstration.PASSWORD}", flush=True)
