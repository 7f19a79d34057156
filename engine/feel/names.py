"""Which names are in scope while parsing: FEEL names may hold blanks, signs and even keywords.

A name is matched token by token, the longest first. Names that are one plain word need no help
from here; the others come from the caller (``names``), the built-in functions, and what the
expression itself declares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from engine.feel.lexer import KEYWORDS, Token, name_pattern, normal_name

Pattern = tuple[tuple[str, bool], ...]
LONGEST_NAME = 300  # characters; longer keys of data are reached with get value()


def is_special(name: str) -> bool:
    """Whether the parser must know the name to read it: not one plain word, or a keyword."""
    return name in KEYWORDS or len(name_pattern(name)) != 1


def special_names(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of ``names`` that matter for parsing ``text``, normalised and in a fixed order (a cache key)."""
    found = set()
    for name in names:
        if isinstance(name, str) and len(name) <= LONGEST_NAME and is_special(name):
            pattern = name_pattern(name)
            if pattern and all(word in text for word, _ in pattern):
                found.add(normal_name(name))
    return tuple(sorted(found))


class KnownNames:
    """The special names in scope; inner scopes come and go.

    By first word: how often each name is declared, and the lengths to try (so that a match costs
    the number of different lengths, not the number of names).
    """

    def __init__(self, names: Collection[str]) -> None:
        self._by_first: dict[str, Counter[Pattern]] = {}
        self._names: dict[Pattern, str] = {}
        for name in names:
            self.add(name)

    def match(self, tokens: list[Token], index: int) -> tuple[str, int] | None:
        """The longest known name that begins at this token, and the index behind it."""
        candidates = self._by_first.get(tokens[index].text)
        if not candidates:
            return None
        for length in sorted({len(pattern) for pattern in candidates}, reverse=True):
            written = _written(tokens, index, length)
            if candidates.get(written):
                return self._names[written], index + length
        return None

    def add(self, name: str) -> Pattern | None:
        """Bring the name into scope; returns what ``remove`` takes, or None for a plain word."""
        if not is_special(name):
            return None
        pattern = name_pattern(name)
        if pattern:
            self._by_first.setdefault(pattern[0][0], Counter())[pattern] += 1
            self._names[pattern] = normal_name(name)
        return pattern or None

    def remove(self, pattern: Pattern | None) -> None:
        """Take one declaration out of scope again."""
        if pattern is None:
            return
        candidates = self._by_first[pattern[0][0]]
        candidates[pattern] -= 1
        if not candidates[pattern]:
            del candidates[pattern]

    @contextmanager
    def also(self, *names: str) -> Iterator[None]:
        """The names are in scope inside the block."""
        added = [self.add(name) for name in names]
        try:
            yield
        finally:
            for pattern in added:
                self.remove(pattern)


def _written(tokens: list[Token], index: int, length: int) -> Pattern:
    part = tokens[index : index + length]
    return tuple((token.text, at > 0 and token.start > part[at - 1].end) for at, token in enumerate(part))
