"""Reads and writes of another person, and the server's memory, under each flood.

    python -m bench.floods [--server postgresql+psycopg://…] [--seconds 10] [name …]

Prints figures and asserts nothing. The server runs as in production. Whoever floods comes from 127.0.0.2, the other person from
127.0.0.1: where the system has no such addresses, both are one caller. Needs /proc. ``--server`` names a server on which a
database is made and dropped; without it SQLite is used.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import bench.floods
from bench.floods.target import Feeling, Target, prepared_target
from engine.bootstrap import Engine
from engine.kernel.actor import Actor

NOT_FLOODS = {"__main__", "target"}


def main() -> None:
    names = [each.name for each in iter_modules(bench.floods.__path__) if each.name not in NOT_FLOODS]
    parser = argparse.ArgumentParser(prog="python -m bench.floods")
    parser.add_argument("--server", help="a PostgreSQL server instead of SQLite")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(names))
    asked = parser.parse_args()
    for name in ["none", *(asked.names or names)]:
        module = None if name == "none" else import_module(f"bench.floods.{name}")
        with prepared_target(asked.server, getattr(module, "prepare", _nothing), getattr(module, "HOSTS", ())) as target:
            show(name, module, target, asked.seconds)


def _nothing(_engine: Engine, _flooder: Actor) -> None:
    """What most floods have to prepare."""


def show(name: str, module: ModuleType | None, target: Target, seconds: float) -> None:
    """One line of figures; "none" is the product without a flood."""
    got: Counter[str] = Counter()
    flooding = [] if module is None else [threading.Thread(target=lambda: got.update(module.flood(target)))]
    for thread in flooding:
        thread.start()
    felt = Feeling(target)
    felt.feel(time.monotonic() + seconds)
    target.over.set()
    for thread in flooding:
        thread.join()
    print(f"{name:14} {felt}; flood: {dict(sorted(got.items()))}", flush=True)


if __name__ == "__main__":
    main()
