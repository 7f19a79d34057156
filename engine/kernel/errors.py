"""The one tree of errors.

Every error has a ``code`` (stable, for machines), a sentence in English and in
Chinese (for people) and ``facts`` (what the sentence is about). The sentence has
the form "Expected to …, but …". Nothing here knows HTTP: the table from error
class to status lives in ``api/errors.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar


class ZhiduError(Exception):
    """Base of all errors that this product raises on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, message_zh: str | None = None, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.message_zh = message_zh or message
        self.reason_code = code or type(self).code
        self.facts = facts

    def sentence(self, locale: str) -> str:
        """The sentence for a person who reads ``locale`` ("zh" or "en")."""
        return self.message_zh if locale.startswith("zh") else self.message


class Refusal(ZhiduError):
    """A command that was not carried out, with its reason."""

    code = "refused"


class NotFound(Refusal):
    """What was asked for does not exist, or the actor may not know that it does."""

    code = "not_found"


class Forbidden(Refusal):
    """The actor may not do this."""

    code = "forbidden"


class NotAuthenticated(Refusal):
    """Nobody is signed in, or the credentials are wrong or spent."""

    code = "not_authenticated"


class Conflict(Refusal):
    """The state does not allow it (any more): somebody else was faster, or it is over."""

    code = "conflict"


class StaleVersion(Conflict):
    """The caller saw an older version than the one that is stored (If-Match)."""

    code = "stale_version"


class TooManyAttempts(Refusal):
    """Throttled. ``facts['retry_after']`` is in seconds."""

    code = "too_many_attempts"


class LimitExceeded(Refusal):
    """A ceiling was reached; ``facts['limit']`` names it."""

    code = "limit_exceeded"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input, at the place where it is wrong.

    ``where`` is an element id of a diagram, a field path of a form, or a file name.
    """

    where: str
    code: str
    en: str
    zh: str
    facts: dict[str, object] = field(default_factory=dict)
    file: str | None = None


class InvalidInput(Refusal):
    """The input is wrong; ``faults`` lists every fault that was found, not only the first."""

    code = "invalid_input"

    def __init__(
        self,
        message: str,
        *,
        faults: Iterable[Fault] = (),
        message_zh: str | None = None,
        code: str | None = None,
        **facts: object,
    ) -> None:
        super().__init__(message, message_zh=message_zh, code=code, **facts)
        self.faults = tuple(faults)


class Broken(ZhiduError):
    """Something of ours is not as it must be (a damaged snapshot, a broken chain)."""

    code = "broken"
