"""What the interpreter is heard doing while an expression is evaluated, and whether that ends.

Evaluating is computing: it gives the interpreter next to nothing to report, so whatever else is heard is an escape.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_HARMLESS = frozenset({"builtins.id"})
_heard: list[str] = []
_watched_thread: int | None = None
_installed = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event not in _HARMLESS and _watched_thread == threading.get_ident():
        _heard.append(f"{event} {args!r:.300}")


def install() -> None:
    """For this process and for good: an audit hook cannot be taken away again. It is deaf until ``listen``."""
    global _installed  # noqa: PLW0603 - one hook is enough
    if not _installed:
        sys.addaudithook(_hook)
    _installed = True


def listen() -> None:
    global _watched_thread  # noqa: PLW0603 - an audit hook has no other way to be switched
    _heard.clear()
    _watched_thread = threading.get_ident()


def stop() -> list[str]:
    """What was heard since ``listen``, once."""
    global _watched_thread  # noqa: PLW0603 - as above
    _watched_thread = None
    heard = list(_heard)
    _heard.clear()
    return heard


class Hangs(BaseException):
    """Not an ``Exception``: nothing may catch it on the way."""


def _bark(_signal: int, _frame: FrameType | None) -> None:
    raise Hangs


@contextmanager
def ending(seconds: float) -> Iterator[None]:
    """Raises ``Hangs`` when what is done inside has not ended after so many seconds of computing."""
    before = signal.signal(signal.SIGVTALRM, _bark)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
