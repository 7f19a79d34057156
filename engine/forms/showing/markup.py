"""HTML and Markdown that a form shows: templates are looked into, markup is held to a short list of harmless tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import nh3

from engine.forms.texts import say
from engine.kernel.texts import Text

TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span"}
    | {"strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"}
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "title", "lang", "dir"},
    "a": {"href", "target"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"https", "http", "mailto", "tel"}
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_MARKDOWN_ADDRESS = re.compile(r"\]\(\s*<?([^)\s>]+)")
_LONGEST_NAME_OF_A_LINK = 1_000
_DIRECTIVE = re.compile(r"#(?:if|loop)\s+(?P<expression>.+)|/(?:if|loop)\s*|\s*else\s*", re.DOTALL)


def template_expressions(text: str) -> Iterator[str]:
    """The FEEL expressions inside ``{{ }}``, of values, conditions and loops alike."""
    for start, end in _templates(text):
        inner = text[start + 2 : end - 2].strip()
        directive = _DIRECTIVE.fullmatch(inner)
        expression = directive["expression"] if directive else inner
        if expression:
            yield expression.strip()


def unsafe_markup(text: str, *, markdown: bool) -> list[Text]:
    """Why it may not stand in a form; empty when all is harmless."""
    finder = _Finder()
    finder.feed(_replaced(text, lambda _template: "x"))
    finder.close()
    reasons = list(dict.fromkeys(finder.reasons))
    if markdown:
        reasons += _markdown_reasons(text)
    return reasons


def sanitised_html(text: str) -> str:
    """HTML with harmless tags only; templates stay as they are. For what is sent to browsers, whatever was stored."""
    kept: list[str] = []

    def keep(template: str) -> str:
        kept.append(template)
        return f"\ue000{len(kept) - 1}\ue001"

    plain = _replaced(text.replace("\ue000", "").replace("\ue001", ""), keep)
    clean = nh3.clean(plain, tags=set(TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES | {"data"}, link_rel="noopener noreferrer")
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], clean)


def _templates(text: str) -> Iterator[tuple[int, int]]:
    """Where each ``{{ … }}`` begins and ends, in one walk: a pattern would begin anew at each brace that is never closed."""
    end = 0
    while (start := text.find("{{", end)) >= 0 and (close := text.find("}}", start + 2)) >= 0:
        end = close + 2
        yield start, end


def _replaced(text: str, by: Callable[[str], str]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in _templates(text):
        parts += (text[at:start], by(text[start:end]))
        at = end
    return "".join((*parts, text[at:]))


def _markdown_reasons(text: str) -> Iterator[Text]:
    for found in _MARKDOWN_ADDRESS.finditer(text):
        opening = text.rfind("[", max(0, found.start() - _LONGEST_NAME_OF_A_LINK), found.start())
        is_image = opening > 0 and text[opening - 1] == "!"
        reason = _image_reason(found[1]) if is_image else _link_reason(found[1])
        if reason is not None:
            yield reason


def remote(address: str) -> bool:
    """Whether an image's address leads to another host."""
    plain = _as_browsers_read(address).replace("\\", "/")
    return plain.startswith("//") or (bool(_SCHEME.match(plain)) and not plain.startswith(("data:image/", "blob:")))


def _as_browsers_read(address: str) -> str:
    """Browsers drop tabs and line breaks inside an address, and blanks and control characters before it."""
    return _DROPPED.sub("", address).lower()


class _Finder(HTMLParser):
    """Collects what is not on the list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reasons: list[Text] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.reasons.append(say("tag_not_allowed", tag=tag))
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set()):
            self.reasons.append(say("attribute_not_allowed", name=name, tag=tag))
        elif (name == "href" and (reason := _link_reason(value))) or (name == "src" and (reason := _image_reason(value))):
            self.reasons.append(reason)


def _link_reason(address: str) -> Text | None:
    found = _SCHEME.match(_as_browsers_read(address))
    if found and found[1] not in _SCHEMES:
        return say("link_not_allowed", scheme=f"{found[1]}:")
    return None


def _image_reason(address: str) -> Text | None:
    if remote(address):
        return say("image_not_allowed")
    return None
