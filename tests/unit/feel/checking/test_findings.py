"""Every kind of fault that is found, what it is about, and the like of it that is right."""

from __future__ import annotations

import pytest

from engine.feel import Dialect, HostFunction
from engine.feel.checking import CODES, Checker, scope_of
from engine.feel.expression import syntax_tree
from engine.feel.values.feel_types import ANY, Type
from tests.unit.feel.checking.asking import GRADE, NAMED, NAMES, NUMBER, STRING, codes, found

# code, expression, the part that is quoted (None: the whole)
WRONG = [
    ("unknown_name", "nn + 1", "nn"),
    ("unknown_name", "monthly income * 12", "monthly income"),
    ("unknown_name", "order.lines[colour = 1]", "colour"),
    ("unknown_name", "[{a: 1}][c = 1]", "c"),
    ("unknown_name", "for i in ns return partial[1] + j", "j"),
    ("unknown_name", "some i in ns, j in k satisfies i > 1", "k"),
    ("unknown_name", "{f: function(a) later, later: 1, g: f(1)}.g + late", "late"),
    ("later_name", "{a: c, c: 1}", "c"),
    ("later_name", "{a: {e: c}, c: 1}", "c"),
    ("unknown_function", "summ(ns)", "summ"),
    ("unknown_type", "x instance of nmber", None),
    ("unknown_type", "x instance of list<tLines>", None),
    ("unknown_type", "x instance of context<a: function<tNone> -> number>", None),
    ("unknown_type", "(function(a: tNone) a)(1)", "function(a: tNone) a"),
    ("malformed_literal", 'd > @"2026-02-30"', '@"2026-02-30"'),
    ("wrong_operands", '"a" + 1', None),
    ("wrong_operands", "n + s", None),
    ("wrong_operands", "1 + n + s + 1", None),
    ("wrong_operands", "d + 1", None),
    ("wrong_operands", "n * null", None),
    ("wrong_operands", "[n] + n", None),
    ("wrong_operands", "x + true", None),
    ("wrong_operands", "{} - x", None),
    ("wrong_operands", "x / 0", None),
    ("wrong_operands", "-s", None),
    ("wrong_operands", "sum(ns) + s", None),
    ("wrong_operands", "order.lines.quantity + 1", None),
    ("wrong_operands", "order.lines[1].quantity + s", None),
    ("wrong_operands", "(if b then 1 else 2) + s", None),
    ("wrong_operands", "(function(a: number) a)(1) + s", None),
    ("wrong_operands", "{a: n, c: a + s}", "a + s"),
    ("wrong_operands", "for i in ns return i + s", "i + s"),
    ("wrong_operands", "for i in 1..n return i + s", "i + s"),
    ("wrong_operands", "for i in [1..n] return i + s", "i + s"),
    ("wrong_operands", "for i in n return i + s", "i + s"),
    ("wrong_operands", "ns[item + s > 1]", "item + s"),
    ("wrong_operands", "d.year + s", None),
    ("wrong_operands", "span.start + s", None),
    ("incomparable", 'n > "5"', None),
    ("incomparable", "n = s", None),
    ("incomparable", "n != s", None),
    ("incomparable", "d < dt", None),
    ("incomparable", "n > null", None),
    ("incomparable", "b < x", None),
    ("incomparable", 'd = "2026-01-31"', None),
    ("incomparable", 'n between "a" and x', None),
    ("incomparable", 'n between "a" and "b"', None),
    ("incomparable", "x between 1 and true", None),
    ("incomparable", "order.lines[quantity = s]", "quantity = s"),
    ("never_fits", 'n in ("5", 5)', '"5"'),
    ("never_fits", 'n in ["a".."b"]', '["a".."b"]'),
    ("never_fits", "n in ss", "ss"),
    ("never_fits", "s in (n > 1)", "n > 1"),
    ("incomparable", "n in (? > s)", "? > s"),
    ("never_fits", "s in (< 5)", "< 5"),
    ("never_fits", "s in span", "span"),
    ("never_fits", "s in [[1..2], [3..4]]", "[[1..2], [3..4]]"),
    ("not_allowed", 'grade = "glod"', None),
    ("not_allowed", '"glod" = grade', None),
    ("not_boolean", "if n then 1 else 2", "n"),
    ("not_boolean", "b and s", "s"),
    ("not_boolean", "n or b", "n"),
    ("not_boolean", "every i in ns satisfies i", "i"),
    ("not_boolean", "some i in ns satisfies i + 1", "i + 1"),
    ("unknown_entry", "s.length", None),
    ("unknown_entry", "n.x", None),
    ("unknown_entry", "d.yaer", None),
    ("unknown_entry", "ns.x", None),
    ("unknown_entry", "{a: 1}.c", None),
    ("unknown_entry", "[{a: 1}].c", None),
    ("unknown_entry", "order.totl", None),
    ("unknown_entry", "order.lines.colour", None),
    ("unknown_entry", "null.a", None),
    ("duplicate_entry", "{a: 1, a: 2}", None),
    ("wrong_range", 'x in [1.."a"]', '[1.."a"]'),
    ("wrong_range", "[d..n]", None),
    ("wrong_filter", 'ns["a"]', None),
    ("wrong_filter", "order.lines[article]", None),
    ("wrong_position", "ns[0]", None),
    ("wrong_position", "ns[-1.5]", None),
    ("wrong_iteration", "for i in null return i", "null"),
    ("wrong_iteration", 'for i in 1.."a" return i', None),
    ("wrong_iteration", 'for i in ["a".."b"] return i', '["a".."b"]'),
    ("not_a_function", "n(1)", None),
    ("not_a_function", "order.total(1)", None),
    ("wrong_arguments", "count(ns, ns)", None),
    ("wrong_arguments", "callback(n, n)", None),
    ("wrong_arguments", "substring(s)", None),
    ("wrong_arguments", "substring(string: s, start: 1)", None),
    ("wrong_arguments", "(function(a, c) a)(1)", None),
    ("wrong_arguments", "{f: function(a) a, g: f(c: 1)}.g", "f(c: 1)"),
    ("wrong_argument", "substring(s, s)", None),
    ("wrong_argument", "substring(string: s, start position: s)", None),
    ("wrong_argument", "string length(n)", None),
    ("wrong_argument", "string length(ns)", None),
    ("wrong_argument", "day of week(s)", None),
    ("wrong_argument", "sum(ss)", None),
    ("wrong_argument", "max(n, s)", None),
    ("wrong_argument", "string join(ns)", None),
    ("wrong_argument", "not(n)", None),
    ("wrong_argument", "before(n, s)", None),
    ("wrong_argument", "date(t)", None),
    ("wrong_argument", "callback(s)", None),
    ("wrong_argument", "date and time(t)", None),
    ("wrong_argument", "date and time(d, s)", None),
    ("wrong_argument", "duration(n)", None),
    ("wrong_argument", 'matches(s, "(")', None),
    ("wrong_argument", 'replace(s, "a", s, "?")', None),
    ("wrong_argument", 'split(string: s, delimiter: "(")', None),
    ("wrong_argument", "(function(a: number) a)(s)", None),
    ("wrong_argument", "(function(a: tOrder) a.total)({total: 1})", None),
    ("wrong_result", "(function(a): number (s))(1)", "s"),
    ("wrong_value", 'date("2026-02-30")', None),
    ("wrong_value", 'time("25:00:00")', None),
    ("wrong_value", 'duration("1 day")', None),
    ("wrong_value", 'number("1,5")', None),
    ("wrong_value", "date(2026, 2, 30)", None),
    ("wrong_value", 'substring("abc", 0)', None),
    ("wrong_value", "sqrt(-1)", None),
]

