"""A witness on the wire: addresses, limits, and connections that mean no good."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from pranata.ledger.witness.client import (
    WitnessAddress,
    WitnessElsewhere,
    WitnessRefuses,
    WitnessSilent,
    exchange,
)
from pranata.ledger.witness.folder import origin_hash
from pranata.ledger.witness.server import WitnessServer, in_background
from pranata.ledger.witness.submission import LARGEST
from pranata.ledger.witness.tests.shown import NOW, ORIGIN, Shown, make_witness

LOG = Shown()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., WitnessServer]]:
    servers = list[WitnessServer]()

    def start(**settings) -> WitnessServer:
        witnesses = {prefix: make_witness(tmp_path / f"s{prefix}") for prefix in ("", "/kedua")}
        server = WitnessServer(("127.0.0.1", 0), witnesses, **settings)
        servers.append(server)
        in_background(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def address_of(server: WitnessServer, prefix: str = "") -> WitnessAddress:
    url = f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    return WitnessAddress(url, server.witnesses[prefix].folder.verifiers)


def link_to(server: WitnessServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10)


@pytest.mark.parametrize("prefix", ["", "/kedua"])
def test_a_log_gets_cosignatures_and_asks_what_was_seen(serve, prefix: str):
    address = address_of(serve(), prefix)
    assert address.last_seen(ORIGIN) is None
    note = LOG.note(5)
    lines = address.cosign(0, [], note)
    assert [(found.verifier, found.time) for found, _ in lines] == [(key, NOW) for key in address.keys]
    assert address.last_seen(ORIGIN) == note.with_signatures(line for _, line in lines)
    with pytest.raises(WitnessElsewhere) as told:
        address.cosign(0, [], LOG.note(7))
    assert told.value.size == 5
    address.cosign(5, LOG.proof(5, 7), LOG.note(7))


def test_each_witness_of_one_server_has_a_state_of_its_own(serve):
    server = serve()
    address_of(server).cosign(0, [], LOG.note(5))
    assert address_of(server, "/kedua").last_seen(ORIGIN) is None


def test_a_refusal_reaches_the_log_with_its_status(serve):
    address = address_of(serve())
    address.cosign(0, [], LOG.note(5))
    with pytest.raises(WitnessRefuses, match=r"^422 "):
        address.cosign(5, [], Shown("rewritten").note(5))


def test_lines_of_another_witness_are_not_taken(serve):
    server = serve()
    impostor = WitnessAddress(address_of(server).url, address_of(server, "/kedua").keys)
    with pytest.raises(WitnessSilent):
        impostor.cosign(0, [], LOG.note(5))
    with pytest.raises(WitnessSilent):
        impostor.last_seen(ORIGIN)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/add-checkpoint", 404),
        ("POST", "/", 404),
        ("POST", "/lain/add-checkpoint", 404),
        ("GET", "/../../witness.json", 404),
        ("GET", f"/{origin_hash(ORIGIN).upper()}/checkpoint", 404),
        ("GET", f"/{origin_hash('unknown')}/checkpoint", 404),
        ("PUT", "/add-checkpoint", 501),
        ("POST", "/add-checkpoint", 400),
    ],
)
def test_other_addresses_are_refused(serve, method: str, path: str, status: int):
    body = b"" if method in ("POST", "PUT") else None
    assert exchange(method, f"{address_of(serve()).url}{path}", body).status == status


def test_a_connection_stays_open_for_the_next_request(serve):
    request = f"GET /{origin_hash(ORIGIN)}/checkpoint HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with link_to(serve()) as link:
        for _ in range(3):
            link.sendall(request)
            assert link.recv(4096).startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (f"Content-Length: {LARGEST + 1}", b"413"),
        ("Content-Length: 99999999999999999999", b"411"),
        ("Content-Length: -1", b"411"),
        ("Content-Length: 1\r\nContent-Length: 2", b"411"),
        ("Transfer-Encoding: chunked", b"411"),
        ("X: y", b"411"),
    ],
)
def test_a_body_of_unknown_or_too_large_size_is_refused_unread(serve, headers: str, status: bytes):
    with link_to(serve()) as link:
        link.sendall(f"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n".encode())
        answer = b""
        while part := link.recv(4096):
            answer += part
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert b"Connection: close" in answer


def test_a_head_that_never_ends_is_cut_off(serve):
    with link_to(serve()) as link:
        link.sendall(b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(300)))
        assert b" 431 " in link.recv(4096)


def test_bytes_that_drip_in_are_cut_off_at_the_deadline(serve):
    with link_to(serve(request_seconds=0.5)) as link:
        began = time.monotonic()
        link.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        with suppress(OSError):  # broken pipe or reset, as the kernel likes
            while time.monotonic() - began < 5:
                link.sendall(b"o")
                time.sleep(0.05)
        assert time.monotonic() - began < 5


def test_idle_connections_leave_room_for_others_in_the_end(serve):
    server = serve(slots=3, idle_seconds=0.5)
    with ExitStack() as idle:
        for _ in range(6):
            idle.enter_context(link_to(server))
        assert address_of(server).last_seen(ORIGIN) is None


def test_garbage_does_not_end_the_server(serve):
    server = serve()
    for garbage in (b"\x00\xff\r\n\r\n", b"POST\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n"):
        with link_to(server) as link:
            link.sendall(garbage)
            link.recv(4096)
    assert address_of(server).last_seen(ORIGIN) is None
