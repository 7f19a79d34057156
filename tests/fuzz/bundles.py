"""``python -m tests.fuzz.bundles --count 10000 --seed 7``: the shipped procedures, damaged, are compiled or refused, never anything else.

The same seed always gives the same damage. Exits with 1 if something else came of one.
"""

from __future__ import annotations

import argparse
import random
import re
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.commands.procedures.deploy import read_bundle
from engine.kernel.errors import InvalidInput
from engine.library.compiling import compile_bundle

ROOT = Path(__file__).resolve().parents[2]
PIECES = (
    *(b"<", b">", b"&", b'"', b"'", b"=", b"{", b"[", b"]", b"/", b"]]>", b"<!--"),
    *(b"\\u0000", b"\xff", b"\x00", b"-9", b"1e999", b"null", b"[]", b"9" * 400),
)
Damage = Callable[[random.Random, bytes], bytes]


def bundles() -> list[dict[str, bytes]]:
    return [read_bundle(folder) for folder in sorted((ROOT / "processes").iterdir()) if folder.is_dir()]


def _cut(chance: random.Random, content: bytes) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:first] + content[min(last, first + 200) :]


def _inserted(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(PIECES) + content[at:]


def _changed(chance: random.Random, content: bytes) -> bytes:
    found = bytearray(content)
    found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _moved(chance: random.Random, content: bytes) -> bytes:
    """A piece of the file again, somewhere else."""
    at, to = (chance.randrange(len(content)) for _ in range(2))
    return content[:to] + content[at : at + chance.randrange(1, 300)] + content[to:]


def _of_another(chance: random.Random, content: bytes) -> bytes:
    """One value takes the place of another."""
    values = list(re.finditer(rb'"([^"\n]{0,200})"', content))
    if len(values) < 2:
        return content
    one, other = chance.sample(values, 2)
    return content[: one.start(1)] + other[1] + content[one.end(1) :]


DAMAGE: tuple[Damage, ...] = (_cut, _inserted, _changed, _moved, _of_another)


def damaged(chance: random.Random, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """One file damaged in one to four ways; or one that is missing, or has another's content."""
    path = chance.choice(sorted(files))
    if chance.random() < 0.02:
        return {**files, path: files[chance.choice(sorted(files))]}
    content = files[path]
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(DAMAGE)(chance, content or b" ")
    return {**files, path: content}


def try_many(seed: int, count: int) -> tuple[Counter[str], list[str]]:
    """What came of each (``ok``, or the code of the first fault), and those of which something else came."""
    said: Counter[str] = Counter()
    failures: list[str] = []
    whole = bundles()
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        files = damaged(chance, chance.choice(whole))
        try:
            compile_bundle(files)
            said["ok"] += 1
        except InvalidInput as refused:
            said[refused.faults[0].code if refused.faults else refused.reason_code] += 1
        except Exception as reason:  # this is what is looked for
            failures.append(f"{seed}:{number} {type(reason).__name__}: {str(reason)[:200]}")
    return said, failures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.bundles", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int)
    asked = parser.parse_args()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    said, failures = try_many(seed, asked.count)
    print("\n".join([*failures, f"seed {seed}: {dict(said.most_common())}, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
