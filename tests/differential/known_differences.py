"""All the kinds of differences between the browser's forms and the server that are known."""

from __future__ import annotations

from tests.differential.kinds import conditions, dates, durations, lists, numbers
from tests.differential.kinds.kind import Kind
from tests.differential.locating import Difference

TOPICS = (conditions.TOPIC, numbers.TOPIC, lists.TOPIC, dates.TOPIC, durations.TOPIC)
KINDS = tuple(kind for topic in TOPICS for kind in topic.kinds)


def explained(difference: Difference) -> Kind | None:
    """The kind to which a difference belongs."""
    possible = (kind for kind in KINDS if kind.of_writing or not difference.as_written)
    return next((kind for kind in possible if kind.explains(difference)), None)
