"""What a service task can do: the small protocol that every connector keeps.

An inline connector works inside the command's own transaction (and so may write rows, but may
not reach outside). Any other becomes a job: it is called after commit, outside any transaction,
at least once, with the job's id as idempotency key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import Connection

from engine.events import Event
from engine.kernel.actor import Actor
from engine.kernel.errors import ZhiduError
from engine.kernel.settings import Settings
from engine.kernel.texts import Text

Json = Any


@dataclass(frozen=True, slots=True)
class InstanceFacts:
    """The instance on whose behalf a connector works."""

    id: str
    number: str
    procedure_id: str
    version_id: str
    title: str
    started_at: datetime
    customer_id: str | None
    requester_id: str | None
    department: str | None = None
    listed_clock: str | None = None
    """The service clock that lists show of it."""


class Recorder(Protocol):
    """Makes an evidence entry in the chain of the instance."""

    def __call__(self, event: Event, /) -> object: ...


class Starter(Protocol):
    """Starts another procedure that nobody waits for; gives the new instance's id and number."""

    def __call__(self, procedure_id: str, variables: Mapping[str, Json], /, *, business_key: str | None = None) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Call:
    """What a connector that works in a transaction has at hand."""

    db: Connection
    now: datetime
    actor: Actor
    settings: Settings
    instance: InstanceFacts
    element_id: str
    wait_id: str
    inputs: Mapping[str, Json]
    headers: Mapping[str, str]
    properties: Mapping[str, str]
    record: Recorder
    start_procedure: Starter
    key: str = ""
    """The idempotency key: the job's id, or the wait's id."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a connector that reaches outside is given: plain data, no transaction."""

    key: str
    """The job's id: the same for every attempt, so that the other side can tell a repetition."""
    inputs: Mapping[str, Json]
    headers: Mapping[str, str]
    settings: Settings
    now: datetime


@runtime_checkable
class Connector(Protocol):
    """``type`` is the name that ``zeebe:taskDefinition`` gives."""

    @property
    def type(self) -> str: ...

    @property
    def inline(self) -> bool:
        """In the transaction of the command that reached it; otherwise a job."""
        ...


@runtime_checkable
class TransactionConnector(Connector, Protocol):
    """Works with rows: inline, or (``inline`` False) in the transaction of its job, so that a failure undoes nothing else."""

    def carry_out(self, call: Call) -> Mapping[str, Json]:
        """The outputs. Raises ``BpmnError`` (caught by the diagram) or any ``ZhiduError`` (retried, then an incident)."""
        ...


@runtime_checkable
class OutsideConnector(Connector, Protocol):
    """Reaches outside: mail, HTTP. Never inline."""

    def call(self, request: Request) -> Mapping[str, Json]:
        """The outputs. Raises ``BpmnError``, ``ConnectorFailed`` or any other exception (retried, then an incident)."""
        ...


@runtime_checkable
class Peered(OutsideConnector, Protocol):
    """An outside connector that calls several systems: a slow one must not take the turns of the others."""

    def peer(self, inputs: Mapping[str, Json], headers: Mapping[str, str]) -> str:
        """Which system a call is for, in at most 200 characters. Never raises: what is wrong is told by the call."""
        ...


def peer_of(connector: Connector | None, inputs: Mapping[str, Json], headers: Mapping[str, str]) -> str | None:
    """The system that a job calls; the connector's own name where it says no more. None: it does not reach outside."""
    if not isinstance(connector, OutsideConnector):
        return None
    return connector.peer(inputs, headers)[:200] if isinstance(connector, Peered) else connector.type


class BpmnError(ZhiduError):
    """A business error that the diagram may catch with an error boundary event."""

    code = "bpmn_error"

    def __init__(self, error_code: str, text: Text, *, variables: Mapping[str, Json] | None = None) -> None:
        super().__init__(text, error_code=error_code)
        self.error_code = error_code
        self.variables: Mapping[str, Json] = variables or {}


class ConnectorFailed(ZhiduError):
    """The work could not be done; ``retry`` says whether another attempt could help."""

    code = "connector_failed"

    def __init__(self, text: Text, *, code: str | None = None, retry: bool = True, **facts: object) -> None:
        super().__init__(text, code=code, **facts)
        self.retry = retry


@dataclass(frozen=True, slots=True)
class Registry:
    """The connectors of an installation, by type."""

    connectors: Mapping[str, Connector] = field(default_factory=dict)

    def find(self, type_: str) -> Connector | None:
        return self.connectors.get(type_)

    def types(self) -> frozenset[str]:
        return frozenset(self.connectors)
