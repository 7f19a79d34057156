"""An answer on its way to the client: no faster than it is taken, and given up when it is taken too slowly."""

from __future__ import annotations

import asyncio

from api.front.limits import Limits, Pace
from api.front.outgoing import Outgoing


class Handover:
    """Writes to one connection. An answer counts as handed over when the system has taken all of it."""

    def __init__(self, transport: asyncio.Transport, limits: Limits) -> None:
        # With 0 asyncio says at once when the system takes no more: nothing piles up for a client that does not read.
        transport.set_write_buffer_limits(0)
        self._transport = transport
        self._limits = limits
        self._answer: Outgoing | None = None
        self._pace = Pace(0.0)
        self.full = False

    def begin(self, answer: Outgoing, now: float, *, keep_alive: bool) -> bool:
        """Hand ``answer`` over; gives whether that is done."""
        self._answer, self._pace = answer, Pace(now)
        self._write(answer.head(keep_alive=keep_alive) + answer.body)
        return self.go_on()

    def go_on(self) -> bool:
        """Write as much as the system takes; gives whether all was."""
        while not self.full and (part := self._next_part()):
            self._write(part)
        if not self.full:
            self.close()
        return not self.full

    def late(self, now: float) -> bool:
        """Whether the client takes it too slowly."""
        taken = self._pace.moved - self._transport.get_write_buffer_size()
        return Pace(self._pace.began, taken).late(now, self._limits)

    def close(self) -> None:
        """Let go of the answer."""
        if self._answer is not None:
            self._answer.close()
            self._answer = None

    def _next_part(self) -> bytes:
        file = self._answer.file if self._answer is not None else None
        return b"" if file is None else file.read(self._limits.held_in_memory)

    def _write(self, data: bytes) -> None:
        self._pace.moved += len(data)
        self._transport.write(data)
