"""What FEEL raises. An error *inside* an expression is no exception: it is ``null`` with a problem."""

from __future__ import annotations

from engine.feel.texts import say
from engine.kernel.errors import InvalidInput, LimitExceeded
from engine.kernel.texts import NO_TEXT, Text


class FeelSyntaxError(InvalidInput):
    """The text is not FEEL. ``line`` and ``column`` count from 1; ``expected`` is what would have fitted there."""

    code = "feel_syntax"

    def __init__(self, *, line: int, column: int, expected: Text, found: Text, hint: Text = NO_TEXT) -> None:
        super().__init__(
            say("not_feel", expected=expected, line=line, column=column, found=found, hint=hint),
            line=line,
            column=column,
            expected=expected.en,
            found=found.en,
        )
        self.line = line
        self.column = column
        self.expected = expected.en
        self.found = found.en


class FeelLimitExceeded(LimitExceeded):
    """An expression asked for more than it is granted. ``limit`` is the name of the field of ``Limits``."""

    code = "feel_limit_exceeded"

    def __init__(self, limit: str, allowed: float) -> None:
        super().__init__(say("limit_exceeded", what=_LIMITS[limit], allowed=allowed), limit=limit, allowed=allowed)
        self.limit = limit
        self.allowed = allowed


_LIMITS = {
    "source_length": say("limit_source_length"),
    "nesting": say("limit_nesting"),
    "steps": say("limit_steps"),
    "collection_size": say("limit_collection_size"),
    "string_length": say("limit_string_length"),
    "seconds": say("limit_seconds"),
    "digits": say("limit_digits"),
}


class FeelProblem(Exception):
    """Raised by a built-in or a host function to say "null, because …"."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return self.text.en

    @property
    def en(self) -> str:
        return self.text.en

    @property
    def zh(self) -> str:
        return self.text.zh
