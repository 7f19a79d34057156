"""A process made executable: specs shared by all instances, immutable, safe for several threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.formulas.formula import Visible
from engine.bpmn.formulas.timers import Schedule, TimerFormula
from engine.bpmn.halts import Halt
from engine.bpmn.machine.elements.subprocesses import RootSpec
from engine.bpmn.machine.environment import Environment
from engine.bpmn.machine.execution import Execution
from engine.bpmn.machine.run import Run
from engine.bpmn.machine.snapshot import restore
from engine.bpmn.machine.tokens import Token
from engine.bpmn.machine.variables import plain
from engine.bpmn.model import EventKind, Process
from engine.bpmn.outcome import Json
from engine.bpmn.texts import say
from engine.feel import STANDARD, Dialect
from engine.kernel.errors import InvalidInput
from engine.kernel.texts import Text


class ProcessSpec(WorkflowSpec):  # type: ignore[misc]  # Spiff has no types
    """All elements of a process, those inside its sub-processes too, by element id. Never changed after ``build``."""

    start: RootSpec


@dataclass(frozen=True, slots=True)
class StartPoint:
    """A start event of the process: by hand (none), by time, by a message or by a signal called ``name``."""

    element_id: str
    kind: EventKind
    name: str | None = None
    timer: TimerFormula | None = None

    def schedule(self, now: datetime, zone: ZoneInfo, dialect: Dialect = STANDARD) -> Schedule | None:
        """When a timer start is due first; ``Schedule.next`` tells how it goes on. Raises ``InvalidInput``."""
        if self.timer is None:
            return None
        try:
            return self.timer.schedule(Visible({}, (), dialect=dialect), now, zone)
        except Halt as halt:
            raise InvalidInput(halt.text, code=halt.code, element=self.element_id) from halt


class Program:
    """``begin`` starts an instance, ``load`` goes on with one."""

    def __init__(self, process: Process, spec: ProcessSpec, starts: tuple[StartPoint, ...]) -> None:
        self.process = process
        self.spec = spec
        self.starts = starts

    def begin(self, environment: Environment, variables: Mapping[str, Json], *, start: str | None = None) -> Run:
        """A new instance, run until it waits; ``Run.first`` is what happened.

        ``start`` names a start event; None: the one without event, or the only one. Raises ``InvalidInput`` where that is not to be told.
        """
        return self._begin(Execution(self.spec, environment), variables, start)

    def load(self, snapshot: bytes, environment: Environment) -> Run:
        """The instance that ``Run.snapshot`` wrote. Raises ``Broken`` where the bytes are damaged or belong to another process."""
        execution = Execution(self.spec, environment)
        restore(execution, snapshot)
        return Run(execution)

    def _begin(self, execution: Execution, variables: Mapping[str, Json], start: str | None) -> Run:
        chosen = self._start_point(start)
        execution.variables = plain(variables)
        root = Token(execution, self.spec.start)
        execution.task_tree = root
        execution.live = 1
        if chosen is not None:
            root.internal_data["start"] = chosen
        root._ready()
        execution.drain()
        run = Run(execution)
        run.first = run.take_outcome()
        return run

    def _start_point(self, start: str | None) -> str | None:
        if start is not None:
            if all(point.element_id != start for point in self.starts):
                raise self._cannot_start(say("start_is_none", start=start))
            return start
        by_hand = [point.element_id for point in self.starts if point.kind is EventKind.NONE]
        if by_hand:
            return by_hand[0]
        if len(self.starts) > 1:
            raise self._cannot_start(say("start_not_named"))
        return self.starts[0].element_id if self.starts else None

    def _cannot_start(self, reason: Text) -> InvalidInput:
        return InvalidInput(say("refused_start", process=self.process.id, reason=reason), code="no_such_start", process=self.process.id)
