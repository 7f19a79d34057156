"""The decisions of the procedures that come with the product are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.dmn.checking.checks import faults_of_file

FILES = sorted((Path(__file__).resolve().parents[4] / "processes").glob("**/*.dmn"))


def test_there_are_some() -> None:
    assert len(FILES) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_faults(path: Path) -> None:
    assert list(faults_of_file(path.read_bytes())) == []
