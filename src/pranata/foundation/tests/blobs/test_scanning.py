"""The scanner's protocol, against a daemon of our own that speaks it: a stand-in for clamd."""

import socket
import socketserver
import struct
import threading
from dataclasses import dataclass
from typing import Any

import pytest

from pranata.foundation.blobs.scanning import FileInfected, ScannerAway, scan


class Handler(socketserver.BaseRequestHandler):
    """Reads one stream and answers what the server was told to."""

    server: Any

    def handle(self):
        file = self.request.makefile("rb")
        assert file.readline() == b"nINSTREAM\n"
        received = b""
        while length := struct.unpack(">I", file.read(4))[0]:
            received += file.read(length)
        self.server.received = received
        self.request.sendall(self.server.answer)


@dataclass
class Daemon:
    """A running stand-in: where it listens, and its server, which holds what came and what is answered."""

    address: str
    server: Any


@pytest.fixture(params=["unix", "tcp"])
def daemon(request, tmp_path):
    server: socketserver.BaseServer
    if request.param == "unix":
        path = str(tmp_path / "clamd.ctl")
        server, address = socketserver.UnixStreamServer(path, Handler), f"unix:{path}"
    else:
        tcp = socketserver.TCPServer(("127.0.0.1", 0), Handler)
        server, address = tcp, f"tcp:127.0.0.1:{tcp.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield Daemon(address, server)
    server.shutdown()
    server.server_close()


def test_a_clean_file_passes_and_was_sent_whole(daemon):
    daemon.server.answer = b"stream: OK\n"
    assert scan([b"abc", b"def"], daemon.address).answer == "stream: OK"
    assert daemon.server.received == b"abcdef"


def test_an_infected_file_is_refused_by_name(daemon):
    daemon.server.answer = b"stream: Eicar-Test-Signature FOUND\n"
    with pytest.raises(FileInfected, match="Eicar-Test-Signature"):
        scan([b"x"], daemon.address)


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\n", b"", b"ok"])
def test_no_clear_answer_is_no_answer(daemon, answer):
    daemon.server.answer = answer
    with pytest.raises(ScannerAway):
        scan([b"x"], daemon.address)


@pytest.mark.parametrize("address", ["unix:/tidak/ada", "tcp:127.0.0.1:bukan", "tcp:127.0.0.1:1"])
def test_a_daemon_that_is_away_takes_no_file(address):
    with pytest.raises(ScannerAway):
        scan([b"x"], address)


def test_a_daemon_that_hangs_up_takes_no_file():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        with pytest.raises(ScannerAway):
            scan([b"x" * 100_000] * 50, f"tcp:127.0.0.1:{port}")
