"""The real WSGI application on a loopback port, against a database whose commits are real."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    """Says nothing, and gives its thread's connection back: a thread serves one browser connection."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        pass

    def finish(self) -> None:
        super().finish()
        connections.close_all()


@pytest.fixture
def served(committed_db: str) -> Iterator[str]:
    """Yield the address of the product, e.g. `http://127.0.0.1:40231`, with a database of its own."""
    with serving() as address:
        yield address


@contextmanager
def serving() -> Iterator[str]:
    """Serve whatever database the default connection points at, on a free port."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    hosts, settings.ALLOWED_HOSTS = settings.ALLOWED_HOSTS, ["127.0.0.1"]
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
        settings.ALLOWED_HOSTS = hosts
