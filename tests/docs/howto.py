"""Doing what a page of docs/contributing says, in a copy of the tree.

A fenced block with a file name is a step: ``diff`` blocks show lines with what goes and what comes (lines that do not follow each other are
divided by ``…``; a line that stays may end in it for its rest), any other block makes the file or, where there is one, goes to its end.
Of ``sh`` blocks those lines are run that need nothing but Python: tests, migrations, golden files.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "contributing"
GOES_ON_FROM = {"verbs.md": "noun.md", "screen.md": "verbs.md"}
_COPIED = ("engine", "api", "cli", "worker", "tests", "processes", "forms", "docs", "web/src", "bench", "pyproject.toml")
_BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One block of a page."""

    language: str
    path: str | None
    text: str


def steps(page: str) -> Iterator[Step]:
    for found in _BLOCK.finditer((PAGES / page).read_text("utf-8")):
        yield Step(found["language"], found["path"], found["text"])


def copy_tree(to: Path) -> Path:
    """What a step may change or need."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, to / name)
    return to


def follow(page: str, tree: Path) -> int:
    """Do all steps of the page in ``tree``; gives how many commands were run. Fails where one cannot be done."""
    run = follow(GOES_ON_FROM[page], tree) if page in GOES_ON_FROM else 0
    for step in steps(page):
        if step.language == "sh":
            for command in filter(None, map(_command, step.text.splitlines())):
                _run(command, tree)
                run += 1
        elif step.path is not None:
            _write(step, tree / step.path)
    return run


def _write(step: Step, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    if step.language == "diff":
        assert before, f"Expected {step.path} to be there."
        for change in re.split(r"^…\n", step.text, flags=re.MULTILINE):
            before = _changed(before, change, str(step.path))
        path.write_text(before, "utf-8")
    else:
        path.write_text(f"{before}\n\n{step.text}" if before else step.text, "utf-8")
    package = path.parent / "__init__.py"
    if path.suffix == ".py" and not package.exists():
        package.touch()  # the pages do not show empty files


def _changed(text: str, change: str, path: str) -> str:
    """A line that stays may end in ``…`` for the rest of it."""
    lines = change.splitlines(keepends=True)
    there = [line for line in lines if not line.startswith("+")]
    wanted = "".join(f"({re.escape(line[1:])})".replace("…\\\n", ".*\n") for line in there)
    found = list(re.finditer(f"^{wanted}", text, re.MULTILINE))
    assert len(found) == 1, f"Expected these lines once in {path}, but found them {len(found)} times:\n{''.join(there)}"
    old = iter(found[0].groups())
    new = "".join(line[1:] if line.startswith("+") else _kept(line, next(old)) for line in lines)
    return text[: found[0].start()] + new + text[found[0].end() :]


def _kept(line: str, old: str) -> str:
    return "" if line.startswith("-") else old


def _command(line: str) -> list[str] | None:
    """What a line of a shell block runs here; None for what needs more than Python."""
    words = shlex.split(line, comments=True)
    match words:
        case ["make", "test", arguments]:
            return ["-m", "pytest", "-q", "-p", "no:cacheprovider", *shlex.split(arguments.removeprefix("ARGS="))]
        case ["make", "migration", name]:
            return ["-m", "tests.support.new_migration", name.removeprefix("NAME=")]
        case [".venv/bin/python", *arguments]:
            return arguments
    return None


def _run(arguments: list[str], tree: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env={**environment, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout[-5000:]}\n{done.stderr[-5000:]}"
