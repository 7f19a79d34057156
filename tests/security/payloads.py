"""What a hostile author might write into an expression."""

from __future__ import annotations

from contextlib import suppress

from engine import feel
from engine.kernel.errors import Refusal

ESCAPES = (
    # Python's own ways out
    '__import__("os").system("id")',
    '__import__("subprocess").check_output("id")',
    'open("/etc/passwd")',
    'open("/etc/passwd").read()',
    'eval("1 + 1")',
    'exec("import os")',
    'compile("1", "x", "eval")',
    "globals()",
    'getattr("", "__class__")',
    "().__class__.__bases__",
    "[c for c in ().__class__.__base__.__subclasses__()]",
    '"".__class__.__mro__',
    '"".__class__',
    "(function(a) a).__globals__",
    "(function(a) a).body.__globals__",
    "(lambda: 1)()",
    "max.python.__globals__",
    "now.__call__",
    "now().__class__.__subclasses__()",
    '@"2020-01-01".__class__',
    "[1].append(2)",
    '{a: 1}.__init__("x")',
    "{__class__: 1}.__class__.__name__",
    "case.__class__.__init__.__globals__",
    "actor.id.__class__",
    "working time.add.python.__globals__",
    "environment.evaluate(\"open('/etc/passwd')\")",
    "breakpoint()",
    "import os",
    "x := 1",
    "raise SystemExit",
    "exit()",
    # templates and formats of other languages
    "{{ ''.__class__ }}",
    '"{{ self.__init__.__globals__ }}"',
    'string("{0.__class__.__init__.__globals__}")',
    '"%(secret)s" + "${7*7}" + "#{7*7}" + "<%= 7*7 %>"',
    "`id`",
    "$(id)",
    '#{"a".getClass().forName("java.lang.Runtime")}',
    "T(java.lang.Runtime).getRuntime()",
    # FEEL's own doors
    'function(x) external {java: {class: "java.lang.Runtime", method signature: "exec(java.lang.String)"}}',
    'function(x) external {python: "os.system"}',
    'date and time("2020-01-01T00:00:00@../../../etc/passwd")',
    'time("10:00:00@/etc/passwd")',
    '@"2020-01-01T00:00:00@etc.passwd"',
    'matches("x", "(?P<a>x)(?(a)y)")',
    'replace("x", "x", "\\g<0>")',
    'working time.add(now(), duration("PT1H"), "../../etc/passwd")',
    'organisation.customer("\' OR 1=1 --")',
)

HANGS = (
    "for i in 1..1000000000 return i",
    "count(for i in 1..90000 return count(for j in 1..90000 return i * j)) > 0",
    "for i in 1..1000, j in 1..1000, k in 1..1000 return i * j * k",
    "some i in 1..90000, j in 1..90000 satisfies i + j < 0",
    "every i in 1..90000, j in 1..90000 satisfies i + j > 0",
    'for i in 1..64 return if i = 1 then "xxxxxxxxxxxxxxxx" else partial[-1] + partial[-1]',
    "for i in 1..64 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1])",
    "for i in 1..64 return [partial, partial, partial, partial]",
    'string join(for i in 1..90000 return "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")',
    "(" * 10_000 + "1" + ")" * 10_000,
    "[" * 10_000 + "1" + "]" * 10_000,
    "{a: " * 3_000 + "1" + "}" * 3_000,
    "-" * 10_000 + "1",
    "if true then " * 1_500 + "1" + " else 2" * 1_500,
    "1" + " + 1" * 4_000,
    "a" + ".b" * 9_000,
    "f" + "(1)" * 6_000,
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$")',
    'matches("x", "((((a{1,100}){1,100}){1,100}){1,100}){1,100}")',
    'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a*)*b", "x")',
    'split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a?){40}a{40}")',
    "(function(f) f(f))(function(f) f(f))",
    "(function(f) [f(f), f(f)])(function(f) [f(f), f(f)])",
    "{f: function(n) f(n + 1), r: f(1)}.r",
    "9 ** 9 ** 9 ** 9 ** 9",
    "1.0000001 ** 1000000000000",
    "exp(9999999999)",
    "9" * 15_000,
    "1e999999999",
    "[1..10**30][5]",
    "decimal(1/3, 999999999)",
    'date("2020-01-01") + duration("P999999999999Y")',
    'duration("P99999999999999999999DT99999999999999999999H")',
    'date("0001-01-01") + duration("P1D") * 1e300',
    'for d in date("0001-01-01")..date("9999-12-31") return d',
    "sort(for i in 1..10000 return -i, function(a, b) count(for k in 1..1000 return k) > 0)",
    "sort(for i in 1..90000 return i, function(a, b) true)",
    "distinct values(for i in 1..90000 return [i, i])",
    "list contains(for i in 1..90000 return for j in 1..1000 return j, 1)",
    "string(for i in 1..90000 return for j in 1..100 return j)",
    'count(for i in 1..10000 return working time.add(now(), duration("P9D"), "office")) > 0',
    "count(for i in 1..90000 return organisation.customer(string(i))) > 0",
)

DEAR_EVERYWHERE = HANGS[1]
"""Burns a whole budget, so it is tried at each place; the others go to one place of each kind of evaluator."""
CHEAP_EVERYWHERE = (HANGS[5], HANGS[6], HANGS[9], HANGS[17], HANGS[22], HANGS[25], HANGS[32])


def _parses(text: str) -> bool:
    with suppress(Refusal):
        feel.parse(text)
        return True
    return False


UNREADABLE = tuple(text for text in ESCAPES if not _parses(text))
"""Those that no parser of ours lets through: one attempt each, at one place, is a deployment that is refused."""
TOGETHER = "[" + ", ".join(text for text in ESCAPES if _parses(text)) + "]"
"""All the others in one expression: each of them is evaluated wherever it stands."""
