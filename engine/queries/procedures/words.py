"""What the variables of a procedure are called: the words of its own forms, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.definitions.tables import procedure
from engine.kernel.errors import NotFound
from engine.library.bundle import Bundle
from engine.library.versions import bundle_of
from engine.queries.outsiders import known_procedures
from engine.queries.procedures.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class WordForValue:
    """What one of the offered values is called."""

    value: Any
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a variable is called, and its values where a form offers a choice."""

    variable: str
    name_zh: str
    name_en: str
    choices: tuple[WordForValue, ...]


@dataclass(frozen=True, slots=True)
class ProcedureWords(Query[tuple[Word, ...]]):
    """The words of the active version, for timelines and lists of data. A field that is filled in names a variable
    before one that only shows it. A customer's people get the words of what is public only; to people from outside a procedure
    that does not concern them is none."""

    procedure_id: str

    def answer(self, ctx: ReadContext) -> tuple[Word, ...]:
        wanted = select(procedure.c.active_version_id).where(procedure.c.id == self.procedure_id, known_procedures(ctx))
        active = ctx.db.execute(wanted).scalar()
        if active is None:
            raise NotFound(say("procedure_not_deployed", procedure_id=self.procedure_id))
        bundle = bundle_of(ctx, active)
        public = None if ctx.actor.customer is None else frozenset(bundle.procedure.public)
        return tuple(word for word in words_of(bundle) if public is None or word.variable in public)


def words_of(bundle: Bundle) -> list[Word]:
    """One word for each variable, by name."""
    found: dict[str, tuple[bool, Word]] = {}
    for form in bundle.forms.values():
        pairs = zip(_fields(form.localised("zh")), _fields(form.localised("en")), strict=True)
        for chinese, english in pairs:
            shown_only = bool(english.get("readonly") or english.get("disabled"))
            known = found.get(english["key"])
            if _is_plain(english.get("label")) and (known is None or (known[0] and not shown_only)):
                found[english["key"]] = (shown_only, _word(chinese, english))
    return [word for _, (_, word) in sorted(found.items())]


def _word(chinese: Mapping[str, Any], english: Mapping[str, Any]) -> Word:
    options = zip(chinese.get("values") or (), english.get("values") or (), strict=True)
    return Word(
        variable=english["key"],
        name_zh=chinese.get("label") or english["label"],
        name_en=english["label"],
        choices=tuple(WordForValue(en.get("value"), str(zh.get("label", "")), str(en.get("label", ""))) for zh, en in options),
    )


def _is_plain(label: object) -> bool:
    """Not an expression, nor a template: those speak of one case only."""
    return isinstance(label, str) and label != "" and not label.startswith("=") and "{{" not in label


def _fields(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for component in schema.get("components", ()):
        if "key" in component:
            yield component
        yield from _fields(component)
