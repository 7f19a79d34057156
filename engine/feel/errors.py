"""What FEEL raises. An error *inside* an expression is no exception: it is ``null`` with a problem."""

from __future__ import annotations

from engine.kernel.errors import InvalidInput, LimitExceeded
from engine.kernel.texts import Text


class FeelSyntaxError(InvalidInput):
    """The text is not FEEL. ``line`` and ``column`` count from 1; ``expected`` is what would have fitted there."""

    code = "feel_syntax"

    def __init__(
        self,
        *,
        line: int,
        column: int,
        expected: str,
        expected_zh: str,
        found: str,
        found_zh: str,
        hint: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(
            f"Expected {expected} at line {line}, column {column}, but found {found}.{hint[0]}",
            message_zh=f"第 {line} 行第 {column} 列：应为{expected_zh}，实际为{found_zh}。{hint[1]}",
            line=line,
            column=column,
            expected=expected,
            found=found,
        )
        self.line = line
        self.column = column
        self.expected = expected
        self.found = found


class FeelLimitExceeded(LimitExceeded):
    """An expression asked for more than it is granted. ``limit`` is the name of the field of ``Limits``."""

    code = "feel_limit_exceeded"

    def __init__(self, limit: str, allowed: float) -> None:
        english, chinese = _LIMIT_WORDS[limit]
        super().__init__(
            f"Expected {english} to stay within {allowed}, but the expression needs more.",
            message_zh=f"表达式的{chinese}超过上限 {allowed}。",
            limit=limit,
            allowed=allowed,
        )
        self.limit = limit
        self.allowed = allowed


_LIMIT_WORDS = {
    "source_length": ("the length of the expression (characters)", "长度（字符）"),
    "nesting": ("the depth of nesting", "嵌套深度"),
    "steps": ("the number of steps", "运算步数"),
    "collection_size": ("the size of a list or context (entries)", "列表或上下文的大小（项）"),
    "string_length": ("the length of a string (characters)", "字符串长度（字符）"),
    "seconds": ("the computing time (seconds)", "运算时间（秒）"),
    "digits": ("the number of digits of a number literal", "数字的位数"),
}


class FeelProblem(Exception):
    """Raised by a built-in or a host function to say "null, because …"."""

    def __init__(self, en: Text | str, zh: str | None = None) -> None:
        self.text = en if isinstance(en, Text) else Text(en, zh or en)
        super().__init__(self.text.en)

    @property
    def en(self) -> str:
        return self.text.en

    @property
    def zh(self) -> str:
        return self.text.zh
