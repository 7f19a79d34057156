"""What the commands of the command line do. Each gives the exit code."""

from __future__ import annotations

import argparse

from cli import demonstration
from cli.first_start import OPERATOR, Wishes, deploy_folder, first_start
from cli.texts import line
from engine.bootstrap import Engine
from engine.commands.people.change_role import UpdateRole
from engine.commands.people.grant_role import GrantRole
from engine.commands.people.set_password import SetPassword
from engine.identity.passwords import one_time_password
from engine.identity.rules import normal_username
from engine.kernel.texts import Text
from engine.queries.people.roles import ShowRole
from engine.queries.people.sessions import ActorNamed

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(door: Engine, asked: argparse.Namespace) -> int:
    """Run the product until it is stopped. The server runs due jobs, too, where the settings say so."""
    # Only this command needs the web server's libraries.
    from api.front.listening import listen  # noqa: PLC0415
    from api.server import serve as serve_http  # noqa: PLC0415

    settings = door.settings
    sockets = listen(settings.host, settings.port)  # before all else: a second server must not touch anything
    door.migrate()
    _begin(door, Wishes())
    if asked.demo:
        _show_demonstration(door)
    print(line("listens", address=settings.public_url or f"http://{settings.host}:{settings.port}"), flush=True)
    serve_http(door, settings, sockets=sockets)
    door.seal()
    return 0


def initialise(door: Engine, asked: argparse.Namespace) -> int:
    """Database, organisation, administrator."""
    door.migrate()
    if not _begin(door, Wishes(Text(asked.name_en, asked.name_zh), asked.username)):
        print(line("set_up_before"))
    return 0


def migrate(door: Engine, _asked: argparse.Namespace) -> int:
    """The newest schema, and the roles that a newer release brings."""
    door.migrate()
    print(line("up_to_date"))
    return 0


def deploy(door: Engine, asked: argparse.Namespace) -> int:
    """Deploy each folder; the first that is refused ends it."""
    for folder in asked.folders:
        found = deploy_folder(door, folder)
        state = line("deployed" if found.new else "unchanged")
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
    print(f"{line('one_time_password_of', username=asked.username)}: {password}")
    return 0


def grant(door: Engine, asked: argparse.Namespace) -> int:
    """Where no administrator can: nobody gives a role to themselves."""
    person = door.ask(ActorNamed(normal_username(asked.username)), actor=OPERATOR)
    door.execute(GrantRole(person.id or "", asked.role), actor=OPERATOR)
    print(line("granted", username=asked.username, role=asked.role))
    return 0


def seal(door: Engine, _asked: argparse.Namespace) -> int:
    """Seal the heads that grew, now."""
    name = door.seal()
    print(line("nothing_to_seal") if name is None else f"{line('sealed')}: {door.settings.seals / name}")
    return 0


def allow(door: Engine, asked: argparse.Namespace) -> int:
    """Where no administrator can: nobody gives a permission that they do not hold, and a new release may bring one that nobody holds."""
    held = door.ask(ShowRole(asked.role), actor=OPERATOR).permissions
    door.execute(UpdateRole(asked.role, {"permissions": [*held, asked.permission]}), actor=OPERATOR)
    print(line("allowed", role=asked.role, permission=asked.permission))
    return 0


def run_jobs(door: Engine, asked: argparse.Namespace) -> int:
    """Without a scheduler: from cron, or by hand."""
    print(f"{line('jobs_run')}: {door.run_due_jobs(asked.limit)}")
    return 0


def _begin(door: Engine, wishes: Wishes) -> bool:
    """The first start, if this is one."""
    administrator = first_start(door, wishes)
    if administrator is None:
        return False
    print(line("first_start"))
    print(f"  {line('user_name')}: {administrator.username}")
    print(f"  {line('one_time_password')}: {administrator.password}")
    print(f"  {line('shown_once')}", flush=True)
    return True


def _show_demonstration(door: Engine) -> None:
    if not demonstration.is_demonstration(door):
        _load(door)
        _play(door)
    if door.settings.host not in _LOOPBACK:
        print(line("demonstration_is_open"))
    _tell_password()


def _load(door: Engine) -> None:
    receipt = demonstration.load_demonstration(door)
    print(line("demonstration_loaded", people=receipt.people, customers=receipt.customers, services=receipt.services))


def _play(door: Engine) -> None:
    count = sum(1 for _ in demonstration.play_cases(door))
    print(line("demonstration_played", count=count))


def _tell_password() -> None:
    print(f"{line('demonstration_people')}:")
    people = [f"{username} {name} ({line(role)})" for username, name, role in demonstration.TOLD_OF]
    print("  " + ", ".join(people[:3]) + ",")
    print("  " + ", ".join(people[3:]))
    print(f"  {line('password_of_all')}: {demonstration.PASSWORD}", flush=True)
