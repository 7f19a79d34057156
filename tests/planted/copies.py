"""Copies of the source tree, in which faults are planted and tests are run: never the tree itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.planted.fault import Fault, Moved

ROOT = Path(__file__).parents[2]
_BUILT = ("web/node_modules", "web/dist")
"""What no fault changes: the copies share it."""
PATIENCE = 300
"""Seconds that the tests of one fault may take."""
_PYTEST = (sys.executable, "-m", "pytest", "--exitfirst", "--quiet", "--no-header", "-p", "no:cacheprovider")
_NODE = (str(Path(sys.executable).parent / "node"), "--import", "./scripts/alias.mjs", "--test")


@dataclass(frozen=True, slots=True)
class Run:
    """How tests ended. ``failed``: at least one found something wrong; ``broken``: they could not be run at all, or had no end."""

    failed: bool
    broken: bool
    output: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The files of the tree as they are now, without what git ignores."""

    root: Path

    @contextmanager
    def planted(self, fault: Fault) -> Iterator[None]:
        """With the fault while the block lasts. Raises ``Moved``."""
        path = self.root / fault.file
        if not path.exists():
            raise Moved(f"{fault.name}: expected the file {fault.file}, but it is gone")
        sound, times = path.read_bytes(), path.stat()
        path.write_text(fault.planted_in(sound.decode()), "utf-8")
        try:
            yield
        finally:
            path.write_bytes(sound)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # so that what was compiled of it still counts

    def run(self, tests: Sequence[str], patience: int = PATIENCE) -> Run:
        """Run ``tests`` with the copy's code, until the first that fails."""
        of_web = [str(Path(each).relative_to("web")) for each in tests if each.endswith(".ts")]
        others = [each for each in tests if not each.endswith(".ts")]
        runs = [self._run(_PYTEST, others, self.root, patience)] if others else []
        if of_web:
            runs.append(self._run(_NODE, of_web, self.root / "web", patience))
        return Run(any(each.failed for each in runs), any(each.broken for each in runs), "\n".join(each.output for each in runs))

    def _run(self, command: Sequence[str], tests: Sequence[str], folder: Path, patience: int) -> Run:
        environment = {**os.environ, "PYTHONPATH": str(self.root)}
        try:
            done = subprocess.run(
                [*command, *tests], cwd=folder, env=environment, capture_output=True, text=True, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired:
            return Run(False, True, f"no end after {patience} seconds")
        said = f"{done.stdout}{done.stderr}\nexit code {done.returncode}"
        return Run(done.returncode == 1, done.returncode not in (0, 1), said)


def copied(to: Path) -> Copy:
    """A copy of the tree at ``to``, which does not exist yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    for name in _BUILT:
        if (ROOT / name).exists():
            (to / name).symlink_to(ROOT / name)
    return Copy(to)
