"""Asking ClamAV about a file: its INSTREAM command over a socket, nothing else of it.

nINSTREAM\\n  <length><bytes> …  <0>     →     stream: OK  |  stream: NAME FOUND  |  … ERROR
"""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError

ANSWER_LIMIT = 4096
PATIENCE_S = 120.0


@dataclass(frozen=True)
class Verdict:
    """What the scanner said: its own words, and the name of what it found, if anything."""

    answer: str
    found: str = ""


class FileInfected(ProductError):
    """The scanner knows something harmful in the file."""

    status = 422

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Pemeriksa virus menemukan %(name)s dalam berkas ini, sehingga berkas ditolak.")
            % {"name": name},
            why=_("Berkas di arsip dibuka banyak orang; yang berbahaya tidak boleh masuk."),
            remedy=_("Bersihkan komputer asalnya, lalu unggah berkas yang bersih."),
        )


class ScannerAway(ProductError):
    """A scanner is configured but does not answer; an unscanned file is not taken."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _("Pemeriksa virus tidak menjawab, sehingga berkas belum dapat diterima."),
            why=_("Pemasangan ini hanya menerima berkas yang sudah diperiksa."),
            remedy=_("Coba lagi beberapa menit lagi, atau beri tahu pengelola sistem."),
        )


def scan(chunks: Iterable[bytes], address: str) -> Verdict:
    """Return the verdict of the daemon at `unix:/path` or `tcp:host:port`.

    Raises FileInfected, ScannerAway: whatever is not a clear answer is taken as none.
    """
    try:
        with _connected(address) as link:
            link.sendall(b"nINSTREAM\n")
            for chunk in chunks:
                link.sendall(struct.pack(">I", len(chunk)) + chunk)
            link.sendall(struct.pack(">I", 0))
            answer = _answer(link)
    except (OSError, ValueError) as error:
        raise ScannerAway from error
    return _judged(answer)


def _connected(address: str) -> socket.socket:
    kind, _colon, rest = address.partition(":")
    if kind == "unix":
        return _connected_locally(rest)
    host, _colon, port = rest.rpartition(":")
    return socket.create_connection((host, int(port)), PATIENCE_S)


def _connected_locally(path: str) -> socket.socket:
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(PATIENCE_S)
    try:
        link.connect(path)
    except OSError:
        link.close()
        raise
    return link


def _answer(link: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\n") and len(said) < ANSWER_LIMIT:
        part = link.recv(ANSWER_LIMIT)
        if not part:
            break
        said += part
    return said.decode("utf-8", "replace").strip()


def _judged(answer: str) -> Verdict:
    words = answer.removeprefix("stream: ")
    if words == "OK":
        return Verdict(answer)
    if words.endswith(" FOUND"):
        raise FileInfected(words.removesuffix(" FOUND"))
    raise ScannerAway
