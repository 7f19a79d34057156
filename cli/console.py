"""The ``zhidu`` command line: what it understands, and what it answers. Exit codes: 0 done, 1 refused or found faulty, 2 misused."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from cli import keeping, reports, work
from cli.first_start import Wishes
from cli.texts import in_all, line, say
from engine.bootstrap import Engine
from engine.kernel.errors import Conflict, InvalidInput, ZhiduError
from engine.kernel.permissions import Permission
from engine.kernel.settings import Settings, read_settings
from engine.kernel.texts import Text
from engine.store.database import ERRORS
from engine.store.migrate import is_current

Work = Callable[[Engine, argparse.Namespace], int]
_DONE, _REFUSED, _MISUSED = 0, 1, 2
_MIGRATING = frozenset({"serve", "init", "migrate", "demo", "check", "restore"})
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
    except ERRORS as reason:  # not there, or no database at all
        _tell(say("database_out_of_reach", reason=getattr(reason, "orig", reason)))
        return _REFUSED
    except KeyboardInterrupt:
        return _DONE


def _require_current(door: Engine, verb: str) -> None:
    """Raises ``Conflict`` where a verb that does not migrate by itself meets an older database."""
    if verb not in _MIGRATING and not is_current(door.database):
        raise Conflict(say("database_old"), code="schema_old")


def _settings(asked: argparse.Namespace) -> Settings:
    settings = read_settings()
    given = {name: value for name in ("host", "port") if (value := getattr(asked, name, None)) is not None}
    return replace(settings, **given)


def _complain(reason: ZhiduError) -> None:
    _tell(reason.text)
    if isinstance(reason, InvalidInput):
        for fault in reason.faults:
            place = ": ".join(part for part in (fault.file, fault.where) if part)
            _tell(Text(f"  {place}: ", "  ") + fault.text)


def _tell(text: Text) -> None:
    print(text.en, file=sys.stderr)
    if text.zh != text.en:
        print(text.zh, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zhidu",
        description=line("description"),
        epilog=line("epilog"),
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    serve = _verb(verbs, "serve", work.serve, say("verb_serve"))
    serve.add_argument("--demo", action="store_true", help=line("with_demonstration"))
    serve.add_argument("--host", help=line("host"))
    serve.add_argument("--port", type=int, help=line("port"))
    _naming(_verb(verbs, "init", work.initialise, say("verb_init")))
    _verb(verbs, "migrate", work.migrate, say("verb_migrate"))
    deploy = _verb(verbs, "deploy", work.deploy, say("verb_deploy"))
    deploy.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help=line("folders"))
    demo = _verb(verbs, "demo", work.demonstrate, say("verb_demo"))
    demo.add_argument("--cases", action="store_true", help=line("with_cases"))
    _evidence(verbs)
    _users(verbs)
    _roles(verbs)
    _jobs(verbs)
    _verb(verbs, "check", reports.check, say("verb_check"))
    backup = _verb(verbs, "backup", keeping.back_up, say("verb_backup"))
    backup.add_argument("target", nargs="?", type=Path, metavar="TARGET", help=line("backup_target"))
    restore = _verb(verbs, "restore", keeping.put_back, say("verb_restore"))
    restore.add_argument("source", type=Path, metavar="SOURCE", help=line("restore_source"))
    return parser


Verbs = argparse._SubParsersAction  # the only name that argparse has for it


def _verb(verbs: Verbs[argparse.ArgumentParser], name: str, carry: Work, does: Text) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=in_all(does), description=f"{does.en[0].upper()}{does.en[1:]}. {does.zh}。")
    parser.set_defaults(work=carry)
    return parser


def _naming(parser: argparse.ArgumentParser) -> None:
    defaults = Wishes()
    parser.add_argument("--name-zh", default=defaults.name.zh, help=line("name_zh"))
    parser.add_argument("--name-en", default=defaults.name.en, help=line("name_en"))
    parser.add_argument("--username", default=defaults.username, help=line("first_username"))


def _evidence(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("evidence", help=line("evidence")).add_subparsers(dest="evidence_verb", required=True, metavar="COMMAND")
    verify = _verb(noun, "verify", reports.verify_evidence, say("verb_verify"))
    verify.add_argument("--instance", metavar="NUMBER", help=line("one_case"))
    verify.add_argument("--json", action="store_true", help=line("as_json"))
    verify.add_argument("--seals", type=Path, metavar="FOLDER", help=line("seals"))
    verify.add_argument("--public-key", type=Path, metavar="FILE", help=line("public_key"))
    _verb(noun, "seal", work.seal, say("verb_seal"))


def _users(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("user", help=line("people")).add_subparsers(dest="user_verb", required=True, metavar="COMMAND")
    password = _verb(noun, "password", work.new_password, say("verb_password"))
    password.add_argument("username", help=line("username"))
    grant = _verb(noun, "grant", work.grant, say("verb_grant"))
    grant.add_argument("username", help=line("username"))
    grant.add_argument("role", help=line("role"))


def _roles(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("role", help=line("roles")).add_subparsers(dest="role_verb", required=True, metavar="COMMAND")
    allow = _verb(noun, "allow", work.allow, say("verb_allow"))
    allow.add_argument("role", help=line("role"))
    allow.add_argument("permission", choices=[str(each) for each in Permission], metavar="PERMISSION", help=line("permission"))


def _jobs(verbs: Verbs[argparse.ArgumentParser]) -> None:
    noun = verbs.add_parser("jobs", help=line("jobs")).add_subparsers(dest="jobs_verb", required=True, metavar="COMMAND")
    run = _verb(noun, "run", work.run_jobs, say("verb_run"))
    run.add_argument("--limit", type=int, default=1000, help=line("most"))
