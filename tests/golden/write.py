"""Writes golden files that are missing: ``python -m tests.golden.write``. A file that is there is never changed.

Where today's code writes something else than a file has, the code is wrong, or it writes a new version on purpose: then
``--new-version`` puts a further file beside the old one, which is read for ever. An event that changed gets a new version of its class
first (docs/decisions/0020), and so a file of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from tests.golden.collected import everything
from tests.golden.files import Golden


def write(goldens: Iterable[Golden], *, new_version: bool = False) -> list[str]:
    """Write what is missing and, where that is asked for, the next version of what differs; gives the names of what differs else."""
    refused: list[str] = []
    for golden in goldens:
        newest = golden.newest()
        if newest == golden.content:
            continue
        if newest is not None and not new_version:
            refused.append(golden.name + golden.ending)
            continue
        path = golden.path(max(golden.versions(), default=0) + 1)
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(golden.content)
        print(f"written: {path}")
    return refused


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.write", description="Writes golden files that are missing.")
    parser.add_argument("--new-version", action="store_true", help="put what differs beside the old files")
    refused = write(everything(), new_version=parser.parse_args().new_version)
    for name in refused:
        print(f"Expected what {name} has, but the code writes something else now. See --help.", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
