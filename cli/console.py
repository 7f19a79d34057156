"""The ``zhidu`` command line: what it understands, and what it answers. Exit codes: 0 done, 1 refused or found faulty, 2 misused."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy.exc import OperationalError

from cli import reports, work
from cli.first_start import Wishes
from engine.bootstrap import Engine
from engine.kernel.errors import Conflict, InvalidInput, ZhiduError
from engine.kernel.settings import Settings, read_settings
from engine.store.migrate import is_current

Work = Callable[[Engine, argparse.Namespace], int]
_DONE, _REFUSED, _MISUSED = 0, 1, 2
_MIGRATING = frozenset({"serve", "init", "migrate", "demo", "check"})
"""Verbs that migrate, or say that somebody should."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what ``arguments`` (or the process's own) ask for; gives the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        settings = _settings(asked)
    except InvalidInput as reason:
        _complain(reason)
        return _MISUSED
    try:
        with closing(Engine(settings)) as door:
            _require_current(door, asked.verb)
            found: int = asked.work(door, asked)
            return found
    except ZhiduError as reason:
        _complain(reason)
        return _REFUSED
    except OperationalError as reason:
        _tell(f"Expected to reach the database, but: {reason.orig}", "无法连接数据库,请检查 ZHIDU_DATABASE_URL。")
        return _REFUSED
    except KeyboardInterrupt:
        return _DONE


def _require_current(door: Engine, verb: str) -> None:
    """Raises ``Conflict`` where a verb that does not migrate by itself meets an older database."""
    if verb not in _MIGRATING and not is_current(door.database):
        message = "Expected a database of this release, but it is older or empty: run `zhidu init` or `zhidu migrate`."
        raise Conflict(message, message_zh="数据库结构不是最新,请先运行 zhidu init 或 zhidu migrate。", code="schema_old")


def _settings(asked: argparse.Namespace) -> Settings:
    settings = read_settings()
    given = {name: value for name in ("host", "port") if (value := getattr(asked, name, None)) is not None}
    return replace(settings, **given)


def _complain(reason: ZhiduError) -> None:
    _tell(reason.message, reason.message_zh)
    if isinstance(reason, InvalidInput):
        for fault in reason.faults:
            place = ": ".join(part for part in (fault.file, fault.where) if part)
            _tell(f"  {place}: {fault.en}", f"  {fault.zh}")


def _tell(en: str, zh: str) -> None:
    print(en, file=sys.stderr)
    if zh != en:
        print(zh, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zhidu",
        description="Runs written management procedures, with evidence. 让书面制度运行起来,并留下可核验的证据。",
        epilog="Settings come from ZHIDU_* variables. 设置取自 ZHIDU_* 环境变量。",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    serve = _verb(verbs, "serve", work.serve, "run the product: migrate, first start, jobs, web", "启动系统")
    serve.add_argument("--demo", action="store_true", help="load the demonstration into a fresh database 在新数据库中加载演示数据")
    serve.add_argument("--host", help="address to listen at 监听地址")
    serve.add_argument("--port", type=int, help="port to listen at 监听端口")
    _naming(_verb(verbs, "init", work.initialise, "make database, organisation and administrator", "初始化数据库、组织和管理员"))
    _verb(verbs, "migrate", work.migrate, "bring the database to the newest schema", "升级数据库结构")
    deploy = _verb(verbs, "deploy", work.deploy, "deploy procedures from folders", "从文件夹部署制度")
    deploy.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="processes/<id>, with forms/<id> beside it 制度文件夹")
    demo = _verb(verbs, "demo", work.demonstrate, "load the demonstration organisation", "加载演示组织")
    demo.add_argument("--cases", action="store_true", help="let its people start and work on requests 同时生成演示案件")
    _evidence(verbs)
    _users(verbs)
    _jobs(verbs)
    _verb(verbs, "check", reports.check, "look at settings, database and data folder", "检查设置、数据库和数据目录")
    return parser


Verbs = argparse._SubParsersAction  # the only name that argparse has for it


def _verb(verbs: Verbs[argparse.ArgumentParser], name: str, carry: Work, en: str, zh: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=f"{en} {zh}", description=f"{en[0].upper()}{en[1:]}. {zh}。")
    parser.set_defaults(work=carry)
    return parser


def _naming(parser: argparse.ArgumentParser) -> None:
    defaults = Wishes()
    parser.add_argument("--name-zh", default=defaults.name_zh, help="the organisation's Chinese name 组织中文名称")
    parser.add_argument("--name-en", default=defaults.name_en, help="the organisation's English name 组织英文名称")
    parser.add_argument("--username", default=defaults.username, help="the first administrator's user name 首位管理员的用户名")


def _evidence(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("evidence", help="evidence 证据").add_subparsers(dest="evidence_verb", required=True, metavar="COMMAND")
    verify = _verb(noun, "verify", reports.verify_evidence, "find what was edited, deleted, moved or added", "核验证据是否被篡改")
    verify.add_argument("--instance", metavar="NUMBER", help="only the case of this number 仅核验该编号的案件")
    verify.add_argument("--json", action="store_true", help="answer in JSON 以 JSON 输出")


def _users(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("user", help="people 用户").add_subparsers(dest="user_verb", required=True, metavar="COMMAND")
    password = _verb(noun, "password", work.new_password, "give a person a new one-time password", "为用户设置一次性密码")
    password.add_argument("username", help="the user name 用户名")


def _jobs(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("jobs", help="machine work 后台作业").add_subparsers(dest="jobs_verb", required=True, metavar="COMMAND")
    run = _verb(noun, "run", work.run_jobs, "run the jobs that are due, once", "执行到期的作业")
    run.add_argument("--limit", type=int, default=1000, help="at most so many 最多执行数量")
