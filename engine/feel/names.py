"""Which names are in scope while parsing: FEEL names may hold blanks, signs and even keywords.

A name is matched token by token, the longest first. Names that are one plain word need no help
from here; the others come from the caller (``names``), the built-in functions, and what the
expression itself declares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from engine.feel.lexer import KEYWORDS, Token, name_pattern, normal_name

Pattern = tuple[tuple[str, bool], ...]


def is_special(name: str) -> bool:
    """Whether the parser must know the name to read it: not one plain word, or a keyword."""
    return name in KEYWORDS or len(name_pattern(name)) != 1


def special_names(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of ``names`` that matter for parsing ``text``, normalised and in a fixed order (a cache key)."""
    found = set()
    for name in names:
        if isinstance(name, str) and is_special(name):
            pattern = name_pattern(name)
            if pattern and all(word in text for word, _ in pattern):
                found.add(normal_name(name))
    return tuple(sorted(found))


class KnownNames:
    """The special names in scope, by first word, the longest first; inner scopes come and go."""

    def __init__(self, names: Collection[str]) -> None:
        self._by_first: dict[str, list[tuple[Pattern, str]]] = {}
        for name in names:
            self._add(name)

    def match(self, tokens: list[Token], index: int) -> tuple[str, int] | None:
        """The longest known name that begins at this token, and the index behind it."""
        for pattern, name in self._by_first.get(tokens[index].text, ()):
            if _fits(pattern, tokens, index):
                return name, index + len(pattern)
        return None

    @contextmanager
    def also(self, *names: str) -> Iterator[None]:
        """The names are in scope inside the block."""
        added = [pattern for name in names if (pattern := self._add(name))]
        try:
            yield
        finally:
            for pattern in reversed(added):
                candidates = self._by_first[pattern[0][0]]
                candidates.remove(next(entry for entry in candidates if entry[0] == pattern))

    def _add(self, name: str) -> Pattern | None:
        if not is_special(name):
            return None
        pattern = name_pattern(name)
        if pattern:
            candidates = self._by_first.setdefault(pattern[0][0], [])
            candidates.append((pattern, normal_name(name)))
            candidates.sort(key=lambda entry: -len(entry[0]))
        return pattern or None


def _fits(pattern: Pattern, tokens: list[Token], index: int) -> bool:
    for step, (text, spaced) in enumerate(pattern):
        token = tokens[index + step]
        if token.text != text or token.kind == "end":
            return False
        if step and (token.start > tokens[index + step - 1].end) != spaced:
            return False
    return True
