"""The names that are in scope where an expression stands, and those of them that its text may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import DEFAULT_LIMITS
from engine.feel.syntax.lexer import Source, name_pattern, tokens


@dataclass(slots=True)
class _Word:
    """A place in the tree of words: the names that end here, and the words that may follow."""

    names: list[str] = field(default_factory=list)
    next: dict[str, _Word] = field(default_factory=dict)


class Names:
    """The names of a scope, with the scopes around it.

    A tree of words, so that finding the names in a text takes time in proportion to the text: a file may hold
    thousands of names and thousands of texts.
    """

    def __init__(self, names: Iterable[str] = (), *around: Names) -> None:
        self._tree = _Word()
        self._around = around
        for name in names:
            self.declare(name)

    def __iter__(self) -> Iterator[str]:
        """Those of this scope alone."""
        waiting = [self._tree]
        while waiting:
            at = waiting.pop()
            yield from at.names
            waiting.extend(at.next.values())

    def inside(self, *names: str) -> Names:
        """A scope inside this one."""
        return Names(names, self)

    def declare(self, name: str) -> None:
        """From now on the name is in scope, here and inside."""
        at = self._tree
        for word in name_pattern(name):
            at = at.next.setdefault(word, _Word())
        if at is not self._tree and name not in at.names:
            at.names.append(name)

    def among(self, words: Sequence[str]) -> frozenset[str]:
        """The names that these words of a text write."""
        return frozenset(self._among(words))

    def _among(self, words: Sequence[str]) -> Iterator[str]:
        for start in range(len(words)):
            at = self._tree
            for index in range(start, len(words)):
                following = at.next.get(words[index])
                if following is None:
                    break
                at = following
                yield from at.names
        for scope in self._around:
            yield from scope._among(words)


def words_of(text: str) -> Sequence[str]:
    """The words of a text; none if it is too long or not made of words, which is said when it is parsed."""
    if len(text) > DEFAULT_LIMITS.source_length:
        return ()
    try:
        return [token.text for token in tokens(Source(text))]
    except FeelSyntaxError:
        return ()
