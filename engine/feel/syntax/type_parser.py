"""The types in ``instance of`` and in the parameters of functions (DMN 1.5, grammar rules 52 to 54)."""

from __future__ import annotations

from engine.feel.syntax.names import KnownNames
from engine.feel.syntax.token_stream import TokenStream
from engine.feel.texts import say
from engine.feel.values.feel_types import BUILT_IN, ContextType, FunctionType, ListType, RangeType, Type, built_in

_TYPE_NAMES = KnownNames(BUILT_IN)


class TypeParser:
    """Reads types from the tokens that the parser of expressions is at. ``names``: special names in scope."""

    def __init__(self, stream: TokenStream, names: KnownNames) -> None:
        self.stream = stream
        self._names = names

    def type(self) -> Type:
        stream = self.stream
        with stream.nested():
            if stream.peek().text == "<" and stream.text in _GENERIC:
                name = stream.advance().text
                stream.advance()
                return _GENERIC[name](self)
            name = self._type_name()
            return built_in(name) or Type(name)

    def _type_name(self) -> str:
        """A built-in name, or that of an item definition, perhaps with its import: ``model.tPerson``."""
        stream = self.stream
        parts = []
        while True:
            match = _TYPE_NAMES.match(stream.tokens, stream.index)
            match = match or self._names.match(stream.tokens, stream.index)
            if match:
                name, stream.index = match
                parts.append(name)
            elif stream.text in BUILT_IN:
                parts.append(stream.advance().text)
            else:
                if stream.token.kind != "name":
                    stream.unexpected(say("a_type_name"))
                parts.append(stream.words(keyword_first=True))
            if not stream.accept("."):
                return ".".join(parts)

    def _list(self) -> Type:
        item = self.type()
        self.stream.expect(">")
        return ListType("list", item)

    def _range(self) -> Type:
        item = self.type()
        self.stream.expect(">")
        return RangeType("range", item)

    def _context(self) -> Type:
        entries = [] if self.stream.text == ">" else self.stream.separated(self._entry)
        self.stream.expect(">", or_comma=True)
        return ContextType("context", tuple(entries))

    def _entry(self) -> tuple[str, Type]:
        name = self.stream.declared_name(":")
        self.stream.expect(":")
        return name, self.type()

    def _function(self) -> Type:
        stream = self.stream
        params = [] if stream.text == ">" else stream.separated(self.type)
        stream.expect(">", or_comma=True)
        stream.expect("->")
        return FunctionType("function", tuple(params), self.type())


_GENERIC = {
    "list": TypeParser._list,
    "range": TypeParser._range,
    "context": TypeParser._context,
    "function": TypeParser._function,
}
