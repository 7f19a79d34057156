"""What is said about a table: rules that never match, that overlap, that are missing, that others hide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from engine.dmn.analysis import words
from engine.dmn.analysis.axis import Atom, Axis
from engine.dmn.analysis.boxes import Box, BoxSet, common, inside, numbers
from engine.dmn.analysis.budget import Budget
from engine.dmn.analysis.cover import Cover
from engine.dmn.analysis.grid import Grid, Rule
from engine.dmn.analysis.outputs import Answers
from engine.dmn.analysis.texts import say
from engine.kernel.errors import Fault
from engine.kernel.texts import NO_TEXT, Text, joined

MOST = 10
"""Findings of one sort; of what is beyond only the number is told."""
_GAPS_LOOKED_AT = 50


def never_matching(grid: Grid) -> Iterator[Fault]:
    """Rules with a cell (or two about the same input) that no value fulfils."""
    for rule in grid.never[:MOST]:
        assert rule.hopeless is not None
        axis, texts = grid.axes[rule.hopeless], rule.texts[rule.hopeless]
        cells = [Text.same(f"“{words.shortened(text)}”") for text in dict.fromkeys(texts)]
        said = say(
            "rule_never_matches_at_once" if len(cells) > 1 else "rule_never_matches",
            number=rule.row.number,
            value=say("no_allowed_value" if axis.limited else "no_value"),
            name=words.shortened(axis.text),
            cells=joined(cells, say("and_cells")),
        )
        facts: dict[str, object] = {"rules": [rule.row.number], "input": axis.text, "cells": list(texts)}
        yield Fault(rule.row.id, "table_rule_never_matches", said, facts=facts)
    yield from _more(grid, len(grid.never) - MOST, "table_rule_never_matches", "more_never_match")


# --- overlaps -------------------------------------------------------------------------------------


def overlaps(grid: Grid, answers: Answers, budget: Budget) -> Iterator[Fault]:
    """Pairs of rules that both match, gathered around the rules that have the most of them (a rule for "everything else")."""
    near = _overlapping(grid, answers, budget)
    for _ in range(MOST):
        centre = max(range(len(near)), key=lambda index: near[index].bit_count(), default=0)
        if not near or not near[centre]:
            return
        others = list(numbers(near[centre]))
        yield _overlap(grid, grid.rules[centre], [grid.rules[other] for other in others])
        near[centre] = 0
        for other in others:
            near[other] &= ~(1 << centre)
    left = sum(each.bit_count() for each in near) // 2
    yield from _more(grid, left, "table_rules_overlap", "more_overlap")


def _overlapping(grid: Grid, answers: Answers, budget: Budget) -> list[int]:
    """For each rule the others (as bits) that also match some input of it and, with hit policy any, answer otherwise."""
    boxes = [_on_free_axes(grid, rule.sure) for rule in grid.rules]
    certain = sum(1 << index for index, rule in enumerate(grid.rules) if grid.certain(rule))
    every = BoxSet(boxes, len(grid.free), budget)
    differing = _differing(grid, answers, budget) if grid.sheet.policy == "ANY" else [every.all] * len(boxes)
    return [
        every.meeting(box, certain & differing[index] & ~(1 << index)) if certain >> index & 1 else 0 for index, box in enumerate(boxes)
    ]


def _on_free_axes(grid: Grid, box: Box) -> Box:
    return tuple(box[index] & grid.axes[index].possible for index in grid.free)


def _differing(grid: Grid, answers: Answers, budget: Budget) -> list[int]:
    """For each rule those (as bits) that certainly give something else. Rules with equal texts are compared once."""
    groups: dict[tuple[str, ...], int] = {}
    for index, rule in enumerate(grid.rules):
        groups[rule.row.outputs] = groups.get(rule.row.outputs, 0) | 1 << index
    given = {texts: answers.of(grid.rules[next(numbers(members))].row) for texts, members in groups.items()}
    others: dict[tuple[str, ...], int] = {}
    for texts in groups:
        budget.charge(len(groups) * len(texts))
        others[texts] = sum(members for each, members in groups.items() if answers.differ(given[texts], given[each]))
    return [others[rule.row.outputs] for rule in grid.rules]


def _overlap(grid: Grid, centre: Rule, others: Sequence[Rule]) -> Fault:
    pair = sorted((centre, others[0]), key=lambda rule: rule.row.number)
    axes = [grid.axes[index] for index in grid.free]
    both = common(*(_on_free_axes(grid, rule.sure) for rule in pair))
    atoms = [words.first(axis, mask) for axis, mask in zip(axes, both, strict=True)]
    asked = [any(rule.sure[index] != grid.axes[index].everything for rule in pair) for index in grid.free]
    several = len(others) > 1
    first, second = (rule.row.number for rule in pair)
    said = say(
        "rule_overlaps_several" if several else "rules_overlap",
        centre=centre.row.number,
        others=words.rules(rule.row.number for rule in others),
        first=first,
        second=second,
        when=_when(axes, atoms, asked),
        reason=say(_REASONS[grid.sheet.policy]),
    )
    facts: dict[str, object] = {
        "rules": [centre.row.number, *(rule.row.number for rule in others)] if several else [first, second],
        "both": [first, second],
        "example": words.example_facts(axes, atoms),
    }
    return Fault((centre if several else pair[1]).row.id, "table_rules_overlap", said, facts=facts)


_REASONS = {"UNIQUE": "only_one_may_match", "ANY": "both_must_agree"}


def _when(axes: Sequence[Axis], atoms: Sequence[Atom], told: Sequence[bool]) -> Text:
    conditions = [words.example_words(axis, atom) for axis, atom, tell in zip(axes, atoms, told, strict=True) if tell]
    return say("for_example", conditions=words.all_of(conditions)) if conditions else say("whatever_the_input")


# --- gaps -----------------------------------------------------------------------------------------


class _Gap(NamedTuple):
    """``own`` shares no input with the other gaps; ``widest`` is as much around it as has no rule either."""

    own: Box
    widest: Box


def gaps(grid: Grid, budget: Budget) -> Iterator[Fault]:
    """Inputs that no rule matches. Null is no gap: what is missing is for the form or the caller to notice."""
    axes = [grid.axes[index] for index in grid.free]
    box = tuple(axis.expected for axis in axes)
    if not all(box):
        return
    rules = BoxSet((tuple(rule.maybe[index] for index in grid.free) for rule in grid.rules), len(box), budget)
    cover = Cover(box, rules, rules.all, budget)
    every = cover.gaps()
    found: list[_Gap] = []
    for own in islice(every, _GAPS_LOOKED_AT):
        if not any(inside(own, gap.widest) for gap in found):
            found.append(_Gap(own, cover.widened(own)))
    found.sort(key=lambda gap: sum(mask != whole for mask, whole in zip(gap.widest, box, strict=True)))
    for gap in found[:MOST]:
        yield _missing(grid, axes, box, gap)
    at_least = next(every, None) is not None
    yield from _more(grid, len(found) - MOST, "table_rules_missing", "more_missing_at_least" if at_least else "more_missing")


def _missing(grid: Grid, axes: Sequence[Axis], box: Box, gap: _Gap) -> Fault:
    atoms = [words.first(axis, mask) for axis, mask in zip(axes, gap.own, strict=True)]
    told = [mask != whole for mask, whole in zip(gap.widest, box, strict=True)]
    where = [(axis, mask) for axis, mask, tell in zip(axes, gap.widest, told, strict=True) if tell]
    said = say("no_rule_at_all")
    if where:
        region = words.all_of([words.set_words(axis, mask) for axis, mask in where])
        example = NO_TEXT if all(words.is_one(axis, mask) for axis, mask in where) else _when(axes, atoms, told)
        said = say("rule_missing", region=region, example=example)
    return Fault(grid.sheet.id, "table_rules_missing", said, facts={"example": words.example_facts(axes, atoms)})


# --- rules that are hidden ------------------------------------------------------------------------


def unreachable(grid: Grid, answers: Answers, budget: Budget) -> Iterator[Fault]:
    """Rules whose every input (null included) belongs to rules that take precedence: earlier ones, or those of higher priority."""
    ahead = _ahead(grid, answers, budget)
    boxes = BoxSet((rule.sure for rule in grid.rules), len(grid.axes), budget)
    found = 0
    for index, rule in enumerate(grid.rules):
        covering = _covering(rule.maybe, boxes, ahead[index], budget)
        if covering:
            found += 1
            if found <= MOST:
                yield _hidden(grid, rule, [grid.rules[number] for number in covering])
    yield from _more(grid, found - MOST, "table_rule_unreachable", "more_hidden")


def _covering(box: Box, boxes: BoxSet, ahead: int, budget: Budget) -> list[int]:
    """The numbers of one box, or else of several, that cover the box; empty when they do not."""
    budget.charge(len(box))
    alone = boxes.holding(box, ahead)
    if alone:
        return [next(numbers(alone))]
    together = boxes.meeting(box, ahead)
    return sorted(Cover(box, boxes, together, budget).coverers()) if together else []


def _ahead(grid: Grid, answers: Answers, budget: Budget) -> list[int]:
    """For each rule those (as bits) that win when both match."""
    if grid.sheet.policy == "FIRST":
        return [(1 << index) - 1 for index in range(len(grid.rules))]
    ranks = [answers.rank(answers.of(rule.row)) for rule in grid.rules]
    order = sorted((rank, index) for index, rank in enumerate(ranks) if rank is not None)
    ahead, before = [0] * len(ranks), 0
    for _, index in order:
        ahead[index] = before
        before |= 1 << index
    budget.charge(len(order))
    return ahead


def _hidden(grid: Grid, rule: Rule, by: Sequence[Rule]) -> Fault:
    number = rule.row.number
    facts: dict[str, object] = {"rules": [number, *(other.row.number for other in by)]}
    when = NO_TEXT
    axes = [grid.axes[index] for index in grid.free]
    both = common(_on_free_axes(grid, rule.sure), _on_free_axes(grid, by[0].sure))
    if all(both) and grid.certain(rule) and grid.certain(by[0]):
        atoms = [words.first(axis, mask) for axis, mask in zip(axes, both, strict=True)]
        asked = [rule.sure[index] != grid.axes[index].everything for index in grid.free]
        if any(asked):
            when = _when(axes, atoms, asked)
        facts["example"] = words.example_facts(axes, atoms)
    said = say(
        "rule_hidden_by_one" if len(by) == 1 else "rule_hidden_by_several",
        number=number,
        rules=words.rules(other.row.number for other in by),
        place=say("above_it" if grid.sheet.policy == "FIRST" else "of_higher_priority"),
        when=when,
    )
    return Fault(rule.row.id, "table_rule_unreachable", said, facts=facts)


def _more(grid: Grid, count: int, code: str, says: str) -> Iterator[Fault]:
    if count > 0:
        yield Fault(grid.sheet.id, code, say(says, count=count), facts={"more": count})
