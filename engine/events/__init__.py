"""What happened: frozen, versioned facts in the past tense. Each becomes one evidence entry."""

from engine.events.base import Change, ElementFacts, Event, changes, event_class, registered

__all__ = ["Change", "ElementFacts", "Event", "changes", "event_class", "registered"]
