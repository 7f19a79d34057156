"""Expressions that want too much or that mean harm, with random parts."""

from __future__ import annotations

from random import Random

from tests.fuzz.grammar import Grammar
from tests.fuzz.templates import templates

GREEDY = templates(
    r"""
    for i in 1..«n» return i
    for i in 1..10**«s» return «any»
    count(for i in 1..«n», j in 1..«n» return «any»)
    some i in 1..«n», j in 1..«n» satisfies «boolean»
    every i in «range», j in «range», k in «range» satisfies i < j
    for i in 1..«s» return if i = 1 then "ab" else partial[-1] + partial[-1]
    for i in 1..«s» return if i = 1 then «list» else concatenate(partial[-1], partial[-1])
    for i in 1..«s» return if i = 1 then «any» else [partial[-1], partial[-1]]
    string(for i in 1..«s» return if i = 1 then «any» else [partial[-1], partial[-1]])
    {l: «doubled», r: l = l}.r
    flatten(«doubled»)
    is(«doubled», «doubled»)
    (for i in 1..«s» return if i = 1 then 1 else [partial[-1], partial[-1]])[-1] instance of «deep»
    (function(x: «deep») x)((for i in 1..«s» return if i = 1 then 1 else [partial[-1], partial[-1]])[-1])
    (for i in 1..«s» return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})[-1].a.b.a
    (for i in 1..«s» return if i = 1 then {a: 1} else [partial[-1], partial[-1]])[-1].a
    distinct values(«doubled»)
    list contains(«doubled», «any»)
    («doubled»)[-1] in [1..2]
    for i in 1..«n» return if i = 1 then [«any»] else [partial[-1]]
    for i in 1..«n» return if i = 1 then {a: 1} else {a: partial[-1]}
    (for i in 1..«s» return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})[-1] = «context»
    distinct values(for i in 1..«n» return [i, «any»])
    union(for i in 1..«s» return {a: i}, for i in 1..«s» return {a: -i})
    {f: function(n) f(n + 1), r: f(«number»)}.r
    {f: function(n) f(n + 1) + f(n + 1), r: f(0)}.r
    {f: function(n) if n < 1 then 0 else g(n - 1), g: function(n) f(n), r: f(«s»)}.r
    {fib: function(n) if n < 2 then n else fib(n - 1) + fib(n - 2), r: fib(«s»)}.r
    {f: function(g, n) g(g, n + 1), r: f(f, 0)}.r
    (function(f) f(f))(function(f) f(f))
    (function(f) [f(f), f(f)])(function(f) «any»)
    for f in [function(x) x, function(x) [x, x]] return f(f(f(«any»)))
    sort(for i in 1..«n» return -i, function(x, y) x < y)
    sort(xs, function(x, y) sort(xs, function(u, v) u < v) = «list»)
    sort(«list», function(x, y) true)
    sort(«list», function(x, y) «any»)
    list replace(for i in 1..«n» return i, function(x, y) x > 1, «any»)
    sum(for i in 1..«n» return 1e6144)
    product(for i in 1..«s» return «number»)
    stddev(for i in 1..«n» return i ** «s»)
    mode(for i in 1..«n» return modulo(i, «s»))
    median(for i in 1..«n» return «number»)
    9 ** 9 ** 9 ** «s»
    «number» ** «number» ** «number»
    1.0000001 ** 1e30
    exp(«number») + log(«number») + sqrt(«number»)
    exp(1e6000)
    modulo(«number», «number»)
    round up(«number», «number»)
    decimal(1 / 3, «n»)
    @"P1Y" * «number»
    @"P999999999D" + @"P999999999D" * «s»
    date(«n», «s», «s») + @"P999999999Y"
    duration("P999999999999D")
    string join(for i in 1..«n» return string(i))
    string join([big, big, big], big)
    replace(big, «string», big)
    replace(string(big), "a", big)
    replace("«a's»", "a", "«b's»")
    split(string join(for i in 1..«n» return "a,"), ",")
    upper case(big + big + big)
    substring(big, «number», «number»)
    contains(big + big, big)
    matches("«a's»!", "(a+)+$")
    matches(big, "^(([a-z])+.)+[A-Z]([a-z])+$")
    matches("aaa", "((((a{1000}){1000}){1000}){1000})")
    matches(«string», "«brackets»")
    matches(«string», "«classes»")
    matches(«string», "[\w-[\d-[\p{L}-[«s»]]]]")
    replace(«string», "(.)(.)?(.)*", "$1$2$3$«s»")
    matches("«a's»!", "(a+)+\\1$")
    matches("«a's»", "(a|aa)+\\1b")
    matches(big, "(.*)(.*)(.*)(.*)\\1\\2\\3\\4x")
    matches("aaa", "((((a{1000}){1000}){1000}){1000})\\1")
    replace(big, "(.)\\1*", «string»)
    replace(big, «pattern», «string», «flags»)
    split(big + big, «pattern»)
    matches(big, «pattern», «flags»)
    matches("«a's»", «pattern», «flags»)
    context merge(for i in 1..«n» return {a: i})
    context(for i in 1..«n» return {key: string(i), value: i})
    context put({a: {a: {a: {}}}}, for i in 1..«s» return "a", «any»)
    get value({a: {a: {a: 1}}}, for i in 1..«s» return "a")
    insert before(«list», «number», «any»)
    [1..«n»][item > 5]
    «number» in [1..«n»]
    for i in [1..«n»] return i
    for d in [@"-999999999-01-01"..@"999999999-12-31"] return d
    for d in @"2026-01-01"..@"2026-12-31" return day of week(d)
    xs[xs[xs[xs[«any»]]]]
    for i in xs return for j in xs return for k in xs return for l in xs return [i, j, k, l]
    """
)
"""«n» is a number from 1 to a billion, «s» a small one; the rest is in ``_PARTS`` or stands for an expression of the grammar."""
_PARTS = {
    "«doubled»": "for i in 1..«s» return if i = 1 then [1] else [partial[-1], partial[-1]]",
    "«deep»": "list<" * 30 + "Any" + ">" * 30,
    "«a's»": "a" * 400,
    "«b's»": "b" * 400,
    "«brackets»": "(" * 300,
    "«classes»": "[a-" * 200,
}
HARMFUL = templates(
    r"""
    __import__("os").system("id")
    ().__class__.__bases__
    «any».__class__.__mro__
    («function»).__globals__
    («function»).body.__globals__
    «any».__init__(«any»)
    «any».__reduce_ex__(2)
    max.python.__globals__
    now.__call__
    {__class__: 1}.__class__.__name__
    {a: 1}.items()
    [1].append(«any»)
    open("/etc/passwd")
    eval("1") + exec("import os") + compile("1")
    get value(«any», "__class__")
    get value({}, ["__class__", "__bases__"])
    context put(«context», "__class__", «any»)
    date and time("2020-01-01T00:00:00@../../../etc/passwd")
    time("10:00:00@/etc/passwd")
    @"2020-01-01T00:00:00@etc.passwd"
    @"2020-01-01T00:00:00@Europe/../Europe/Paris"
    time("10:00:00@posix/Europe/Paris")
    function(x) external {java: {class: "java.lang.Runtime", method signature: "exec(java.lang.String)"}}
    (function(x) external {java: {class: "java.lang.Math", method signature: "abs(int)"}})(«any»)
    matches("x", "(?P<a>x)(?(a)y)")
    matches(«string», "(?#«s»)(?i)(?:a)(?=b)(?!c)\\1")
    lambda x: x
    [x for x in xs]
    a := 1
    import os
    'a' if True else None
    f"{a}"
    string("{0.__class__}")
    «any»; drop table cases
    ${7*7} {{7*7}} #{7*7} <%= 7*7 %>
    =1+1
    «any» /* «any» */ // «any»
    """
)


