"""The device behind a request."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from pranata.foundation.accounts.client import Client, describe_device
from pranata.foundation.accounts.secrets import address_digest


def client_of(request: HttpRequest) -> Client:
    """Return device and digest of the address; a forwarded address counts only behind trusted proxies."""
    return Client(
        device=describe_device(request.META.get("HTTP_USER_AGENT", "")),
        address_digest=address_digest(get_adapter(request).get_client_ip(request)),
    )
