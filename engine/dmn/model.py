"""Reading a file of decisions, and evaluating one of them."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from lxml import etree

from engine.dmn.graph import Decision, DecisionService, Graph, Input, Knowledge, Member
from engine.dmn.runtime import DecisionOutcome, DecisionState, LazyNames, Subject, start_of
from engine.dmn.types import from_text
from engine.dmn.xml import MAX_DEPTH, Element, attribute, children, depth_of, read_root
from engine.feel.calling import UserFunction, coerced, invoke_function
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelProblem
from engine.feel.expression import checked_now, run
from engine.feel.jsonable import to_feel
from engine.feel.limits import DEFAULT_LIMITS, Limits, Meter
from engine.feel.state import Env
from engine.feel.types import FunctionType, Type
from engine.kernel.errors import Fault, NotFound


class DecisionModel:
    """The decisions of one file. Immutable; shared between threads.

    faults: everything that is wrong; whoever deploys refuses a model that has any. A broken part is null,
    with its reason, when it is evaluated. warnings: what may be right but looks wrong, and what will be null.
    """

    def __init__(self, graph: Graph, dialect: Dialect, faults: Iterable[Fault], warnings: Iterable[Fault]) -> None:
        self._graph = graph
        self._dialect = dialect
        self.name = graph.name
        self.faults = tuple(faults)
        self.warnings = tuple(warnings)

    def decision_ids(self) -> tuple[str, ...]:
        """In the order of the file."""
        return tuple(member.id for member in self._graph.of_kind(Decision))

    def decision_names(self) -> Mapping[str, str]:
        """Decision id → name."""
        return {member.id: member.name for member in self._graph.of_kind(Decision)}

    def required_inputs(self, decision_id_or_name: str) -> frozenset[str]:
        """The names of the input data that the decision takes, itself or through what it requires."""
        found: set[str] = set()
        _gather_inputs(self._find(decision_id_or_name), found, set())
        return frozenset(found)

    def evaluate(
        self,
        decision_id_or_name: str,
        inputs: Mapping[str, object],
        *,
        now: stdlib.datetime | None = None,
        limits: Limits = DEFAULT_LIMITS,
        meter: Meter | None = None,
        dialect: Dialect | None = None,
    ) -> DecisionOutcome:
        """Evaluate a decision, a decision service, or a business knowledge model (``inputs`` are its parameters).

        ``inputs`` by name of the input data, as FEEL or JSON values (text where a date, time or duration is
        asked for is read as one). ``meter`` is a budget that several evaluations share. ``dialect`` has the
        functions that are lent for this evaluation (none given: those of ``load``). Raises ``NotFound`` and
        ``FeelLimitExceeded``; anything else wrong is null with a problem.
        """
        member = self._find(decision_id_or_name)
        state = DecisionState(limits, checked_now(now), meter=meter, dialect=dialect or self._dialect)
        evaluation = _Evaluation(state, inputs)
        value = run(lambda _env: evaluation.outcome(member), Env({}, None, state))
        return DecisionOutcome(value, state.whole_trace())

    def _find(self, wanted: str) -> Member:
        members = self._graph.members
        if wanted in members:
            return members[wanted]
        for kind in (Decision, DecisionService, Knowledge):
            for member in self._graph.of_kind(kind):
                if member.name == wanted:
                    return member
        raise NotFound(f'Expected a decision "{wanted}", but the model has none.', message_zh=f"决策“{wanted}”不存在。", decision=wanted)


def _gather_inputs(member: Member, found: set[str], seen: set[int]) -> None:
    if id(member) in seen:
        return
    seen.add(id(member))
    if isinstance(member, Input):
        found.add(member.name)
    for needed in member.needs.values():
        for each in needed.values() if isinstance(needed, dict) else (needed,):
            _gather_inputs(each, found, seen)


class _Evaluation:
    """What is known so far in one evaluation. A decision service runs in one of its own."""

    def __init__(self, state: DecisionState, inputs: Mapping[str, object]) -> None:
        self._state = state
        self._inputs = inputs
        self._values: dict[int, object] = {}
        self._open: set[int] = set()

    def outcome(self, member: Member) -> object:
        """The value of what the caller asked for."""
        if isinstance(member, DecisionService):
            return self._serve(member, self._inputs)
        if isinstance(member, Knowledge):
            return self._call(member)
        if isinstance(member, Input):
            with self._step(member, "input", {}) as end:
                return end(self.value(member))
        return self.value(member)

    def _call(self, member: Knowledge) -> object:
        """A knowledge model that the caller asked for: the inputs are its parameters."""
        function = self.value(member)
        named = {name: value for name, value in self._inputs.items() if name in getattr(function, "params", ())}
        try:
            return invoke_function(self._state, function, [to_feel(value) for value in named.values()], tuple(named))
        except FeelProblem as problem:
            with self._step(member, "knowledge", {}) as end:
                return end(self._state.problem(start_of(member.id), problem.en, problem.zh))

    def value(self, member: Member) -> object:
        """The value of a member of the graph, computed once."""
        key = id(member)
        if key not in self._values:
            if key in self._open:
                return self._state.problem(
                    start_of(member.id), f'Expected "{member.name}" not to need itself, but it does.', f"“{member.name}”依赖自身。"
                )
            self._open.add(key)
            self._values[key] = self._compute(member)
            self._open.discard(key)
        return self._values[key]

    def _compute(self, member: Member) -> object:
        if isinstance(member, Input):
            return self._input(member, self._inputs)
        if isinstance(member, DecisionService):
            return self._service_function(member)
        if isinstance(member, Decision):
            return self._decide(member)
        assert isinstance(member, Knowledge)
        function = None if member.logic is None else member.logic(self._scope(member))
        return self._wrapped(member, function) if isinstance(function, UserFunction) else function

    def _decide(self, member: Decision) -> object:
        scope = self._scope(member)
        with self._step(member, "decision", scope.names, member.box) as end:
            return end(None if member.logic is None else member.logic(scope))

    @contextmanager
    def _step(self, member: Member, kind: str, used: Mapping[str, object], logic: str = "") -> Iterator[Callable[[object], object]]:
        """A step of the trace, with the types of the member's file."""
        state = self._state
        before, state.types = state.types, member.graph.types.named
        try:
            with state.stepping(Subject(member.id, member.name, kind, logic), used) as end:
                yield end
        finally:
            state.types = before

    def _scope(self, member: Member) -> Env:
        sources: dict[str, Callable[[], object]] = {}
        for name, needed in member.needs.items():
            if isinstance(needed, dict):
                sources[name] = partial(self._values_of, needed)
            else:
                sources[name] = partial(self.value, needed)
        return Env(LazyNames(sources), None, self._state)

    def _values_of(self, members: Mapping[str, Member]) -> dict[str, object]:
        return {name: self.value(member) for name, member in members.items()}

    def _wrapped(self, member: Knowledge, function: UserFunction) -> UserFunction:
        def body(env: Env) -> object:
            with self._step(member, "knowledge", env.names, member.box) as end:
                return end(function.body(env))

        return UserFunction(function.params, function.types, body, function.env, cost=function.cost, result=_result_type(member))

    def _input(self, member: Member, supplied: Mapping[str, object]) -> object:
        if member.name not in supplied:
            return self._state.problem(
                start_of(member.id), f'Expected the input "{member.name}" to be given, but it is not.', f"缺少输入“{member.name}”。"
            )
        return self._typed(member, to_feel(supplied[member.name]))

    def _typed(self, member: Member, value: object) -> object:
        if member.type is None:
            return value
        try:
            return coerced(from_text(value, member.type), member.type, self._state, member.name)
        except FeelProblem as problem:
            return self._state.problem(start_of(member.id), problem.en, problem.zh)

    def _service_function(self, service: DecisionService) -> UserFunction:
        given = [*service.inputs, *service.input_decisions]
        params = [member.name for member in given]
        types = [member.type for member in given]
        return UserFunction(params, types, lambda env: self._serve(service, env.names), Env({}, None, self._state), result=service.type)

    def _serve(self, service: DecisionService, supplied: Mapping[str, object]) -> object:
        inner = _Evaluation(self._state, supplied)
        given = {member.name for member in (*service.inputs, *service.input_decisions)}
        with self._step(service, "service", {name: to_feel(value) for name, value in supplied.items() if name in given}) as end:
            for decision in service.input_decisions:
                inner._values[id(decision)] = inner._input(decision, supplied)
            if len(service.outputs) == 1:
                return end(inner.value(service.outputs[0]))
            return end({decision.name: inner.value(decision) for decision in service.outputs})


