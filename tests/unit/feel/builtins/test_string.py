"""String functions (DMN 1.5, table 74) and ``not`` (table 73). Regular expressions have tests of their own."""

from __future__ import annotations

import pytest

from tests.unit.feel.builtins.tables import Table, check_null, check_value, each

VALUES: Table = [
    ("[not(true), not(false)]", "[false, true]"),
    ("not(negand: false)", "true"),
    # substring
    ('substring("foobar", 3)', '"obar"'),
    ('substring("foobar", 3, 3)', '"oba"'),
    ('substring("foobar", 3, 4)', '"obar"'),
    ('substring("foobar", -2, 1)', '"a"'),
    ('substring("foobar", -2, 2)', '"ar"'),
    ('substring("foobar", -6)', '"foobar"'),
    ('substring("foobar", 6)', '"r"'),
    ('substring("foobar", 3, 3.8)', '"oba"'),
    ('substring("\\U01F40Eab", 2)', '"ab"'),
    ('substring("🐎客户b", 1, 2)', '"🐎客"'),
    ('substring(length: 1, start position: 2, string: "abc")', '"b"'),
    ('substring(string: "abc", start position: 2)', '"bc"'),
    # length and case
    ('[string length("foo"), string length(""), string length("\\U01F40Eab"), string length("é")]', "[3, 0, 3, 1]"),
    ('[upper case("aBc4"), upper case("äßſıǆ"), upper case("")]', '["ABC4", "ÄSSSIǄ", ""]'),
    ('[lower case("aBc4"), lower case("ÄẞΑΣ"), lower case("中A")]', '["abc4", "äßας", "中a"]'),
    ('upper case(string: ["a"])', '"A"'),  # a list of one entry is that entry
    # before and after
    ('[substring before("foobar", "bar"), substring before("foobar", "xyz"), substring before("foobar", "o")]', '["foo", "", "f"]'),
    ('[substring before("foobar", ""), substring before("", ""), substring before("foobar", "foobar")]', '["", "", ""]'),
    ('[substring after("foobar", "ob"), substring after("", "a"), substring after("foobar", "o")]', '["ar", "", "obar"]'),
    ('[substring after("foobar", ""), substring after("", ""), substring after("foobar", "r")]', '["foobar", "", ""]'),
    ('substring before(match: "b", string: "abc") + substring after(string: "abc", match: "b")', '"ac"'),
    # contains and ends
    ('[contains("foobar", "of"), contains("foobar", "oba"), contains("", ""), contains("a", "")]', "[false, true, true, true]"),
    ('[starts with("foobar", "fo"), starts with("foobar", "ob"), starts with("foobar", "")]', "[true, false, true]"),
    ('[ends with("foobar", "r"), ends with("foobar", "ba"), ends with("foobar", "")]', "[true, false, true]"),
    ('contains(match: "a", string: "cat") and starts with(match: "c", string: "cat") and ends with(match: "t", string: "cat")', "true"),
    # matches, replace, split
    ('matches("foobar", "^fo*b")', "true"),
    ('matches(input: "foobar", pattern: "^FO*b", flags: "i")', "true"),
    ('matches("foobar", "^fo*b", null)', "true"),
    ('replace("banana", "a", "o")', '"bonono"'),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
    ('replace(input: "A", pattern: "a", replacement: "b", flags: "i")', '"b"'),
    ('split("John Doe", "\\\\s")', '["John", "Doe"]'),
    ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
    ('split(";a", ";")', '["", "a"]'),
    ('split("", ";")', '[""]'),
    ('split(string: "a.b", delimiter: "\\\\.")', '["a", "b"]'),
    # string join
    ('string join(["a", "b", "c"], "_and_")', '"a_and_b_and_c"'),
    ('string join(["a", "b", "c"], "")', '"abc"'),
    ('string join(["a", "b", "c"], null)', '"abc"'),
    ('string join(["a"], "X")', '"a"'),
    ('string join(["a", null, "c"], "X")', '"aXc"'),
    ('string join([null, "a", null], "X")', '"a"'),
    ('string join([], "X")', '""'),
    ('string join([null], "X")', '""'),
    ('string join(["a", null, "c"])', '"ac"'),
    ('string join("a", "X")', '"a"'),
    ('string join(delimiter: "-", list: ["a", "b"])', '"a-b"'),
]

NULLS: Table = [
    ("not(1)", "true or false"),
    ('not("true")', "true or false"),
    ("not(true, false)", "given 2 values"),
    ("not(value: true)", "given value"),
    *each('substring("foobar", …)', "position", "0", "7", "-7", "1.5", "1e10"),
    *each('substring("foobar", …)', "length", "1, 0", "1, -1", "1, 7", "6, 2", "-2, 3", "1, 0.9", "1, 1e10"),
    ('substring("", 1)', "position"),
    ("substring(null, 1)", '"string" of substring'),
    ('substring("a", null)', '"start position" of substring'),
    ('substring("a", 1, null)', '"length" of substring'),
    ('substring("a", "1")', "number"),
    ('substring("a")', "(string, start position, length?)"),
    ('substring(string: "a")', "given string"),
    ('substring(string: "a", start: 1)', "given string, start"),
    *each("…(null)", '"string"', "string length", "upper case", "lower case"),
    *each("…(1)", '"string"', "string length", "upper case", "lower case"),
    *each('…("a", null)', '"match"', "substring before", "substring after", "contains", "starts with", "ends with"),
    *each('…(null, "a")', '"string"', "substring before", "substring after", "contains", "starts with", "ends with"),
    *each('…("a")', "given 1 value", "substring before", "substring after", "contains", "starts with", "ends with"),
    ('contains(["a", "b"], "a")', "list"),
    ('matches(null, "a")', '"input"'),
    ('matches("a", null)', '"pattern"'),
    ('matches("a", "a", "y")', "flags"),
    ('matches("a", "a", " ")', "flags"),
    ('matches("a", "a", 1)', '"flags"'),
    ('replace("abc", "b")', "given 2 values"),
    ('replace("abc", "b", null)', '"replacement"'),
    ('replace("abc", "x*", "-")', "matches nothing"),
    ('replace("abc", "x", "$")', "replacement"),  # also where nothing is replaced
    ('replace("abc", "b", "\\\\n")', "replacement"),
    ('split("abc", "x?")', "matches nothing"),
    ('split("abc", "")', "matches nothing"),
    ('split("abc", null)', '"delimiter"'),
    ('string join([1], "-")', "strings"),
    ('string join(["a", ["b"]], "-")', "strings"),
    ('string join(["a"], 1)', '"delimiter"'),
    ('string join(null, "-")', '"list"'),
    ('string join(["a"], "-", "b")', "given 3 values"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)
