"""What all changes of a row have in common: which fields may change, and the version that the caller saw (If-Match)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import RowMapping

from engine.kernel.errors import Fault, InvalidInput, StaleVersion


def require_version(found: int, expected: int | None) -> None:
    """Raises ``StaleVersion`` when the caller saw another version than ``found``. None: the caller does not mind."""
    if expected is not None and expected != found:
        raise StaleVersion(
            f"Expected version {expected}, but it has changed since and is version {found} now.",
            message_zh=f"内容已被他人更改:您看到的是第 {expected} 版,现在是第 {found} 版。",
            expected=expected,
            found=found,
        )


def require_changeable(given: Mapping[str, object], changeable: Collection[str]) -> None:
    """Raises ``InvalidInput`` with a fault for each name that cannot be changed."""
    unknown = sorted(set(given) - set(changeable))
    if unknown:
        faults = [Fault(name, "unknown_field", f"{name} cannot be changed here.", f"此处不能更改 {name}。") for name in unknown]
        message = f"Expected only {', '.join(sorted(changeable))}, but got {', '.join(unknown)}."
        raise InvalidInput(message, message_zh="含有此处不能更改的字段。", faults=faults)


def differing(row: RowMapping | Mapping[Any, Any], given: Mapping[str, object]) -> dict[str, object]:
    """What of ``given`` differs from the row."""
    return {name: value for name, value in given.items() if row[name] != value}
