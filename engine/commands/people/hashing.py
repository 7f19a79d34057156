"""Passwords hashed while nobody waits: a hash takes a tenth of a second and 64 MiB, a transaction that writes holds others up."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from engine.identity.passwords import hash_password, password_matches
from engine.unit_of_work.verbs import Unprepared


class Hashing:
    """What hashing gave, for one command. What is missing is raised as ``Unprepared``: the engine has it made outside the transaction.

    So the command decides under its lock what is to be hashed at all (an attempt that must wait is not), and finds what another
    one has changed meanwhile. The field of a command that holds it is no part of what was asked for (``compare=False``).
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, ...], bool | str] = {}

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether ``password`` is the one that was hashed; takes as long where there is none."""
        return cast(bool, self._made(("matches", stored, password), lambda: password_matches(stored, password)))

    def hashed(self, password: str) -> str:
        """A new hash."""
        return cast(str, self._made(("hashed", password), lambda: hash_password(password)))

    def _made(self, key: tuple[str | None, ...], make: Callable[[], bool | str]) -> bool | str:
        if key not in self._known:
            raise Unprepared(lambda _: self._known.update({key: make()}))
        return self._known[key]
