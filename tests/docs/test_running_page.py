"""The pages for operators name every setting."""

from __future__ import annotations

import re

import pytest

from engine.kernel.settings import Settings
from tests.docs.pages import DOCS, LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_named(language: str) -> None:
    named = re.findall(r"`ZHIDU_([A-Z_]+)`", (DOCS / "operations" / f"running{language}.md").read_text("utf-8"))
    assert {name.upper() for name in Settings.__slots__} <= set(named)
