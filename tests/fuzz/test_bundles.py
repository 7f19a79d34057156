"""A short run of damaged procedures, and whether it would notice. The long run is ``python -m tests.fuzz.bundles --count 10000``."""

from __future__ import annotations

import pytest

from engine.library import compiling
from tests.fuzz.bundles import try_many


def test_a_damaged_procedure_is_compiled_or_refused() -> None:
    said, failures = try_many(20_260_314, 40)
    assert not failures
    assert len(said) > 5


def test_anything_else_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "file_faults", lambda files: [][len(files)])
    assert len(try_many(1, 2)[1]) == 2
