"""A permission is named by the enum: a string beside it could be misspelt and would then never be held."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from engine.kernel import permissions
from engine.kernel.permissions import Permission

_ROOT = Path(permissions.__file__).parents[2]
_HOME = Path(permissions.__file__)
_ROOMS = ("engine", "api", "cli", "worker", "tests/integration", "tests/security", "tests/processes", "bench")


def _literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_permission_is_a_bare_string() -> None:
    named = frozenset(map(str, Permission))
    files = [path for room in _ROOMS for path in (_ROOT / room).rglob("*.py") if path != _HOME]
    bare = {str(path.relative_to(_ROOT)): found for path in files if (found := named.intersection(_literals(path)))}
    assert len(files) > 300
    assert bare == {}
