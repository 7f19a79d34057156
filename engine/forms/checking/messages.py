"""What is wrong with a submission, in words for the person who filled in the form."""

from __future__ import annotations

from engine.forms.texts import say
from engine.kernel.errors import Fault


def fault(where: str, code: str, facts: dict[str, object] | None = None, *, says: str = "", **words: object) -> Fault:
    """A fault with the sentence of its code, or with that of ``says``. ``facts`` are for programs, ``words`` fill the sentence."""
    return Fault(where, code, say(says or code, **words), facts=facts or {})
