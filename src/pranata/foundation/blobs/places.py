"""From `BLOB_URL` to the store of a tenant.

`/srv/pranata/blobs` or `file:///srv/pranata/blobs` is a folder; `s3://key:password@bucket/prefix?endpoint=…`
a bucket. Without key and secret the usual `AWS_…` variables are asked.
"""

from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from pranata.foundation.blobs.folder import FolderPlace
from pranata.foundation.blobs.place import Place
from pranata.foundation.blobs.store import BlobStore


class UnknownPlace(ValueError):
    """The address names a kind of place that is not known."""


def blobs_of(tenant_id: int) -> BlobStore:
    """Return the store of one tenant in the configured places."""
    copy = settings.BLOB_COPY_URL
    return BlobStore(
        place_at(settings.BLOB_URL, str(tenant_id)), place_at(copy, str(tenant_id)) if copy else None
    )


@lru_cache(maxsize=64)
def place_at(url: str, name: str) -> Place:
    """Return the place of that name below an address. Raises UnknownPlace."""
    parts = urlsplit(url)
    if parts.scheme in {"", "file"}:
        return FolderPlace(Path(unquote(parts.path)) / name)
    if parts.scheme != "s3":
        raise UnknownPlace(parts.scheme)
    # Loaded only where it is used: the client of S3 costs every process 20 MiB.
    from pranata.foundation.blobs.s3 import S3Place, client_for  # noqa: PLC0415 - costly, and rarely used

    query = parse_qs(parts.query)
    client = client_for(
        endpoint=query.get("endpoint", [None])[0],
        region=query.get("region", [None])[0],
        key=unquote(parts.username or "") or None,
        secret=unquote(parts.password or "") or None,
    )
    prefix = "/".join(p for p in (parts.path.strip("/"), name) if p)
    return S3Place(client, bucket=(parts.hostname or ""), prefix=prefix)
