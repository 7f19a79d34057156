"""Chinese in documents, procedures and forms is written as on the screens: full-width punctuation, one word for one thing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest
import yaml

from tests.support.wording import chinese_faults

ROOT = Path(__file__).parents[2]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NO_PROSE = re.compile(r"`[^`]*`|(?<=\])\([^)]*\)|<[^>]*>")
"""Code, the address of a link, a tag: they stand beside Chinese without being any."""


def of_markdown(text: str) -> Iterator[str]:
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    yield from (_NO_PROSE.sub("x", line) for line in prose.splitlines())


def of_values(value: object) -> Iterator[str]:
    """Every text in what was read from JSON, TOML or YAML; a form keeps JSON in its texts, too."""
    match value:
        case dict():
            for each in value.values():
                yield from of_values(each)
        case list():
            for each in value:
                yield from of_values(each)
        case str() if value.startswith("{"):
            yield from of_values(orjson.loads(value))
        case str():
            yield from value.splitlines()


def of_xml(text: str) -> Iterator[str]:
    for element in ElementTree.fromstring(text).iter():
        for each in (*element.attrib.values(), element.text or ""):
            yield from each.splitlines()


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    ".md": of_markdown,
    ".toml": lambda text: of_values(tomllib.loads(text)),
    ".yaml": lambda text: of_values(yaml.safe_load(text)),
    ".form": lambda text: of_values(orjson.loads(text)),
    ".json": lambda text: of_values(orjson.loads(text)),
    ".bpmn": of_xml,
    ".dmn": of_xml,
}
WRITTEN = sorted(
    path
    for pattern in (
        "*.zh.md",
        "docs/**/*.zh.md",
        "docs/glossary.md",
        "processes/*/*",
        "forms/*/*",
        "engine/**/*.json",
        "engine/**/*.toml",
        "cli/*.json",
    )
    for path in ROOT.glob(pattern)
    if path.suffix in READERS and path.parent.name != "texts"
)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_chinese_is_written_as_a_native_writes_it(path: Path) -> None:
    lines = READERS[path.suffix](path.read_text("utf-8"))
    assert [fault for line in lines if _CHINESE.search(line) for fault in chinese_faults(line)] == []


def test_procedures_forms_and_documents_are_looked_at() -> None:
    assert {".md", ".toml", ".yaml", ".form", ".json", ".bpmn", ".dmn"} <= {path.suffix for path in WRITTEN}
