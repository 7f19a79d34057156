"""A port belongs to one server: the second is refused, whoever the first one is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.front.listening import listen
from cli.console import main
from engine.kernel.errors import Conflict, InvalidInput

HAS_IPV6 = socket.has_ipv6 and Path("/proc/net/if_inet6").exists() and bool(Path("/proc/net/if_inet6").read_text())


def other_program(host: str = "127.0.0.1", *, shares: bool = False) -> socket.socket:
    """Listens at a free port; ``shares``: as a server that lets others listen beside it."""
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shares:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    taken.bind((host, 0))
    taken.listen()
    return taken


@pytest.fixture(params=["ours", "other", "shares"])
def taken(request: pytest.FixtureRequest) -> Iterator[int]:
    """A port of the loopback address that somebody listens at."""
    sockets = listen("127.0.0.1", 0) if request.param == "ours" else (other_program(shares=request.param == "shares"),)
    yield sockets[0].getsockname()[1]
    for each in sockets:
        each.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_a_taken_port_is_refused(taken: int, host: str) -> None:
    with pytest.raises(Conflict) as refused:
        listen(host, taken)
    assert refused.value.reason_code == "port_taken"
    assert str(taken) in refused.value.text.en
    assert str(taken) in refused.value.text.zh


@pytest.mark.skipif(not HAS_IPV6, reason="needs IPv6")
@pytest.mark.parametrize(("first", "second"), [("::1", "::1"), ("::", "0.0.0.0"), ("::", "127.0.0.1"), ("0.0.0.0", "::")])
def test_a_taken_port_is_refused_over_ipv6(first: str, second: str) -> None:
    sockets = listen(first, 0)
    try:
        with pytest.raises(Conflict):
            listen(second, sockets[0].getsockname()[1])
    finally:
        sockets[0].close()


def test_a_port_is_free_again_at_once() -> None:
    sockets = listen("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    client = socket.create_connection(("127.0.0.1", port))
    served, _ = sockets[0].accept()
    served.close()  # the server's side waits for late packets now
    sockets[0].close()
    for each in listen("127.0.0.1", port):
        each.close()
    client.close()


@pytest.mark.parametrize(("host", "port"), [("nowhere.invalid", 8080), ("127.0.0.1", 70_000), ("192.0.2.1", 8080)])
def test_an_address_that_cannot_be_had_is_refused(host: str, port: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        listen(host, port)
    assert refused.value.reason_code == "address_not_had"


def test_a_second_server_touches_nothing(
    taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIDU_DATABASE_URL", f"sqlite:///{tmp_path / 'second.db'}")
    monkeypatch.setenv("ZHIDU_DATA_DIR", str(tmp_path / "data"))
    assert main(["serve", "--demo", "--port", str(taken)]) == 1
    told = capsys.readouterr().err
    assert told.count(str(taken)) == 2
    assert "Expected" in told
    assert "预期" in told
    assert list(tmp_path.iterdir()) == []
