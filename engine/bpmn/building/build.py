"""``Process`` → ``Program``: one Spiff task spec for each element, made directly and not by Spiff's XML parser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from engine.bpmn.building import kinds
from engine.bpmn.building.reach import Reaches
from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.formulas.timers import TimerFormula
from engine.bpmn.halts import Halt
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.base import Assignment, NodeSpec
from engine.bpmn.machine.elements.boundary import BoundaryEventSpec
from engine.bpmn.machine.elements.catching import CatchingSpec, StartEventSpec
from engine.bpmn.machine.elements.joins import JoinSpec
from engine.bpmn.machine.elements.loops import LoopSpec, MultiInstanceSpec, StandardLoopSpec
from engine.bpmn.machine.elements.subprocesses import EventSubProcessSpec, RootSpec, SubProcessSpec
from engine.bpmn.machine.program import ProcessSpec, Program, StartPoint
from engine.bpmn.machine.tokens import Exit
from engine.bpmn.model import EventKind, Flow, MultiInstance, Node, NodeKind, Process, Scope, StandardLoop, Value, VariableMapping
from engine.bpmn.texts import say
from engine.kernel.errors import Fault, InvalidInput

_ROOT = "#process"  # no id of a diagram can be like this, nor like the name of an inner instance
_INNER = "#instance"
_NEVER_STARTS = frozenset({NodeKind.BOUNDARY_EVENT, NodeKind.EVENT_SUB_PROCESS})


def build(process: Process) -> Program:
    """The executable form; shared by all instances. Raises ``InvalidInput`` with a fault for each expression that is not FEEL."""
    builder = _Builder(process)
    root = builder.build()
    if builder.faults:
        raise InvalidInput(say("refused_not_feel", process=process.id, count=len(builder.faults)), faults=builder.faults)
    return Program(process, builder.spec, tuple(_start_points(root)))


class _Builder:
    def __init__(self, process: Process) -> None:
        self.process = process
        self.spec = ProcessSpec(name=process.id)
        self.faults: list[Fault] = []
        self.reaches = Reaches()

    def build(self) -> RootSpec:
        node = Node(self.process.id, NodeKind.SUB_PROCESS, self.process.label, scope=self.process.scope)
        root = RootSpec(self.spec, node, _ROOT)
        root.is_drawn = False
        self.spec.start = root
        self._fill(root, self.process.scope)
        return root

    def _fill(self, parent: SubProcessSpec, scope: Scope) -> None:
        """Make and connect everything directly inside ``scope``."""
        made = {node.id: self._make(node) for node in scope.nodes.values()}
        leaving, entering = _sorted(scope.flows.values())
        for node_id, spec in made.items():
            spec.incoming = tuple(flow.id for flow in entering[node_id])
            spec.exits = tuple(self._exit(flow, spec.node, made) for flow in leaving[node_id])
            for exit_ in spec.exits:
                spec.connect(exit_.target)
        self._attach(parent, made)
        self._tell_joins(scope, made)

    def _attach(self, parent: SubProcessSpec, made: dict[str, NodeSpec]) -> None:
        boundary: dict[str, list[BoundaryEventSpec]] = defaultdict(list)
        for spec in made.values():
            if isinstance(spec, BoundaryEventSpec):
                boundary[spec.node.attached_to or ""].append(spec)
        for host_id, events in boundary.items():
            host = made[host_id]
            assert isinstance(host, ActivitySpec)
            host.boundary = tuple(events)
        parent.handlers = tuple(spec for spec in made.values() if isinstance(spec, EventSubProcessSpec))
        parent.starts = tuple(_starts(made))

    def _tell_joins(self, scope: Scope, made: dict[str, NodeSpec]) -> None:
        """Each join, from where tokens can come to it."""
        joins = [spec for spec in made.values() if isinstance(spec, JoinSpec) and len(spec.incoming) > 1]
        for join, reach in zip(joins, self.reaches.of(scope, [join.name for join in joins]), strict=False):
            join.reach = reach
        if self.reaches.exhausted and not self.faults:
            text = say("refused_joins", limit=self.reaches.most)
            self.faults.append(Fault(self.process.id, "joins_too_entangled", text, facts={"limit": self.reaches.most}))

    def _exit(self, flow: Flow, source: Node, made: dict[str, NodeSpec]) -> Exit:
        condition = self.formula(flow.condition, flow.id) if flow.condition else None
        return Exit(flow.id, made[flow.target], condition, flow.id == source.default_flow, flow.origin is None)

    def _make(self, node: Node) -> NodeSpec:
        if node.loop is None:
            return self._make_once(node, node.id)
        inner = self._make_once(node, node.id + _INNER)
        assert isinstance(inner, ActivitySpec)
        whole = self._loop(node, node.loop)
        whole.inner, inner.loop = inner, whole
        if isinstance(whole, MultiInstanceSpec) and whole.output_item is not None:
            inner.declared = frozenset(whole.output_item.names)
        return whole

    def _make_once(self, node: Node, name: str) -> NodeSpec:
        spec = kinds.class_of(node)(self.spec, node, name)
        spec.outputs_mapped = self._assignments(node.outputs, node.id)
        if isinstance(spec, ActivitySpec):
            spec.inputs_mapped = self._assignments(node.inputs, node.id)
        if isinstance(spec, CatchingSpec) and node.event is not None:
            self._catching(spec, node)
        kinds.detail(spec, node, self.formula)
        if isinstance(spec, SubProcessSpec):
            assert node.scope is not None
            self._fill(spec, node.scope)
        if isinstance(spec, EventSubProcessSpec):
            start = spec.starts[0]
            assert isinstance(start, StartEventSpec)
            spec.start = start
            spec.interrupting = start.node.interrupting or start.event_kind is EventKind.ERROR
        return spec

    def _catching(self, spec: CatchingSpec, node: Node) -> None:
        event = node.event
        assert event is not None
        spec.catches(event.kind)
        if event.kind in (EventKind.ERROR, EventKind.ESCALATION):
            spec.code = _constant(self.formula(event.name, node.id)) if event.name else None
        elif event.name is not None:
            spec.name_formula = self.formula(event.name, node.id)
        if event.correlation_key is not None:
            spec.key_formula = self.formula(event.correlation_key, node.id)
        if event.kind is EventKind.TIMER and event.timer is not None and event.expression is not None:
            spec.timer = TimerFormula(event.timer, self.formula(event.expression, node.id))
        if event.kind is EventKind.CONDITIONAL and event.expression is not None:
            spec.condition = self.formula(event.expression, node.id)
        if isinstance(spec, BoundaryEventSpec):
            spec.interrupting = node.interrupting or event.kind is EventKind.ERROR

    def _loop(self, node: Node, loop: MultiInstance | StandardLoop) -> LoopSpec:
        if isinstance(loop, StandardLoop):
            rounds = StandardLoopSpec(self.spec, node, node.id)
            rounds.condition = self.formula(loop.condition, node.id) if loop.condition else None
            rounds.test_before, rounds.maximum = loop.test_before, loop.maximum
            return rounds
        many = MultiInstanceSpec(self.spec, node, node.id)
        many.collection = self.formula(loop.collection, node.id)
        many.sequential, many.item, many.output_collection = loop.sequential, loop.item, loop.output_collection
        many.output_item = self.formula(loop.output_item, node.id) if loop.output_item else None
        many.completion = self.formula(loop.completion_condition, node.id) if loop.completion_condition else None
        return many

    def _assignments(self, mappings: tuple[VariableMapping, ...], where: str) -> tuple[Assignment, ...]:
        return tuple(Assignment(self.formula(mapping.source, where), tuple(mapping.target.split("."))) for mapping in mappings)

    def formula(self, value: Value, where: str) -> Formula:
        """Parsed; a syntax error becomes a fault, and a literal stands in so that the others are found, too."""
        try:
            return Formula(value)
        except InvalidInput as error:
            self.faults.append(Fault(where, error.reason_code, error.text, facts=dict(error.facts)))
            return Formula(Value(value.text))


def _sorted(flows: Iterable[Flow]) -> tuple[Mapping[str, list[Flow]], Mapping[str, list[Flow]]]:
    """The flows by source and by target."""
    leaving: dict[str, list[Flow]] = defaultdict(list)
    entering: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        leaving[flow.source].append(flow)
        entering[flow.target].append(flow)
    return leaving, entering


def _constant(formula: Formula) -> str | None:
    """Error and escalation codes that are caught are known before anything runs."""
    try:
        return formula.text_or_none(Visible({}, ()), datetime(1970, 1, 1, tzinfo=UTC))
    except Halt as halt:
        raise InvalidInput(halt.text, code=halt.code) from halt


def _starts(made: dict[str, NodeSpec]) -> Iterator[NodeSpec]:
    """Start events; where there are none, everything that no flow leads to (BPMN 2.0, 10.4.2)."""
    events = [spec for spec in made.values() if spec.node.kind is NodeKind.START_EVENT]
    if events:
        yield from events
        return
    for spec in made.values():
        if not spec.incoming and spec.node.kind not in _NEVER_STARTS:
            yield spec


def _start_points(root: RootSpec) -> Iterator[StartPoint]:
    for spec in root.starts:
        if isinstance(spec, StartEventSpec):
            name = _constant(spec.name_formula) if spec.name_formula else None
            yield StartPoint(spec.name, spec.event_kind, name, spec.timer)
