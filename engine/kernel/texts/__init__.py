"""What people read, in every language of the product: one value, and catalogues by code.

A sentence stands in a catalogue beside the room that says it (``engine/<room>/texts/en.toml``, ``zh.toml``: code → sentence with
places for facts in braces, as ``str.format`` reads them), so that a further language is a file more in each folder and a field of
``Text``. ``tests/unit/kernel/test_catalogues.py`` holds that all languages of a catalogue name the same codes and facts, that no
code is said that no catalogue knows, and none is kept that nobody says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in each language; the fields are the languages."""

    en: str
    zh: str

    @classmethod
    def same(cls, word: str) -> Text:
        """What has no language: a number, a code, a name that somebody gave in one language only."""
        return cls(word, word)

    def told(self, locale: str) -> str:
        """The words for somebody who reads ``locale`` ("zh", "zh-CN", "en" …); English for a language that is not spoken here."""
        return self.zh if locale.startswith("zh") else self.en

    def named(self, name: str) -> dict[str, str]:
        """As columns and answers have it: ``<name>_en``, ``<name>_zh``."""
        return {f"{name}_{language}": getattr(self, language) for language in LANGUAGES}

    def __add__(self, other: Text) -> Text:
        return Text(self.en + other.en, self.zh + other.zh)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


LANGUAGES = tuple(each.name for each in fields(Text))
NO_TEXT = Text("", "")


def joined(texts: Iterable[Text], between: Text = NO_TEXT) -> Text:
    """One text of several, with ``between`` in between."""
    each = tuple(texts)
    return Text(*(getattr(between, language).join(getattr(text, language) for text in each) for language in LANGUAGES))


def listed(words: Iterable[str]) -> Text:
    """Names in a row, with each language's comma."""
    each = tuple(words)
    return Text(", ".join(each), "、".join(each))


class Catalogue:
    """The sentences of one room: ``Catalogue(__name__)`` in ``engine/<room>/texts/__init__.py``, read when first needed."""

    def __init__(self, package: str) -> None:
        self.package = package

    @cached_property
    def sentences(self) -> Mapping[str, Text]:
        """Code → sentence, with its places unfilled."""
        by_language = [tomllib.loads((files(self.package) / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES]
        return MappingProxyType({code: Text(*(each[code] for each in by_language)) for code in by_language[0]})

    def say(self, code: str, /, **facts: object) -> Text:
        """The sentence of ``code``, filled with ``facts``; a fact that is a ``Text`` is told in the sentence's language.

        Raises ``KeyError`` for a code or a fact that is missing: a fault of the program, not of its user.
        """
        sentence = self.sentences[code]
        if not facts:
            return sentence
        return Text(*(getattr(sentence, language).format_map(_in(language, facts)) for language in LANGUAGES))


def _in(language: str, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: getattr(fact, language) if isinstance(fact, Text) else fact for name, fact in facts.items()}
