"""Watching the interpreter itself: what an evaluation opens, imports, compiles or starts, and whether it ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

FORBIDDEN = (
    *("open", "import", "exec", "compile", "os.", "subprocess.", "socket.", "ctypes.", "pty.", "shutil.", "urllib.", "http."),
    *("code.__new__", "marshal.", "pickle.", "tempfile.", "glob.", "webbrowser.", "ftplib.", "smtplib.", "mmap.", "syslog."),
)
PATIENCE = 60
"""Seconds. The dearest needs four on a machine with nothing else to do; whoever needs a minute would need for ever."""

_seen: list[str] = []
_watching = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching and event.startswith(FORBIDDEN):
        _seen.append(f"{event} {args!r:.300}")


sys.addaudithook(_hook)  # it cannot be taken away again; it is deaf unless _watching


class Hangs(BaseException):
    """Not an ``Exception``: nothing may catch it on the way."""


def _bark(_signal: int, _frame: FrameType | None) -> None:
    raise Hangs(f"Expected the evaluation to end by itself, but it had not after {PATIENCE} seconds.")


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is done inside is listened to, and has to end. Gives the list of what was heard; read it afterwards."""
    global _watching  # noqa: PLW0603 - an audit hook has no other way to be switched
    before = signal.signal(signal.SIGALRM, _bark)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    _seen.clear()
    heard: list[str] = []
    _watching = True
    try:
        yield heard
    finally:
        _watching = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        heard.extend(_seen)
