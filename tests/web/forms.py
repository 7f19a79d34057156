"""Filling in forms as a person does: by the words that stand at the fields, in either language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

FORMS = Path(__file__).resolve().parents[2] / "forms" / "request_handling"


@cache
def _components(form_id: str) -> dict[str, dict[str, Any]]:
    schema = json.loads((FORMS / f"{form_id}.form").read_text(encoding="utf-8"))
    return {each["key"]: each for each in _walk(schema["components"]) if "key" in each}


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in components:
        yield each
        yield from _walk(each.get("components", []))


class FilledForm:
    """A form on the screen. ``locale``: the language in which its labels must stand there."""

    def __init__(self, page: Page, form_id: str, locale: str) -> None:
        self.page = page
        self.locale = locale
        self._components = _components(form_id)

    def label(self, key: str) -> str:
        component = self._components[key]
        return str(component.get("properties", {}).get("label:zh") if self.locale == "zh" else component["label"])

    def field(self, key: str) -> Locator:
        label = self.page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(self.label(key))}\s*\*?\s*$"))
        return self.page.locator(".fjs-form-field").filter(has=label).last

    def fill(self, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            self._fill_one(key, value)

    def _fill_one(self, key: str, value: str) -> None:
        field = self.field(key)
        match self._components[key]["type"]:
            case "radio":
                field.get_by_label(self._option(key, value), exact=True).check()
            case "select":
                field.locator("input, .fjs-input-group").first.click()
                self.page.locator(".fjs-dropdownlist-item", has_text=self._option(key, value)).first.click()
            case "textarea":
                field.locator("textarea").fill(value)
            case _:
                field.locator("input").fill(value)

    def _option(self, key: str, value: str) -> str:
        component = self._components[key]
        zh = json.loads(component.get("properties", {}).get("values:zh", "{}"))
        labels = {each["value"]: each["label"] for each in component.get("values", [])}
        return str(zh.get(value, value) if self.locale == "zh" else labels.get(value, value))

    def upload(self, key: str, name: str, content: bytes) -> None:
        self.field(key).locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
        expect(self.field(key).get_by_role("link", name=name)).to_be_visible()
