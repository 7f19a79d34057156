"""All catalogues of sentences: complete in every language, said, and well written."""

from __future__ import annotations

import ast
import importlib
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.kernel.texts import LANGUAGES, Catalogue, Text, joined
from tests.support.wording import chinese_faults

ROOT = Path(__file__).parents[3]


def catalogues() -> Iterator[Catalogue]:
    for path in sorted(ROOT.glob("*/**/texts/en.toml")):
        if path.relative_to(ROOT).parts[0] in ("engine", "api", "cli"):
            yield Catalogue(".".join(path.parent.relative_to(ROOT).parts))


each_catalogue = pytest.mark.parametrize("catalogue", list(catalogues()), ids=lambda each: each.package)


def places(sentence: str) -> set[str]:
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def folder(catalogue: Catalogue) -> Path:
    return ROOT.joinpath(*catalogue.package.split("."))


@each_catalogue
def test_every_language_has_the_same_codes_and_places(catalogue: Catalogue) -> None:
    by_language = {name: tomllib.loads((folder(catalogue) / f"{name}.toml").read_text("utf-8")) for name in LANGUAGES}
    first, *others = by_language.values()
    for other in others:
        assert set(first) == set(other)
    for code in first:
        wanted = [places(each[code]) for each in by_language.values()]
        assert all(each == wanted[0] for each in wanted), f"{code}: {wanted}"


@each_catalogue
def test_chinese_is_written_as_a_native_writes_it(catalogue: Catalogue) -> None:
    found = [f"{code}: {fault}" for code, text in catalogue.sentences.items() for fault in chinese_faults(text.zh)]
    assert found == []


def room_sources(catalogue: Catalogue) -> Iterator[Path]:
    """The modules that say sentences of the catalogue: those that import from its package."""
    for root in ("engine", "api", "cli"):
        for path in (ROOT / root).rglob("*.py"):
            if f"from {catalogue.package} import" in path.read_text("utf-8") or path.is_relative_to(folder(catalogue).parent):
                yield path


@each_catalogue
def test_every_code_is_said_and_every_code_said_is_known(catalogue: Catalogue) -> None:
    importlib.import_module(catalogue.package)
    literals: set[str] = set()
    for path in room_sources(catalogue):
        tree = ast.parse(path.read_text("utf-8"))
        literals |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        if f"from {catalogue.package} import" in path.read_text("utf-8"):
            said = {
                node.args[0].value
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            }
            assert said <= set(catalogue.sentences), path
    assert set(catalogue.sentences) <= literals


def test_a_sentence_is_filled_in_each_language_with_words_of_that_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "sentences_of_a_test"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "en.toml").write_text('found = "Expected {what}, but found {count}."\n')
    (package / "zh.toml").write_text('found = "应为{what}，实际有 {count} 个。"\n', "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    said = Catalogue("sentences_of_a_test").say("found", what=Text("one form", "一个表单"), count=2)
    assert said == Text("Expected one form, but found 2.", "应为一个表单，实际有 2 个。")
    assert said.told("zh-CN").startswith("应为")
    assert said.told("fr") == said.en
    with pytest.raises(KeyError):
        Catalogue("sentences_of_a_test").say("lost")


def test_texts_are_joined_language_by_language() -> None:
    assert joined([Text("a", "甲"), Text("b", "乙")], Text(", ", "、")) == Text("a, b", "甲、乙")
    assert joined([]) == Text("", "")
    assert Text("a", "甲") + Text.same("1") == Text("a1", "甲1")
