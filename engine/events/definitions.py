"""What happens to procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.events.base import Event


@dataclass(frozen=True, slots=True)
class ProcedureDeployed(Event):
    """A new immutable version; ``files``: path to SHA-256."""

    kind: ClassVar[str] = "procedure.deployed"
    procedure: str
    version_id: str
    number: int
    checksum: str
    files: Mapping[str, str]
    note: str | None = None
