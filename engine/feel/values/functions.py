"""Functions as values: what FEEL can call, and what the caller lends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class Function:
    """Something FEEL can call. ``params`` are the names for a call with named arguments."""

    __slots__ = ("params",)

    def __init__(self, params: Sequence[str]) -> None:
        self.params = tuple(params)

    def equals(self, other: Function, _pay: Callable[[int], None]) -> bool:
        """Whether FEEL takes both for the same function. ``_pay`` takes the steps of a comparison that costs some."""
        return self is other


class HostFunction(Function):
    """A Python function that the caller lends to expressions.

    Called with one FEEL value per parameter, in order; a trailing ``?`` in a parameter's name
    makes it optional (``None`` when not given). It returns a FEEL value (plain Python values are
    converted), or raises ``FeelProblem`` to say "null, because …". Other exceptions pass through.
    """

    __slots__ = ("optional", "python")

    def __init__(self, params: Sequence[str], python_callable: Callable[..., object]) -> None:
        super().__init__([name.rstrip("?") for name in params])
        self.optional = frozenset(name.rstrip("?") for name in params if name.endswith("?"))
        self.python = python_callable
