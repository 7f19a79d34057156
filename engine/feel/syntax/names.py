"""Which names are in scope while parsing: FEEL names may hold blanks, signs and even keywords.

A name is matched token by token, the longest first (DMN 1.5, 10.3.1.6), so with ``a-b`` in scope ``a - b`` is
that name, too, and ``(a)-(b)`` a subtraction. Names that are one word need no help from here; the others
come from the caller (``names``), the built-in functions, and what the expression itself declares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from engine.feel.syntax.lexer import KEYWORDS, Token, name_pattern

Pattern = tuple[str, ...]
_KEYWORDS_BETWEEN = KEYWORDS - {"if", "for", "some", "every", "function", "not", "true", "false", "null"}
LONGEST_NAME = 300  # characters; longer keys of data are reached with get value()


def is_special(name: str) -> bool:
    """Whether the parser must know the name to read it: it is more than one word, or a keyword.

    A keyword is no legal name (DMN 1.5, 10.3.1.4), but data may have an entry "in"; where no keyword can stand it is that.
    """
    return name in _KEYWORDS_BETWEEN or len(name_pattern(name)) > 1


def special_names(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of ``names`` that matter for parsing ``text``, in a fixed order (a cache key)."""
    found = {
        name
        for name in names
        if isinstance(name, str) and len(name) <= LONGEST_NAME and is_special(name) and all(word in text for word in name_pattern(name))
    }
    return tuple(sorted(found))


class KnownNames:
    """The special names in scope; inner scopes come and go.

    By first word: each name's words, and how it is spelled wherever it is declared. A match costs the
    number of different lengths, not the number of names. ``always``: names that are in scope, too, and stay so.
    """

    def __init__(self, names: Collection[str], always: KnownNames | None = None) -> None:
        self._by_first: dict[str, dict[Pattern, list[str]]] = {}
        self._always = always
        for name in names:
            self.add(name)

    def match(self, tokens: list[Token], index: int) -> tuple[str, int] | None:
        """The longest known name that begins at this token, as its scope spells it, and the index behind it."""
        found = self._own_match(tokens, index)
        always = self._always._own_match(tokens, index) if self._always else None
        return always if always and (not found or always[1] > found[1]) else found

    def _own_match(self, tokens: list[Token], index: int) -> tuple[str, int] | None:
        candidates = self._by_first.get(tokens[index].text)
        if not candidates:
            return None
        for length in sorted({len(pattern) for pattern in candidates}, reverse=True):
            spellings = candidates.get(tuple(token.text for token in tokens[index : index + length]))
            if spellings:
                return spellings[-1], index + length
        return None

    def add(self, name: str) -> Pattern | None:
        """Bring the name into scope; returns what ``remove`` takes, or None for a plain word."""
        if not is_special(name):
            return None
        pattern = name_pattern(name)
        self._by_first.setdefault(pattern[0], {}).setdefault(pattern, []).append(name)
        return pattern

    def remove(self, pattern: Pattern | None) -> None:
        """Take the latest declaration out of scope again."""
        if pattern is None:
            return
        candidates = self._by_first[pattern[0]]
        candidates[pattern].pop()
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
