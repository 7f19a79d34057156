"""What the parts of the grammar ask of the whole: each part knows this class alone, and ``Parser`` is made of the parts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection

from engine.feel.limits import Limits
from engine.feel.syntax import ast
from engine.feel.syntax.names import KnownNames
from engine.feel.syntax.token_stream import TokenStream
from engine.feel.syntax.type_parser import TypeParser
from engine.feel.values.properties import PROPERTY_NAMES


class Grammar(ABC):
    """A text that is being read: where the reading stands, which names are in scope, and the rules that refer to each other.

    ``names``: special names in scope; ``members``: names after a dot and in filters; ``always``: names of the built-in functions.
    """

    def __init__(self, text: str, names: Collection[str], members: Collection[str], limits: Limits, always: KnownNames) -> None:
        self.stream = TokenStream(text, limits)
        self.names = KnownNames(names, always)
        self.members = KnownNames({*names, *members, *PROPERTY_NAMES})
        self.types = TypeParser(self.stream, self.names)
        self.in_range_end = False  # behind "..", where a "[" may close the range
        self.in_filter = False  # where the entries of an item are in scope

    def known_name(self) -> tuple[str, int] | None:
        """The longest name of the scope that begins here, and the index behind it."""
        stream = self.stream
        match = self.names.match(stream.tokens, stream.index)
        member = self.members.match(stream.tokens, stream.index) if self.in_filter else None
        return member if member and (not match or member[1] > match[1]) else match

    @abstractmethod
    def expression(self) -> ast.Node:
        """Any expression that stands beside nothing looser."""

    @abstractmethod
    def test(self) -> ast.Node:
        """``< e`` and its kin (rule 7), or any expression: wherever an expression stands alone, not beside an operator."""

    @abstractmethod
    def range_end(self) -> ast.Node:
        """The expression behind ``..``; a ``[`` behind it may close the range instead of opening a filter."""
