"""Versions put forward and reviewed, for tests: an author and a reviewer of the owner's role ``clerk``."""

from __future__ import annotations

import json
from dataclasses import dataclass

from engine.bootstrap import Engine
from engine.commands.procedures.deploy import Deploy, VersionReceipt
from engine.commands.procedures.review import ApproveVersion
from engine.kernel.actor import Actor
from engine.kernel.permissions import Permission
from tests.support.bundles import two_steps
from tests.support.people import People

DEPLOYS = (Permission.DEFINITIONS_DEPLOY,)


def owned_by(role: str, years: int = 1) -> dict[str, bytes]:
    """``two_steps`` with another owner; ``years`` tells versions apart."""
    content = two_steps(extra=f"retention_years = {years}")
    content["procedure.toml"] = content["procedure.toml"].replace(b'owner_role = "clerk"', f'owner_role = "{role}"'.encode())
    return content


def read_by(*readers: str, years: int = 1) -> dict[str, bytes]:
    """``two_steps`` whose cases ``readers`` read."""
    return two_steps(extra=f"retention_years = {years}\nreaders = {json.dumps(readers)}")


@dataclass
class Desk:
    """``author`` may put versions forward, ``reviewer`` holds the owner's role too."""

    engine: Engine
    author: Actor
    reviewer: Actor

    @classmethod
    def of(cls, engine: Engine, people: People) -> Desk:
        return cls(engine, people.hire("author", "clerk", permissions=DEPLOYS), people.hire("reviewer", "clerk"))

    def submit(self, content: dict[str, bytes], note: str = "") -> VersionReceipt:
        return self.engine.execute(Deploy(content, note), actor=self.author)

    def approve(self, version: VersionReceipt, by: Actor | None = None) -> VersionReceipt:
        command = ApproveVersion(version.procedure_id, version.number, "fine")
        return self.engine.execute(command, actor=by or self.reviewer)
