"""Checking a submission of ten fields, with a condition, a pattern and an option list: microseconds of CPU each.

python -m bench.forms
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from typing import Any

from engine.forms import compile_form

OPTIONS = [{"label": "High", "value": "high"}, {"label": "Low", "value": "low"}]
FORM: dict[str, Any] = {
    "type": "default",
    "id": "ten_fields",
    "schemaVersion": 19,
    "components": [
        {"type": "textfield", "key": "title", "label": "Title", "validate": {"required": True, "maxLength": 200}},
        {"type": "textarea", "key": "description", "label": "Description", "validate": {"required": True}},
        {"type": "select", "key": "impact", "label": "Impact", "values": OPTIONS, "validate": {"required": True}},
        {"type": "select", "key": "urgency", "label": "Urgency", "values": OPTIONS},
        {"type": "number", "key": "count", "label": "Count", "validate": {"min": 0, "max": 10}},
        {"type": "checkbox", "key": "agreed", "label": "Agreed"},
        {"type": "select", "key": "customer", "label": "Customer", "valuesKey": "customers"},
        {"type": "datetime", "key": "wished", "label": "Wished", "subtype": "date"},
        {
            "type": "textfield",
            "key": "reason",
            "label": "Reason",
            "conditional": {"hide": '=impact = "low"'},
            "validate": {"required": True, "pattern": "^\\w+"},
        },
        {"type": "taglist", "key": "tags", "label": "Tags", "values": OPTIONS},
    ],
}
FILLED = {
    "title": "Printer",
    "description": "It does not print.",
    "impact": "high",
    "urgency": "low",
    "count": 3,
    "agreed": True,
    "customer": "acme",
    "wished": "2026-03-02",
    "reason": "because",
    "tags": ["high"],
}
CASE = {f"variable_{number}": number for number in range(30)}
ROUNDS, EACH = 30, 100


def main() -> None:
    form = compile_form(FORM)
    lists = {"customers": [{"label": "ACME", "value": "acme"}]}
    now = datetime.now(UTC)
    costs = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(EACH):
            form.check_submission(FILLED, context=CASE, lists=lists, now=now)
        costs.append((time.process_time() - began) / EACH)
    print(f"checking ten fields: {statistics.median(costs) * 1e6:.0f} µs CPU (best {min(costs) * 1e6:.0f} µs)")


if __name__ == "__main__":
    main()
