"""What is known of a request by its first line: which threads carry it out, and how large its body may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lane(StrEnum):
    """Threads of their own for each kind of work: none waits for another kind."""

    HEALTH = "health"
    READS = "reads"
    WRITES = "writes"
    PASSWORDS = "passwords"
    """A hash takes 64 MiB and a tenth of a second."""
    HEAVY = "heavy"
    """Large bodies, and what computes for long."""


THREADS = {Lane.HEALTH: 1, Lane.READS: 6, Lane.WRITES: 8, Lane.PASSWORDS: 2, Lane.HEAVY: 2}
"""More than cores: a commit waits for the disk, and lets others work meanwhile."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``largest_body`` in bytes."""

    lane: Lane
    largest_body: int
