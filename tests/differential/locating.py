"""Finds the smallest part of an expression on which the two sides differ: the part differs, and nothing inside it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine import feel
from engine.feel.printing.constants import quoted
from engine.feel.syntax import ast
from tests.differential.meaning import Meaning, same
from tests.differential.sides import Answer, Browser, Place, Question, Server
from tests.differential.writing import written


@dataclass(frozen=True)
class Pair:
    """Both answers to one question."""

    browser: Answer
    server: Answer

    @property
    def agree(self) -> bool:
        return same(self.browser.value, self.server.value)


@dataclass(frozen=True)
class Difference:
    """A part on which the sides differ. ``operands``: the answers for the parts directly inside it, in order, on which they agree;
    ``repeated``: those for the part that a filter or a loop repeats, for each entry. ``whole``: what the part was found in.
    ``as_written``: the sides agree as soon as everything stands in brackets."""

    node: ast.Node
    text: str
    place: Place
    pair: Pair
    operands: tuple[Pair, ...]
    repeated: tuple[Pair, ...]
    whole: Question
    as_written: bool

    @property
    def browser(self) -> Meaning:
        return self.pair.browser.value

    @property
    def server(self) -> Meaning:
        return self.pair.server.value

    @property
    def error(self) -> str:
        """Why the browser gave up; empty when it did not."""
        return self.pair.browser.error or ""

    @property
    def values(self) -> list[Meaning]:
        """The operands as the server has them."""
        return [pair.server.value for pair in self.operands]


@dataclass(frozen=True)
class _Part:
    node: ast.Node
    question: Question
    whole: Question
    as_written: bool = False


class Locator:
    """Asks both sides about ever smaller parts."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server

    def pairs(self, questions: Sequence[Question]) -> list[Pair]:
        both = zip(self._browser.answers(questions), self._server.answers(questions), strict=True)
        return [Pair(*pair) for pair in both]

    def differences(self, questions: Sequence[Question]) -> list[Difference]:
        """The smallest differing parts of those expressions on which the sides differ, at least one for each of these."""
        asked = zip(questions, self.pairs(questions), strict=True)
        wholes = [
            (_Part(feel.parse(question.text).tree, question, question, as_written=True), pair) for question, pair in asked if not pair.agree
        ]
        found: list[Difference] = []
        level = [(part, pair, self._inside(part)) for part, pair in wholes]
        while level:
            answers = iter(self.pairs([inner.question for _, _, parts in level for inner in parts]))
            below: list[tuple[_Part, Pair, list[_Part]]] = []
            for part, pair, parts in level:
                inner = [(each, next(answers)) for each in parts]
                # What the browser cannot read even in brackets may yet differ inside.
                unread = part.as_written and bool(inner[0][1].browser.error)
                differing = [(each, answer, self._inside(each)) for each, answer in inner if unread or not answer.agree]
                below += differing
                if not differing:
                    found.append(_difference(part, pair, inner))
            level = below
        return found

    def _inside(self, part: _Part) -> list[_Part]:
        """The parts directly inside; inside a whole as somebody wrote it, the same in brackets."""
        place = part.question.place
        if part.as_written:
            return [_Part(part.node, Question(written(part.node), place), part.whole)]
        return [_Part(node, Question(written(node), where), part.whole) for node, where in self._children(part.node, place)]

    def _children(self, node: ast.Node, place: Place) -> Iterator[tuple[ast.Node, Place]]:
        match node:
            case ast.Name(name=name):
                for number, (computed, text) in enumerate(place.computed):
                    if computed == name and name not in place.bound:
                        yield feel.parse(text).tree, replace(place, computed=place.computed[:number])
            case ast.Operation(rest=rest) if len(rest) > 1:
                yield replace(node, rest=rest[:-1]), place
                yield rest[-1][2], place
            case ast.In(operand=operand, tests=tests):
                yield operand, place
                yield from ((each, place) for test in tests for each in _ends(test))
            case ast.Call(arguments=arguments):
                yield from ((each, place) for each in arguments if not isinstance(each, ast.Lambda))
            case ast.Filter(operand=operand, condition=condition):
                yield operand, place
                yield from ((condition, where) for where in self._entries(operand, place, "item", spread=True))
            case ast.For(iterators=iterators, body=body) | ast.Quantified(iterators=iterators, body=body):
                for each in iterators[:1]:
                    yield from ((source, place) for source in (each.source, each.end) if source is not None)
                if len(iterators) == 1 and iterators[0].end is None:
                    yield from ((body, where) for where in self._entries(iterators[0].source, place, iterators[0].name))
            case _:
                yield from ((each, place) for each in ast.children(node))

    def _entries(self, node: ast.Node, place: Place, name: str, *, spread: bool = False) -> Iterator[Place]:
        """The places of what is repeated for each entry of a list."""
        value = self._server.value(Question(written(node), place))
        for entry in value if isinstance(value, list) else () if value is None else (value,):
            inner = entry if spread and isinstance(entry, dict) else {}
            texts = {each: text for each, item in {name: entry, **inner}.items() if (text := _constant(item)) is not None}
            if len(texts) == len({name, *inner}):
                yield replace(place, bound={**place.bound, **texts})


def _difference(part: _Part, pair: Pair, inner: Sequence[tuple[_Part, Pair]]) -> Difference:
    asked = part.question
    operands = tuple(answer for each, answer in inner if each.question.place.bound == asked.place.bound)
    repeated = tuple(answer for each, answer in inner if each.question.place.bound != asked.place.bound)
    return Difference(part.node, asked.text, asked.place, pair, operands, repeated, part.whole, part.as_written)


def _ends(test: ast.Node) -> Iterable[ast.Node]:
    match test:
        case ast.Test(operand=operand):
            return (operand,)
        case ast.RangeOf(start=start, end=end):
            return (start, end)
    return (test,)


def _constant(value: object) -> str | None:
    """The text of a value; None if it has none (a range, a function)."""
    if isinstance(value, feel.Range | feel.Function):
        return None
    if isinstance(value, list):
        return _joined("[]", map(_constant, value))
    if isinstance(value, dict):
        return _joined("{}", (None if (text := _constant(item)) is None else f"{quoted(name)}: {text}" for name, item in value.items()))
    if value is None or isinstance(value, bool | str | Decimal):
        return written(ast.Literal(0, value))
    return f'@"{feel.to_json(value)}"'


def _joined(brackets: str, texts: Iterable[str | None]) -> str | None:
    parts = list(texts)
    return None if None in parts else f"{brackets[0]}{', '.join(filter(None, parts))}{brackets[1]}"
