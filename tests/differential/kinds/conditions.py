"""Differences that decide what a form shows."""

from __future__ import annotations

from engine.feel.functions.registry import BUILT_INS
from engine.feel.syntax import ast
from tests.differential.kinds.kind import Kind, Topic
from tests.differential.kinds.looking import ORDER, compared, nodes, type_of, unlike
from tests.differential.locating import Difference


def in_reaches_far(difference: Difference) -> bool:
    """Something follows an in without brackets: the browser takes all of it for what follows the in."""
    return difference.as_written and any(map(_goes_on_after_in, nodes(difference.node)))


def _goes_on_after_in(node: ast.Node) -> bool:
    match node:
        case ast.Logic(operands=operands):
            return any(map(_ends_in_in, operands[:-1]))
        case ast.Comparison(left=left):
            return _ends_in_in(left)
    return False


def _ends_in_in(node: ast.Node) -> bool:
    return isinstance(node, ast.In) or (isinstance(node, ast.Logic) and node.operator == "and" and _ends_in_in(node.operands[-1]))


def in_nothing(difference: Difference) -> bool:
    """in with null after it: the server compares with null, the browser gives null."""
    node, values = difference.node, difference.values
    return isinstance(node, ast.In) and values[1:] == [None] and difference.browser is None and difference.server is (values[0] is None)


def null_bound(difference: Difference) -> bool:
    """in with null among its values: null, but the browser leaves an end that is null open, and else answers false."""
    if not isinstance(difference.node, ast.In) or difference.server is not None or not isinstance(difference.browser, bool):
        return False
    return any(None in pair for pair in compared(difference))


def null_between(difference: Difference) -> bool:
    """between with null for one bound: false if the other says so already, but null in the browser."""
    bounds = difference.values[1:]
    return (
        isinstance(difference.node, ast.Between) and difference.server is False and difference.browser is None and bounds.count(None) == 1
    )


def unlike_unequal(difference: Difference) -> bool:
    """!= of two values of different types: null, but true in the browser."""
    node = difference.node
    if not isinstance(node, ast.Comparison) or node.operator != "!=" or difference.server is not None or difference.browser is not True:
        return False
    left, right = difference.values
    return None not in (left, right) and type_of(left) != type_of(right)


def unlike_ordered(difference: Difference) -> bool:
    """<, >, between and in of values of different types: null, but the browser takes them for numbers or texts."""
    node = difference.node
    orders = isinstance(node, ast.Between | ast.In) or (isinstance(node, ast.Comparison) and node.operator in ORDER)
    return orders and difference.server is None and isinstance(difference.browser, bool) and any(map(unlike, compared(difference)))


def order_spoils(difference: Difference) -> bool:
    """An order against true, false, a list or a context: the browser gives up the whole expression."""
    return difference.browser is None and difference.error.startswith(
        ("unsupported range: ", "Invalid unit ", "Unknown duration argument ")
    )


def if_not_truth(difference: Difference) -> bool:
    """if with a condition that is neither true, false nor null: what follows else, but the browser takes it for true."""
    if not isinstance(difference.node, ast.If):
        return False
    condition, then, otherwise = difference.operands
    taken = (difference.browser, difference.server) == (then.browser.value, otherwise.server.value)
    return taken and not isinstance(condition.server.value, bool | None)


def instance_of(difference: Difference) -> bool:
    """The browser has no types to ask for: false, or the whole expression is null."""
    return isinstance(difference.node, ast.InstanceOf) and isinstance(difference.server, bool) and difference.browser is not True


def hidden_function(difference: Difference) -> bool:
    """A field has the name of a function: in the browser the function cannot be called any more."""
    node, place = difference.node, difference.place
    if not isinstance(node, ast.Call) or not isinstance(node.function, ast.Name) or node.function.name not in BUILT_INS:
        return False
    return node.function.name in {*place.data, *place.bound} and difference.browser is None


TOPIC = Topic(
    "Conditions",
    "条件",
    (
        Kind(
            in_reaches_far,
            'amount in [1..9] and note = "12"',
            "null",
            "true",
            '(amount in [1..9]) and note = "12"',
            "The browser takes everything after `in` for what is looked into. Put the `in` into brackets.",
            "浏览器把 `in` 之后的全部内容都当作查找范围，应给 `in` 部分加括号。",
            of_writing=True,
        ),
        Kind(
            in_nothing,
            '"a" in empty',
            "null",
            "false",
            'empty != null and list contains(empty, "a")',
            "Nothing to look into: the server compares with `null`.",
            "查找范围为空时，服务器与 `null` 比较。",
        ),
        Kind(
            null_bound,
            "amount in [empty..10]",
            "true",
            "null",
            "empty != null and amount in [empty..10]",
            "The browser leaves an end that is `null` open. Ask for `null` first.",
            "浏览器把为 `null` 的端点当作不限，应先判断是否为 `null`。",
        ),
        Kind(
            null_between,
            "amount between empty and 1",
            "null",
            "false",
            "empty != null and amount between empty and 1",
            "5 is above 1, whatever the other bound is. Ask for `null` first.",
            "无论另一端是什么，5 都大于 1。应先判断是否为 `null`。",
        ),
        Kind(
            unlike_unequal,
            "note != 12",
            "true",
            "null",
            "number(note) != 12",
            "Values of different types are neither equal nor unequal. Convert one of them.",
            "不同类型的值既非相等也非不等，应先转换类型。",
        ),
        Kind(
            unlike_ordered,
            "note > 5",
            "true",
            "null",
            "number(note) > 5",
            "Values of different types have no order; the browser makes numbers of them.",
            "不同类型的值不能比较大小；浏览器会先转换成数字。",
        ),
        Kind(
            order_spoils,
            "amount > tags or amount = 5",
            "null",
            "true",
            "amount > count(tags) or amount = 5",
            "Nothing is greater than a list, a context, true or false; the browser then gives up the whole expression.",
            "任何值都不能与列表、上下文或真假值比较大小；此时浏览器放弃整个表达式。",
        ),
        Kind(
            if_not_truth,
            "if note then 1 else 2",
            "1",
            "2",
            "if note != null then 1 else 2",
            "A condition is true or false; the browser takes everything else for true, even 0.",
            "条件只能为真或假；浏览器把其他值（包括 0）一律当作真。",
        ),
        Kind(
            instance_of,
            "amount instance of number",
            "false",
            "true",
            "",
            "The browser knows no types to ask for. Leave `instance of` out of forms.",
            "浏览器不支持类型判断，表单中不要使用 `instance of`。",
        ),
        Kind(
            hidden_function,
            "count(tags)",
            "null",
            "1",
            "",
            "A field with the name of a function (here `count`) hides the function in the browser. Name the field otherwise.",
            "字段与函数同名（此处有字段 `count`）时，浏览器无法调用该函数，应换一个字段名。",
            extra={"count": 3},
        ),
    ),
)
