"""The names in scope and their types while an expression is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.feel.checking.shapes import Absent, ExactContext, Reason, bare, kind_of, no_reason
from engine.feel.values.feel_types import ANY, ContextType, Type


class Scope:
    """``names`` with their types, and the scope around.

    element: in a filter, the type of the entries, whose own entries are in scope, too. coming: names of entries that
    come later in a context; only a function that is called later sees them. deferred: the inside of a function.
    absent: says why a name that is not in scope is not.
    """

    __slots__ = ("_absent", "_deferred", "_element", "_outer", "coming", "names")

    def __init__(
        self,
        names: dict[str, Type],
        outer: Scope | None = None,
        *,
        element: Type | None = None,
        deferred: bool = False,
        absent: Absent = no_reason,
    ) -> None:
        self.names = names
        self.coming: set[str] = set()
        self._outer = outer
        self._element = None if element is None else bare(element)
        self._deferred = deferred
        self._absent = absent

    def add(self, name: str, found: Type) -> None:
        """One more name, for what is checked from now on."""
        self.names[name] = found
        self.coming.discard(name)

    def chain(self) -> Iterator[Scope]:
        """This scope and those around it, from the inside."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope._outer

    def find(self, name: str) -> Type | None:
        """The type of what the name means here; ``ANY`` when it may be several things, None when nothing is known to have it."""
        deferred = False
        for scope in self.chain():
            element = scope._element
            if isinstance(element, ContextType) and name in element.by_name:
                return element.by_name[name]
            if name in scope.names:
                return scope.names[name]
            if element is not None and _may_have_any_entry(element):
                return ANY
            if deferred and name in scope.coming:
                return ANY
            deferred = deferred or scope._deferred
        return None

    def declares(self, name: str) -> bool:
        """Whether the name is declared around here, entries of filtered lists aside: only such a name hides a built-in function."""
        return any(name in scope.names for scope in self.chain())

    def may_have_more(self) -> bool:
        """Whether entries of a filtered list may have names that their type does not say."""
        elements = (scope._element for scope in self.chain())
        return any(isinstance(element, ContextType) and not isinstance(element, ExactContext) for element in elements)

    def comes_later(self, name: str) -> bool:
        return any(name in scope.coming for scope in self.chain())

    def why_absent(self, name: str) -> Reason | None:
        return next(filter(None, (scope._absent(name) for scope in self.chain())), None)

    def known(self) -> Iterator[str]:
        """All names in scope, the innermost first."""
        for scope in self.chain():
            if isinstance(scope._element, ContextType):
                yield from scope._element.by_name
            yield from scope.names


def _may_have_any_entry(element: Type) -> bool:
    return not isinstance(element, ContextType) and kind_of(element) in ("Any", "context")


def scope_of(names: Mapping[str, Type]) -> Scope:
    """The outermost scope, for expressions that stand alone."""
    return Scope(dict(names))
