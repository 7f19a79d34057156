"""One instance, alive for one command: what may be told to it, and what it says."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.halts import error_not_caught
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.catchers import find_catcher, throw_escalation
from engine.bpmn.machine.elements.joins import JoinSpec
from engine.bpmn.machine.execution import Execution
from engine.bpmn.machine.snapshot import save
from engine.bpmn.machine.tokens import BEGIN, READY, Token
from engine.bpmn.machine.variables import assign, merged, plain
from engine.bpmn.model import EventKind
from engine.bpmn.outcome import Ended, Json, MessageWait, Outcome, SignalWait, TimerWait, Wait
from engine.bpmn.texts import say
from engine.kernel.errors import Conflict
from engine.kernel.texts import Text

_CAUGHT = (TimerWait, MessageWait, SignalWait)


class Run:
    """Each method that changes something gives the ``Outcome`` of exactly that change.

    Raises ``Conflict`` where the wait is not open (any more) or is of another kind, ``InvalidInput`` where variables are not plain JSON;
    nothing has happened then. After any other exception the run must be thrown away.
    """

    first: Outcome

    def __init__(self, execution: Execution) -> None:
        self._execution = execution
        self.first = Outcome((), (), (), 0)

    @property
    def variables(self) -> Mapping[str, Json]:
        """The process scope."""
        return self._execution.variables

    @property
    def ended(self) -> Ended | None:
        return self._execution.ended

    def variables_at(self, wait_id: str) -> Mapping[str, Json]:
        """All that is visible at a wait: the process scope and the local scopes around it, with input mappings applied."""
        return merged(self._token(wait_id))

    def waits(self) -> tuple[Wait, ...]:
        """All that is waited for now, the oldest first."""
        execution = self._execution
        return tuple(_wait(execution, token) for token in execution.tasks.values() if _is_open(execution, token))

    def complete(self, wait_id: str, variables: Mapping[str, Json]) -> Outcome:
        """A person, a connector or a child instance is done; ``variables`` is the result."""
        token = self._waiting(wait_id)
        if isinstance(token.task_spec.wait_of(token), _CAUGHT):
            raise self._not_open(wait_id, say("wait_to_complete"))
        return self._happened(token, variables)

    def fire(self, wait_id: str) -> Outcome:
        """The timer is due."""
        token = self._waiting(wait_id)
        if not isinstance(token.task_spec.wait_of(token), TimerWait):
            raise self._not_open(wait_id, say("wait_timer"))
        return self._happened(token, {})

    def deliver(self, wait_id: str, variables: Mapping[str, Json]) -> Outcome:
        """The message or signal has come. A non-interrupting event goes on waiting under the same id."""
        token = self._waiting(wait_id)
        if not isinstance(token.task_spec.wait_of(token), MessageWait | SignalWait):
            raise self._not_open(wait_id, say("wait_message"))
        return self._happened(token, variables)

    def throw_error(self, wait_id: str, code: str | None, message: str, variables: Mapping[str, Json] | None = None) -> Outcome:
        """A connector or child instance has ended in a BPMN error: its wait is done.

        Nobody catches the error: an incident, and ``retry`` begins the activity again.
        """
        token = self._activity(wait_id)
        result = plain(variables or {})
        execution = self._execution
        execution.close_waits(token, "done")
        token._set_state(READY)  # nothing is waited for any more
        catcher = find_catcher(token, EventKind.ERROR, code)
        if catcher is not None:
            catcher.catch(result, {"errorCode": code, "errorMessage": message})
        else:
            execution.stop_watching(token)
            again = token.internal_data.get("again")
            token.internal_data["again"] = 1 + (again if isinstance(again, int) else 0)
            token.stage = BEGIN
            execution.stall(token, error_not_caught(code, message))
            token.error()
        return self._go_on()

    def throw_escalation(self, wait_id: str, code: str | None, variables: Mapping[str, Json] | None = None) -> Outcome:
        """A child instance has thrown an escalation that it did not catch itself. It goes on, unless it is interrupted here."""
        token = self._activity(wait_id)
        throw_escalation(token, code, plain(variables or {}))
        return self._go_on()

    def go_on(self) -> Outcome:
        """Do more of what an earlier command left (``Outcome.goes_on``)."""
        self._execution.is_planned = False
        return self._go_on()

    def retry(self, wait_id: str) -> Outcome:
        """Try again what an ``IncidentWait`` stands for."""
        token = self._find(wait_id)
        if token is None or token.halt is None or token.incident_id != wait_id:
            raise self._not_open(wait_id, say("wait_incident"))
        behind = self._execution.behind(token)
        self._execution.close_waits(token, "done")
        if not (isinstance(token.task_spec, JoinSpec) and token.is_waiting):
            self._execution.wake(token)
        for each in behind:
            self._execution.wake(each)
        return self._go_on()

    def set_variables(self, variables: Mapping[str, Json], wait_id: str | None = None) -> Outcome:
        """Somebody corrects variables: of the process, or as they are seen at a wait. Conditional events are looked at again."""
        changes = plain(variables)
        self._refuse_if_ended()
        start = self._execution.task_tree if wait_id is None else self._token(wait_id)
        assign(start, changes, None)
        self._execution.check_conditions()
        return self._go_on()

    def cancel(self) -> Outcome:
        """End everything."""
        self._refuse_if_ended()
        self._execution.end_all(Ended("cancelled"))
        return self._go_on()

    def snapshot(self) -> bytes:
        """The whole state, for ``Program.load``."""
        return save(self._execution)

    def take_outcome(self) -> Outcome:
        """What happened since the last outcome."""
        return self._execution.take_outcome()

    def _happened(self, token: Token, variables: Mapping[str, Json]) -> Outcome:
        token.trigger(plain(variables))
        return self._go_on()

    def _go_on(self) -> Outcome:
        self._execution.drain()
        return self._execution.take_outcome()

    def _find(self, wait_id: str) -> Token | None:
        number = wait_id.partition("!")[0].partition(".")[0]
        return self._execution.tasks.get(int(number)) if number.isascii() and number.isdecimal() else None

    def _token(self, wait_id: str) -> Token:
        token = self._find(wait_id)
        if token is None or not _is_open(self._execution, token) or wait_id != _open_id(token):
            raise self._not_open(wait_id, say("wait_open"))
        return token

    def _waiting(self, wait_id: str) -> Token:
        token = self._find(wait_id)
        if token is None or not self._execution.is_waited_for(token) or token.wait_id != wait_id:
            raise self._not_open(wait_id, say("wait_open"))
        return token

    def _activity(self, wait_id: str) -> Token:
        token = self._waiting(wait_id)
        if not isinstance(token.task_spec, ActivitySpec) or token.host is not None:
            raise self._not_open(wait_id, say("wait_activity"))
        return token

    def _refuse_if_ended(self) -> None:
        if self.ended is not None:
            raise Conflict(say("refused_ended"), code="ended")

    def _not_open(self, wait_id: str, wanted: Text) -> Conflict:
        self._refuse_if_ended()
        return Conflict(say("refused_wait", wait=wait_id, wanted=wanted), code="wait_not_open", wait_id=wait_id)


def _is_open(execution: Execution, token: Token) -> bool:
    return token.halt is not None or execution.is_waited_for(token)


def _open_id(token: Token) -> str:
    return token.incident_id if token.halt is not None else token.wait_id


def _wait(execution: Execution, token: Token) -> Wait:
    wait: Wait = execution.incident_of(token) if token.halt is not None else token.task_spec.wait_of(token)
    return wait
