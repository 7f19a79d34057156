"""The hosts as which the product lets itself be called. Any other could be a name that somebody else points here (DNS rebinding)."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request

from api.texts import say
from engine.kernel.errors import InvalidInput
from engine.kernel.settings import Settings

ANY = "*"
_ANSWERS_TO_ANY_NAME = frozenset({"/api/v1/health"})
"""Load balancers ask by address; the answer says nothing that they could not see."""
_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared, not listened on


def register(app: Flask, settings: Settings) -> None:
    """Refuse requests for hosts that ``settings`` do not allow with 400."""
    allowed = allowed_hosts(settings)
    if ANY in allowed:
        return

    @app.before_request
    def check_host() -> None:
        host = _name(request.host)
        if request.path in _ANSWERS_TO_ANY_NAME or host in allowed or _is_loopback(host):
            return
        raise InvalidInput(say("host_not_allowed", host=host[:100]), code="host_not_allowed")


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Names without port, in lower case: those of the setting, of the public address, and the address that is listened on, if it is one."""
    public = urlsplit(settings.public_url or "").hostname
    listened = () if settings.host in _EVERYWHERE else (settings.host,)
    return frozenset(_name(each) for each in (*settings.allowed_hosts, *listened, *((public,) if public else ())))


def _name(host: str) -> str:
    """Without port and brackets; a name may end with the dot of the root."""
    text = host.strip().lower()
    text = text[1:].partition("]")[0] if text.startswith("[") else text if text.count(":") > 1 else text.partition(":")[0]
    return text.rstrip(".")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
