"""What reading a form turns up: faults, the names that its expressions read, the option lists that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import feel
from engine.kernel.errors import Fault, Refusal

_SPECIAL = frozenset({"this", "parent", "i", "_this_", "_parent_", "_i_"})


class Findings:
    """Collected while a form is read; ``where`` is the key of a component, or its id where it has none."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.reads: set[str] = set()
        self.option_lists: dict[str, None] = {}

    def place(self, raw: Mapping[str, Any]) -> str:
        """How a component is called in faults."""
        return str(raw.get("key") or raw.get("path") or raw.get("id") or raw.get("type") or "?")

    def add(self, where: str, code: str, en: str, zh: str) -> None:
        self.faults.append(Fault(where, code, en, zh))

    def expression(self, where: str, text: object, name: str, *, required: bool = False) -> feel.Expression | None:
        """The FEEL expression in ``text`` (which begins with ``=``); None without one, or with a fault."""
        if text is None or text == "":
            if required:
                self.add(
                    where, "expression_missing", f"Expected {name} to be an expression, but it is empty.", f"{name} 应为表达式，实际为空。"
                )
            return None
        if not isinstance(text, str) or not text.startswith("="):
            self.add(
                where,
                "expression_invalid",
                f"Expected {name} to begin with =, but it is {text!r}.",
                f"{name} 应以 = 开头，实际为 {text!r}。",
            )
            return None
        try:
            parsed = feel.parse(text[1:])
        except Refusal as refusal:
            self.add(where, "expression_invalid", f"{name}: {refusal.message}", f"{name}：{refusal.message_zh}")
            return None
        self.reads |= parsed.names() - _SPECIAL
        return parsed

    def truth(self, where: str, value: object, name: str) -> bool | feel.Expression:
        """A yes or no, or the expression that gives it."""
        if value is None or isinstance(value, bool):
            return bool(value)
        return self.expression(where, value, name) or False
