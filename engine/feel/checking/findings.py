"""What is wrong with an expression, and where."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel.errors import FeelLimitExceeded
from engine.feel.printing.printer import text_of_tree
from engine.feel.syntax import ast
from engine.kernel.texts import Text

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong.

    node: the part that is wrong. at: the offset of its decisive sign. code: see ``CODES``. certain: False when values
    may have more than their type says (an entry that a declared context does not list).
    """

    node: ast.Node
    at: int
    code: str
    text: Text
    certain: bool = True

    @property
    def en(self) -> str:
        return self.text.en

    @property
    def zh(self) -> str:
        return self.text.zh

    @property
    def quote(self) -> str:
        """The part as text, cut when it is long."""
        try:
            text = text_of_tree(ast.Tests(0, (self.node,)) if isinstance(self.node, ast.Test) else self.node)
        except FeelLimitExceeded:
            return ""
        return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


# What a finding says about the value of its node, whatever the inputs are.
NULL = "null"  # it is null
UNLESS_NULL = "unless null"  # it is null or false, unless a part of it is null
NO_ENTRY = "no entry"  # it is null, or a list that holds nothing but null
PART = "part"  # a part of it is wrong; that part is quoted

CODES = {
    "unknown_name": NULL,
    "later_name": NULL,
    "unknown_function": NULL,
    "unknown_type": NULL,
    "malformed_literal": NULL,
    "wrong_operands": NULL,
    "incomparable": UNLESS_NULL,
    "never_fits": UNLESS_NULL,
    "not_allowed": UNLESS_NULL,
    "not_boolean": PART,
    "unknown_entry": NO_ENTRY,
    "duplicate_entry": NULL,
    "wrong_range": UNLESS_NULL,
    "wrong_filter": NULL,
    "wrong_position": NULL,
    "wrong_iteration": NULL,
    "not_a_function": NULL,
    "wrong_arguments": NULL,
    "wrong_argument": UNLESS_NULL,
    "wrong_result": NULL,
    "wrong_value": NULL,
}