def greedy(grammar: Grammar) -> str:
    """Wants too much."""
    return _written(grammar, GREEDY)


def harmful(grammar: Grammar) -> str:
    """Tries to reach Python, files or the network."""
    return _written(grammar, HARMFUL)


def _written(grammar: Grammar, options: list[str]) -> str:
    random = grammar.random
    template = random.choice(options)
    for name, part in _PARTS.items():
        template = template.replace(name, part)
    while "«n»" in template:
        template = template.replace("«n»", str(_number(random, 100, 10_000, 10**9)), 1)
    while "«s»" in template:
        template = template.replace("«s»", str(_number(random, 9, 70, 70)), 1)
    return grammar.fill(template)


def _number(random: Random, *most: int) -> int:
    return random.randint(1, random.choice(most))


def nested(grammar: Grammar) -> str:
    """Deep, long, or both."""
    random = grammar.random
    opening, closing = random.choice(NESTS)
    depth = _number(random, 40, 400, 1500)
    inner = grammar.expression(depth=1, size=3)
    return f"{opening * depth}{inner}{closing * depth if random.random() < 0.8 else ''}"


NESTS = [
    *(("(", ")"), ("[", "]"), ("{a: ", "}"), ("-", ""), ("not(", ")"), ("f(", ")"), ("[1, ", "]"), ("1 in (", ")"), ("1 + (", ")")),
    *(("if true then ", " else 1"), ("if ", " then 1 else 2"), ("for i in xs return ", ""), ("some i in ", " satisfies true")),
    *(("(function(x) ", ")(1)"), ("function(x) ", ""), ("xs[", "]"), ("", ".a"), ("", "[1]"), ("", "(1)"), ("", " + 1"), ("", " and true")),
    *(("", " = 1"), ("", "."), ("", " in [1]"), ("", " instance of number"), ("1 instance of list<", ">"), ("", " between 1 and 2")),
    *(("1 - ", ""), ("2 ** ", ""), ("a b ", ""), ("/* ", " */"), ('"', '"'), ("[1..", "]"), ("abs(", ")"), ("string(", ")"), ("@", "")),
    *(("{f: function(x) ", "}.f(1)"), ("get value({a: ", '}, "a")'), ("{", "}"), ("]", "["), ("< ", ""), ("1..", ""), ("1 = ", "")),
]
