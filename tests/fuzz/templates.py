"""The language as templates: for each kind of value, ways to write an expression that (mostly) has it, separated by `` | ``.

``«kind»`` stands for another expression of that kind, ``«same»`` for one of the kind that is asked for. ``«new»``
declares a name that the rest of its template may use, ``«name»`` uses one that is in scope, ``«key»`` is a
string, ``«test»`` a unary test, ``«type»`` a type, ``«raw»`` the characters of an unlikely name.
"""

from __future__ import annotations


def templates(text: str) -> list[str]:
    """The parts of a block of templates."""
    return [part for line in text.strip().splitlines() for part in line.strip().split(" | ")]


LITERALS: dict[str, list[str]] = {
    "number": templates(
        r"""
        0 | 1 | 2 | 3 | 7 | 10 | 100 | 0.1 | 2.50 | .5 | 1e3 | 123456789.987654321 | -1 | -0 | -2.5
        9999999999999999999999999999999999 | 999999999999999999999999999999999999 | 1e6144 | 9.99e6144 | 1e-6176 | -1E+6000 | 0e9
        10**20 | 1/3 | 2**-3 | 1e30 | 99999999999
        """
    ),
    "string": templates(
        r"""
        "" | "a" | "abc" | "Ab c" | "客户" | "\n\t\"\\" | "\uD83D\uDE00" | "😀 é ß İ ﬁ" | "1,234.5" | "12" | "a,b;c" | "2026-01-31"
        "10:00:00Z" | "2026-01-31T10:00:00@Asia/Shanghai" | "P1DT2H" | "P1Y2M" | "[1..3]" | "  "
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | "(a+)+$"
        "[a-z-[aeiou]]" | "\p{IsGreek}\p{Lu}" | "^(\d+)-(.*?)$" | "(?<x>a)" | "\1" | "[" | "a{1000}{1000}" | "x|" | "$1$0" | "\\$"
        "smixq" | "i" | "key" | "value" | "__class__" | "{0.__class__}" | "%s%n" | "\u0000" | "\U10FFFF"
        """
    ),
    "boolean": templates(
        r"""
        true | false | null
        """
    ),
    "date": templates(
        r"""
        @"2026-01-31" | date("2024-02-29") | date(2025, 12, 1) | today() | @"-999999999-01-01" | @"999999999-12-31" | @"9999-12-31"
        @"0000-03-01" | date("2026-02-30") | date(1e9, 1, 1)
        """
    ),
    "time": templates(
        r"""
        @"10:00:00" | @"23:59:59.999999999" | @"00:00:00Z" | @"12:00:00+18:00" | @"12:00:00-05:30" | @"10:00:00@Europe/Paris"
        time(10, 30, 15.5) | time(1, 2, 3, @"PT1H") | @"10:00:00@Asia/Shanghai" | time("25:00:00")
        time("10:30") | @"12:34:56.7@America/New_York"
        """
    ),
    "date and time": templates(
        r"""
        @"2026-01-31T10:00:00" | @"2026-03-29T02:30:00@Europe/Paris" | @"2026-10-25T02:30:00@Europe/Paris" | now()
        @"999999999-12-31T23:59:59.999999999Z" | @"-999999999-01-01T00:00:00+18:00" | @"2026-01-31T10:00:00+08:00"
        @"1900-01-01T00:00:00@Asia/Shanghai"
        """
    ),
    "offset": templates(
        r"""
        @"PT1H" | @"P1DT2H3M4.5S" | @"-PT0.000000001S" | @"P999999999D" | @"PT18H" | @"PT0S" | duration("P1D") | @"-P10D"
        """
    ),
    "months": templates(
        r"""
        @"P1Y2M" | @"-P3M" | @"P999999999Y" | @"P0M" | duration("P11M")
        """
    ),
    "list": templates(
        r"""
        [] | [1, 2, 3] | ["a", "b", null] | [null] | [[1], [2, [3]]] | [2, 2, 7.5] | ["b", "a"] | [{a: 1}, {a: 2}, {b: 3}]
        [true, false, null] | [1..3, (2..4)]
        """
    ),
    "context": templates(
        r"""
        {} | {a: 1} | {a: 1, b: {c: "d"}} | {"key": "a", value: 2} | {客户: [1], x y: 2} | {"1 + 1": 3} | {item: 5, partial: 6}
        """
    ),
    "range": templates(
        r"""
        [1..3] | (1..10) | ]1..3[ | [1..10**9] | ["a".."f"] | [@"2026-01-01"..@"2026-12-31"] | [null..5] | (< 10) | (>= 2) | (!= 3)
        [5..1]
        """
    ),
    "function": templates(
        r"""
        count | function(x) x | function(x, y) x < y | function() 1 | function(x: number, y): number (x + y) | not | string length
        """
    ),
    "any": templates(
        r"""
        null | ? | a | xs | unknown name | c.d | 客户等级 | a-b
        """
    ),
}

