"""The Python of docs/feel.md runs."""

from __future__ import annotations

from tests.docs.pages import blocks, page


def test_python_examples() -> None:
    names: dict[str, object] = {}
    found = blocks(page("feel", ""), "python")
    assert len(found) > 1
    for block in found:
        exec(compile(block, "docs/feel.md", "exec"), names)
