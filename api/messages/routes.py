"""Routes: messages and signals from outside."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import shape_of
from api.door import do
from api.messages.schemas import MessageBody, SignalBody
from api.routing import Routes
from engine.commands.cases.send_message import BroadcastSignal, CorrelateMessage
from engine.unit_of_work.receipts import Correlated

routes = Routes("messages", "Messages and signals from outside")


@routes.on("POST", "/messages", takes=MessageBody, gives=shape_of(Correlated))
def send_message(body: dict[str, Any]) -> Response:
    """Give a message to the case that waits for it, or start the procedure that begins with it."""
    return answer(do(CorrelateMessage(**body)))


@routes.on("POST", "/signals", takes=SignalBody, gives=shape_of(Correlated))
def broadcast_signal(body: dict[str, Any]) -> Response:
    """Tell all cases that wait for a signal."""
    return answer(do(BroadcastSignal(**body)))
