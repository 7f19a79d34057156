"""A file of decisions, ready to be evaluated."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from engine.dmn.checking import Checked, Types, check
from engine.dmn.evaluation import Evaluation
from engine.dmn.files import File, Reader
from engine.dmn.given import Given
from engine.dmn.graph import Decision, DecisionService, Graph, Input, Member
from engine.dmn.texts import say
from engine.dmn.trace import DecisionOutcome, DecisionState
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.evaluation.state import Env
from engine.feel.expression import checked_now, run
from engine.feel.limits import DEFAULT_LIMITS, Limits, Meter
from engine.kernel.errors import Fault, NotFound


class DecisionModel:
    """The decisions of one file. Immutable; shared between threads.

    faults: everything that is wrong; whoever deploys refuses a model that has any. A broken part is null,
    with its reason, when it is evaluated. warnings: what may be right but looks wrong, and what will be null.
    """

    def __init__(self, graph: Graph, files: DecisionFiles) -> None:
        self._graph = graph
        self._dialect = files.dialect
        self._files = files
        self.name = graph.name

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self._found[0]

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
        """What reading found, and then the checks, which cost more and are made when somebody asks."""
        return self._files.found(self._graph)

    def decision_ids(self) -> tuple[str, ...]:
        """In the order of the file."""
        return tuple(member.id for member in self._graph.of_kind(Decision))

    def decision_names(self) -> Mapping[str, str]:
        """Decision id → name."""
        return {member.id: member.name for member in self._graph.of_kind(Decision)}

    def required_inputs(self, decision_id_or_name: str) -> frozenset[str]:
        """The names of the input data that the decision takes, itself or through what it requires; the parameters of a service."""
        member = self._find(decision_id_or_name)
        found = member.parameters if isinstance(member, DecisionService) else _inputs(member)
        return frozenset(each.name for each in found)

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

        What is imported is called ``import.name``. ``inputs`` by name of the input data, as FEEL or JSON values
        (text where a date, time or duration is asked for is read as one); those of imported files below the name of
        the import, or by their own name. ``meter`` is a budget that several evaluations share. ``dialect`` has the
        functions that are lent for this evaluation (none given: those of ``load``). Raises ``NotFound`` and
        ``FeelLimitExceeded``; anything else wrong is null with a problem.
        """
        member = self._find(decision_id_or_name)
        state = DecisionState(limits, checked_now(now), meter=meter, dialect=dialect or self._dialect)
        evaluation = Evaluation(state, Given(inputs, self._graph.ways))
        value = run(lambda _env: evaluation.outcome(member), Env({}, None, state))
        return DecisionOutcome(value, state.whole_trace())

    def _find(self, wanted: str) -> Member:
        found = self._graph.named(wanted)
        if found is None:
            raise NotFound(say("decision_unknown", name=wanted), decision=wanted)
        return found


def _inputs(member: Member) -> Iterator[Input]:
    """The input data that the member needs, directly or not; a service is given its own by whoever calls it."""
    seen: set[Member] = set()
    waiting = [member]
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        waiting.extend(each.required())
        if isinstance(each, Input):
            yield each


def load(xml: bytes, *, imports: Iterable[bytes] | Mapping[str, bytes] = (), dialect: Dialect = STANDARD) -> DecisionModel:
    """Read a DMN file (1.1 to 1.5). ``imports``: the files that it and they may import, found by name space; those that are given
    by file name also by the location that the import names.

    Raises ``DecisionModelFaults`` for what is no DMN file. Everything else that is wrong with it is in
    ``faults`` and ``warnings`` of the model, each with the id of its element (and the file, if that is an imported one).
    ``dialect``: the functions that its expressions may use besides the standard's.
    """
    files = DecisionFiles(imports, dialect)
    return files.model(xml)


class DecisionFiles:
    """Files of decisions that may import each other: each is read and checked once, however many import it."""

    def __init__(self, files: Iterable[bytes] | Mapping[str, bytes], dialect: Dialect = STANDARD) -> None:
        self.dialect = dialect
        self._reader = Reader(files)
        self._types: Types = {}
        self._checked: dict[Graph, Checked] = {}

    def model(self, xml: bytes) -> DecisionModel:
        """One of the files, or another that may import them; as ``load``."""
        return DecisionModel(self._reader.read(self._reader.source(xml)), self)

    def found(self, graph: Graph) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
        """The faults and warnings of a file and of those that it imports: what reading found, and then what the checks find."""
        files = [(file, None if file.graph is graph else file.name) for file in self._reader.files_of(graph)]
        faults = [replace(fault, file=name) for file, name in files for fault in file.faults]
        warnings = [replace(warning, file=name) for file, name in files for warning in file.warnings]
        for file, name in files:
            checked = self._check(file)
            faults += (replace(fault, file=name) for fault in checked.faults)
            warnings += (replace(warning, file=name) for warning in checked.warnings)
        return tuple(faults), tuple(warnings)

    def _check(self, file: File) -> Checked:
        """Made when somebody asks: the checks cost more than reading."""
        if file.graph not in self._checked:
            self._checked[file.graph] = check(file.root, file.graph, self._types, self.dialect)
        return self._checked[file.graph]
