"""What reading a form turns up: faults, the names that its expressions read, the option lists that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import feel
from engine.forms.texts import say
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

    def add(self, where: str, code: str, *, says: str = "", **words: object) -> None:
        """A fault with the sentence of its code, or with that of ``says``; ``words`` fill it."""
        self.faults.append(Fault(where, code, say(says or code, **words)))

    def expression(self, where: str, text: object, name: str, *, required: bool = False) -> feel.Expression | None:
        """The FEEL expression in ``text`` (which begins with ``=``); None without one, or with a fault."""
        if text is None or text == "":
            if required:
                self.add(where, "expression_missing", name=name)
            return None
        if not isinstance(text, str) or not text.startswith("="):
            self.add(where, "expression_invalid", says="expression_without_sign", name=name, text=text)
            return None
        try:
            parsed = feel.parse(text[1:])
        except Refusal as refusal:
            self.add(where, "expression_invalid", name=name, reason=refusal.text)
            return None
        self.reads |= parsed.names() - _SPECIAL
        return parsed

    def truth(self, where: str, value: object, name: str) -> bool | feel.Expression:
        """A yes or no, or the expression that gives it."""
        if value is None or isinstance(value, bool):
            return bool(value)
        return self.expression(where, value, name) or False
