"""Findings as sentences: inputs, rules and examples in the words of the table, English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from engine.dmn.analysis.axis import NULL, OTHER, POINT, REST, Atom, Axis
from engine.dmn.analysis.boxes import numbers
from engine.feel.values.jsonable import to_json
from engine.feel.values.kinds import kind_words
from engine.feel.values.numbers import number_text

Words = tuple[str, str]
"""English and Chinese."""
_LONGEST_TEXT = 60
_MOST_PARTS = 6
_MOST_NUMBERS = 10


def shown(value: object) -> str:
    """A value as it would be written in a cell; dates, times and durations without quotation marks."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Decimal):
        return number_text(value)
    return f'"{shortened(value)}"' if isinstance(value, str) else str(value)


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"


def rules(found: Iterable[int]) -> Words:
    """``1 to 4, 7 and 9``."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in ([run] if len(run) > 2 else [[number] for number in run])]
    more = sum(len(part) for part in parts[_MOST_NUMBERS:])
    en = [str(part[0]) if len(part) == 1 else f"{part[0]} to {part[-1]}" for part in parts[:_MOST_NUMBERS]]
    zh = [str(part[0]) if len(part) == 1 else f"{part[0]} 至 {part[-1]}" for part in parts[:_MOST_NUMBERS]]
    if more:
        return f"{', '.join(en)} and {more} more", f"{'、'.join(zh)} 等（另有 {more} 条）"
    if len(en) == 1:
        return en[0], zh[0]
    return f"{', '.join(en[:-1])} and {en[-1]}", f"{'、'.join(zh[:-1])} 和 {zh[-1]}"


def joined(conditions: Sequence[Words]) -> Words:
    """All of the conditions; a comma where one of them has alternatives, so that it is clear what belongs together."""
    comma = any(" or " in en or "," in en for en, _ in conditions)
    return (", and " if comma else " and ").join(en for en, _ in conditions), ("，且 " if comma else " 且 ").join(
        zh for _, zh in conditions
    )


# --- examples -------------------------------------------------------------------------------------


def first(axis: Axis, mask: int) -> Atom:
    """The atom to take as an example: a named kind before any other, null last."""
    return axis.atoms[next(numbers(mask))]


def example_words(axis: Axis, atom: Atom) -> Words:
    name = shortened(axis.text)
    if atom.form == REST:
        return f"{name} = any other text", f"{name} 为其他任意文本"
    if atom.form == OTHER:
        return f"{name} = anything but null", f"{name} 不为空"
    return (f"{name} = {shown(atom.value)}",) * 2


def example_facts(axes: Iterable[Axis], atoms: Iterable[Atom]) -> dict[str, object]:
    """The example as JSON, by the texts of the columns. What may have any kind of value is left out."""
    return {axis.text: to_json(atom.value) for axis, atom in zip(axes, atoms, strict=True) if atom.form != OTHER}


# --- sets of values -------------------------------------------------------------------------------


def set_words(axis: Axis, mask: int) -> Words:
    """``amount in (5..6) or > 100``, ``region = "EU" or "US"``, ``region is not "EU"``."""
    name = shortened(axis.text)
    values = [(shown(axis.atoms[index].value),) * 2 for index in numbers(mask) if axis.atoms[index].form in (POINT, NULL)]
    if len(values) == mask.bit_count():
        en, zh = _alternatives(values)
        return f"{name} = {en}", f"{name} = {zh}"
    parts = list(_parts(axis, mask))
    missing = _missing(axis, mask)
    if missing and (len(missing) < len(parts) or REST in (axis.atoms[index].form for index in numbers(mask))):
        en = f"is none of {', '.join(missing)}" if len(missing) > 1 else f"is not {missing[0]}"
        return f"{name} {en}", f"{name} 不是 {'、'.join(missing)}"
    en, zh = _alternatives(parts)
    return f"{name} {en}", f"{name} {zh}"


def is_one(axis: Axis, mask: int) -> bool:
    """Whether the set is a single value, which is its own example."""
    return mask & (mask - 1) == 0 and first(axis, mask).form in (POINT, NULL)


def _missing(axis: Axis, mask: int) -> list[str]:
    """The values that the set has not, if they are few and it has all the others."""
    atoms = [axis.atoms[index] for index in numbers(axis.expected & ~mask)]
    few = len(atoms) <= _MOST_PARTS and len(axis.lines) == 1 and all(atom.form == POINT for atom in atoms)
    return [shown(atom.value) for atom in atoms] if few else []


def _parts(axis: Axis, mask: int) -> Iterator[Words]:
    """Runs of neighbouring atoms as intervals; everything else one by one."""
    run: list[Atom] = []
    for line in axis.lines:
        for index, atom in enumerate(line.atoms, line.first):
            if mask >> index & 1 and atom.form != REST:
                run.append(atom)
            elif run:
                yield _run(run)
                run = []
            if mask >> index & 1 and atom.form == REST:
                yield "= any other text", "= 其他任意文本"
        if run:
            yield _run(run)
            run = []
    if mask & axis.null:
        yield "= null", "= null"
    elif axis.atoms[mask.bit_length() - 1].form == OTHER:
        yield "= anything but null", "= 任意非空值"


def _run(atoms: Sequence[Atom]) -> Words:
    low, closed_low = _end(atoms[0], atoms[0].low)
    high, closed_high = _end(atoms[-1], atoms[-1].high)
    if len(atoms) == 1 and atoms[0].form == POINT:
        return (f"= {shown(low)}",) * 2
    if low is None and high is None:
        what = kind_words(atoms[0].value)
        return f"= any {what.en.removeprefix('a ')}", f"= 任意{what.zh}"
    if low is None:
        return (f"{'<=' if closed_high else '<'} {shown(high)}",) * 2
    if high is None:
        return (f"{'>=' if closed_low else '>'} {shown(low)}",) * 2
    interval = f"{'[' if closed_low else '('}{shown(low)}..{shown(high)}{']' if closed_high else ')'}"
    return f"in {interval}", f"在 {interval} 内"


def _end(atom: Atom, end: object) -> tuple[object, bool]:
    return (atom.value, True) if atom.form == POINT else (end, False)


def _alternatives(parts: Sequence[Words]) -> Words:
    more = len(parts) - _MOST_PARTS
    if more > 0:
        parts = [*parts[:_MOST_PARTS], (f"{more} more", f"另外 {more} 项")]
    return " or ".join(en for en, _ in parts), " 或 ".join(zh for _, zh in parts)
