"""Whether we may listen on an address."""

import errno
import ipaddress
import socket

from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _


class AddressNotUsable(ProductError):
    """The address is taken, forbidden, or not one for what was asked."""


def require_usable(host: str, port: int, *, demo: bool) -> None:
    """Refuse an address that is taken, and a demonstration that others could reach."""
    if demo and not is_loopback(host):
        raise AddressNotUsable(
            _("Peragaan tidak dibuka pada alamat %(host)s.") % {"host": host},
            why=_("Dalam peragaan siapa pun dapat masuk sebagai pejabat mana pun tanpa kata sandi."),
            remedy=_("Pakai alamat 127.0.0.1, atau jalankan dengan --no-demo."),
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
            _("Port %(port)s sedang dipakai program lain.") % {"port": port},
            why=_("Satu port hanya dapat dipakai satu program."),
            remedy=_("Hentikan program itu, atau pilih port lain: `make run PORT=%(port)s`.")
            % {"port": port + 1},
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return AddressNotUsable(
            _("Pengguna ini tidak boleh mendengarkan pada port %(port)s.") % {"port": port},
            why=_("Port di bawah 1024 hanya untuk administrator mesin."),
            remedy=_("Pilih port 1024 ke atas."),
        )
    return AddressNotUsable(
        _("Alamat %(host)s:%(port)s tidak dapat dipakai (%(reason)s).")
        % {"host": host, "port": port, "reason": error.strerror or error},
        remedy=_("Periksa --host dan --port."),
    )
