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


@dataclass(frozen=True, slots=True)
class Width:
    """How many requests of a lane are at work: ``threads`` of all, ``of_one`` of one caller; ``waiting_of_one``: wait for that."""

    threads: int
    of_one: int
    waiting_of_one: int


WIDTHS = {
    Lane.HEALTH: Width(1, 1, 64),
    Lane.READS: Width(6, 4, 64),
    Lane.WRITES: Width(8, 4, 32),
    Lane.PASSWORDS: Width(2, 1, 16),
    Lane.HEAVY: Width(3, 2, 8),
}
"""More threads than cores: a commit waits for the disk, and lets others work meanwhile."""
MOST_WAITING = 512
"""In each lane."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``largest_body`` in bytes."""

    lane: Lane
    largest_body: int
