"""What happens to procedures."""

from __future__ import annotations

from collections.abc import Mapping
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
