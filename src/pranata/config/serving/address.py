"""Whether we may listen on an address."""

import errno
import ipaddress
import socket

from pranata.foundation.errors import ProductError


class AddressNotUsable(ProductError):
    """The address is taken, forbidden, or not one for what was asked."""


def require_usable(host: str, port: int, *, demo: bool) -> None:
    """Refuse an address that is taken, and a demonstration that others could reach."""
    if demo and not is_loopback(host):
        raise AddressNotUsable(
            f"Peragaan tidak dibuka pada alamat {host}.",
            why="Dalam peragaan siapa pun dapat masuk sebagai pejabat mana pun tanpa kata sandi.",
            remedy="Pakai alamat 127.0.0.1, atau jalankan dengan --no-demo.",
        )
    try:
        _bind(host, port)
    except OSError as error:
        raise _refusal(host, port, error) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bind(host: str, port: int) -> None:
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        # Without this, connections of a server that just ended would count as somebody listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen(1)


def _refusal(host: str, port: int, error: OSError) -> AddressNotUsable:
    if error.errno == errno.EADDRINUSE:
        return AddressNotUsable(
            f"Port {port} sedang dipakai program lain.",
            why="Satu port hanya dapat dipakai satu program.",
            remedy=f"Hentikan program itu, atau pilih port lain: `make run PORT={port + 1}`.",
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return AddressNotUsable(
            f"Pengguna ini tidak boleh mendengarkan pada port {port}.",
            why="Port di bawah 1024 hanya untuk administrator mesin.",
            remedy="Pilih port 1024 ke atas.",
        )
    return AddressNotUsable(
        f"Alamat {host}:{port} tidak dapat dipakai ({error.strerror or error}).",
        remedy="Periksa --host dan --port.",
    )
