"""Settings from the environment: read, and refused with all faults at once."""

from __future__ import annotations

import pytest

from engine.kernel.errors import InvalidInput
from engine.kernel.settings import Settings, read_settings


def test_what_is_not_set_has_its_default() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"ZHIDU_HTTP_DEADLINE": ""}).http_deadline == 20.0


def test_times_are_numbers_above_zero() -> None:
    assert read_settings({"ZHIDU_HTTP_DEADLINE": "2.5"}).http_deadline == 2.5
    for text in ("0", "-1", "nan", "inf", "soon"):
        with pytest.raises(InvalidInput, match="ZHIDU_HTTP_DEADLINE") as refusal:
            read_settings({"ZHIDU_HTTP_DEADLINE": text, "ZHIDU_PORT": "many"})
        assert [fault.where for fault in refusal.value.faults] == ["ZHIDU_PORT", "ZHIDU_HTTP_DEADLINE"]
