"""How Chinese is written here, for tests over everything that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator

FORBIDDEN = {
    "案件": "工单",
    "案例": "工单",
    "流程实例": "工单",
    "领取": "认领",
    "委托": "委派",
    "办理人": "处理人",
    "帐号": "账号",
    "登陆": "登录",
    "口令": "密码",
    "证据记录": "证据条目",
    "服务等级": "服务级别",
}
"""Word → the one that is said instead (docs/glossary.md)."""

_HAN = "\u3400-\u9fff\uff00-\uffef\u3000-\u303f"
_HALF_WIDTH = re.compile(
    rf"[{_HAN}}}][,;:!?](?=\s|[{_HAN}{{]|$)"
    rf"|[,;:!?(](?=[{_HAN}])"
    rf"|[{_HAN}][()]"
    rf"|\)(?=[{_HAN}])"
    rf"|[{_HAN}]\.(?=\s|$)"
)


def chinese_faults(sentence: str) -> Iterator[str]:
    """What a Chinese reader would mark in ``sentence``: half-width punctuation beside Chinese, a second word for one thing."""
    found = _HALF_WIDTH.search(sentence)
    if found and re.search(rf"[{_HAN}]", sentence):
        yield f"half-width {found.group()!r} in {sentence!r}"
    for word, right in FORBIDDEN.items():
        if word in sentence:
            yield f"{word} instead of {right} in {sentence!r}"
