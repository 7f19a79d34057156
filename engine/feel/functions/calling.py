"""Functions that an expression defines, and how any function is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.arithmetic import midnight
from engine.feel.evaluation.conformance import conforms
from engine.feel.evaluation.state import Env, State
from engine.feel.functions.registry import BuiltIn
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import name_pattern
from engine.feel.texts import say
from engine.feel.texts.listing import listed
from engine.feel.values.feel_types import ANY, FunctionType, ListType, Type
from engine.feel.values.functions import Function, HostFunction
from engine.feel.values.jsonable import to_feel
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import Date

HOST_CALL = 2_000
"""Steps for a call of what the caller lends: it may read the database or walk through years of a calendar."""


UNKNOWN = Type("null")
"""The lower end of the lattice: conforms to every type, so that nothing is refused for what cannot be known."""


class UserFunction(Function):
    """A ``function(…) …`` of an expression, with the scope it was written in.

    ``result``: the declared type of its values, to which they are converted. ``yields``: what is known of their type
    without that. ``definition``: what it was made of; two functions of the same definition and scope are equal.
    """

    __slots__ = ("body", "cost", "definition", "env", "result", "types", "yields")

    def __init__(
        self,
        params: Sequence[str],
        types: Sequence[Type | None],
        body: Callable[[Env], object],
        env: Env,
        *,
        cost: int = 1,
        result: Type | None = None,
        yields: Type = UNKNOWN,
        definition: ast.Node | None = None,
    ) -> None:
        super().__init__(params)
        self.types = tuple(types)
        self.body = body
        self.env = env
        self.cost = cost
        self.result = result
        self.yields = yields
        self.definition = definition

    @property
    def signature(self) -> FunctionType:
        return FunctionType("function", tuple(wanted or ANY for wanted in self.types), self.result or self.yields)

    def equals(self, other: Function, pay: Callable[[int], None]) -> bool:
        """Table 53: the same parameters, body and scope."""
        if not isinstance(other, UserFunction) or self is other:
            return self is other
        pay(self.cost)
        return self.env is other.env and self.definition is not None and ast.alike(self.definition, other.definition)


def apply(state: State, target: object, values: list[object], named: Sequence[str] | None, place: Place) -> object:
    """Call what may or may not be a function; null with a problem when it cannot be called so."""
    try:
        return invoke_function(state, target, values, named)
    except FeelProblem as problem:
        return state.problem(place, problem.text)


def invoke_function(state: State, target: object, values: list[object], named: Sequence[str] | None = None) -> object:
    """Call a function of any kind. Raises ``FeelProblem``."""
    if not isinstance(target, Function):
        raise FeelProblem(say("not_a_function", given=kind_words(target)))
    state.charge(1)
    if isinstance(target, BuiltIn):
        return target.call(state, values, named)
    state.deeper()
    try:
        if isinstance(target, HostFunction):
            state.charge(HOST_CALL)
            return to_feel(target.python(*_host_arguments(target, values, named)))
        assert isinstance(target, UserFunction)
        return _call_user(state, target, _ordered(target.params, values, named))
    finally:
        state.depth -= 1


def _call_user(state: State, target: UserFunction, values: list[object]) -> object:
    for index, wanted in enumerate(target.types):
        if wanted is not None:
            values[index] = coerced(values[index], wanted, state, target.params[index])
    state.charge(target.cost)
    result = target.body(Env(dict(zip(target.params, values, strict=True)), target.env, state))
    return result if target.result is None else coerced(result, target.result, state, "result")


def coerced(value: object, wanted: Type, state: State, what: str) -> object:
    """The value as the type wants it (DMN 1.5, 10.3.2.9.4: one entry ↔ list of it, date → its midnight); else ``FeelProblem``."""
    if conforms(value, wanted, state):
        return value
    if type(value) is list and len(value) == 1 and conforms(value[0], wanted, state):
        return value[0]
    if conforms([value], wanted, state) and _is_list_type(wanted, state):
        return [value]
    if isinstance(value, Date) and conforms(midnight(value), wanted, state):
        return midnight(value)
    raise FeelProblem(say("wrong_type", what=what, wanted=wanted.name, given=kind_words(value)))


def _is_list_type(wanted: Type, state: State) -> bool:
    found = state.types.get(wanted.name, wanted)
    return isinstance(getattr(found, "base", found), ListType) or found.name == "list"


def _ordered(params: Sequence[str], values: list[object], named: Sequence[str] | None) -> list[object]:
    """The arguments in the order of the parameters; a named call may leave some out, which are null (10.3.2.13.5)."""
    if named is None:
        if len(values) != len(params):
            _count_problem(len(params), len(values))
        return values
    if not set(params).issuperset(named):
        named = _spelled(params, named)
    given = dict(zip(named, values, strict=True))
    if not given.keys() <= set(params) or len(given) != len(values):
        _names_problem(params, named)
    return [given.get(name) for name in params]


def _spelled(params: Sequence[str], named: Sequence[str]) -> list[str]:
    """The names as the parameters spell them: "a - b" and "a-b" are one name."""
    spellings = {name_pattern(name): name for name in params}
    return [spellings.get(name_pattern(name), name) for name in named]


def _host_arguments(target: HostFunction, values: list[object], named: Sequence[str] | None) -> list[object]:
    if named is None:
        missing = target.params[len(values) :]
        if len(values) > len(target.params) or not target.optional.issuperset(missing):
            _count_problem(len(target.params), len(values))
        return [*values, *(None for _ in missing)]
    given = dict(zip(named, values, strict=True))
    required = set(target.params) - target.optional
    if not required <= set(given) <= set(target.params):
        _names_problem(target.params, named)
    return [given.get(name) for name in target.params]


def _count_problem(wanted: int, given: int) -> None:
    raise FeelProblem(say("wrong_count", wanted=wanted, given=given))


def _names_problem(wanted: Sequence[str], given: Sequence[str]) -> None:
    raise FeelProblem(say("wrong_names", wanted=listed(wanted), given=listed(given)))
