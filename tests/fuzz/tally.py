"""What a run of many cases has found."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field

from engine.feel import texts
from tests.fuzz.cases import SORTS, Case, case_of
from tests.fuzz.check import Checked, Failure, check
from tests.fuzz.shrink import shrunk

MEASURED = 500  # one in this many has its memory measured, and each under default limits
KEPT = 3  # failures of one sort that are shown from each part of a run


@dataclass
class Tally:
    """Adds up over cases and over processes. The slowest are (seconds, case) pairs."""

    cases: int = 0
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    memory: tuple[float, str] = (0, "")
    depth: int = 0
    failures: dict[str, list[str]] = field(default_factory=dict)

    def run(self, case: Case) -> None:
        """Check the case and note what came out."""
        self.cases += 1
        try:
            checked = check(case, measuring=case.index % MEASURED == 0 or case.large)
        except Failure as failure:
            self._failed(case, failure)
        else:
            self._passed(case, checked)

    def _passed(self, case: Case, checked: Checked) -> None:
        self.labels[case.sort, checked.label] += 1
        self.depth = max(self.depth, checked.depth)
        self.memory = max(self.memory, (checked.memory, str(case)))
        for what, seconds in (("parsing", checked.parsing), ("evaluating", checked.seconds)):
            key = f"{what}, {'default' if case.large else 'small'} limits"
            self.slowest[key] = max(self.slowest.get(key, (0.0, "")), (seconds, str(case)))

    def _failed(self, case: Case, failure: Failure) -> None:
        self.labels[case.sort, "FAILED"] += 1
        known = self.failures.setdefault(failure.sort, [])
        if len(known) < KEPT:
            short = shrunk(case.text, lambda text: fails_so(dataclasses.replace(case, text=text), failure.sort))
            known.append(f"{failure}\n    {case}\n    shorter: {short!r:.600}")

    def add(self, other: Tally) -> None:
        self.cases += other.cases
        self.labels += other.labels
        self.depth = max(self.depth, other.depth)
        self.memory = max(self.memory, other.memory)
        for key, found in other.slowest.items():
            self.slowest[key] = max(self.slowest.get(key, (0.0, "")), found)
        for sort, found_failures in other.failures.items():
            self.failures.setdefault(sort, []).extend(found_failures)

    def failed(self) -> int:
        return sum(count for (_, label), count in self.labels.items() if label == "FAILED")

    def report(self) -> str:
        """A table of what became of the cases, the extremes, and the failures."""
        labels = sorted({label for _, label in self.labels})
        lines = [f"{'':11}" + "".join(f"{label:>17}" for label in labels)]
        for sort in SORTS:
            lines.append(f"{sort:11}" + "".join(f"{self.labels[sort, label]:17,}" for label in labels))
        lines.append(f"{'all':11}" + "".join(f"{sum(self.labels[sort, label] for sort in SORTS):17,}" for label in labels))
        lines += [f"slowest {key}: {seconds:.3f} s of computing, {case:.300}" for key, (seconds, case) in sorted(self.slowest.items())]
        lines.append(f"most memory of one case: {self.memory[0] / 2**20:.1f} MiB, {self.memory[1]:.300}")
        lines.append(f"deepest value: {self.depth} levels")
        for sort, found in self.failures.items():
            lines += [f"FAILED {sort}", *(f"  {one}" for one in found[: KEPT * 2])]
        return "\n".join(lines)


def fails_so(case: Case, sort: str) -> bool:
    """Whether the case fails, and in this way."""
    try:
        check(case)
    except Failure as failure:
        return failure.sort == sort
    return False


def run_cases(seed: int, indices: range) -> Tally:
    """All the cases with these numbers."""
    texts._CATALOGUE.sentences  # noqa: B018  read beforehand: the first null to be told opens this file
    tally = Tally()
    for index in indices:
        tally.run(case_of(seed, index))
    return tally
