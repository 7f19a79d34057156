"""What is encoded once gives the same bytes as what is encoded each time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import rfc8785

from engine.kernel.canonical_json import Encoded, canonical


def test_encoding_once_changes_no_byte() -> None:
    value = {"z": [1, 2**60, Decimal("1.50")], "a": {"名": "值\u2028\x7f", "b": None}}
    once = Encoded(value)
    assert canonical({"x": once, "y": 1}) == canonical({"x": value, "y": 1})
    assert canonical([once]) == canonical([value])
    assert once["z"] == value["z"]


def test_the_bytes_are_those_of_rfc_8785() -> None:
    value: dict[str, Any] = {"b": '\x00\x1f"\\/\b\f\n\r\t\ud7ff😀', "a": [True, None, -1, 2**53 - 1], "_": {}, "B": []}
    assert canonical(value) == rfc8785.dumps(value)
