"""The first start: an organisation where there is none, and the procedures that come with the product."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import engine
from cli.texts import say
from engine.bootstrap import Engine
from engine.commands.organisation.set_up_organisation import AddMissingRoles, SetUpOrganisation
from engine.commands.procedures.deploy import Deploy, VersionReceipt, read_bundle, unzip_bundle
from engine.identity.passwords import one_time_password
from engine.kernel.actor import Actor
from engine.kernel.errors import NotFound
from engine.kernel.texts import Text
from engine.queries.organisation.organisation import ShowOrganisation

OPERATOR = Actor(kind="system", name="operator", authenticated_by="operator")
"""Whoever has the machine's console: may do everything, and evidence says that it was done there."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the first start may be told about the organisation."""

    name: Text = field(default_factory=lambda: say("my_organisation"))
    username: str = "admin"


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Shown once, on the console of the first start."""

    username: str
    password: str


def first_start(door: Engine, wishes: Wishes) -> FirstAdministrator | None:
    """Set up the organisation if there is none. None: there was one already; roles that a newer release brings are added to it."""
    if door.ask(ShowOrganisation(), actor=OPERATOR) is not None:
        door.execute(AddMissingRoles(), actor=OPERATOR)
        return None
    password = one_time_password()
    command = SetUpOrganisation(wishes.name, door.settings.time_zone, wishes.username, password)
    door.execute(command, actor=OPERATOR)
    return FirstAdministrator(wishes.username, password)


def deploy_folder(door: Engine, folder: Path) -> VersionReceipt:
    """Deploy ``processes/<id>`` with the forms of ``forms/<id>`` beside it, or a ZIP file of both.

    Raises ``InvalidInput`` with all faults.
    """
    if folder.is_file():
        return door.execute(Deploy(unzip_bundle(folder.read_bytes()), note=f"zhidu deploy {folder.name}"), actor=OPERATOR)
    if not folder.is_dir() or not any(folder.glob("*.bpmn")):
        raise NotFound(say("folder_without_diagram", folder=folder))
    return door.execute(Deploy(read_bundle(folder), note=f"zhidu deploy {folder.name}"), actor=OPERATOR)


def shipped_procedures() -> tuple[Path, ...]:
    """The folders of the procedures that come with the product: in the repository, or where the package was installed.

    Raises ``NotFound`` where there are none.
    """
    for root in (Path(engine.__file__).resolve().parent.parent, Path(sys.prefix) / "share" / "zhidu"):
        found = sorted({path.parent for path in (root / "processes").glob("*/*.bpmn")})
        if found:
            return tuple(found)
    raise NotFound(say("procedures_not_installed"))
