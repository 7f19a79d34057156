"""``python -m tests.planted [NAME …] [--jobs N] [--at-once]``: plants each fault in a copy of the code and tells whether its tests notice.

Exit code 0: all that must be noticed are, and nearly all others. Takes minutes, so it is run by hand.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.planted.copies import PATIENCE, Copy, Run, copied
from tests.planted.fault import Fault, Moved
from tests.planted.faults import FAULTS

MAY_ESCAPE = 2
"""Of those that are not named ones, so many may go unnoticed."""


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _asked(arguments)
    chosen = [fault for fault in FAULTS if not asked.names or fault.name in asked.names]
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copies = [copied(Path(folder) / str(number)) for number in range(asked.jobs)]
        if not (asked.at_once or _sound(chosen, copies)):
            return 2
        noticed = _tried(chosen, copies, asked.verbose)
    escaped = [fault for fault, found in zip(chosen, noticed, strict=True) if not found]
    print(f"\n{len(chosen) - len(escaped)} of {len(chosen)} noticed")
    return 0 if is_enough(escaped) else 1


def _sound(chosen: Sequence[Fault], copies: Sequence[Copy]) -> bool:
    """Whether the tests pass without any fault: what fails anyway notices nothing. Shared out among the copies."""
    tests = sorted({test for fault in chosen for test in fault.tests})
    with ThreadPoolExecutor(len(copies)) as pool:
        shares = [pool.submit(copy.run, tests[place :: len(copies)], PATIENCE * len(chosen)) for place, copy in enumerate(copies)]
    runs = [share.result() for share in shares]
    for run in runs:
        if run.failed or run.broken:
            print(f"Expected the tests to pass without any fault, but:\n{run.output[-4000:]}")
    return not any(run.failed or run.broken for run in runs)


def is_enough(escaped: Iterable[Fault]) -> bool:
    """Whether the tests are good enough, given what escaped them."""
    missed = list(escaped)
    return len(missed) <= MAY_ESCAPE and not any(fault.named for fault in missed)


def _tried(chosen: Sequence[Fault], copies: Sequence[Copy], verbose: bool) -> list[bool]:
    """Whether each was noticed, in the order in which they are given; told as soon as it is known."""
    free: SimpleQueue[Copy] = SimpleQueue()
    for each in copies:
        free.put(each)

    def is_noticed(fault: Fault) -> bool:
        copy = free.get()
        try:
            run = _with(fault, copy)
        finally:
            free.put(copy)
        verdict = "BROKEN" if run.broken else "noticed" if run.failed else "NOT NOTICED"
        told = f"\n{run.output[-4000:]}" if run.broken or verbose else ""
        print(f"{verdict:12} {fault.name:28} {fault.breaks}{told}", flush=True)
        return run.failed and not run.broken

    with ThreadPoolExecutor(len(copies)) as pool:
        return list(pool.map(is_noticed, chosen))


def _with(fault: Fault, copy: Copy) -> Run:
    try:
        with copy.planted(fault):
            return copy.run(fault.tests)
    except Moved as moved:
        return Run(failed=False, broken=True, output=str(moved))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these faults")
    parser.add_argument("--jobs", type=int, default=2, help="copies to work in at once")
    parser.add_argument("--at-once", action="store_true", help="without first seeing the tests pass where there is no fault")
    parser.add_argument("--verbose", action="store_true", help="show what the tests said")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - {fault.name for fault in FAULTS}:
        parser.error(f"Expected names of faults, but there is no {', '.join(sorted(unknown))}.")
    return asked


if __name__ == "__main__":
    sys.exit(main())