# Nothing is certain about these, or nothing is wrong.
RIGHT = [
    *("n + 1", "s + s", "d + days", "d - d", "dt - months", "days / days", "x + 1", "x + x", "-n", "-days", "n ** 2 / 3", "0 / n"),
    *("n = null", "null = s", "n != null", "x = s", "ns = ns", "d = d", "order = {}", "x < x", "n between 1 and x", "b = true"),
    *(
        "n in (1, > 5, [1..3])",
        "n in ns",
        's in ("a", "b")',
        "n in x",
        "x in ns",
        "ns in [ns]",
        "n in span",
        "n in (null, 1)",
        "n in [1, s]",
    ),
    *("if b then 1 else s", "if x then 1 else 2", "if null then 1 else 2", "b and x", "null or b", "if b then n else null"),
    *("order.total + 1", "order.lines.quantity", "order.lines[quantity > 1].article", "order.lines[1].quantity + 1", "free.a.b.c", "x.y"),
    *(
        "order.lines[item.quantity > n]",
        "ns[item > 1]",
        "ns[1] + 1",
        "ns[-1]",
        "ns[n]",
        "x[y > 1]",
        "free[y]",
        "n[1] + 1",
        "ns[x]",
        "null[a]",
    ),
    *("d.year + 1", "t.time offset", "dt.timezone", "days.hours", "span.start", "d.weekday", "[1..5].end + 1"),
    *("{a: 1, c: a + 1}.c + 1", "{f: function(y) g(y), g: function(y) y + 1}", "{f: function(y) if y = 0 then 1 else f(y - 1), g: f(1)}"),
    *('{"a b": 1}.a b', "if b then {a: 1}.a else {c: 2}.c", "(if b then {a: 1} else {c: 2}).c"),
    *("for i in ns return i + 1", "for i in 1..n return partial", "for i in n return i", "for i in ns, j in [i..n] return i * j"),
    *(
        "some i in ns satisfies i > 1",
        "every i in x satisfies x",
        "for i in [] return i + 1",
        "for i in x..x return i + 1",
        "for i in x..1 return i + 1",
    ),
    *(
        "count(n)",
        "sum(1, 2)",
        "sum(ns)",
        "sum(days, days)",
        "min(ss)",
        "min(ns) + 1",
        "string(null)",
        "callback(1) + s",
        "callback(value: s)",
        "n in (? > 1)",
        "sum(l)",
        "string length(l)",
        "max(l) + l[1] + l.a[1]",
        "for i in l return i + s",
        "n in l",
        "n in [1..x]",
        '(< "a").start + s',
        "string length([s])",
        "string length([x])",
        "string join(ss, [s])",
        "concatenate(ns, ss)",
    ),
    *("append(ns, s)", "sort(ns, function(y, z) y < z)", "list replace(ns, function(y, z) true, 1)", "index of(ns, s)[1] + 1", "date(s)"),
    *(
        "date and time(d, t)",
        "time(12, 0, 0, days)",
        "duration(s)",
        "before([1..2], n)",
        "includes(span, n)",
        "matches(s, x)",
        "now() - now()",
    ),
    *(
        'get value(order, "total")',
        "get entries(order).value",
        'context put(order, "a", 1).a',
        "context merge([order, {a: 1}]).a",
        "median(ns)",
    ),
    *("(function(a: number) a)([1])", "(function(a: list<number>) a)(1)", "(function(a: date and time) a)(d)", "(function(a) a)(x) + 1"),
    *("(function(a: tOrder) a.total)(order)", '(function(a: tLine) a)({quantity: 1, article: "a", more: 2})', "x(1, 2)", "x.f(a: 1)"),
    *(
        "n instance of string",
        "x instance of tOrder",
        "x instance of list<tLine>",
        "x instance of function<number> -> string",
        "x instance of Null",
    ),
    *('grade = "gold"', "grade = s", 'grade != "glod"', "grade + s", "upper case(grade)", "pre-approval and b", "Monthly Income * 12"),
    *('@"2026-01-31" < d', '@"10:00:00" < t', "(< 5)", "1 in (< 5)", '[1, "a"][1] + 1', "flatten([[1], [2]])[1] + 1"),
]


