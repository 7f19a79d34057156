"""Every kind of boxed expression is compiled and checked."""

from __future__ import annotations

from engine.dmn import boxed
from engine.dmn.checking import kinds
from engine.dmn.elements import BOXES


def test_each_kind_of_box_is_compiled_and_checked() -> None:
    assert set(boxed.KINDS) == set(kinds.KINDS) == set(BOXES)
