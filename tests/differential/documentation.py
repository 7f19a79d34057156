"""The tables of the known differences, as they stand in docs/expressions.md and its Chinese page.

python -m tests.differential.documentation [zh]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from engine.feel.printing.constants import quoted
from tests.differential.kinds.kind import DATA, Kind
from tests.differential.known_differences import TOPICS

_HEADS = {
    "en": "| Expression | Browser | Server | Write instead | Why |",
    "zh": "| 表达式 | 浏览器 | 服务器 | 应改为 | 说明 |",
}


def tables(language: str) -> Iterator[str]:
    """Line by line; headings are paragraphs in bold."""
    for topic in TOPICS:
        yield from (f"**{topic.en if language == 'en' else topic.zh}**", "", _HEADS[language], "|---|---|---|---|---|")
        yield from (row(kind, language) for kind in topic.kinds)
        yield ""


def row(kind: Kind, language: str) -> str:
    instead = f"`{kind.instead}`" if kind.instead else "–"
    return f"| `{kind.expression}` | `{kind.browser}` | `{kind.server}` | {instead} | {kind.en if language == 'en' else kind.zh} |"


def form_of_the_examples() -> Iterator[str]:
    """What the form holds, one field in each line."""
    return (f"{name}: {_text(value)}" for name, value in DATA.items())


def _text(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case list():
            return f"[{', '.join(map(_text, value))}]"
        case dict():
            return "{" + ", ".join(f"{name}: {_text(item)}" for name, item in value.items()) + "}"
    return str(value)


if __name__ == "__main__":
    print("\n".join((*form_of_the_examples(), "", *tables(sys.argv[1] if len(sys.argv) > 1 else "en"))))
