"""In which language an answer is, where it holds text for people in one language only (forms)."""

from __future__ import annotations

from typing import Any

from flask import g, request

from api.shapes import Shape, choice


class LocaleQuery(Shape):
    """``locale`` wins over the person's own setting, and that over ``Accept-Language``."""

    locale = choice("zh", "en", required=False)


def chosen_locale(query: dict[str, Any]) -> str:
    """``zh`` or ``en``."""
    chosen = query.get("locale") or g.get("locale") or request.accept_languages.best_match(("zh", "en"), default="zh")
    return str(chosen)
