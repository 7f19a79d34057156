"""A thread is for a request that is whole; whoever is slow, large or many takes none."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from api.front.plan import Lane
from tests.front.played import LARGE, LIMITS, USUAL, Client, Stage, request

HALVES = (b"GE", b"GET / HTTP/1.1\r\nHost: he", request("/", b"half", declared=8), request("/", b"", declared=8))


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    for client in made.clients:
        client.close()


def drip(stage: Stage, client: Client, data: bytes) -> None:
    """A byte a second, until the connection ends or all is sent."""
    for number in range(len(data)):
        if client.ended:
            return
        client.send(data[number : number + 1])
        stage.later(1.0)


def test_a_request_is_answered_and_the_connection_stays(stage: Stage) -> None:
    client = stage.client()
    for number in range(3):
        client.send(request(f"/{number}", b"abc"))
        stage.work()
    assert client.statuses() == [200, 200, 200]
    assert stage.seen == [("/0", b"abc"), ("/1", b"abc"), ("/2", b"abc")]
    assert client.sent.count(b"Connection: keep-alive") == 3


@pytest.mark.parametrize(
    "part", [b"", b"GE", request("/", b"half", declared=8), request("/", b"", declared=8), b"GET / HTTP/1.1\r\nHost: he"]
)
def test_what_is_not_whole_takes_no_thread(stage: Stage, part: bytes) -> None:
    clients = [stage.client(f"192.0.2.{number}") for number in range(10)]
    for client in clients:
        if part:
            client.send(part)
    assert stage.in_threads() == 0
    other = stage.client("198.51.100.1")
    other.send(request())
    stage.work()
    assert other.statuses() == [200]


@pytest.mark.parametrize("part", HALVES)
def test_what_stands_still_is_ended_in_time(stage: Stage, part: bytes) -> None:
    client = stage.client()
    client.send(part)
    stage.later(LIMITS.head_seconds)
    assert client.statuses() == []
    stage.later(1.0)
    assert client.statuses() == [408]
    stage.later(LIMITS.farewell_seconds + 1)
    assert client.ended == "aborted"
    assert not stage.site.visits


def test_a_head_that_drips_is_ended_in_time(stage: Stage) -> None:
    client = stage.client()
    drip(stage, client, b"GET / HTTP/1.1\r\nX: " + b"a" * 1_000)
    assert client.statuses() == [408]
    assert stage.clock.now <= LIMITS.head_seconds + 2


@pytest.mark.parametrize("path", ["/", "/large"])
def test_a_body_that_drips_is_ended_in_time(stage: Stage, path: str) -> None:
    client = stage.client()
    client.send(request(path, declared=5_000))
    stage.work()
    drip(stage, client, b"a" * 1_000)
    assert client.statuses() == [408]
    assert stage.clock.now <= LIMITS.grace_seconds + 2


def test_a_body_that_keeps_the_rate_may_take_long(stage: Stage) -> None:
    client = stage.client()
    client.send(request("/", declared=USUAL))
    stage.work()
    for _ in range(USUAL // LIMITS.least_rate):
        client.send(b"a" * LIMITS.least_rate)
        stage.later(1.0)
    stage.work()
    assert client.statuses() == [200]
    assert stage.clock.now > 5 * LIMITS.grace_seconds


def test_an_idle_connection_ends_without_a_word(stage: Stage) -> None:
    client = stage.client()
    client.send(request())
    stage.work()
    stage.later(LIMITS.idle_seconds)
    assert stage.site.visits
    stage.later(1.0)
    assert client.statuses() == [200]
    assert client.ended == "closed"


def test_an_answer_at_work_has_all_the_time(stage: Stage) -> None:
    client = stage.client()
    client.send(request())
    stage.later(10_000.0)
    stage.work()
    assert client.statuses() == [200]


def test_an_answer_that_nobody_takes_holds_neither_thread_nor_memory(stage: Stage) -> None:
    client = stage.client(takes=0)
    client.send(request("/long"))
    stage.work()
    assert stage.in_threads() == 0
    assert len(client.buffered) < 1_000  # the head alone; the rest waits in its file
    client.send(request("/more"))
    assert stage.in_threads() == 0
    assert not client.reading
    stage.later(LIMITS.grace_seconds + 1)
    assert client.ended == "aborted"


def test_an_answer_that_is_taken_slowly_arrives_whole(stage: Stage) -> None:
    client = stage.client(takes=0)
    client.send(request("/long"))
    stage.work()
    while len(client.sent) < 5_000 and not client.ended:
        client.read(LIMITS.least_rate)
        stage.later(1.0)
    client.read(10_000)
    assert client.sent.endswith(b"\r\n\r\n" + b"x" * 5_000)
    assert client.reading


def test_an_answer_that_drips_out_is_given_up(stage: Stage) -> None:
    client = stage.client(takes=0)
    client.send(request("/long"))
    stage.work()
    for _ in range(1_000):
        if client.ended:
            break
        client.read(1)
        stage.later(1.0)
    assert client.ended == "aborted"
    assert stage.clock.now <= LIMITS.grace_seconds + 3


@pytest.mark.parametrize("more", ["", "Transfer-Encoding: chunked\r\n"])
def test_a_body_is_limited_by_its_route_before_it_is_read(stage: Stage, more: str) -> None:
    client, larger = stage.client(), stage.client()
    if more:
        head = f"POST / HTTP/1.1\r\nHost: here\r\n{more}\r\n".encode()
        client.send(head + b"ffff\r\n" + b"a" * (USUAL + 1))
        larger.send(head.replace(b"POST /", b"POST /large") + b"ffff\r\n" + b"a" * (USUAL + 1))
    else:
        client.send(request("/", declared=USUAL + 1))
        larger.send(request("/large", declared=USUAL + 1))
    assert client.statuses() == [413]
    assert larger.statuses() == []
    assert stage.seen == []


def test_what_still_comes_of_a_refused_body_is_thrown_away(stage: Stage) -> None:
    client = stage.client()
    client.send(request("/", declared=LARGE))
    client.send(b"a" * 1_000)
    client.send(request("/evil"))
    assert client.statuses() == [413]
    assert client.ended == "parted"
    assert stage.in_threads() == 0


def test_a_large_body_is_read_only_when_its_sender_may_come_in(stage: Stage) -> None:
    stage.admits = False
    client = stage.client()
    client.send(request("/large", declared=LARGE))
    assert not client.reading
    stage.work()
    assert client.statuses() == [401]
    stage.admits = True
    admitted = stage.client()
    admitted.send(request("/large", declared=LARGE, more="Expect: 100-continue\r\n"))
    stage.work()
    assert admitted.statuses() == [100]
    admitted.send(b"a" * LARGE)
    stage.work()
    assert admitted.statuses() == [100, 200]
    assert stage.seen == [("/large", b"a" * LARGE)]


@pytest.mark.parametrize("apart", range(0, 80, 7))
def test_a_body_that_comes_after_its_head_never_becomes_the_next_request(stage: Stage, apart: int) -> None:
    client, sent = stage.client(), request("/first", request("/evil"))
    client.send(sent[: len(sent) - apart])
    if apart:
        client.send(sent[len(sent) - apart :])
    stage.work()
    client.send(request("/second"))
    stage.work()
    assert [path for path, _ in stage.seen] == ["/first", "/second"]
    assert client.statuses() == [200, 200]


@pytest.mark.parametrize("packets", [1, 2])
def test_what_comes_before_its_turn_is_not_carried_out(stage: Stage, packets: int) -> None:
    client = stage.client()
    if packets == 1:
        client.send(request("/first") + request("/second"))
    else:
        client.send(request("/first"))
        client.send(request("/second"))
    stage.work()
    assert [path for path, _ in stage.seen] == ["/first"]
    assert b"Connection: close" in client.sent
    assert client.ended == "parted"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", 400),
        ("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("\x16\x03\x01\x02\x00\x01", 400),
        ("GET /" + "a" * 3_000 + " HTTP/1.1\r\nHost: a\r\n\r\n", 431),
        ("GET /" + "a" * 3_000, 431),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a" * 3_000, 431),
        ("GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n" * 1_000 + "\r\n", 431),
    ],
)
def test_a_head_that_could_mean_two_things_is_refused(stage: Stage, head: str, status: int) -> None:
    client = stage.client()
    client.send(head.encode("latin-1"))
    stage.work()
    assert client.statuses() == [status]
    assert client.ended == "parted"
    assert stage.seen == []


def test_what_stands_after_a_chunked_body_is_limited_and_no_header(stage: Stage) -> None:
    client = stage.client()
    client.send(b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n")
    stage.work()
    client.send(b"X-Evil: 9\r\n\r\n")
    stage.work()
    assert client.statuses() == [200]
    assert b"X-Length: 3" in client.sent
    assert b"X-Evil: none" in client.sent
    flooding = stage.client()
    flooding.send(b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: ")
    stage.work()
    for _ in range(100):
        if flooding.ended:
            break
        flooding.send(b"a" * 1_000)
    assert flooding.statuses() == [400]


def test_an_address_has_so_many_connections(stage: Stage) -> None:
    many = [stage.client("192.0.2.1") for _ in range(LIMITS.connections_per_address + 3)]
    assert [client.statuses() for client in many[-4:]] == [[], [429], [429], [429]]
    assert all(client.ended == "closed" for client in many[-3:])
    assert stage.client("192.0.2.2").statuses() == []
    many[0].close()
    assert stage.client("192.0.2.1").statuses() == []


def test_a_web_server_in_front_has_as_many_as_it_needs(stage: Stage) -> None:
    stage.trusted.add("127.0.0.1")
    many = [stage.client("127.0.0.1") for _ in range(LIMITS.connections_per_address + 3)]
    assert all(client.statuses() == [] for client in many)
    for number, client in enumerate(many):
        client.send(request(more=f"X-Forwarded-For: 192.0.2.{number}\r\n"))
    assert len({caller for caller, _, _ in stage.threads[Lane.WRITES].waiting}) == len(many)
    stage.work()


def test_a_network_of_ipv6_counts_as_one(stage: Stage) -> None:
    many = [stage.client(f"2001:db8::{number:x}") for number in range(LIMITS.connections_per_address + 1)]
    assert many[-1].statuses() == [429]
    assert stage.client("2001:db8:0:1::1").statuses() == []


def test_all_together_have_so_many_connections(stage: Stage) -> None:
    many = [stage.client(f"192.0.2.{number}") for number in range(LIMITS.connections + 1)]
    assert many[-1].statuses() == [429]
    many[0].close()
    assert stage.client("192.0.2.250").statuses() == []


@pytest.mark.parametrize("status", [429, 503])
def test_where_too_much_waits_one_is_told_at_once(stage: Stage, status: int) -> None:
    stage.threads[Lane.WRITES].full = HTTPStatus(status)
    client = stage.client()
    client.send(request())
    assert client.statuses() == [status]
    client.send(request(method="GET"))
    stage.work()
    assert client.statuses() == [status, 200]


def test_sessions_of_one_person_wait_as_one_caller(stage: Stage) -> None:
    for _ in range(2):
        for number in range(3):
            client = stage.client(f"192.0.2.{number}")
            client.send(request(more=f"Cookie: li/{number}\r\n"))
        other = stage.client()
        other.send(request(more="Cookie: wang/1\r\n"))
        callers = [caller for caller, _, _ in stage.threads[Lane.WRITES].waiting]
        stage.work()
    assert callers == ["li", "li", "li", "wang"]


def test_large_bodies_are_worked_at_apart(stage: Stage) -> None:
    small, large = stage.client(), stage.client()
    small.send(request("/", b"a"))
    large.send(request("/", b"a" * (LIMITS.held_in_memory + 1)))
    stage.threads[Lane.READS].do()
    assert [len(stage.threads[lane].waiting) for lane in (Lane.WRITES, Lane.HEAVY)] == [1, 1]


def test_a_stop_ends_what_is_idle_and_answers_what_is_under_way(stage: Stage) -> None:
    idle, busy = stage.client(), stage.client()
    busy.send(request())
    stage.site.close()
    assert idle.ended == "closed"
    stage.work()
    assert busy.statuses() == [200]
    assert busy.ended == "parted"


def test_a_client_that_is_gone_does_no_harm(stage: Stage) -> None:
    client = stage.client()
    client.send(request())
    client.close()
    stage.work()
    assert client.statuses() == []
    assert not stage.site.visits
    assert not stage.site.addresses
