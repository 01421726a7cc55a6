"""A bucket of any S3 as a place: `<prefix>/ab/cd/<sha256>`.

A draft is an unnamed local file; at commit it is sent as one object together with its SHA-256, which the
server checks before anything is visible. Where the bucket has object lock, its default retention holds
each object from then on, and `lock` prolongs it in compliance mode: nobody can shorten that.
"""

import base64
import datetime as dt
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.translation import gettext_lazy as _

from pranata.foundation.blobs.errors import BlobMissing, PlaceLocked, PlaceReadOnly, PlaceRefused, refusal
from pranata.foundation.blobs.folder import DIGEST

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GONE = {"NoSuchKey", "404", "NotFound"}
SPOOL = 8 << 20
# A legal hold has no end of its own: whoever placed it takes it off.
FOREVER = dt.datetime.max.replace(tzinfo=dt.UTC)


class S3Client(Protocol):
    """The calls of the client that are used; each takes and returns what S3's reference says."""

    def put_object(self, **given: object) -> dict[str, Any]: ...
    def get_object(self, **given: object) -> dict[str, Any]: ...
    def head_object(self, **given: object) -> dict[str, Any]: ...
    def delete_object(self, **given: object) -> dict[str, Any]: ...
    def list_object_versions(self, **given: object) -> dict[str, Any]: ...
    def list_objects_v2(self, **given: object) -> dict[str, Any]: ...
    def put_object_retention(self, **given: object) -> dict[str, Any]: ...
    def get_object_lock_configuration(self, **given: object) -> dict[str, Any]: ...


def client_for(*, endpoint: str | None, region: str | None, key: str | None, secret: str | None) -> S3Client:
    """Return a client; what is None is taken from the usual `AWS_…` variables."""
    found = boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint,
        region_name=region or "us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(
            connect_timeout=5,
            read_timeout=60,
            retries={"max_attempts": 3, "mode": "standard"},
            # Most servers that speak S3 are not Amazon's: names of buckets in the path work everywhere.
            s3={"addressing_style": "path"},
        ),
    )
    return cast("S3Client", found)


class S3Place:
    """A bucket, below a prefix."""

    def __init__(self, client: S3Client, *, bucket: str, prefix: str) -> None:
        self.client, self.bucket, self.prefix = client, bucket, prefix

    def draft(self) -> "S3Draft":
        """Begin to write into a local file without a name: it ends with the process."""
        return S3Draft(self)

    def open(self, digest: str) -> IO[bytes]:
        """Return the body of the object."""
        with _told(digest):
            return cast("IO[bytes]", _Body(self.client.get_object(**self.named(digest))["Body"]))

    def size(self, digest: str) -> int | None:
        """Return the length of the object, or None."""
        try:
            with _told(digest):
                return int(self.client.head_object(**self.named(digest))["ContentLength"])
        except BlobMissing:
            return None

    def remove(self, digest: str) -> None:
        """Delete every version: in a bucket with versions a plain delete only hides the object."""
        name = self.named(digest)
        with _told(digest, denied=PlaceLocked):
            found = self.client.list_object_versions(Bucket=self.bucket, Prefix=name["Key"])
            for version in [*found.get("Versions", []), *found.get("DeleteMarkers", [])]:
                self.client.delete_object(**name, VersionId=version["VersionId"])

    def digests(self) -> Iterator[str]:
        """Yield the digests in order, a page of a thousand at a time."""
        more: dict[str, str] = {}
        while True:
            with _told():
                page = self.client.list_objects_v2(Bucket=self.bucket, Prefix=f"{self.prefix}/", **more)
            names = (str(found["Key"]).rsplit("/", 1)[-1] for found in page.get("Contents", []))
            yield from (name for name in names if DIGEST.fullmatch(name))
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def locked_until(self, digest: str) -> dt.datetime | None:
        """Return the latest instant to which a version of the object is kept; FOREVER under a legal hold."""
        name = self.named(digest)
        with _told(digest):
            found = self.client.list_object_versions(Bucket=self.bucket, Prefix=name["Key"])
            kept = [self._kept_until(name, version) for version in found.get("Versions", [])]
        return max(filter(None, kept), default=None)

    def _kept_until(self, name: dict[str, str], version: dict[str, Any]) -> dt.datetime | None:
        # The latest is asked for without its number: some servers know none where there are no versions.
        which = {} if version.get("IsLatest") else {"VersionId": version["VersionId"]}
        head = self.client.head_object(**name, **which)
        until = head.get("ObjectLockRetainUntilDate")
        return FOREVER if head.get("ObjectLockLegalHoldStatus") == "ON" else until

    def lock(self, digest: str, until: dt.datetime) -> bool:
        """Keep the object in compliance mode until an instant; False where the bucket has no object lock."""
        if not self.locks():
            return False
        retention = {"Mode": "COMPLIANCE", "RetainUntilDate": until}
        with _told(digest):
            self.client.put_object_retention(**self.named(digest), Retention=retention)
        return True

    def locks(self) -> bool:
        """Whether the bucket was made with object lock."""
        with suppress(ClientError, BotoCoreError):
            found = self.client.get_object_lock_configuration(Bucket=self.bucket)
            return bool(found["ObjectLockConfiguration"].get("ObjectLockEnabled") == "Enabled")
        return False

    def named(self, digest: str) -> dict[str, str]:
        """Return bucket and key of a digest."""
        if not DIGEST.fullmatch(digest):
            raise BlobMissing("?")
        return {"Bucket": self.bucket, "Key": f"{self.prefix}/{digest[:2]}/{digest[2:4]}/{digest}"}


class _Body(io.RawIOBase):
    """The bytes of an object as they come; a line that breaks meanwhile is told like one that never was."""

    def __init__(self, body: IO[bytes]) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        with _told():
            part = self._body.read(len(view))
        view[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._body.close()
        super().close()


class S3Draft:
    """A local file on its way into a bucket."""

    def __init__(self, place: S3Place) -> None:
        self.place = place
        self.file = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115 - it lives as long as the draft

    def write(self, chunk: bytes) -> None:
        """Keep the chunk on this machine."""
        try:
            self.file.write(chunk)
        except OSError as error:
            raise refusal(error) from error

    def commit(self, digest: str) -> None:
        """Send the object; the server compares the digest before it shows it."""
        self.file.seek(0)
        checksum = base64.b64encode(bytes.fromhex(digest)).decode()
        with _told(digest):
            self.place.client.put_object(**self.place.named(digest), Body=self.file, ChecksumSHA256=checksum)

    def discard(self) -> None:
        """Let go of the local file."""
        self.file.close()


@contextmanager
def _told(digest: str = "", *, denied: type[PlaceRefused] = PlaceReadOnly) -> Iterator[None]:
    """Turn what the client raises into a refusal in words; `denied` is what a missing right means here."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in GONE:
            raise BlobMissing(digest) from error
        if code == "AccessDenied":
            raise denied() from error  # type: ignore[call-arg]
        raise PlaceRefused(_("Penyimpanan objek menolak permintaan (%(code)s).") % {"code": code}) from error
    except BotoCoreError as error:
        raise PlaceRefused(_("Penyimpanan objek tidak dapat dihubungi.")) from error
