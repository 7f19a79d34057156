"""The sentence for each finding, in English and Chinese.

The codes are stable: tests, the documentation and the modeler's lint name them. The facts that a finding carries fill the braces.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.bpmn import texts_flow, texts_reading

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType({**texts_reading.SENTENCES, **texts_flow.SENTENCES})
"""Code → (English, Chinese)."""


def sentence(code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """The English and the Chinese sentence of ``code``, filled with ``facts``."""
    en, zh = SENTENCES[code]
    return en.format_map(facts), zh.format_map(facts)
