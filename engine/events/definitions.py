"""What happens to procedures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.events.base import Event


@dataclass(frozen=True, slots=True)
class ProcedureDeployedV1(Event):
    kind: ClassVar[str] = "procedure.deployed"
    procedure: str
    version_id: str
    number: int
    checksum: str
    files: Mapping[str, str]
    note: str | None = None

    def newer(self) -> Event:
        return ProcedureDeployed(self.procedure, self.version_id, self.number, self.checksum, self.files, self.note)


@dataclass(frozen=True, slots=True)
class ProcedureDeployed(Event):
    """A new immutable version; ``files``: path to SHA-256; ``dialect``: which functions its expressions are lent."""

    kind: ClassVar[str] = "procedure.deployed"
    version: ClassVar[int] = 2
    procedure: str
    version_id: str
    number: int
    checksum: str
    files: Mapping[str, str]
    note: str | None = None
    dialect: int | None = None


@dataclass(frozen=True, slots=True)
class VersionSubmitted(Event):
    """A new immutable version, to be reviewed by a second person than ``author``; ``files`` and ``dialect`` as for one that is deployed."""

    kind: ClassVar[str] = "procedure.submitted"
    procedure: str
    version_id: str
    number: int
    checksum: str
    files: Mapping[str, str]
    dialect: int
    author: str
    based_on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class VersionApproved(Event):
    """A second person let a version become active; ``author``: who put it forward."""

    kind: ClassVar[str] = "procedure.approved"
    procedure: str
    version_id: str
    number: int
    author: str
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class VersionRejected(Event):
    kind: ClassVar[str] = "procedure.rejected"
    procedure: str
    version_id: str
    number: int
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class VersionWithdrawn(Event):
    """By its author."""

    kind: ClassVar[str] = "procedure.withdrawn"
    procedure: str
    version_id: str
    number: int


@dataclass(frozen=True, slots=True)
class ReadersWidened(Event):
    """With this version ``roles`` read all cases of the procedure, those that there were included, and did not before."""

    kind: ClassVar[str] = "procedure.readers_widened"
    procedure: str
    version_id: str
    number: int
    roles: Sequence[str]
