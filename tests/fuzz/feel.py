"""``python -m tests.fuzz.feel --count 1000000 --seed 7 --jobs 2``: many expressions, none of which may do harm.

The same seed always gives the same expressions; ``--only 123`` looks at one of them. Exits with 1 if one failed.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import multiprocessing
import queue
import resource
import secrets
import sys
import time
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized

from engine.feel import evaluate
from engine.feel.values.moments import zone_names
from tests.fuzz import watch
from tests.fuzz.cases import case_of
from tests.fuzz.tally import Tally, run_cases

CHUNK = 500
PATIENCE = 300  # seconds without a finished chunk: something hangs
ADDRESS_SPACE = 6 << 30  # bytes that one process may take
ZONES = ("Europe/Paris", "Asia/Shanghai", "America/New_York", "posix/Europe/Paris", "Asia/Dhaka", "Australia/Melbourne", "Australia/Sydney")


def prepare() -> None:
    """Let what is read or imported when it is first needed be so before anybody listens: zones by known names, tables of characters."""
    watch.install()
    for zone in ZONES:
        evaluate(f'[@"2020-01-01T00:00:00@{zone}".time offset, @"10:00:00@{zone}"]')
    evaluate('[matches("a", "[\\\\w-[a]]"), "\\u0061", string(1)]')
    zone_names()
    gc.collect()
    gc.freeze()  # a collection in the middle of a case counts as its computing time


def main() -> int:
    asked = _parser().parse_args()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    print(f"seed {seed}", flush=True)
    if asked.only is not None:
        prepare()
        print(case_of(seed, asked.only))
        tally = run_cases(seed, range(asked.only, asked.only + 1))
    else:
        begun = time.monotonic()
        tally = _run(seed, asked.start, asked.count, asked.jobs)
        print(f"seed {seed}: {tally.cases:,} expressions in {time.monotonic() - begun:,.0f} s, {tally.failed():,} failed")
        print(f"peak memory of a process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
    print(tally.report())
    return 1 if tally.failed() else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.feel", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--start", type=int, default=0, help="the number of the first expression")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of the one expression to look at")
    return parser


def _run(seed: int, start: int, count: int, jobs: int) -> Tally:
    spawn = multiprocessing.get_context("spawn")
    chunks: multiprocessing.Queue[range | None] = spawn.Queue()
    results: multiprocessing.Queue[Tally] = spawn.Queue()
    numbers = range(start, start + count)
    parts = [numbers[at : at + CHUNK] for at in range(0, count, CHUNK)]
    for numbers_or_end in [*parts, *[None] * jobs]:
        chunks.put(numbers_or_end)
    workers = []
    for _ in range(jobs):
        begun = spawn.Value("q", start)
        workers.append((spawn.Process(target=_work, args=(seed, chunks, results, begun), daemon=True), begun))
        workers[-1][0].start()
    tally, since = Tally(), time.monotonic()
    while tally.cases < count:
        try:
            part = results.get(timeout=PATIENCE)
        except queue.Empty:
            places = [f"{begun.value} ({'alive' if process.is_alive() else process.exitcode})" for process, begun in workers]
            sys.exit(f"seed {seed}: nothing came for {PATIENCE} s; the processes were at {', '.join(places)}")
        tally.add(part)
        for failure in itertools.chain.from_iterable(part.failures.values()):
            print(f"FAILED {failure}", file=sys.stderr, flush=True)
        rate = tally.cases / (time.monotonic() - since)
        if tally.cases % (CHUNK * 20) == 0 or tally.cases == count:
            print(f"{tally.cases:,} of {count:,}, {rate:,.0f} a second, {tally.failed():,} failed", file=sys.stderr, flush=True)
    for process, _ in workers:
        process.join()
    return tally


def _work(seed: int, chunks: Queue[range | None], results: Queue[Tally], begun: Synchronized[int]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    prepare()
    while (part := chunks.get()) is not None:
        tally = Tally()
        for index in part:
            begun.value = index
            tally.run(case_of(seed, index))
        results.put(tally)


if __name__ == "__main__":
    sys.exit(main())