@pytest.mark.parametrize(("code", "text", "quote"), WRONG)
def test_wrong(code: str, text: str, quote: str | None) -> None:
    assert codes(text) == [(code, text if quote is None else quote)]


@pytest.mark.parametrize("text", RIGHT)
def test_right(text: str) -> None:
    assert codes(text) == []


def test_all_codes_are_tried_and_described() -> None:
    assert {code for code, _, _ in WRONG} == set(CODES)


# --- unary tests ------------------------------------------------------------------------------

CELLS = [
    (NUMBER, '"5"', "never_fits"),
    (NUMBER, '< "5"', "never_fits"),
    (NUMBER, 'not("5")', "never_fits"),
    (NUMBER, "s", "never_fits"),
    (NUMBER, '["a".."b"]', "never_fits"),
    (STRING, "true", "never_fits"),
    (STRING, "[1..5]", "never_fits"),
    (Type("date"), '"2026-01-31"', "never_fits"),
    (NUMBER, "? + 1", "not_boolean"),
    (NUMBER, '? > "5"', "incomparable"),
    (NUMBER, "s in (? > 3)", "incomparable"),
    (NUMBER, "? > amuont", "unknown_name"),
    (GRADE, '"glod"', "not_allowed"),
    (GRADE, '= "glod"', "not_allowed"),
]
CELLS_RIGHT = [
    (NUMBER, "5, > 7, [1..3], null, n, ns"),
    (NUMBER, "-"),
    (NUMBER, "not(5, null)"),
    (NUMBER, "? > n and b"),
    (NUMBER, "> ? - 1, [? - 1..? + 1]"),  # values, though they are about ?
    (NUMBER, "? in (? > 3, 5)"),
    (STRING, "n in (? > 3)"),  # this ? is n
    (NUMBER, "n > 5"),  # a condition of its own
    (NUMBER, "b and s = s"),
    (Type("boolean"), "true"),
    (Type("boolean"), "n > 5"),  # compared with what is tested
    (STRING, '"a", "b"'),
    (Type("list"), "ns"),
    (GRADE, '"gold", null'),
    (ANY, '"a", 5, > d'),
]


