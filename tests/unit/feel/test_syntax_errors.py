"""Errors name the place, what was expected and what is there, in English and Chinese."""

from __future__ import annotations

import pytest

from engine.feel import FeelSyntaxError, parse
from engine.kernel.errors import ZhiduError

CASES = [
    ("1 +", 1, 4, "a value"),
    ("(1", 1, 3, '")"'),
    ("[1, 2", 1, 6, '"]"'),
    ("if a then b", 1, 12, '"else"'),
    ("for x [1] return x", 1, 7, '"in"'),
    ("some x in [1] return x", 1, 15, '"satisfies"'),
    ("{a 1}", 1, 5, '":"'),
    ("{1: 2}", 1, 2, "a name"),
    ('{"a" 1}', 1, 6, '":"'),
    ('{name = "x"}', 1, 7, '":"'),
    ("for x of xs return x", 1, 7, '"in"'),
    ("for (x in xs) return x", 1, 5, "a name"),
    ("for x in xs: x", 1, 12, '"return"'),
    ("function x", 1, 10, '"("'),
    ("function(x", 1, 11, '")"'),
    ("a.1", 1, 2, "an operator or the end"),
    ("a and or b", 1, 7, "a value or a name"),
    ("a * / b", 1, 5, "a value"),
    ("]1..2", 1, 6, '")", "]" or "["'),
    ("x instance of list<number", 1, 26, '">"'),
    ("x instance of function<number>", 1, 31, '"->"'),
    ("a\r\n  = = b", 2, 5, "a value"),
    ("名称 = ", 1, 6, "a value"),
    ("a.", 1, 3, "a name"),
    ("1 2", 1, 3, "an operator or the end"),
    ('"abc', 1, 1, "closing quotation mark"),
    ("1 /* x", 1, 3, "end of the comment"),
    ("1 +\n+ 2", 2, 1, "a value"),
    ("[1..2", 1, 6, '")", "]" or "["'),
    ("if", 1, 3, "a value"),
    ('"\\uD800"', 1, 2, "code of a character"),
    ("@5", 1, 2, "quotation marks"),
    ("1e99999", 1, 1, "a number below"),
    ("", 1, 1, "a value"),
    ("1 instance of 5", 1, 15, "the name of a type"),
]


@pytest.mark.parametrize(("text", "line", "column", "expected"), CASES)
def test_place_and_words(text: str, line: int, column: int, expected: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert expected in error.expected
    assert f"line {line}, column {column}" in error.message
    assert f"第 {line} 行第 {column} 列" in error.message_zh
    assert isinstance(error, ZhiduError)
    assert error.reason_code == "feel_syntax"


MISTAKES = [
    ("a == 1", "Equality is written with one =", "等于只写一个 ="),
    ("a === 1", "one =", "一个 ="),
    ("a !== 1", "written !=", "写作 !="),
    ("a <> 1", "written !=", "写作 !="),
    ("a =< 1", "written <=", "写作 <="),
    ("a => 1", "written >=", "写作 >="),
    ("x => x + 1", "function(x)", "function(x)"),
    ("a ≥ 1", "“>=”", "“>=”"),
    ("a ≠ 1", "“!=”", "“!=”"),
    ("a && b", "“and”", "“and”"),
    ("a || b", "“or”", "“or”"),
    ("!a", "not(…)", "not(…)"),
    ("not a", "not(…)", "not(…)"),
    ("not true", "not(…)", "not(…)"),
    ("a not in (1, 2)", "not(…)", "not(…)"),
    ("a is null", "= null", "= null"),
    ("a is not null", "!= null", "!= null"),
    ("a ? b : c", "if … then … else", "if … then … else"),
    ("f(a ? b : c)", "if … then … else", "if … then … else"),
    ("a ？ b ： c", "if … then … else", "if … then … else"),
    ("if a then b", "if … then … else", "if … then … else"),
    ("if a b else c", "if … then … else", "if … then … else"),
    ("if (a) { b }", "if … then … else", "if … then … else"),
    ("a = 'x'", '“"”', '“"”'),
    ("名称 = “x”", '“"”', '“"”'),
    ("f（1）", "“(”", "“(”"),
    ("f(1，2)", "“,”", "“,”"),
    ("{a：1}", "“:”", "“:”"),
    ("a ＝ 1", "“=”", "“=”"),
    ("１ + 2", "“1”", "“1”"),
    ("日期 > 1 且 b", "“and”", "“and”"),
    ("10 % 3", "modulo(a, b)", "modulo(a, b)"),
    ("2 ^ 3", "“**”", "“**”"),
    ("x = 5;", "no statements", "没有语句"),
    ("x := 5", "no assignments", "没有赋值"),
    ("i++", "no assignments", "没有赋值"),
    ("# note", "“//”", "“//”"),
    ("$x > 1", "without a sign", "不加符号"),
    ("order->amount", "with a dot", "用点访问"),
    ("[1, 2,]", "no comma before", "不能有逗号"),
    ("{a: 1,}", "no comma before", "不能有逗号"),
    ("f(1,)", "no comma before", "不能有逗号"),
    ("function(a,) a", "no comma before", "不能有逗号"),
    ("(1 + 2", "“(” at line 1, column 1 is still open", "第 1 行第 1 列的“(”还没有闭合"),
    ("max([1,\n 2", "“[” at line 1, column 5 is still open", "第 1 行第 5 列的“[”还没有闭合"),
    ("{a: f(1)", "“{” at line 1, column 1 is still open", "“{”还没有闭合"),
    ("[1..5", "“[” at line 1, column 1 is still open", "“[”还没有闭合"),
    ("(1))", "no opening one", "没有对应的左括号"),
    ("1,5", "with a point", "小数点"),
    ("1 000", "with a point", "小数点"),
    ('"a" "b"', "joined with +", "用 + 连接"),
    ("a in 1, 2", "in (1, 2, 3)", "in (1, 2, 3)"),
    ("a between 1, 5", "between 1 and 5", "between 1 and 5"),
    ("a between [1..5]", "between 1 and 5", "between 1 and 5"),
    ("f(a: 1, 2)", "all arguments have names", "全部带名称"),
    ("f(1, a: 2)", "all arguments have names", "全部带名称"),
]


@pytest.mark.parametrize(("text", "hint", "hint_zh"), MISTAKES)
def test_habits_from_elsewhere_get_a_hint(text: str, hint: str, hint_zh: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert hint in caught.value.message
    assert hint_zh in caught.value.message_zh


@pytest.mark.parametrize("text", ["< 6 or > 10", "> 1 and < 9"])
def test_conditions_in_a_cell_get_a_hint(text: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text, unary=True)
    assert "? > 1 and ? < 9" in caught.value.message
    assert "备选条件" in caught.value.message_zh


def test_what_was_found() -> None:
    for text, found in [("1 +", "the end of the text"), ("1 )", "“)”"), ("1 " + "x" * 99, "“" + "x" * 40 + "…”")]:
        with pytest.raises(FeelSyntaxError) as caught:
            parse(text)
        assert caught.value.found == found


def test_unary_tests_have_the_same_errors() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse("< 5, >", unary=True)
    assert caught.value.column == 7
