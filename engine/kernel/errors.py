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

from engine.kernel.texts import Text


class ZhiduError(Exception):
    """Base of all errors that this product raises on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, text: Text, *, code: str | None = None, **facts: object) -> None:
        self.text = text
        super().__init__(self.text.en)
        self.reason_code = code or type(self).code
        self.facts = facts

    @property
    def message(self) -> str:
        return self.text.en

    @property
    def message_zh(self) -> str:
        return self.text.zh

    def sentence(self, locale: str) -> str:
        """The sentence for a person who reads ``locale`` ("zh" or "en")."""
        return self.text.told(locale)


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
    text: Text
    facts: dict[str, object] = field(default_factory=dict)
    file: str | None = None

    @property
    def en(self) -> str:
        return self.text.en

    @property
    def zh(self) -> str:
        return self.text.zh


class InvalidInput(Refusal):
    """The input is wrong; ``faults`` lists every fault that was found, not only the first."""

    code = "invalid_input"

    def __init__(
        self,
        text: Text,
        *,
        faults: Iterable[Fault] = (),
        code: str | None = None,
        **facts: object,
    ) -> None:
        super().__init__(text, code=code, **facts)
        self.faults = tuple(faults)


class Unavailable(ZhiduError):
    """The database or the disk cannot do it now; the same may be asked again after ``facts['retry_after']`` seconds.

    Nothing was changed, but for the code ``outcome_unknown``.
    """

    code = "unavailable"


class Broken(ZhiduError):
    """Something of ours is not as it must be (a damaged snapshot, a broken chain)."""

    code = "broken"
