"""An entry of evidence for every kind and version of event, all fields set: its body, and its hash in the line after."""

from __future__ import annotations

from collections.abc import Iterator

from engine.events import reading, registered  # noqa: F401  reading knows all classes
from engine.evidence.rules import Entry, Head, actor_facts, make_entry
from engine.kernel.actor import Actor, RoleHeld
from tests.golden.files import Golden
from tests.golden.samples import AT, full_event

_ACTOR = Actor(
    kind="person",
    id="01985555-0000-7000-8000-000000000001",
    name="李娜",
    roles=(RoleHeld("service_desk"), RoleHeld("service_engineer", customer="01985555-0000-7000-8000-000000000002", department="服务台")),
    authenticated_by="token",
    on_behalf_of="01985555-0000-7000-8000-000000000003",
    token_scopes=frozenset({"cases.read_all", "cases.administer"}),
)
_CASE = "01985555-0000-7000-8000-000000000004"
_PROCEDURE = {"id": "request_handling", "version": 3, "version_id": "01985555-0000-7000-8000-000000000005", "checksum": "ab" * 32}
_CONTEXT = {"application": "0.1.0", "idempotency_key": "一次"}


def goldens() -> Iterator[Golden]:
    for (kind, version), cls in sorted(registered().items()):
        event = full_event(cls)
        entry = make_entry(
            Head(7, "cd" * 32),
            stream=_CASE,
            kind=kind,
            at=AT,
            actor=actor_facts(_ACTOR),
            instance_id=_CASE,
            procedure=_PROCEDURE,
            element=None if event.about is None else event.about.facts(),
            details=event.details(),
            context=_CONTEXT,
            event_id="01985555-0000-7000-8000-000000000006",
        )
        yield Golden(f"entries/{kind}.v{version}", ".entry", _lines(entry))


def _lines(entry: Entry) -> bytes:
    return entry.body + b"\n" + entry.hash.encode() + b"\n"
