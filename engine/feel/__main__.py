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

_VALUE, _NULL_PARTS, _NONE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what ``arguments`` (or the process's own) ask for; gives the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return _normal_form(asked) if asked.print else _evaluation(asked)
    except (FeelSyntaxError, FeelLimitExceeded) as error:
        _tell(error.message, error.message_zh)
    except FeelProblem as problem:
        _tell(problem.en, problem.zh)
    return _NONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m engine.feel",
        description="Evaluate a FEEL expression. 计算 FEEL 表达式。",
        epilog="Exit codes 退出码: 0 a value 有结果; 1 null parts 部分为空; 2 no value 无结果.",
    )
    parser.add_argument("expression", help="the text 表达式文本")
    parser.add_argument("--context", default="{}", metavar="CONTEXT", help="names and their values, in JSON or FEEL 变量（JSON 或 FEEL）")
    parser.add_argument("--unary", action="store_true", help="read a cell of a decision table 按决策表单元格读取")
    parser.add_argument("--value", default="null", metavar="VALUE", help="what the cell tests, in JSON or FEEL 被判断的值（JSON 或 FEEL）")
    parser.add_argument(
        "--now", metavar="TIME", help="what now() gives, as 2026-01-31T09:00:00+08:00 (the clock's time) 当前时间（默认为系统时间）"
    )
    parser.add_argument("--print", action="store_true", help="print the normal form instead of evaluating 输出规范写法，不计算")
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
        place = f"{problem.line}:{problem.column}: "
        _tell(place + problem.en, place + problem.zh)
    return _NULL_PARTS if found.problems else _VALUE


def _context(asked: argparse.Namespace) -> Mapping[str, object]:
    context = _given("--context", asked.context)
    if not isinstance(context, dict):
        raise FeelProblem("Expected --context to be a context, but it is something else.", "--context 应为上下文。")
    return context


def _given(option: str, text: str) -> object:
    """JSON, or anything that FEEL can say without names."""
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError:
        found = evaluate(text)
    if found.problems:
        raise FeelProblem(f"{option}: {found.problems[0].en}", f"{option}：{found.problems[0].zh}")
    return found.value


def _shown(value: object) -> str:
    """JSON; what has none (ranges, functions) as FEEL's ``string`` writes it."""
    try:
        return json.dumps(to_json(value), ensure_ascii=False)
    except FeelProblem:
        return str(evaluate("string(value)", {"value": value}).value)


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")


def _tell(en: str, zh: str) -> None:
    sys.stderr.write(f"{en}\n{zh}\n")


if __name__ == "__main__":
    sys.exit(main())
