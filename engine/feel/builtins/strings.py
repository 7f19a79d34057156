"""String functions (DMN 1.5, 10.3.4.3). Positions and lengths count characters, not UTF-16 units."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.builtins.positions import portion
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.patterns import matching
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words


@built_in("substring", "string:string, start position:number, length:number=")
def substring(state: State, text: str, start: Decimal, length: Decimal | None) -> str:
    part = portion(start, length, len(text), "substring")
    state.lengthy(part.stop - part.start)
    return text[part]


@built_in("string length", "string:string")
def string_length(text: str) -> Decimal:
    return Decimal(len(text))


@built_in("upper case", "string:string")
def upper_case(state: State, text: str) -> str:
    return _sized(text, text.upper(), state)


@built_in("lower case", "string:string")
def lower_case(state: State, text: str) -> str:
    return _sized(text, text.lower(), state)


def _sized(text: str, changed: str, state: State) -> str:
    """In another case a text can become longer."""
    state.lengthy(len(changed), max(len(text), len(changed)))
    return changed


@built_in("substring before", "string:string, match:string")
def substring_before(state: State, text: str, match: str) -> str:
    at = text.find(match)
    state.lengthy(len(text))
    return text[:at] if at > 0 else ""


@built_in("substring after", "string:string, match:string")
def substring_after(state: State, text: str, match: str) -> str:
    at = text.find(match)
    state.lengthy(len(text))
    return text[at + len(match) :] if at >= 0 else ""


@built_in("contains", "string:string, match:string")
def contains(state: State, text: str, match: str) -> bool:
    state.charge(len(text) >> 4)
    return match in text


@built_in("starts with", "string:string, match:string")
def starts_with(text: str, match: str) -> bool:
    return text.startswith(match)


@built_in("ends with", "string:string, match:string")
def ends_with(text: str, match: str) -> bool:
    return text.endswith(match)


@built_in("matches", "input:string, pattern:string, flags:string?=")
def matches(state: State, text: str, pattern: str, flags: str | None) -> bool:
    return matching.found(pattern, flags or "", text, state)


@built_in("replace", "input:string, pattern:string, replacement:string, flags:string?=")
def replace(state: State, text: str, pattern: str, replacement: str, flags: str | None) -> str:
    return matching.replaced(pattern, flags or "", text, replacement, state)


@built_in("split", "string:string, delimiter:string")
def split(state: State, text: str, delimiter: str) -> list[object]:
    return matching.split(delimiter, text, state)


@built_in("string join", "list:list, delimiter:string?=")
def string_join(state: State, values: list[object], delimiter: str | None) -> str:
    """null entries are left out."""
    state.charge(len(values))
    parts = []
    for value in values:
        if value is None:
            continue
        if not isinstance(value, str):
            raise FeelProblem(say("string_expected", given=kind_words(value)))
        parts.append(value)
    between = delimiter or ""
    state.lengthy(sum(len(part) + len(between) for part in parts))
    return between.join(parts)
