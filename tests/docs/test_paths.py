"""Paths that pages name are there: files in tables and texts, and what links lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMING = [
    ROOT / "docs" / "architecture.md",
    ROOT / "docs" / "security.md",
    ROOT / "SECURITY.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs" / "contributing").glob("*.md")),
]
_TOP = "api|bench|cli|docs|engine|forms|processes|tests|web|worker"


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", NAMING, ids=ids)
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    without_blocks = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = re.findall(rf"`((?:{_TOP})/[\w./-]*)`", without_blocks)
    assert [each for each in named if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    assert [each for each in links if not (page.parent / each).exists()] == []


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_the_layout_names_every_package() -> None:
    layout = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## Layout")[1].split("## Who")[0]
    packages = {path.parent.name for path in (ROOT / "engine").glob("*/__init__.py")}
    assert {name for name in packages if f"{name}/" not in layout} == set()
