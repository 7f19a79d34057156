"""What a client may take of the server, and for how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. Counts are for one worker process."""

    connections: int = 1000
    connections_per_address: int = 64
    """Of an IPv4 address, or of an IPv6 network of 64 bits: that is what one subscriber has."""
    head_bytes: int = 32 * 1024
    head_seconds: float = 10.0
    """From the first byte (on a new connection: from the beginning) to the end of the head."""
    idle_seconds: float = 75.0
    """Between two requests; longer than web servers in front keep a connection, so that it is they who end it."""
    grace_seconds: float = 10.0
    """A body or an answer may stand still for so long; see ``least_rate``."""
    least_rate: int = 8 * 1024
    """Bytes a second at which, the grace apart, a body arrives and an answer is taken."""
    held_in_memory: int = 256 * 1024
    """Of a body or an answer; what is larger goes to a temporary file, a body only once its sender is known."""
    farewell_seconds: float = 5.0
    """How long a stop waits for answers that are under way, and a refused body's sender may go on sending."""


@dataclass(slots=True)
class Pace:
    """How a body or an answer moves on."""

    began: float
    moved: int = 0

    def late(self, now: float, limits: Limits) -> bool:
        """Whether less has moved than the least rate asks for."""
        return now - self.began > limits.grace_seconds + self.moved / limits.least_rate
