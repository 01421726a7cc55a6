"""How often one network may ask a public page that costs more than reading."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from pranata.foundation.clock import utc_now

WINDOW = 60


def is_over(request: HttpRequest, action: str, limit: int) -> bool:
    """Count this request, and say whether its network has asked more than `limit` times this minute."""
    minute = int(utc_now().timestamp()) // WINDOW
    key = f"throttle:{action}:{_network(request)}:{minute}"
    cache.add(key, 0, 2 * WINDOW)
    return cache.incr(key) > limit


def _network(request: HttpRequest) -> str:
    """Return the address, of IPv6 the network that one connection usually gets."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    prefix = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, prefix), strict=False))
