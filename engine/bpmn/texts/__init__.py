"""What the room says. The facts of a finding may be words of the model, told as people say them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.kernel.texts import Catalogue, Text

TRANSLATED = frozenset({"kind", "place", "side", "direction", "owner"})
"""The facts whose values are such words. An unknown one is shown as it is."""

CATALOGUE = Catalogue(__name__)
say = CATALOGUE.say


def sentence(code: str, facts: Mapping[str, object]) -> Text:
    """The sentence of a finding, filled with ``facts``."""
    return say(code, **{name: _told(fact) if name in TRANSLATED else fact for name, fact in facts.items()})


def word(name: str) -> Text | None:
    """How people say a word of the model; None where it is none. (Sentences end, words do not.)"""
    text = CATALOGUE.sentences.get(name)
    return text if text is not None and not text.en.endswith((".", "}")) else None


def _told(fact: object) -> object:
    """``input amount`` is a word and a name; the name stays."""
    whole = word(str(fact))
    if whole is not None:
        return whole
    first, _, name = str(fact).partition(" ")
    said = word(first) if name else None
    return said + Text.same(f" {name}") if said is not None else fact
