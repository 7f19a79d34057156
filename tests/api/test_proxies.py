"""Whom a request really comes from, and as whom the product lets itself be called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.hosts import allowed_hosts
from api.proxies import address_of, client_behind
from engine.bootstrap import Engine
from engine.identity.tables import session
from engine.kernel.errors import InvalidInput
from engine.kernel.settings import Networks, Settings, read_settings
from tests.api.conftest import House
from tests.api.support import Caller, ok, problem
from tests.support.looking import evidence, rows

PROXY, INNER, CALLER, LIAR = "10.0.0.1", "10.0.0.2", "203.0.113.7", "198.51.100.9"


def settings_of(**environment: str) -> Settings:
    return read_settings({f"ZHIDU_{name.upper()}": value for name, value in environment.items()})


TRUSTED = settings_of(trusted_proxies="10.0.0.0/8, 2001:db8::1").trusted_proxies


def served(engine: Engine, tmp_path: Path, **environment: str) -> Flask:
    given_settings = settings_of(**environment)
    names = ("trusted_proxies", "allowed_hosts", "public_url", "host")
    engine.settings = replace(engine.settings, **{name: getattr(given_settings, name) for name in names})
    return create_app(engine, dist=tmp_path / "dist")


# Whom it comes from

HEADERS: list[tuple[dict[str, str], str]] = [
    ({}, PROXY),
    ({"X_FORWARDED_FOR": CALLER}, CALLER),
    ({"X_FORWARDED_FOR": f"{LIAR}, {CALLER}"}, CALLER),
    ({"X_FORWARDED_FOR": f"{LIAR},{CALLER} , {INNER}"}, CALLER),
    ({"X_FORWARDED_FOR": f"{CALLER}:4711"}, CALLER),
    ({"X_FORWARDED_FOR": f"{LIAR}, unknown"}, PROXY),
    ({"X_FORWARDED_FOR": f"{LIAR}, unknown, {INNER}"}, INNER),
    ({"X_FORWARDED_FOR": ""}, PROXY),
    ({"X_FORWARDED_FOR": "::ffff:203.0.113.7"}, CALLER),
    ({"X_FORWARDED_FOR": "2001:db8::99"}, "2001:db8::99"),
    ({"FORWARDED": f"for={CALLER};proto=https"}, CALLER),
    ({"FORWARDED": f'for={LIAR}, For="{CALLER}:80";by={PROXY}'}, CALLER),
    ({"FORWARDED": 'for="[2001:db8::99]:4711"'}, "2001:db8::99"),
    ({"FORWARDED": f"for={LIAR}, for=_hidden"}, PROXY),
    ({"FORWARDED": f"for={LIAR}, proto=https"}, PROXY),
    ({"FORWARDED": f"for={CALLER}", "X_FORWARDED_FOR": f"{LIAR}, {CALLER}"}, CALLER),
    ({"FORWARDED": f"for={LIAR}", "X_FORWARDED_FOR": CALLER}, PROXY),
]


@pytest.mark.parametrize(("headers", "expected"), HEADERS)
def test_the_first_from_the_right_that_is_not_trusted(headers: Mapping[str, str], expected: str) -> None:
    peer = address_of(PROXY)
    assert peer is not None
    environ = {f"HTTP_{name}": value for name, value in headers.items()}
    assert str(client_behind(peer, environ, TRUSTED)) == expected


@given(st.lists(st.text(max_size=20), max_size=5))
def test_nothing_that_is_written_on_the_left_changes_who_it_is(left: list[str]) -> None:
    peer = address_of(PROXY)
    assert peer is not None
    written = ",".join([*left, CALLER])
    assert str(client_behind(peer, {"HTTP_X_FORWARDED_FOR": written}, TRUSTED)) == CALLER


@given(st.text(max_size=60))
def test_no_header_breaks_it(text: str) -> None:
    peer = address_of(PROXY)
    assert peer is not None
    for header in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED"):
        client_behind(peer, {header: text}, TRUSTED)


@pytest.mark.parametrize(("peer", "recorded"), [(PROXY, CALLER), (LIAR, LIAR)])
def test_sessions_evidence_and_log_have_the_caller_s_address(house: House, tmp_path: Path, peer: str, recorded: str) -> None:
    """Whoever is not trusted is taken for who they are, whatever they write."""
    app = served(house.engine, tmp_path, trusted_proxies="10.0.0.0/8")
    caller = Caller(app, {"X-Forwarded-For": CALLER})
    body = {"username": "clerk", "password": "wrong password"}
    problem(caller.post("/session", body, environ_base={"REMOTE_ADDR": peer}), 401)
    assert [each["details"]["address"] for each in evidence(house.engine, "organisation", "session.refused")] == [recorded]
    assert rows(house.engine, session) == []


@pytest.mark.parametrize(("peer", "status"), [(PROXY, 204), (LIAR, 403)])
def test_scheme_and_host_are_believed_of_trusted_ones_alone(house: House, tmp_path: Path, peer: str, status: int) -> None:
    app = served(house.engine, tmp_path, trusted_proxies="10.0.0.0/8", allowed_hosts="desk.example")
    made = house.as_(house.clerk)
    caller = Caller(app, {**made.headers, "X-Forwarded-Host": "desk.example", "X-Forwarded-Proto": "https"})
    caller.client = app.test_client()
    cookie = made.client.get_cookie("zhidu_session")
    assert cookie is not None
    caller.client.set_cookie("zhidu_session", cookie.value)
    response = caller.delete("/session", headers={"Origin": "https://desk.example"}, environ_base={"REMOTE_ADDR": peer})
    assert response.status_code == status


def test_no_proxy_is_trusted_unless_it_is_named() -> None:
    assert Settings().trusted_proxies == Networks()
    for text in ("nginx", "10.0.0.0/33", "10.0.0.1,here"):
        with pytest.raises(InvalidInput, match="ZHIDU_TRUSTED_PROXIES"):
            settings_of(trusted_proxies=text)


# As whom it lets itself be called


def asked(app: Flask, host: str, path: str = "/roles") -> Any:
    return Caller(app).get(path, headers={"Host": host})


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8080", "[::1]:8080", "127.9.9.9", "Desk.Example:443", "desk.example.", "wiki.example"]
)
def test_a_host_that_is_allowed(house: House, tmp_path: Path, host: str) -> None:
    app = served(house.engine, tmp_path, public_url="https://desk.example", allowed_hosts="wiki.example")
    problem(asked(app, host), 401, "not_authenticated")


@pytest.mark.parametrize("host", ["evil.example", "desk.example.evil.example", "localhost.evil.example", "10.1.2.3", "evil.example:8080"])
def test_any_other_is_told(house: House, tmp_path: Path, host: str) -> None:
    app = served(house.engine, tmp_path, public_url="https://desk.example")
    body = problem(asked(app, host), 400, "host_not_allowed")
    assert "ZHIDU_ALLOWED_HOSTS" in body["detail"]
    assert "ZHIDU_ALLOWED_HOSTS" in body["detail_zh"]
    assert Caller(app).client.get("/", headers={"Host": host}).status_code == 400


def test_a_load_balancer_asks_by_address(house: House, tmp_path: Path) -> None:
    app = served(house.engine, tmp_path)
    ok(asked(app, "10.1.2.3:8080", "/health"))


def test_all_hosts_may_be_allowed(house: House, tmp_path: Path) -> None:
    problem(asked(served(house.engine, tmp_path, allowed_hosts="*"), "any.example"), 401)


def test_the_address_that_is_listened_on_is_allowed_unless_it_is_all() -> None:
    assert allowed_hosts(settings_of(host="10.1.2.3")) == {"10.1.2.3"}
    assert allowed_hosts(settings_of(host="0.0.0.0", public_url="http://desk:8080")) == {"desk"}