@pytest.mark.parametrize(("value", "text", "code"), CELLS)
def test_cell(value: Type, text: str, code: str) -> None:
    assert [each for each, _ in codes(text, value=value)] == [code]


@pytest.mark.parametrize(("value", "text"), CELLS_RIGHT)
def test_right_cell(value: Type, text: str) -> None:
    assert codes(text, value=value) == []


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("amont + 1", 'Did you mean "amount"?', "是否应为“amount”？"),
        ("MONTHLY_INCOME", 'Did you mean "Monthly Income"?', "是否应为“Monthly Income”？"),
        ("monthly income", 'Did you mean "Monthly Income"?', "是否应为“Monthly Income”？"),
        ("subsrting(amount)", 'Did you mean "substring"?', "是否应为“substring”？"),
        ("d.yaer", 'Did you mean "year"?', "是否应为“year”？"),
        ("{total: 1}.totl", 'Did you mean "total"?', "是否应为“total”？"),
        ("amount instance of nmber", 'Did you mean "number"?', "是否应为“number”？"),
        ("{f: function(left) left, g: f(leff: 1)}.g", 'Did you mean "left"?', "是否应为“left”？"),
        ('d > "2026-01-31"', 'Written as @"2026-01-31"', '应写作 @"2026-01-31"'),
        ("lend.hours(1)", 'Did you mean "hour"?', "是否应为“hour”？"),
    ],
)
def test_hint(text: str, en: str, zh: str) -> None:
    names = {"amount": NUMBER, "Monthly Income": NUMBER, "d": Type("date")}
    dialect = Dialect("test", {"lend": {"hour": HostFunction(["n"], lambda n: n)}})
    (finding,) = found(text, names, dialect=dialect)
    assert en in finding.en
    assert zh in finding.zh


