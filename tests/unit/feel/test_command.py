"""``python -m engine.feel``: what it prints, where, and how it exits."""

from __future__ import annotations

import shlex
import subprocess
import sys
from itertools import pairwise

import pytest

from engine.feel.__main__ import main
from tests.tck.kit import ROOT


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["0.1 + 0.2"], "0.3"),
        (["a * b", "--context", '{"a": 2, "b": 1.5}'], "3"),
        (["pre-approval", "--context", '{"pre-approval": "granted"}'], '"granted"'),
        (['due + @"P1D"', "--context", '{due: @"2026-01-31"}'], '"2026-02-01"'),
        (["now().year", "--now", "2031-05-01T00:00:00Z"], "2031"),
        (['now() > @"2026-01-01T00:00:00Z"'], "true"),
        (["< limit", "--unary", "--value", "5", "--context", '{"limit": 7}'], "true"),
        (['< @"2026-01-01"', "--unary", "--value", '@"2026-01-02"'], "false"),
        (["[1..3]"], "[1..3]"),
        (['{客户: ["甲"]}'], '{"客户": ["甲"]}'),
        (["(1+2)*a /* twice */", "--print"], "(1 + 2) * a"),
        (["(a)-b", "--print", "--context", '{"a-b": 1}'], "(a) - b"),
        (["not( <1 )", "--print", "--unary"], "not(< 1)"),
    ],
)
def test_value(arguments: list[str], printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert capsys.readouterr() == (printed + "\n", "")


def test_reasons_name_line_and_column_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["1 +\nx"]) == 1
    out, err = capsys.readouterr()
    assert out == "null\n"
    assert err.startswith('2:1: Expected "x" to be known')
    assert "\n2:1: 没有名为“x”的数据。\n" in err


@pytest.mark.parametrize(
    ("arguments", "said", "said_in_chinese"),
    [
        (["1 +"], "at line 1, column 4", "第 1 行第 4 列"),
        (["for i in 1..10**9 return i"], "Expected the size of a list", "上限"),
        (["1", "--context", "[1]"], "--context to be a context", "--context 应为上下文"),
        (["1", "--context", "{a: b}"], '--context: Expected "b"', "--context：没有名为“b”的数据"),
        (["1", "--now", "noon"], "Expected a date and time", "日期时间"),
    ],
)
def test_no_value(arguments: list[str], said: str, said_in_chinese: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert said_in_chinese in err


def test_as_a_command() -> None:
    done = subprocess.run([sys.executable, "-m", "engine.feel", "1 / 0"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "null\n")
    assert "0" in done.stderr


def test_the_examples_of_the_documentation(capsys: pytest.CaptureFixture[str]) -> None:
    lines = (ROOT / "docs" / "feel.md").read_text(encoding="utf-8").splitlines()
    examples = [(line, answer) for line, answer in pairwise(lines) if line.startswith("$ python -m engine.feel ")]
    assert len(examples) == 3
    for line, answer in examples:
        assert main(shlex.split(line)[4:]) == 0
        assert capsys.readouterr().out == answer + "\n"