SHARED = templates(
    r"""
    if «boolean» then «same» else «same» | («same») | [«same», «any»][1] | [«same»][item != null][-1] | {«new»: «same»}.«name»
    {«new»: «same», r: «same»}.r | {f: function(«new») «same»}.f(«any») | (function(«new», «new») «same»)(«any», «any»)
    (for «new» in «list» return «same»)[1] | get value({k: «same»}, "k") | «name» | «call» | «call»
    tripled(«same»)[1] | calendar.add(«day», «number») | «same»
    """
)
"""Of any kind."""

TEMPLATES: dict[str, list[str]] = {
    "number": templates(
        r"""
        «number» + «number» | «number» - «number» - «number» | «number» * «number» | «number» / «number» | «number» ** «number»
        -«number» | «day».year | «day».weekday | «time».hour | «offset».days | «offset».seconds | «months».years
        «offset» / «offset» | min(«number», «number») | max([«number», «number»]) | number(«string») | mean(«number», «number»)
        median([«number», «number»]) | count(«list») | sum(for «new» in «range» return «number») | string length(«string»)
        «context».a | «range».start | xs[«number»]
        """
    ),
    "string": templates(
        r"""
        «string» + «string» | string(«any») | «list»[«number»] | upper case(«string»)
        string join(for «new» in «list» return string(«any»), «string») | replace(«string», «string», «string»)
        replace(«string», «pattern», «string»)
        substring(«string», «number») | day of week(«day») | «time».timezone
        """
    ),
    "boolean": templates(
        r"""
        «number» < «number» | «any» = «any» | «string» != «string» | «point» >= «point» | «boolean» and «boolean»
        «boolean» or «boolean» | not(«boolean») | «point» between «point» and «point» | «any» in «list» | «point» in «range»
        «any» in («test», «test») | «any» in «test» | «any» instance of «type» | some «new» in «list» satisfies «boolean»
        every «new» in «list», «new» in «list» satisfies «boolean» | «relation»([«number»..«number»], [«number»..«number»])
        «relation»((«number»..10], «number») | «relation»(«number», [1..«number»)) | «relation»(«range», «range»)
        «relation»(«date», [«date»..«date»]) | «point» between «number» and «number» | «any» instance of «type»
        matches(«string», «string», «string») | matches(«string», «pattern», «flags») | matches(«string», «pattern»)
        «range».start included | is(«any», «any») | «point» = «point»
        list contains(«list», «any»)
        """
    ),
    "list": templates(
        r"""
        [«any»] | [«any», «any», «any»] | for «new» in «list» return «any»
        for «new» in «range», «new» in «list» return [«any», «any»] | for «new» in «number»..«number» return «any»
        «list»[«boolean»] | «list»[item = «any»] | «list»[a > «number»] | «list».a | «list».key | for «new» in «list» return partial
        sort(«list», function(x, y) «boolean») | sort(«list», «function») | get entries(«context») | split(«string», «string»)
        split(«string», «pattern»)
        concatenate(«list», «list») | flatten(«list») | distinct values(«list») | list replace(«list», «function», «any»)
        """
    ),
    "context": templates(
        r"""
        {«new»: «any», «new»: «any»} | {a: «any», b: «any», c d: «any»} | context put(«context», «string», «any»)
        context merge([«context», «context»]) | context([{key: «key», value: «any»}]) | «list»[«number»]
        context put(«context», [«string», «string»], «any») | {"«raw»": «any»}
        """
    ),
    "range": templates(
        r"""
        [«point»..«point»] | («point»..«point»] | ]«point»..«point»[ | (< «point») | (= «any») | range(«string»)
        [«number»..«number»)
        """
    ),
    "function": templates(
        r"""
        function(«new») «any» | function(«new», «new») «boolean» | function(«new»: «type») «any»
        function(«new»: «type», «new»): «type» («any») | function(«new») external {java: {class: «string»}}
        {f: function(«new») f(«name»)}.f | function(«new») function(«new») «any»
        """
    ),
    "date": templates(
        r"""
        «date» + «offset» | «date» - «months» | date(«moment») | date(«number», «number», «number») | date(«date and time»)
        """
    ),
    "time": templates(
        r"""
        «time» + «offset» | time(«moment») | time(«number», «number», «number», «offset») | time(«date and time»)
        """
    ),
    "date and time": templates(
        r"""
        «date and time» + «offset» | «date and time» - «months» | date and time(«moment») | date and time(«day», «time»)
        date and time("2026-01-31T10:00:00" + "@" + «string») | date and time(«string»)
        """
    ),
    "offset": templates(
        r"""
        «offset» + «offset» | -«offset» | «offset» * «number» | «offset» / «number» | «date» - «date»
        «date and time» - «date and time» | «time» - «time» | duration(«string») | «time».time offset | abs(«offset»)
        sum([«offset», «offset»])
        """
    ),
    "months": templates(
        r"""
        «months» + «months» | «months» * «number» | years and months duration(«day», «day») | -«months» | duration(«string»)
        """
    ),
    "any": templates(
        r"""
        «any»(«any») | «any».«member» | «any»[«any»] | «call» | {«new»: «any», «new»: «any», r: [«name», «name»]} | -«any»
        «any» «operator» «any» | if «any» then «any» else «any» | for «new» in «any» return «any»
        some «new» in «any» satisfies «any» | @«string» | [«any»..«any»]
        """
    ),
}

