"""In which language an answer is, where it holds text for people in one language only (forms)."""

from __future__ import annotations

from api.shapes import Shape, choice


class LocaleQuery(Shape):
    """``locale`` wins over ``Accept-Language``, and that over the person's own setting."""

    locale = choice("zh", "en", required=False)
