"""String functions (DMN 1.5, 10.3.4.3). Positions and lengths count characters, not UTF-16 units."""

from __future__ import annotations

from decimal import Decimal

from engine.feel import patterns
from engine.feel.errors import FeelProblem
from engine.feel.registry import built_in
from engine.feel.state import State
from engine.feel.values import kind_words


@built_in("substring", "string:string, start position:number, length:number=")
def substring(text: str, start: Decimal, length: Decimal | None) -> str:
    first = int(start)
    if first == 0 or abs(first) > len(text):
        raise FeelProblem(
            f"Expected a start position from 1 to {len(text)} (or from the end: -1), but it is {start}.",
            f"起始位置应在 1 至 {len(text)} 之间，实际为 {start}。",
        )
    if length is not None and length < 1:
        raise FeelProblem(f"Expected a length of at least 1, but it is {length}.", f"长度至少为 1，实际为 {length}。")
    index = first - 1 if first > 0 else len(text) + first
    return text[index:] if length is None else text[index : index + int(length)]


@built_in("string length", "string:string")
def string_length(text: str) -> Decimal:
    return Decimal(len(text))


@built_in("upper case", "string:string")
def upper_case(state: State, text: str) -> str:
    state.lengthy(len(text) * 3)
    return text.upper()


@built_in("lower case", "string:string")
def lower_case(state: State, text: str) -> str:
    state.lengthy(len(text) * 3)
    return text.lower()


@built_in("substring before", "string:string, match:string")
def substring_before(text: str, match: str) -> str:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@built_in("substring after", "string:string, match:string")
def substring_after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


@built_in("contains", "string:string, match:string")
def contains(text: str, match: str) -> bool:
    return match in text


@built_in("starts with", "string:string, match:string")
def starts_with(text: str, match: str) -> bool:
    return text.startswith(match)


@built_in("ends with", "string:string, match:string")
def ends_with(text: str, match: str) -> bool:
    return text.endswith(match)


@built_in("matches", "input:string, pattern:string, flags:string?=")
def matches(state: State, text: str, pattern: str, flags: str | None) -> bool:
    state.charge(len(text) >> 4)
    return patterns.found(pattern, flags or "", text)


@built_in("replace", "input:string, pattern:string, replacement:string, flags:string?=")
def replace(state: State, text: str, pattern: str, replacement: str, flags: str | None) -> str:
    state.charge(len(text) >> 4)
    return patterns.replaced(pattern, flags or "", text, replacement, state)


@built_in("split", "string:string, delimiter:string")
def split(state: State, text: str, delimiter: str) -> list[object]:
    state.charge(len(text) >> 4)
    return patterns.split(delimiter, text, state)


@built_in("string join", "list:list, delimiter:string?=")
def string_join(state: State, values: list[object], delimiter: str | None) -> str:
    """null entries are left out."""
    parts = []
    for value in values:
        if value is None:
            continue
        if not isinstance(value, str):
            en, zh = kind_words(value)
            raise FeelProblem(f"Expected string join to be given strings, but one is {en}.", f"string join 的各项应为文本，其中有{zh}。")
        parts.append(value)
    between = delimiter or ""
    state.lengthy(sum(len(part) + len(between) for part in parts))
    return between.join(parts)
