"""Named points at which a process kills itself, for the tests of what a crash leaves behind.

Only where ``ZHIDU_CRASH_AT`` names the point; everywhere else a call costs one comparison.
"""

from __future__ import annotations

import os
import signal
from typing import Literal

Point = Literal["before_commit", "after_commit", "in_job_before_call", "in_job_after_call"]

_AT = os.environ.get("ZHIDU_CRASH_AT")


def crash_at(point: Point) -> None:
    """Die here without any cleaning up, if the environment asks for it."""
    if _AT is not None and point == _AT:
        os.kill(os.getpid(), signal.SIGKILL)
