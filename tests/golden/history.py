"""The code of earlier releases, taken from the project's own history."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

RELEASE_0_1_0 = "ecec0aaa807b991fee3dd54ec156575f08c85807"
PREVIOUS = RELEASE_0_1_0
"""The release before this one: its code must go on working on the schema of this one (docs/decisions/0020). Set anew with each release."""

ROOT = Path(__file__).resolve().parents[2]


class NoHistory(Exception):
    """The commit is not there: a copy without history, or a shallow one."""


def extract(commit: str, folder: Path) -> Path:
    """The files of ``commit`` in ``folder``. Raises ``NoHistory``."""
    try:
        found = subprocess.run(["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError as reason:
        raise NoHistory("Expected git to be installed, but it is not.") from reason
    if found.returncode != 0:
        raise NoHistory(f"Expected commit {commit[:7]} in the history, but: {found.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def run_with(code: Path, script: Path, *arguments: str) -> str:
    """Run ``script`` with the code in the folder ``code``; gives what it printed. Raises ``AssertionError`` with its complaints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIDU_")}
    command = [sys.executable, "-P", str(script), *arguments]
    done = subprocess.run(command, cwd=code, env={**environment, "PYTHONPATH": str(code)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
