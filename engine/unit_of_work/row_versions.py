"""What all changes of a row have in common: which fields may change, and the version that the caller saw (If-Match)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import RowMapping

from engine.kernel.errors import Fault, InvalidInput, StaleVersion
from engine.kernel.texts import listed
from engine.unit_of_work.texts import say


def require_version(found: int, expected: int | None) -> None:
    """Raises ``StaleVersion`` when the caller saw another version than ``found``. None: the caller does not mind."""
    if expected is not None and expected != found:
        raise StaleVersion(say("seen_before_change", expected=expected, found=found), expected=expected, found=found)


def require_changeable(given: Mapping[str, object], changeable: Collection[str]) -> None:
    """Raises ``InvalidInput`` with a fault for each name that cannot be changed."""
    unknown = sorted(set(given) - set(changeable))
    if unknown:
        faults = [Fault(name, "unknown_field", say("field_not_changeable", name=name)) for name in unknown]
        raise InvalidInput(say("fields_not_changeable", changeable=listed(sorted(changeable)), unknown=listed(unknown)), faults=faults)


def differing(row: RowMapping | Mapping[Any, Any], given: Mapping[str, object]) -> dict[str, object]:
    """What of ``given`` differs from the row."""
    return {name: value for name, value in given.items() if row[name] != value}
