"""What came in, checked against its shape. Every fault is told, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from engine.kernel.errors import Fault, InvalidInput

_ESCAPED_NUL = rb"\u0000"
"""The only way in which JSON can write it."""


def body(shape: Schema) -> dict[str, Any]:
    """The JSON body; none at all counts as ``{}``. Raises ``InvalidInput``, or what werkzeug raises for what is not JSON."""
    if not request.content_length and not request.mimetype:
        return _loaded(shape, {})
    given = request.get_json()
    if _ESCAPED_NUL in request.get_data():
        _refuse_nul(given)
    return _loaded(shape, given)


def query(shape: Schema) -> dict[str, Any]:
    """The query string. Raises ``InvalidInput``: a filter that is misspelt must not be ignored."""
    given = request.args.to_dict()
    _refuse_nul(given)
    return _loaded(shape, given)


def files(shape: Schema) -> dict[str, Any]:
    """The files of a multipart body. Raises ``InvalidInput``."""
    return _loaded(shape, request.files.to_dict())


def _refuse_nul(given: object) -> None:
    """U+0000 is no character of any text, and databases do not store it. Raises ``InvalidInput``, naming the fields concerned."""
    fields = given.items() if isinstance(given, Mapping) else (("", given),)
    places = [str(name) for name, value in fields if "\0" in str(name) or _holds_nul(value)]
    if places:
        raise InvalidInput(
            "Expected text, but it holds the character U+0000.",
            message_zh="文本中不能有字符 U+0000。",
            faults=[
                Fault(place.replace("\0", ""), "text_not_storable", "Expected no character U+0000.", "文本中不能有字符 U+0000。")
                for place in places
            ],
        )


def _holds_nul(value: object) -> bool:
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, str):
            if "\0" in each:
                return True
        elif isinstance(each, Mapping):
            pending += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            pending += each
    return False


def _loaded(shape: Schema, data: object) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = shape.load(data)  # type: ignore[arg-type]  # what is no object is refused in there
    except ValidationError as wrong:
        raise InvalidInput(
            "Expected input of another shape; see the faults.",
            message_zh="输入的格式不正确,详见各项说明。",
            faults=_faults(wrong.messages_dict, ""),
        ) from None
    return loaded


def _faults(messages: Mapping[Any, Any], base: str) -> Iterator[Fault]:
    """marshmallow's messages: (nested) field → sentences."""
    for name, inner in messages.items():
        where = base if name == "_schema" or (base and name in {"key", "value"}) else f"{base}.{name}" if base else str(name)
        if isinstance(inner, Mapping):
            yield from _faults(inner, where)
        else:
            yield from (_fault(where, str(sentence)) for sentence in inner)


def _fault(where: str, sentence: str) -> Fault:
    chinese = next((zh for start, zh in _CHINESE.items() if sentence.startswith(start)), "该值不正确。")
    return Fault(where, "shape", sentence, chinese)


_CHINESE = {
    "Missing data": "缺少必填项。",
    "Unknown field": "未知的字段。",
    "Field may not be null": "不能为空。",
    "Not a valid string": "必须是文本。",
    "Not a valid integer": "必须是整数。",
    "Not a valid number": "必须是数字。",
    "Not a valid boolean": "必须是 true 或 false。",
    "Not a valid datetime": "必须是带时区的 RFC 3339 时间。",
    "Not a valid aware datetime": "必须是带时区的 RFC 3339 时间。",
    "Not a valid list": "必须是列表。",
    "Not a valid mapping": "必须是对象。",
    "Not a valid file": "必须是文件。",
    "Must be one of": "不是允许的取值。",
    "Must be greater": "数值超出范围。",
    "Must be less": "数值超出范围。",
    "Length must be": "长度不符合要求。",
    "Longer than": "长度超过上限。",
    "Shorter than": "长度不足。",
    "String does not match": "格式不正确。",
    "Invalid input type": "必须是 JSON 对象。",
}
