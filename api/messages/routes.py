"""Routes: messages and signals from outside."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.messages.schemas import MessageBody, MessageReceipt, SignalBody, SignalReceipt
from api.routing import Routes

routes = Routes("messages", "Messages and signals from outside")


@routes.on("POST", "/messages", takes=MessageBody, gives=MessageReceipt)
def send_message(body: dict[str, Any]) -> Response:
    """Give a message to the case that waits for it, or start one."""
    raise NotImplementedError


@routes.on("POST", "/signals", takes=SignalBody, gives=SignalReceipt)
def broadcast_signal(body: dict[str, Any]) -> Response:
    """Tell all cases that wait for a signal."""
    raise NotImplementedError
