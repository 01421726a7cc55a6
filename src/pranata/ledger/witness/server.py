"""The wire of a witness: HTTP/1.1 on the standard library, a thread a connection, and few of them.

Why not the server that serves our pages: a witness answers once a second at most and runs for years on the
smallest machine of an office. Granian would be a second process and a third of the memory, and it lets a body
drip in for as long as the other side likes. Here every request has one deadline over all its bytes, bodies
have a limit that is known before they are read, and connections beyond the slots wait in the kernel.

It speaks plain HTTP and listens on this machine alone unless told otherwise; TLS is for a proxy before it.
What travels is public and signed: a listener learns nothing, and can only delay.
"""

import io
import re
import socket
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

from pranata.ledger.notes.text import decimal
from pranata.ledger.witness.judging import TEXT_TYPE, Answer, Witness
from pranata.ledger.witness.submission import LARGEST

SLOTS = 32
REQUEST_SECONDS = 10.0
IDLE_SECONDS = 30.0
_CHECKPOINT = re.compile(r"(?P<prefix>.*)/(?P<hashed>[0-9a-f]{64})/checkpoint")


class WitnessServer(ThreadingMixIn, TCPServer):
    """Serves witnesses by prefix: `""` for one alone, `/name` for each of several."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        witnesses: Mapping[str, Witness],
        *,
        request_seconds: float = REQUEST_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
        slots: int = SLOTS,
    ) -> None:
        """Bind and listen. Raises OSError."""
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.witnesses = witnesses
        self.request_seconds = request_seconds
        self.idle_seconds = idle_seconds
        self._slots = threading.BoundedSemaphore(slots)
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in socketserver
        """Give the connection a thread once a slot is free; the next ones wait in the kernel meanwhile."""
        self._slots.acquire()
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._slots.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in socketserver
        """Answer a connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._slots.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in socketserver
        """Say nothing of a connection that broke: whoever broke it knows."""


class _Deadline(io.RawIOBase):
    """Reads a connection until a moment that the handler sets, however slowly the bytes come."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.ends_at = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "pranata-witness"
    sys_version = ""

    def setup(self) -> None:
        self.connection = self.request
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._deadline = _Deadline(self.connection)
        self.rfile: io.BufferedReader = io.BufferedReader(self._deadline)
        # Answers are a few kilobytes: they fit in what the kernel holds.
        self.wfile = self.connection.makefile("wb")

    def handle_one_request(self) -> None:
        self.close_connection = True
        self._deadline.ends_at = time.monotonic() + self.server.idle_seconds
        try:
            if not self.rfile.peek(1):
                return
            # The first byte is there: from here on the whole request has so long, and no longer.
            self._deadline.ends_at = time.monotonic() + self.server.request_seconds
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_POST(self) -> None:
        prefix, _slash, verb = self.path.rpartition("/")
        witness = self.server.witnesses.get(prefix)
        if witness is None or verb != "add-checkpoint":
            self._refuse(404, "no such address")
            return
        size = self._size()
        if size is None:
            self._refuse(411, "a body needs its length")
        elif size > LARGEST:
            self._refuse(413, f"a body has at most {LARGEST} bytes")
        else:
            body = self.rfile.read(size)
            if len(body) == size:
                self._send(witness.add_checkpoint(body))

    def do_GET(self) -> None:
        match = _CHECKPOINT.fullmatch(self.path)
        witness = self.server.witnesses.get(match["prefix"]) if match else None
        if match is None or witness is None:
            self._refuse(404, "no such address")
        else:
            self._send(witness.checkpoint(match["hashed"]))

    def _size(self) -> int | None:
        lengths = self.headers.get_all("Content-Length") or []
        if len(lengths) != 1 or "Transfer-Encoding" in self.headers:
            return None
        try:
            return decimal(lengths[0])
        except ValueError:
            return None

    def _refuse(self, status: int, why: str) -> None:
        """Refuse before the body was read; what is left of it must not be taken for a request."""
        self.close_connection = True
        self._send(Answer(status, f"{why}\n".encode()))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - as in http.server
        self.close_connection = True
        self._send(Answer(int(code), f"{message or 'refused'}\n".encode(), TEXT_TYPE))

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as in http.server
        """Keep no log of requests: the state is the log, and `pranata witness status` shows it."""


def in_background(server: WitnessServer) -> threading.Thread:
    """Serve in a thread until `server.shutdown()`."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    return thread
