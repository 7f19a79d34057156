"""Events read back from entries: of today, of earlier versions, and of none that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import orjson
import pytest

from engine.events import ElementFacts, Event, base, registered
from engine.events.instances import DecisionMade
from engine.events.reading import UnknownEvent, read_event, version_of
from engine.evidence.reading import read_body
from engine.evidence.rules import Head, hash_of, make_entry
from engine.kernel.canonical_json import canonical
from engine.kernel.texts import Text
from tests.golden.samples import AT, full_event, least_event

ELEMENT: dict[str, Any] = {"id": "solve", "name_en": "Solve", "name_zh": "解决", "attempt": 2}
CLASSES = sorted(registered().values(), key=lambda each: (each.kind, each.version))


@pytest.fixture
def shaken() -> Iterator[None]:
    """A kind of event that was changed twice: one field, then two texts, then the texts in one mapping."""
    known = dict(base._REGISTRY)

    @dataclass(frozen=True, slots=True)
    class TreeShakenV1(Event):
        kind: ClassVar[str] = "tree.shaken"
        element: ElementFacts
        by: str

        def newer(self) -> Event:
            return TreeShakenV2(self.element, by_zh=self.by, by_en=self.by)

    @dataclass(frozen=True, slots=True)
    class TreeShakenV2(Event):
        kind: ClassVar[str] = "tree.shaken"
        version: ClassVar[int] = 2
        element: ElementFacts
        by_zh: str
        by_en: str
        apples: int | None = None

        def newer(self) -> Event:
            return TreeShaken(self.element, {"zh": self.by_zh, "en": self.by_en}, self.apples or 0)

    @dataclass(frozen=True, slots=True)
    class TreeShaken(Event):
        kind: ClassVar[str] = "tree.shaken"
        version: ClassVar[int] = 3
        element: ElementFacts
        by: dict[str, str]
        apples: int

    yield
    base._REGISTRY.clear()
    base._REGISTRY.update(known)


def entry_of(event: Event) -> bytes:
    element = None if event.about is None else event.about.facts()
    return make_entry(Head(), stream="s", kind=event.kind, at=AT, actor={"kind": "system"}, element=element, details=event.details()).body


@pytest.mark.usefixtures("shaken")
def test_an_event_that_was_changed_twice_still_reads_what_was_recorded_first() -> None:
    first, second, third = (registered()["tree.shaken", version] for version in (1, 2, 3))
    about = ElementFacts("solve", Text("Solve", "解决"), 2)
    recorded = [
        entry_of(first(element=about, by="li")),  # type: ignore[call-arg]
        entry_of(second(element=about, by_zh="李", by_en="Li")),  # type: ignore[call-arg]
        entry_of(second(element=about, by_zh="李", by_en="Li", apples=7)),  # type: ignore[call-arg]
        entry_of(third(element=about, by={"zh": "李", "en": "Li"}, apples=8)),  # type: ignore[call-arg]
    ]
    assert [version_of(orjson.loads(body)["details"]) for body in recorded] == [1, 2, 2, 3]
    events = [read_body(body).event for body in recorded]
    assert all(type(event) is third for event in events)
    assert [event.by for event in events] == [{"zh": "li", "en": "li"}, *[{"zh": "李", "en": "Li"}] * 3]  # type: ignore[attr-defined]
    assert [event.apples for event in events] == [0, 0, 7, 8]  # type: ignore[attr-defined]
    assert {event.about for event in events} == {about}
    assert read_body(recorded[0]).details == {"by": "li"}


def test_entries_that_say_no_version_have_the_first() -> None:
    """And the hash of an entry of the first version does not change because versions are counted."""
    event_id = "01985555-0000-7000-8000-000000000000"
    entry = make_entry(
        Head(),
        stream="s",
        kind="tree.shaken",
        at=AT,
        actor={"kind": "system"},
        details={"by": "li"},
        event_id=event_id,
    )
    assert version_of({"by": "li"}) == 1
    assert b"version" not in entry.body
    assert entry.hash == hash_of(
        b'{"actor":{"kind":"system"},"at":"2026-03-02T01:00:00.000000Z","details":{"by":"li"},"event_id":"01985555-0000-7000-8000-000000000000",'
        b'"kind":"tree.shaken","position":1,"prev":"","stream":"s","v":1}'
    )


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: f"{cls.kind}-{cls.version}")
@pytest.mark.parametrize("sample", [full_event, least_event], ids=["full", "least"])
def test_every_event_is_read_as_it_was_recorded(cls: type[Event], sample: type) -> None:
    event = sample(cls)
    told = read_body(entry_of(event))
    assert told.kind == cls.kind
    if event.newer() is None:
        assert type(told.event) is cls
        assert canonical(told.event.details()) == canonical(event.details())
        assert (told.event.about is None) == (event.about is None)
        if event.about is not None:
            assert canonical(told.event.about.facts()) == canonical(event.about.facts())  # type: ignore[union-attr]


def test_every_older_version_leads_to_the_newest() -> None:
    """Versions are counted without gaps, and only the newest has no newer one."""
    newest = Counter({kind: max(version for each, version in registered() if each == kind) for kind, _ in registered()})
    for (kind, version), cls in registered().items():
        assert {(kind, each) for each in range(1, version)} <= registered().keys()
        assert (full_event(cls).newer() is None) == (version == newest[kind]), f"{cls} and newer()"


def test_a_version_has_one_class() -> None:
    with pytest.raises(TypeError, match="one class for version 1"):

        @dataclass(frozen=True, slots=True)
        class Other(Event):
            kind: ClassVar[str] = "decision.made"

    assert registered()["decision.made", 1] is DecisionMade


@pytest.mark.parametrize(
    ("kind", "version", "details"),
    [
        ("nothing.known", 1, {}),
        ("decision.made", 9, {"decision": "d", "result": 1, "trace": []}),
        ("decision.made", 1, {"decision": "d", "result": 1, "trace": [], "moon": "full"}),
        ("decision.made", 1, {"result": 1, "trace": []}),
    ],
)
def test_what_no_release_recorded_is_refused(kind: str, version: int, details: dict[str, object]) -> None:
    with pytest.raises(UnknownEvent) as refused:
        read_event(kind, version, details, ELEMENT)
    assert kind in refused.value.sentence("en")
    assert kind in refused.value.sentence("zh")


def test_what_a_newer_release_recorded_is_shown_as_it_stands() -> None:
    """Two releases may share a database for a while: the older one shows entries that it does not understand."""
    body = canonical({"kind": "nothing.known", "actor": {}, "details": {"moon": "full"}})
    assert read_body(body).newest_details() == {"moon": "full"}


def test_a_result_that_was_null_was_not_written() -> None:
    event = read_event("decision.made", 1, {"decision": "d", "trace": []}, ELEMENT)
    assert isinstance(event, DecisionMade)
    assert event.result is None
    assert fields(event)
