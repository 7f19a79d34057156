"""The connectors that every installation has."""

from __future__ import annotations

from engine.connectors.clocks import CLOCK_CONNECTORS
from engine.connectors.http import Http
from engine.connectors.notify import Notify
from engine.connectors.protocol import Connector, Registry
from engine.connectors.start_procedure import StartProcedure


def installed_connectors(*more: Connector) -> Registry:
    """A registry of the built-in connectors, and ``more``."""
    connectors: tuple[Connector, ...] = (Notify(), Http(), StartProcedure(), *CLOCK_CONNECTORS, *more)
    return Registry({each.type: each for each in connectors})
