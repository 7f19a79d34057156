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
from engine.kernel.errors import Fault

MOST = 10
"""Findings of one sort; of what is beyond only the number is told."""
_GAPS_LOOKED_AT = 50


def never_matching(grid: Grid) -> Iterator[Fault]:
    """Rules with a cell (or two about the same input) that no value fulfils."""
    for rule in grid.never[:MOST]:
        assert rule.hopeless is not None
        axis, texts = grid.axes[rule.hopeless], rule.texts[rule.hopeless]
        name, cells = words.shortened(axis.text), [f"“{words.shortened(text)}”" for text in dict.fromkeys(texts)]
        value, values_zh = ("no allowed value", "任何允许的取值") if axis.limited else ("no value", "任何取值")
        together, together_zh = (" at once", "同时") if len(cells) > 1 else ("", "")
        yield Fault(
            rule.row.id,
            "table_rule_never_matches",
            f"Rule {rule.row.number} can never match: {value} of {name} fulfils {' and '.join(cells)}{together}.",
            f"规则 {rule.row.number} 永远不会匹配：{name} 没有{values_zh}能{together_zh}满足{'和'.join(cells)}。",
            {"rules": [rule.row.number], "input": axis.text, "cells": list(texts)},
        )
    yield from _more(grid, len(grid.never) - MOST, "table_rule_never_matches", "more rules can never match", "条规则永远不会匹配")


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
    yield from _more(grid, left, "table_rules_overlap", "more pairs of rules overlap", "对规则重叠")


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
    when, when_zh = _when(axes, atoms, asked)
    first, second = (rule.row.number for rule in pair)
    en, zh = f"Rules {first} and {second} both match", f"规则 {first} 和 {second} 会同时匹配"
    if len(others) > 1:
        listed, listed_zh = words.rules(rule.row.number for rule in others)
        en = f"Rule {centre.row.number} overlaps with rules {listed}. Rules {first} and {second} both match"
        zh = f"规则 {centre.row.number} 与规则 {listed_zh} 重叠。规则 {first} 和 {second} 会同时匹配"
    because, because_zh = _REASONS[grid.sheet.policy]
    return Fault(
        (centre if len(others) > 1 else pair[1]).row.id,
        "table_rules_overlap",
        f"{en}{when}; {because}.",
        f"{zh}{when_zh}；{because_zh}。",
        {
            "rules": [centre.row.number, *(rule.row.number for rule in others)] if len(others) > 1 else [first, second],
            "both": [first, second],
            "example": words.example_facts(axes, atoms),
        },
    )


_REASONS = {
    "UNIQUE": ("with hit policy unique only one may", "命中策略“唯一”只允许一条规则匹配"),
    "ANY": ("with hit policy any both must give the same, but they do not", "命中策略“任意”要求它们的输出相同，但实际不同"),
}


def _when(axes: Sequence[Axis], atoms: Sequence[Atom], told: Sequence[bool]) -> words.Words:
    conditions = [words.example_words(axis, atom) for axis, atom, tell in zip(axes, atoms, told, strict=True) if tell]
    if not conditions:
        return " whatever the input", "（无论输入如何）"
    en, zh = words.joined(conditions)
    return f", for example when {en}", f"（例如 {zh}）"


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
    yield from _more(
        grid, len(found) - MOST, "table_rules_missing", "more groups of inputs have no rule", "组输入没有规则匹配", at_least=at_least
    )


def _missing(grid: Grid, axes: Sequence[Axis], box: Box, gap: _Gap) -> Fault:
    atoms = [words.first(axis, mask) for axis, mask in zip(axes, gap.own, strict=True)]
    told = [mask != whole for mask, whole in zip(gap.widest, box, strict=True)]
    where = [(axis, mask) for axis, mask, tell in zip(axes, gap.widest, told, strict=True) if tell]
    if not where:
        en, zh = "No rule matches, whatever the input.", "无论输入如何，都没有规则匹配。"
    else:
        region, region_zh = words.joined([words.set_words(axis, mask) for axis, mask in where])
        example, example_zh = ("", "") if all(words.is_one(axis, mask) for axis, mask in where) else _when(axes, atoms, told)
        en, zh = f"No rule matches when {region}{example}.", f"没有规则匹配以下输入：{region_zh}{example_zh}。"
    return Fault(grid.sheet.id, "table_rules_missing", en, zh, {"example": words.example_facts(axes, atoms)})


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
    yield from _more(grid, found - MOST, "table_rule_unreachable", "more rules never apply", "条规则永远不会生效")


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
    listed, listed_zh = words.rules(other.row.number for other in by)
    noun, verb = ("rule", "matches") if len(by) == 1 else ("rules", "together match")
    above, above_zh = ("above it", "上方的") if grid.sheet.policy == "FIRST" else ("of higher priority", "优先的")
    number = rule.row.number
    facts: dict[str, object] = {"rules": [number, *(other.row.number for other in by)]}
    when = when_zh = ""
    axes = [grid.axes[index] for index in grid.free]
    both = common(_on_free_axes(grid, rule.sure), _on_free_axes(grid, by[0].sure))
    if all(both) and grid.certain(rule) and grid.certain(by[0]):
        atoms = [words.first(axis, mask) for axis, mask in zip(axes, both, strict=True)]
        asked = [rule.sure[index] != grid.axes[index].everything for index in grid.free]
        if any(asked):
            when, when_zh = _when(axes, atoms, asked)
        facts["example"] = words.example_facts(axes, atoms)
    return Fault(
        rule.row.id,
        "table_rule_unreachable",
        f"Rule {number} never applies: {noun} {listed} {above} {verb} all of its inputs{when}.",
        f"规则 {number} 永远不会生效：它的全部输入都已由{above_zh}规则 {listed_zh} 匹配{when_zh}。",
        facts,
    )


def _more(grid: Grid, count: int, code: str, en: str, zh: str, *, at_least: bool = False) -> Iterator[Fault]:
    if count > 0:
        some, some_zh = ("At least ", "至少 ") if at_least else ("", " ")
        yield Fault(grid.sheet.id, code, f"{some}{count} {en}.", f"另有{some_zh}{count} {zh}。", {"more": count})
