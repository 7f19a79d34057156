"""Findings as sentences: inputs, rules and examples in the words of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from engine.dmn.analysis.axis import NULL, OTHER, POINT, REST, Atom, Axis
from engine.dmn.analysis.boxes import numbers
from engine.dmn.analysis.texts import say
from engine.feel.values.jsonable import to_json
from engine.feel.values.kinds import kind_words
from engine.feel.values.numbers import number_text
from engine.kernel.texts import Text, joined

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


def rules(found: Iterable[int]) -> Text:
    """``1 to 4, 7 and 9``."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in ([run] if len(run) > 2 else [[number] for number in run])]
    more = sum(len(part) for part in parts[_MOST_NUMBERS:])
    told = [_run_of_numbers(part) for part in parts[:_MOST_NUMBERS]]
    if more:
        return say("more_numbers", numbers=joined(told, say("comma")), count=more)
    return joined([joined(told[:-1], say("comma")), told[-1]], say("and_number")) if len(told) > 1 else told[0]


def _run_of_numbers(part: Sequence[int]) -> Text:
    return Text.same(str(part[0])) if len(part) == 1 else say("number_run", first=part[0], last=part[-1])


def all_of(conditions: Sequence[Text]) -> Text:
    """All of the conditions; a comma where one of them has alternatives, so that it is clear what belongs together."""
    comma = any(" or " in each.en or "," in each.en for each in conditions)
    return joined(conditions, say("both_long_conditions" if comma else "both_conditions"))


# --- examples -------------------------------------------------------------------------------------


def first(axis: Axis, mask: int) -> Atom:
    """The atom to take as an example: a named kind before any other, null last."""
    return axis.atoms[next(numbers(mask))]


def example_words(axis: Axis, atom: Atom) -> Text:
    name = shortened(axis.text)
    if atom.form == REST:
        return say("example_other_text", name=name)
    if atom.form == OTHER:
        return say("example_not_null", name=name)
    return Text.same(f"{name} = {shown(atom.value)}")


def example_facts(axes: Iterable[Axis], atoms: Iterable[Atom]) -> dict[str, object]:
    """The example as JSON, by the texts of the columns. What may have any kind of value is left out."""
    return {axis.text: to_json(atom.value) for axis, atom in zip(axes, atoms, strict=True) if atom.form != OTHER}


# --- sets of values -------------------------------------------------------------------------------


def set_words(axis: Axis, mask: int) -> Text:
    """``amount in (5..6) or > 100``, ``region = "EU" or "US"``, ``region is not "EU"``."""
    name = shortened(axis.text)
    values = [Text.same(shown(axis.atoms[index].value)) for index in numbers(mask) if axis.atoms[index].form in (POINT, NULL)]
    if len(values) == mask.bit_count():
        return Text.same(f"{name} = ") + _alternatives(values)
    parts = list(_parts(axis, mask))
    missing = _missing(axis, mask)
    if missing and (len(missing) < len(parts) or REST in (axis.atoms[index].form for index in numbers(mask))):
        if len(missing) == 1:
            return say("is_not", name=name, value=missing[0])
        return say("is_none_of", name=name, values=joined(map(Text.same, missing), say("comma")))
    return Text.same(f"{name} ") + _alternatives(parts)


def is_one(axis: Axis, mask: int) -> bool:
    """Whether the set is a single value, which is its own example."""
    return mask & (mask - 1) == 0 and first(axis, mask).form in (POINT, NULL)


def _missing(axis: Axis, mask: int) -> list[str]:
    """The values that the set has not, if they are few and it has all the others."""
    atoms = [axis.atoms[index] for index in numbers(axis.expected & ~mask)]
    few = len(atoms) <= _MOST_PARTS and len(axis.lines) == 1 and all(atom.form == POINT for atom in atoms)
    return [shown(atom.value) for atom in atoms] if few else []


def _parts(axis: Axis, mask: int) -> Iterator[Text]:
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
                yield say("any_other_text")
        if run:
            yield _run(run)
            run = []
    if mask & axis.null:
        yield Text.same("= null")
    elif axis.atoms[mask.bit_length() - 1].form == OTHER:
        yield say("any_but_null")


def _run(atoms: Sequence[Atom]) -> Text:
    low, closed_low = _end(atoms[0], atoms[0].low)
    high, closed_high = _end(atoms[-1], atoms[-1].high)
    if len(atoms) == 1 and atoms[0].form == POINT:
        return Text.same(f"= {shown(low)}")
    if low is None and high is None:
        what = kind_words(atoms[0].value)
        return say("any_of_kind", kind=Text(what.en.removeprefix("a "), what.zh))
    if low is None:
        return Text.same(f"{'<=' if closed_high else '<'} {shown(high)}")
    if high is None:
        return Text.same(f"{'>=' if closed_low else '>'} {shown(low)}")
    interval = f"{'[' if closed_low else '('}{shown(low)}..{shown(high)}{']' if closed_high else ')'}"
    return say("in_interval", interval=interval)


def _end(atom: Atom, end: object) -> tuple[object, bool]:
    return (atom.value, True) if atom.form == POINT else (end, False)


def _alternatives(parts: Sequence[Text]) -> Text:
    more = len(parts) - _MOST_PARTS
    if more > 0:
        parts = [*parts[:_MOST_PARTS], say("more_values", count=more)]
    return joined(parts, say("or_value"))