KINDS_OF: dict[str, tuple[str, ...]] = {
    "duration": ("offset", "months"),
    "days and time duration": ("offset",),
    "day": ("date", "date and time"),
    "amount": ("number", "offset", "months"),
    "moment": ("string", "date", "time", "date and time"),
    "point": ("number", "string", "date", "time", "date and time", "offset", "months"),
}
"""What the kinds of parameters stand for."""

TYPES = templates(
    r"""
    number | string | boolean | date | time | date and time | days and time duration | years and months duration | Any | Null | list
    context | range | function | list<«type»> | range<«type»> | context<a: «type», b c: «type»> | function<«type»> -> «type»
    tPerson | unknown.type | date in time
    """
)

TESTS = templates(
    r"""
    < «point» | >= «point» | = «any» | != «any» | «any» | «range» | ? «operator» «any» | «boolean» | null | («any»)
    """
)

CELLS = templates(
    r"""
    - | «test» | «test», «test» | not(«test») | not(«test», «test») | «test», «test», «test» | ? > «any» and ? < «any»
    not(«test») and «boolean»
    """
)

OPERATORS = templates(
    r"""
    + | - | * | / | ** | = | != | < | <= | > | >= | and | or | in | between 1 and | instance of
    """
)

RELATIONS = templates(
    r"""
    before | after | meets | met by | overlaps | overlaps before | overlaps after | finishes | finished by | includes | during
    starts | started by | coincides
    """
)

MEMBERS = templates(
    r"""
    a | b | c d | year | day | time offset | start | end included | key | value | timezone | years | minutes | 客户 | a-b | __class__
    __dict__ | if | item | names | func_globals | real | python | body | env
    """
)

PATTERNS = templates(
    r"""
    a | b | . | \d | \w | \s | \i | \c | \S | \p{L} | \P{Lu} | \p{IsGreek} | [abc] | [^a-c] | [a-z-[aeiou]] | [\d-[3-5]] | ^ | $ | é
    客 | 😀 | \. | \n | - | & | ~
    («pattern») | (?:«pattern») | «pattern»«pattern» | «pattern»«pattern»«pattern» | «pattern»|«pattern» | («pattern»)|
    «pattern»* | «pattern»+ | «pattern»? | «pattern»*? | «pattern»+? | «pattern»{2} | «pattern»{1,3} | «pattern»{0,} | («pattern»)\1
    («pattern»+)+\1
    («pattern»)(«pattern»)\2\1 | («pattern»){2,900} | «pattern»{1001} | [«pattern»] | \3 | ( | ) | [ | \ | {1} | * | (?=a) | (?i)a
    \b | \Q | \x41 | (?<n>a) | [[:alpha:]]
    """
)
"""Of regular expressions; the first 26 need no other."""
NEW_NAMES = templates(
    r"""
    x | y | z | n | x y | item | partial | 客户 | a-b | first one | date | list | b2 | in time | sum of x | it's
    """
)
"""Names to declare: some hide others, some are hard to read."""
