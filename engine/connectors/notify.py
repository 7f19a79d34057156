"""Tells people something: a notice, shown in the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import insert, select

from engine.connectors.protocol import Call, ConnectorFailed
from engine.connectors.texts import say
from engine.identity.tables import app_user, role
from engine.kernel.ids import new_id
from engine.notifications.tables import notice

_LONGEST_SUBJECT = 200
_LONGEST_TEXT = 10_000


class Notify:
    """Inputs ``{to, subject, text?}`` → outputs ``{recipients}``.

    ``to``: ``role:<id>``, ``user:<id or user name>`` or a bare one, or a list of them. A notice for a role is
    seen by those who hold it for the instance's customer and department.
    """

    type = "notify"
    inline = True

    def carry_out(self, call: Call) -> Mapping[str, Any]:
        subject = call.inputs.get("subject")
        if not isinstance(subject, str) or not subject.strip():
            raise _invalid("subject_missing")
        recipients = list(dict.fromkeys(_recipient(call, each) for each in _names(call.inputs.get("to"))))
        if not recipients:
            raise _invalid("recipient_missing")
        text = str(call.inputs.get("text") or "")[:_LONGEST_TEXT]
        call.db.execute(insert(notice), [_row(call, each, subject.strip()[:_LONGEST_SUBJECT], text) for each in recipients])
        return {"recipients": recipients}


def _names(to: object) -> Iterator[str]:
    for each in to if isinstance(to, list) else [to]:
        if isinstance(each, str):
            yield from filter(None, (part.strip() for part in each.split(",")))


def _recipient(call: Call, name: str) -> str:
    """``role:<id>`` or ``user:<id>`` of somebody who exists."""
    kind, _, rest = name.rpartition(":")
    if kind != "user" and call.db.execute(select(role.c.id).where(role.c.id == rest)).first():
        return f"role:{rest}"
    if kind != "role":
        user_id = call.db.execute(select(app_user.c.id).where((app_user.c.id == rest) | (app_user.c.username == rest))).scalar()
        if user_id is not None:
            return f"user:{user_id}"
    raise ConnectorFailed(say("recipient_unknown", name=name), code="recipient_unknown", retry=False)


def _row(call: Call, recipient: str, subject: str, text: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "recipient": recipient,
        "customer_id": call.instance.customer_id,
        "department": call.instance.department,
        "subject": subject,
        "text": text,
        "instance_id": call.instance.id,
        "element_id": call.element_id,
        "created_at": call.now,
    }


def _invalid(sentence: str) -> ConnectorFailed:
    return ConnectorFailed(say(sentence), code="connector_inputs_invalid", retry=False)
