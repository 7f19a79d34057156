"""TOML from strangers: limited before the parser sees it, and everything else that is wrong is one kind of refusal."""

from __future__ import annotations

import pytest

from engine.definitions.toml_input import DEEPEST, LARGEST, LONGEST_WORD, TomlRefused, read_toml

EXCESSIVE = {
    "bytes": b"#" * (LARGEST + 1),
    "dotted key": b".".join([b"a"] * 20_000) + b" = 1",
    "dotted key with blanks": b" . ".join([b"a"] * (DEEPEST + 1)) + b" = 1",
    "dotted key in quotes": b".".join([b'"a"', b"'b'"] * DEEPEST) + b" = 1",
    "dotted table": b"[" + b".".join([b"a"] * (DEEPEST + 1)) + b"]",
    "dotted key in a table": b"a = {" + b".".join([b"a"] * (DEEPEST + 1)) + b" = 1}",
    "brackets": b"a = " + b"[" * 5_000 + b"]" * 5_000,
    "brackets over lines": b"a = " + b"[ # \n" * (DEEPEST + 1),
    "braces": b"a = " + b"{a=" * (DEEPEST + 1),
    "brackets behind a text": b'a = ["\\"", ' + b"[" * DEEPEST,
    "brackets behind a long text": b'a = ["""""a""", \'\'\'\'\'\'\', ' + b"[" * DEEPEST,
    "digits": b"a = " + b"9" * 100_000,
    "digits of a fraction": b"a = 0." + b"9" * (LONGEST_WORD + 1),
    "key": b"a" * (LONGEST_WORD + 1) + b" = 1",
}
WRONG = {
    "encoding": b"a = '\xff'",
    "grammar": b"a = ",
    "date": b"a = 2026-02-30",
    "hour": b"a = 25:00:00",
    "year": b"a = 0000-01-01",
    "text without an end": b'a = "' + b'\\"' * 50_000,
    "text of lines without an end": b'a = """' + b'"' * 50_000,
    "surrogate": b'a = "\\uD800"',
    "number": b"a = 1__0",
}


@pytest.mark.parametrize("content", EXCESSIVE.values(), ids=EXCESSIVE)
def test_too_much_is_refused_before_it_is_parsed(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("tomllib.loads")
    with pytest.raises(TomlRefused):
        read_toml(content)


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_everything_else_is_refused_by_the_parser(content: bytes) -> None:
    with pytest.raises(TomlRefused) as refused:
        read_toml(content)
    assert len(refused.value.text.en) < 400


def test_what_looks_like_much_and_is_little_is_read() -> None:
    text = "[" * 100 + "." * 100
    lines = [
        f"a = '{text}'",
        f'b = """{text}\n"quoted" \\""""',
        f"c.{'.'.join('d' * (DEEPEST - 2))} = 1 # {text}",
        f"f = [{', '.join(['1.5'] * 100)}]",
        f"g = [{'[], ' * 100}]",
        "h = 1979-05-27T07:32:00.999999-07:00",
    ]
    tables = read_toml("\n".join(lines).encode())
    assert (tables["a"], len(tables["f"]), len(tables["g"])) == (text, 100, 100)
    assert tables["b"] == text + '\n"quoted" "'
