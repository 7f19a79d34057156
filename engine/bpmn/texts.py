"""The sentence for each finding, in English and Chinese.

The codes are stable: tests, the documentation and the modeler's lint name them. The facts that a finding carries fill the braces.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.bpmn import texts_flow, texts_reading
from engine.bpmn.texts_words import TRANSLATED, WORDS

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType({**texts_reading.SENTENCES, **texts_flow.SENTENCES})
"""Code → (English, Chinese)."""


def sentence(code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """The English and the Chinese sentence of ``code``, filled with ``facts``."""
    en, zh = SENTENCES[code]
    return en.format_map(_in_words(facts, 0)), zh.format_map(_in_words(facts, 1))


def _in_words(facts: Mapping[str, object], language: int) -> dict[str, object]:
    return {key: _word(value, language) if key in TRANSLATED else value for key, value in facts.items()}


def _word(value: object, language: int) -> object:
    """``input amount`` is a word and a name; the name stays."""
    whole = WORDS.get(str(value))
    if whole is not None:
        return whole[language]
    first, _, name = str(value).partition(" ")
    return f"{WORDS[first][language]} {name}" if name and first in WORDS else value