def _result_type(member: Knowledge) -> Type | None:
    """The type of what the function gives; a knowledge model's type is that of the function or of its result."""
    wanted = member.type
    return wanted.result if isinstance(wanted, FunctionType) else wanted


def load(xml: bytes, *, imports: Iterable[bytes] | Mapping[str, bytes] = (), dialect: Dialect = STANDARD) -> DecisionModel:
    """Read a DMN file (1.1 to 1.5). ``imports``: the files that it and they may import (or a mapping to them), found by name space.

    Raises ``DecisionModelFaults`` for what is no DMN file. Everything else that is wrong with it is in
    ``faults`` and ``warnings`` of the model, each with the id of its element. ``dialect``: the functions
    that its expressions may use besides the standard's.
    """
    others = imports.values() if isinstance(imports, Mapping) else imports
    reader = _Reader({attribute(root, "namespace"): root for root in map(read_root, others)})
    graph = reader.graph(read_root(xml), ())
    return DecisionModel(graph, dialect, reader.faults, reader.warnings)


class _Reader:
    """Reads a file after those that it imports."""

    def __init__(self, roots: Mapping[str, Element]) -> None:
        self._roots = roots
        self._graphs: dict[str, Graph] = {}
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def graph(self, root: Element, path: tuple[str, ...]) -> Graph:
        namespace = attribute(root, "namespace")
        if namespace in self._graphs:
            return self._graphs[namespace]
        imports: dict[str, Graph] = {}
        if depth_of(root) > MAX_DEPTH:
            self._fault(
                "too_deep", f"Expected elements nested at most {MAX_DEPTH} deep, but they are deeper.", f"元素嵌套超过 {MAX_DEPTH} 层。"
            )
            return Graph(etree.Element(root.tag), {}, [], [])
        for element in children(root, "import"):
            wanted, name = attribute(element, "namespace"), attribute(element, "name")
            if wanted not in self._roots:
                if "MODEL" in attribute(element, "importType") or "dmn" in attribute(element, "importType").lower():
                    self._fault(
                        "unknown_import",
                        f'Expected the imported file "{wanted}" to be given, but it is not.',
                        f"缺少导入的文件“{wanted}”。",
                    )
            elif wanted in path or wanted == namespace:
                self._fault(
                    "circular_import", f'Expected files that do not import each other, but "{wanted}" does.', f"文件“{wanted}”循环导入。"
                )
            else:
                imports[name] = self.graph(self._roots[wanted], (*path, namespace))
        graph = self._graphs[namespace] = Graph(root, imports, self.faults, self.warnings)
        return graph

    def _fault(self, code: str, en: str, zh: str) -> None:
        self.faults.append(Fault("definitions", code, en, zh))
