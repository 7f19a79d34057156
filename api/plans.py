"""What the front has to know of a request before its body is read, from how its route was declared."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from werkzeug.exceptions import HTTPException

from api.front.plan import Lane, Plan

Size = int | Callable[[], int] | None
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def plans(app: Flask) -> Callable[[str, str], Plan]:
    """Method and path (as WSGI has it) → plan. What is no route of ours is read, and answered so."""
    usual = int(app.config["MAX_CONTENT_LENGTH"])
    reading = Plan(Lane.READS, usual)
    adapter = app.url_map.bind("localhost")
    lanes = {name: lane for name, view in app.view_functions.items() if (lane := getattr(view, "lane", None))}
    sizes: dict[str, Size] = {name: getattr(app.view_functions[name], "largest_body", None) for name in lanes}
    # Reads are many and take nothing: only those on a lane of their own are looked for, by their whole path.
    gets = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    apart = {rule.rule: Plan(lane, usual) for rule in gets if (lane := lanes.get(rule.endpoint, Lane.READS)) is not Lane.READS}

    def plan(method: str, path: str) -> Plan:
        if method in _READING:
            return apart.get(path, reading)
        try:
            endpoint, _ = adapter.match(path.encode("latin-1").decode("utf-8", "replace"), method)
        except HTTPException:
            return reading
        size = sizes.get(endpoint)
        if callable(size):
            with app.app_context():
                size = size()
        return Plan(lanes.get(endpoint, Lane.WRITES), usual if size is None else size)

    return plan
