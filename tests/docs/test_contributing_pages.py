"""What the pages for contributors say can be done as they say it, from the first step to the last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.howto import GOES_ON_FROM, PAGES, copy_tree, follow

NAMES = sorted(path.name for path in PAGES.glob("*.md") if path.name != "README.md")


@pytest.mark.slow
@pytest.mark.parametrize("page", [name for name in NAMES if name not in GOES_ON_FROM.values()])
def test_the_steps_of_the_page_work(page: str, tmp_path: Path) -> None:
    assert follow(page, copy_tree(tmp_path)) > 0


def test_every_page_is_listed() -> None:
    listed = re.findall(r"\]\((\w+\.md)\)", (PAGES / "README.md").read_text("utf-8"))
    assert sorted(listed) == NAMES


@pytest.mark.parametrize("page", NAMES)
def test_a_page_is_a_page(page: str) -> None:
    assert len((PAGES / page).read_text("utf-8").splitlines()) <= 180
