"""What people write who know other languages or whose keyboard is set to Chinese, and how FEEL writes it."""

from __future__ import annotations

from functools import lru_cache

from engine.feel.syntax.lexer import KEYWORDS, Token

Hint = tuple[str, str]
NO_HINT = "", ""

_WRITTEN = {"&": "and", "|": "or", "且": "and", "并且": "and", "或": "or", "或者": "or", "×": "*", "÷": "/", "^": "**", "#": "//"}
_WRITTEN |= {"≥": ">=", "≤": "<=", "≠": "!="} | dict.fromkeys("`'‘’“”＂＇「」", '"')
_WRITTEN |= dict(zip("（）【】［］｛｝，、：。．＝＞＜－＋＊／＠０１２３４５６７８９", "()[][]{},,:..=><-+*/@0123456789", strict=True))
_EQUALITY = " Equality is written with one =.", "等于只写一个 =。"
_AT_LEAST = ' "At least" is written >=, and a function is written function(x) …', "“大于或等于”写作 >=；函数写作 function(x) …。"
_CONDITION = " A choice is written if … then … else …", "选择写作 if … then … else …。"
_ONE_VALUE = " An expression has one value; there are no statements that a semicolon could end.", "表达式只有一个值，没有语句，不用分号。"
_NEGATION = " Negation is written not(…).", "否定写作 not(…)。"
_NOT_NULL = ' "Is empty" is written = null, "is not empty" != null.', "“为空”写作 = null，“不为空”写作 != null。"
_NOTHING_BEFORE_BRACKET = " There must be no comma before the closing bracket.", "右括号之前不能有逗号。"
_SURPLUS_BRACKET = " This closing bracket has no opening one.", "此右括号没有对应的左括号。"
_SEVERAL = " Several values to choose from need brackets: in (1, 2, 3).", "多个备选值要加括号：in (1, 2, 3)。"
_TESTS = (
    " Alternatives are written < 1, > 9 and conditions that must all hold ? > 1 and ? < 9.",
    "备选条件写作 < 1, > 9；须同时满足的条件写作 ? > 1 and ? < 9。",
)
_NO_ASSIGNMENT = " There are no assignments; a context names its entries like {a: 1}.", "没有赋值；上下文的条目写作 {a: 1}。"
_JOINED = " Texts are joined with +.", "文本用 + 连接。"
_DECIMALS = " Numbers are written with a point and without blanks or commas: 1234.5.", "数字用小数点，不加空格或逗号：1234.5。"

_BESIDE: dict[tuple[str, str], Hint] = {
    ("=", "="): _EQUALITY,
    ("!=", "="): (' "Not equal" is written !=.', "不等于写作 !=。"),
    ("=", ">"): _AT_LEAST,
    ("=", "<"): (' "At most" is written <=.', "“小于或等于”写作 <=。"),
    ("<", ">"): (' "Not equal" is written !=.', "不等于写作 !=。"),
    ("+", "+"): (" There are no assignments; write + 1.", "没有赋值；请写 + 1。"),
}
"""By the sign before and the sign found."""

_FOUND: dict[str, Hint] = {
    "!": _NEGATION,
    "！": _NEGATION,
    "not": _NEGATION,
    "?": _CONDITION,
    "？": _CONDITION,
    ";": _ONE_VALUE,
    "；": _ONE_VALUE,
    "%": (" A remainder is written modulo(a, b), five percent 5 / 100.", "余数写作 modulo(a, b)，百分之五写作 5 / 100。"),
    "％": (" A remainder is written modulo(a, b), five percent 5 / 100.", "余数写作 modulo(a, b)，百分之五写作 5 / 100。"),
    "$": (" Names are written as they are, without a sign before them.", "名称直接书写，前面不加符号。"),
    "\\": (" A backslash stands only in texts.", "反斜杠只能出现在文本中。"),
    "->": (" An entry of a context is reached with a dot: order.amount.", "上下文的条目用点访问：order.amount。"),
}

_AT_END: dict[str, Hint] = {
    **dict.fromkeys((")", "]", "}"), _SURPLUS_BRACKET),
    **dict.fromkeys(("and", "or"), _TESTS),  # only a test without its left side leaves them over
}
"""By the sign found where a whole expression is over."""


def hint_at(before: Token | None, found: Token, after: Token) -> Hint:
    """What the author may have meant, in English and Chinese, each to follow the sentence with the error; empty if no idea."""
    written = before.text if before else ""
    beside = _BESIDE.get((written, found.text))
    if beside is not None:
        return beside
    if found.text == "null" or (found.text == "not" and after.text == "null"):
        return _NOT_NULL if before is not None and before.kind == "name" else NO_HINT
    if found.text in _FOUND:
        return _FOUND[found.text]
    if found.text in _WRITTEN:
        return f" In FEEL this is written “{_WRITTEN[found.text]}”.", f"FEEL 中应写作“{_WRITTEN[found.text]}”。"
    if found.text in (")", "]", "}") and written == ",":
        return _NOTHING_BEFORE_BRACKET
    return NO_HINT


def hint_at_end(before: Token | None, found: Token, *, after_in: bool) -> Hint:
    """The same where a whole expression is over. ``after_in``: the word ``in`` stands before it."""
    kind = before.kind if before else ""
    if found.text == "," and after_in:
        return _SEVERAL
    if kind == "number" and (found.text == "," or found.kind == "number"):
        return _DECIMALS
    if kind == "name" and found.text in (":", "："):
        return _NO_ASSIGNMENT
    if kind == found.kind == "string":
        return _JOINED
    return _AT_END.get(found.text, NO_HINT)


@lru_cache(maxsize=256)
def hint_for_name(name: str) -> Hint:
    """For a name that nothing has: a word of it may have been meant as a keyword."""
    for word in name.split():
        keyword = _WRITTEN.get(word, word.lower())
        if keyword != word and keyword in KEYWORDS:
            return f' "{word}" is written {keyword}.', f"“{word}”应写作 {keyword}。"
    return NO_HINT
