"""The roles that the documented procedures name, with what each is for. They are there from the first start."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from engine.kernel.permissions import Permission
from engine.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class BuiltInRole:
    """``id`` is the candidate group's name in diagrams."""

    id: str
    name: Text
    description: Text
    permissions: tuple[Permission, ...] = ()


def _read() -> Iterator[BuiltInRole]:
    content = files("engine.identity").joinpath("built_in_roles.toml").read_text("utf-8")
    for id_, each in tomllib.loads(content).items():
        yield BuiltInRole(id_, Text(**each["name"]), Text(**each["description"]), tuple(map(Permission, each.get("permissions", ()))))


ADMINISTRATOR = "administrator"
BUILT_IN_ROLES: tuple[BuiltInRole, ...] = tuple(_read())
