"""What is derived from the installation's secret key: encryption at rest and keyed digests."""

import base64
import hashlib
import hmac
import ipaddress

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """Encrypt a secret for storage; a thief of the database alone cannot read it."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made, also under a former key in SECRET_KEY_FALLBACKS.

    Raises cryptography.fernet.InvalidToken when no key fits: the database was moved without its secret.
    """
    return _box().decrypt(sealed.encode()).decode()


def keyed_digest(purpose: str, value: str) -> str:
    """Return a digest that cannot be searched backwards without the installation's key."""
    return hmac.new(_derived(settings.SECRET_KEY, purpose), value.encode(), hashlib.sha256).hexdigest()


def address_digest(address: str) -> str:
    """Return the keyed digest of a network address; empty for none. IPv6 counts by its /64."""
    return keyed_digest("network address", _network(address)) if address else ""


def _network(address: str) -> str:
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(_derived(key, "second factor secret"))) for key in keys]
    )


def _derived(key: str | bytes, purpose: str) -> bytes:
    material = key.encode() if isinstance(key, str) else key
    return hmac.new(material, f"pranata {purpose} v1".encode(), hashlib.sha256).digest()