@pytest.mark.parametrize(
    "text", ['t < "10:00:00"', 'dt = "2026-01-31T10:00:00"', '"P1D" > days', 'months != "P1Y"', 'd between "2026-01-31" and d']
)
def test_a_text_in_the_place_of_a_date(text: str) -> None:
    (finding,) = found(text)
    assert "Written as @" in finding.en


def test_no_silly_hints() -> None:
    (finding,) = found('n > "2026-01-31"')
    assert "Written as @" not in finding.en
    (finding,) = found('d > "tomorrow"')
    assert "Written as @" not in finding.en
    (finding,) = found("zebra + 1")
    assert "mean" not in finding.en
    (finding,) = found("q" * 500)
    assert "mean" not in finding.en


def test_places_count_in_the_text() -> None:
    (finding,) = found('if b\nthen "a" + 1 else n')
    assert finding.at == len('if b\nthen "a" ')


def test_entries_that_a_declared_type_does_not_list_are_not_certain() -> None:
    """Values may have more entries than their type asks for."""
    assert [each.certain for each in found("order.totl")] == [False]
    assert [each.certain for each in found("order.lines[colour = 1]")] == [False]
    assert [each.certain for each in found("{a: 1}.c")] == [True]
    assert [each.certain for each in found("[{a: 1}][c = 1]")] == [True]


def test_long_quotes_are_cut() -> None:
    (finding,) = found("n + " + "+ ".join(["1"] * 100) + ' + "a"')
    assert len(finding.quote) == 80
    assert finding.quote.endswith("…")


# --- dialects ---------------------------------------------------------------------------------

DIALECT = Dialect("test", {"twice": HostFunction(["n"], lambda n: n), "calendar": {"add": HostFunction(["d", "by?"], lambda d, by: d)}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twice(n) + 1", []),
        ("twice(n: 1)", []),
        ("calendar.add(d, days) + 1", []),
        ("calendar.add(d)", []),
        ("twice(1, 2)", ["wrong_arguments"]),
        ("calendar.add()", ["wrong_arguments"]),
        ("calendar.add(by: 1)", ["wrong_arguments"]),
        ("calendar.take(d)", ["unknown_entry"]),
        ("thrice(n)", ["unknown_function"]),
    ],
)
def test_dialect(text: str, expected: list[str]) -> None:
    assert [each.code for each in found(text, dialect=DIALECT)] == expected


def test_a_name_in_scope_hides_a_function() -> None:
    assert [each.code for each in found("count(ns)", {"count": NUMBER, "ns": ANY})] == ["not_a_function"]
    assert [each.code for each in found("twice(1)", {"twice": NUMBER}, dialect=DIALECT)] == ["not_a_function"]


# --- bounds -----------------------------------------------------------------------------------


def test_a_tree_that_is_too_deep_is_left_to_others() -> None:
    assert found("n" + "=n" * 5_000) == ()


def test_many_names_are_not_all_looked_through() -> None:
    """Neither all names for one, nor for every one: comparing spellings takes long."""
    names = {f"customer{number}name": NUMBER for number in range(100_000)}
    findings = found(" + ".join(f"custmer{number}nam" for number in range(1_000)), names)
    assert len(findings) == 1_000
    assert 0 < sum("mean" in finding.en for finding in findings) <= 50


def test_not_all_constants_are_computed() -> None:
    """Those beyond are believed: a large table may hold thousands."""
    for text in ('date("2026-02-30")', 'grade = "glod"', 'matches(s, "(")'):
        tree = syntax_tree(text)
        assert len(Checker(NAMED, computations=1).check(tree, scope_of(NAMES))[1]) == 1
        assert Checker(NAMED, computations=0).check(tree, scope_of(NAMES))[1] == ()


def test_sentences_are_of_bounded_length() -> None:
    (finding,) = found("q" * 10_000)
    assert max(len(finding.en), len(finding.zh), len(finding.quote)) <= 601
