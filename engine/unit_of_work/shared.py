"""What the commands of one process share: things that never change once they are known."""

from __future__ import annotations

from typing import TypeVar, cast

P = TypeVar("P")


class Shared:
    """One object of each class, made when first asked for: so a room above shares what it knows without a floor below knowing the room."""

    def __init__(self, *given: object) -> None:
        self._by_class: dict[type, object] = {type(each): each for each in given}

    def part(self, kind: type[P]) -> P:
        """The one object of ``kind``; a class of which none was given must be able to begin without arguments."""
        found = self._by_class.get(kind)
        if found is None:
            found = self._by_class.setdefault(kind, kind())
        return cast("P", found)
