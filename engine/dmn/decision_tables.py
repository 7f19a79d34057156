"""Decision tables: which rules match, and what the hit policy makes of them (DMN 1.5, clause 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.dmn.texts import say
from engine.dmn.trace import DecisionState, Logic, null_because, start_of
from engine.feel.builtins import BUILT_INS
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.display import text_of
from engine.feel.evaluation.operators import equal, in_range
from engine.feel.evaluation.state import Env
from engine.feel.values.ranges import Range


@dataclass(frozen=True, slots=True)
class Column:
    """An input: its expression, and the test of the values that are allowed (if it names any)."""

    id: str
    text: str
    value: Logic
    allowed: Logic | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """An output: ``ranking`` are its allowed values, the highest priority first."""

    id: str
    name: str
    ranking: Logic | None = None
    default: Logic | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """``tests``: those cells that not every value fits, each with the number of its column (from 0)."""

    id: str
    tests: tuple[tuple[int, Logic], ...]
    results: tuple[Logic, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched (``index`` counts from 1) with its outputs."""

    rule: Rule
    index: int
    outputs: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, ready to be evaluated: call it with the scope."""

    id: str
    hit_policy: str
    aggregation: str
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    def __call__(self, env: Env) -> object:
        values = [column.value(env) for column in self.columns]
        scopes = [Env({"?": value}, env, env.state) for value in values]
        hits: list[Hit] = []
        value: object = None
        try:
            self._check_inputs(scopes)
            hits = self._hits(scopes, env)
            value = _POLICIES[self.hit_policy](self, hits, env) if hits else self._without_hit(env)
        except FeelProblem as problem:
            null_because(env.state, start_of(self.id), problem.text)
        state = env.state
        if isinstance(state, DecisionState):
            state.add_table(lambda: self._told(values, hits, value, state))
        return value

    def _check_inputs(self, scopes: list[Env]) -> None:
        """A value that is not allowed makes the whole table null."""
        for column, scope in zip(self.columns, scopes, strict=True):
            value = scope.names["?"]
            if column.allowed is not None and not is_allowed(value, column.allowed, scope):
                shown = text_of(value, scope.state)[:60]
                raise FeelProblem(say("value_not_allowed", what=column.text, value=shown))

    def _hits(self, scopes: list[Env], env: Env) -> list[Hit]:
        hits: list[Hit] = []
        for index, rule in enumerate(self.rules, 1):
            env.state.charge(len(scopes) + 1)
            for column, test in rule.tests:
                if test(scopes[column]) is not True:
                    break
            else:
                hits.append(Hit(rule, index, tuple([result(env) for result in rule.results])))
                if self.hit_policy == "FIRST":
                    break
        return hits

    def _without_hit(self, env: Env) -> object:
        if any(output.default is not None for output in self.outputs):
            return self.combined([None if output.default is None else output.default(env) for output in self.outputs])
        if self.aggregation == "COUNT":
            return Decimal(0)
        if self.hit_policy in _LISTS and not self.aggregation:
            return []
        raise FeelProblem(say("no_rule_matches"))

    def combined(self, values: Sequence[object]) -> object:
        """One output is its value; several are a context."""
        if len(self.outputs) == 1:
            return values[0]
        return {output.name: value for output, value in zip(self.outputs, values, strict=True)}

    def _told(self, values: list[object], hits: list[Hit], value: object, state: DecisionState) -> Mapping[str, object]:
        """What the trace says of one evaluation."""
        return {
            "id": self.id,
            "hit_policy": f"{self.hit_policy} {self.aggregation}".rstrip(),
            "inputs": [
                {"id": column.id, "expression": column.text, "value": state.plain(item)}
                for column, item in zip(self.columns, values, strict=True)
            ],
            "rules": [
                {
                    "id": hit.rule.id,
                    "index": hit.index,
                    "outputs": {output.name: state.plain(item) for output, item in zip(self.outputs, hit.outputs, strict=True)},
                }
                for hit in hits
            ],
            "value": state.plain(value),
        }


def is_allowed(value: object, allowed: Logic, env: Env) -> bool:
    """Whether the value, or each entry of it, is one that an input or output may have. null always is: what it means is up to the rules."""
    if value is None or allowed(Env({"?": value}, env, env.state)) is True:
        return True
    return type(value) is list and all(is_allowed(item, allowed, env) for item in value)


def _values(table: Table, hits: list[Hit]) -> list[object]:
    return [table.combined(hit.outputs) for hit in hits]


def _unique(table: Table, hits: list[Hit], _env: Env) -> object:
    if len(hits) > 1:
        rules = ", ".join(str(hit.index) for hit in hits)
        raise FeelProblem(say("several_rules_match", rules=rules))
    return table.combined(hits[0].outputs)


def _any(table: Table, hits: list[Hit], env: Env) -> object:
    values = _values(table, hits)
    if not all(equal(values[0], value, env.state) for value in values[1:]):
        raise FeelProblem(say("rules_disagree"))
    return values[0]


def _first(table: Table, hits: list[Hit], _env: Env) -> object:
    return table.combined(hits[0].outputs)


def _priority(table: Table, hits: list[Hit], env: Env) -> object:
    return table.combined(_by_priority(table, hits, env)[0].outputs)


def _output_order(table: Table, hits: list[Hit], env: Env) -> object:
    return _values(table, _by_priority(table, hits, env))


def _rule_order(table: Table, hits: list[Hit], _env: Env) -> object:
    return _values(table, hits)


def _by_priority(table: Table, hits: list[Hit], env: Env) -> list[Hit]:
    """By the position of the outputs in their lists of allowed values; the first output weighs most, one without a list nothing."""
    rankings = [[] if output.ranking is None else output.ranking(env) for output in table.outputs]

    def rank(hit: Hit) -> list[int]:
        return [_position(value, ranking, env) for value, ranking in zip(hit.outputs, rankings, strict=True)]

    return sorted(hits, key=rank)


def _position(value: object, ranking: object, env: Env) -> int:
    """What stands nowhere in the list comes last."""
    candidates = ranking if isinstance(ranking, list) else []
    env.state.charge(len(candidates))
    return next((index for index, candidate in enumerate(candidates) if _stands_for(candidate, value, env)), len(candidates))


def _stands_for(candidate: object, value: object, env: Env) -> bool | None:
    if type(candidate) is Range and type(value) is not Range:
        return in_range(value, candidate, env.state)
    return equal(value, candidate, env.state)


def _collect(table: Table, hits: list[Hit], env: Env) -> object:
    """Aggregation of several outputs has no meaning in the standard; here each output is aggregated by itself."""
    if not table.aggregation:
        return _values(table, hits)
    if table.aggregation == "COUNT":
        return Decimal(len(hits))
    function = BUILT_INS[_AGGREGATORS[table.aggregation]]
    columns = zip(*(hit.outputs for hit in hits), strict=True)
    return table.combined([function.call(env.state, [list(column)], None) for column in columns])


_AGGREGATORS = {"SUM": "sum", "MIN": "min", "MAX": "max"}
AGGREGATIONS = frozenset({"", "COUNT", *_AGGREGATORS})
_LISTS = frozenset({"RULE ORDER", "OUTPUT ORDER", "COLLECT"})
_POLICIES: dict[str, Callable[[Table, list[Hit], Env], object]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "OUTPUT ORDER": _output_order,
    "RULE ORDER": _rule_order,
    "COLLECT": _collect,
}
HIT_POLICIES = frozenset(_POLICIES)
