"""One evaluation of a requirements graph: what is computed, once and only when it is needed (DMN 1.5, clause 10.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

from engine.dmn.given import MISSING, Given, received
from engine.dmn.graph import Decision, DecisionService, Input, Knowledge, Member
from engine.dmn.item_types import from_text
from engine.dmn.texts import say
from engine.dmn.trace import DecisionState, Subject, null_because, start_of
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import Env
from engine.feel.functions.calling import UNKNOWN, UserFunction, coerced, invoke_function
from engine.feel.values.feel_types import ContextType, Type
from engine.kernel.texts import Text


class Evaluation:
    """What is known so far. A decision service runs in one of its own, where ``replaced`` are decisions that are given."""

    def __init__(self, state: DecisionState, given: Given, replaced: Iterable[Member] = ()) -> None:
        self.known: dict[Member, object] = {}
        self._state = state
        self._given = given
        self._replaced = frozenset(replaced)
        self._open: set[Member] = set()

    def outcome(self, member: Member) -> object:
        """The value of what the caller asked for."""
        if isinstance(member, DecisionService):
            return self._serve(member, self._given, {})
        return self._call(member) if isinstance(member, Knowledge) else self.value(member)

    def value(self, member: Member) -> object:
        """The value of a member of the graph, computed once."""
        if member not in self.known:
            if member in self._open:
                return self._null(member, say("needs_itself", name=member.name))
            self._open.add(member)
            self.known[member] = self._computed(member)
            self._open.discard(member)
        return self.known[member]

    def _computed(self, member: Member) -> object:
        if isinstance(member, Input) or member in self._replaced:
            return self._supplied(member)
        if isinstance(member, Knowledge):
            return self._knowledge(member)
        if isinstance(member, DecisionService):
            return self._service(member)
        assert isinstance(member, Decision)
        scope = _Scope(self, member)
        with self._step(member, "decision", scope, member.box) as end:
            return end(member.logic(Env(scope, None, self._state)))

    def _step(
        self, member: Member, kind: str, used: Mapping[str, object], logic: str = ""
    ) -> AbstractContextManager[Callable[[object], object]]:
        return self._state.stepping(Subject(member.id, member.name, kind, logic), used, member.graph.types.named)

    def _null(self, member: Member, text: Text) -> object:
        return null_because(self._state, start_of(member.id), text)

    # --- what is given ---------------------------------------------------------------------------

    def _supplied(self, member: Member) -> object:
        found = self._given.of(member)
        if found is MISSING:
            return self._null(member, say("input_missing", name=member.name))
        return self._typed(member, member.type, lambda: self._as_asked(found, member.type))

    def _as_asked(self, given: object, wanted: Type | None) -> object:
        """The FEEL value; texts as dates and times where the type asks for them. Raises ``FeelProblem`` for what is no value of FEEL."""
        value = received(given)
        return value if wanted is None else from_text(value, wanted, short=self._state.dialect.short_times)

    def _typed(self, member: Member, wanted: Type | None, make: Callable[[], object]) -> object:
        """What is made, as the type wants it; else null with a problem."""
        try:
            value = make()
            return value if wanted is None else coerced(value, wanted, self._state, member.name)
        except FeelProblem as problem:
            return self._null(member, problem.text)

    # --- knowledge models ------------------------------------------------------------------------

    def _knowledge(self, member: Knowledge) -> object:
        """The function, which makes a step of the trace with every call, and gives its result its type inside that step."""
        function = member.logic(Env(_Scope(self, member), None, self._state))
        if not isinstance(function, UserFunction):
            return function

        def body(env: Env) -> object:
            with self._step(member, "knowledge", env.names, member.box) as end:
                return end(self._typed(member, gives, lambda: function.body(env)))

        gives = member.result_type or function.result
        known = gives or function.yields
        return UserFunction(function.params, function.types, body, function.env, cost=function.cost, yields=known)

    def _call(self, member: Knowledge) -> object:
        """A knowledge model that the caller asked for: the inputs are its parameters."""
        function = self.value(member)
        if not isinstance(function, UserFunction):
            with self._step(member, "knowledge", {}, member.box) as end:
                return end(member.logic(Env(_Scope(self, member), None, self._state)))  # which says why there is none
        found = {name: self._given.called(name) for name in function.params}
        types = dict(zip(function.params, function.types, strict=True))
        try:
            values = {name: self._as_asked(value, types[name]) for name, value in found.items() if value is not MISSING}
            return invoke_function(self._state, function, list(values.values()), tuple(values))
        except FeelProblem as problem:
            with self._step(member, "knowledge", {}, member.box) as end:
                return end(self._null(member, problem.text))

    # --- decision services -----------------------------------------------------------------------

    def _service(self, service: DecisionService) -> UserFunction:
        params = dict(zip(service.parameters, service.parameter_names, strict=True))

        def body(env: Env) -> object:
            return self._serve(service, Given({}), {member: env.names[name] for member, name in params.items()})

        types = [member.type for member in params]
        return UserFunction(service.parameter_names, types, body, Env({}, None, self._state), yields=_yields(service))

    def _serve(self, service: DecisionService, given: Given, values: Mapping[Member, object]) -> object:
        """One output is the value, several are a context (DMN 1.5, 10.4)."""
        inner = Evaluation(self._state, given, service.input_decisions)
        inner.known.update(values)

        def outputs() -> object:
            if not service.outputs:
                raise FeelProblem(say("service_without_output"))
            if len(service.outputs) == 1:
                return inner.value(service.outputs[0])
            return {decision.name: inner.value(decision) for decision in service.outputs}

        used: dict[str, object] = {}
        with self._step(service, "service", used) as end:
            value = self._typed(service, service.result_type, outputs)
            params = zip(service.parameters, service.parameter_names, strict=True)
            used.update((name, inner.known[member]) for member, name in params if member in inner.known)
            return end(value)


def _yields(service: DecisionService) -> Type:
    """What is known of the type of its value."""
    if service.result_type is not None:
        return service.result_type
    types = [(decision.name, decision.type or UNKNOWN) for decision in service.outputs]
    return types[0][1] if len(types) == 1 else ContextType("context", tuple(types))


class _Scope(dict[str, object]):
    """What the logic of a member may use, by name, computed when it is first asked for."""

    __slots__ = ("_evaluation", "_needs")

    def __init__(self, evaluation: Evaluation, member: Member) -> None:
        super().__init__()
        self._evaluation = evaluation
        self._needs = member.needs

    def __missing__(self, name: str) -> object:
        needed, value = self._needs[name], self._evaluation.value
        found = self[name] = {each: value(inside) for each, inside in needed.items()} if isinstance(needed, dict) else value(needed)
        return found
