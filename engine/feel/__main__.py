"""``python -m engine.feel 'price * 1.06' --context '{"price": 100}'``: FEEL by itself, without the rest of Zhidu.

The value goes to standard output, why parts of it are null to standard error. Exit codes: 0 a value, 1 a
value of which parts are null for a reason, 2 none (no FEEL, a spent budget, or misused options).
"""

from __future__ import annotations

import argparse
import datetime as stdlib
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.feel import FeelLimitExceeded, FeelProblem, FeelSyntaxError, evaluate, parse, to_json
from engine.feel.printing.printer import text_of_tree
from engine.feel.temporal import as_instant
from engine.feel.texts import say
from engine.kernel.texts import Text

_VALUE, _NULL_PARTS, _NONE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what ``arguments`` (or the process's own) ask for; gives the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return _normal_form(asked) if asked.print else _evaluation(asked)
    except (FeelSyntaxError, FeelLimitExceeded, FeelProblem) as reason:
        _tell(reason.text)
    return _NONE


def _both(text: Text) -> str:
    return f"{text.en} {text.zh}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m engine.feel",
        description=_both(say("help_program")),
        epilog=_both(say("help_exit_codes")),
    )
    parser.add_argument("expression", help=_both(say("help_expression")))
    parser.add_argument("--context", default="{}", metavar="CONTEXT", help=_both(say("help_context")))
    parser.add_argument("--unary", action="store_true", help=_both(say("help_unary")))
    parser.add_argument("--value", default="null", metavar="VALUE", help=_both(say("help_value")))
    parser.add_argument("--now", metavar="TIME", help=_both(say("help_now")))
    parser.add_argument("--print", action="store_true", help=_both(say("help_print")))
    return parser


def _normal_form(asked: argparse.Namespace) -> int:
    names = tuple(_context(asked))
    _write(text_of_tree(parse(asked.expression, names=names, unary=asked.unary).tree, names))
    return _VALUE


def _evaluation(asked: argparse.Namespace) -> int:
    now = stdlib.datetime.now(stdlib.UTC).astimezone() if asked.now is None else as_instant(asked.now)
    found = evaluate(asked.expression, _context(asked), now=now, unary=asked.unary, value=_given("--value", asked.value))
    _write(_shown(found.value))
    for problem in found.problems:
        _tell(Text.same(f"{problem.line}:{problem.column}: ") + problem.text)
    return _NULL_PARTS if found.problems else _VALUE


def _context(asked: argparse.Namespace) -> Mapping[str, object]:
    context = _given("--context", asked.context)
    if not isinstance(context, dict):
        raise FeelProblem(say("context_option"))
    return context


def _given(option: str, text: str) -> object:
    """JSON, or anything that FEEL can say without names."""
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError:
        found = evaluate(text)
    if found.problems:
        raise FeelProblem(say("option_problem", option=option, problem=found.problems[0].text))
    return found.value


def _shown(value: object) -> str:
    """JSON; what has none (ranges, functions) as FEEL's ``string`` writes it."""
    try:
        return json.dumps(to_json(value), ensure_ascii=False)
    except FeelProblem:
        return str(evaluate("string(value)", {"value": value}).value)


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")


def _tell(text: Text) -> None:
    sys.stderr.write(f"{text.en}\n{text.zh}\n")


if __name__ == "__main__":
    sys.exit(main())
