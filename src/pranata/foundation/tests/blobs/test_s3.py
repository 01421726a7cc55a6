"""A bucket as a place. The server is moto, a stand-in for S3: what a real one adds is not tested here."""

import datetime as dt
import hashlib
import os
from urllib.parse import quote

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.response import StreamingBody
from moto.server import ThreadedMotoServer

from pranata.foundation.blobs import BlobDamaged, BlobMissing, BlobStore, Health, PlaceRefused
from pranata.foundation.blobs.errors import PlaceLocked
from pranata.foundation.blobs.folder import FolderPlace
from pranata.foundation.blobs.places import place_at
from pranata.foundation.blobs.s3 import FOREVER, S3Place, client_for

BYTES = b"Berita acara" * 1000
DIGEST = hashlib.sha256(BYTES).hexdigest()
LATER = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(endpoint):
    return client_for(endpoint=endpoint, region=None, key="kunci", secret="rahasia")


@pytest.fixture
def place(client, request):
    bucket = f"b{abs(hash(request.node.nodeid))}"
    client.create_bucket(Bucket=bucket)
    return S3Place(client, bucket=bucket, prefix="arsip/1")


@pytest.fixture
def locked(client, request):
    bucket = f"k{abs(hash(request.node.nodeid))}"
    client.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    return S3Place(client, bucket=bucket, prefix="arsip/1")


class TestABucket:
    def test_bytes_come_back_under_their_name(self, place):
        store = BlobStore(place)
        blob = store.put([BYTES[:9], BYTES[9:]])
        assert (blob.digest, blob.size) == (DIGEST, len(BYTES))
        with store.open(DIGEST) as file:
            assert file.read() == BYTES
        assert store.stat(DIGEST) == store.verify(DIGEST) == blob
        assert list(store.digests()) == [DIGEST]

    def test_more_than_a_spool_goes_through_a_file(self, place):
        large = os.urandom(9 << 20)
        assert BlobStore(place).verify(BlobStore(place).put([large]).digest).size == len(large)

    def test_what_is_not_there_is_missing(self, place):
        assert place.size(DIGEST) is None
        with pytest.raises(BlobMissing):
            place.open(DIGEST)

    def test_swapped_bytes_are_found_and_healed_from_a_folder(self, place, tmp_path):
        store = BlobStore(place, FolderPlace(tmp_path))
        store.put([BYTES])
        place.client.put_object(**place.named(DIGEST), Body=b"palsu")
        with pytest.raises(BlobDamaged):
            store.verify(DIGEST)
        assert store.scrub(DIGEST) is Health.HEALED
        assert store.verify(DIGEST).size == len(BYTES)

    def test_a_line_that_breaks_while_bytes_come_is_told_in_words(self, place, monkeypatch):
        store = BlobStore(place)
        store.put([BYTES])

        def breaks(_body, _amount=None):
            raise ReadTimeoutError(endpoint_url="s3")

        monkeypatch.setattr(StreamingBody, "read", breaks)
        with pytest.raises(PlaceRefused):
            store.scrub(DIGEST)

    def test_removing_takes_every_version(self, locked):
        store = BlobStore(locked)
        store.put([BYTES])
        locked.client.put_object(**locked.named(DIGEST), Body=BYTES)
        store.remove(DIGEST)
        found = locked.client.list_object_versions(Bucket=locked.bucket)
        assert not found.get("Versions")
        assert not found.get("DeleteMarkers")

    def test_a_server_that_is_away_is_told_in_words(self):
        away = S3Place(
            client_for(endpoint="http://127.0.0.1:9", region=None, key="k", secret="s"),
            bucket="b",
            prefix="x",
        )
        with pytest.raises(PlaceRefused):
            away.size(DIGEST)

    def test_the_address_names_bucket_prefix_and_login(self, endpoint):
        place = place_at(f"s3://k%2F1:s@arsip/kota?endpoint={quote(endpoint)}", "7")
        assert isinstance(place, S3Place)
        assert place.named(DIGEST)["Key"] == f"kota/7/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"


class TestObjectLock:
    def test_a_locked_object_cannot_be_removed(self, locked):
        store = BlobStore(locked)
        store.put([BYTES])
        assert store.lock(DIGEST, LATER) is True
        with pytest.raises(PlaceLocked):
            store.remove(DIGEST)
        assert store.verify(DIGEST).size == len(BYTES)

    def test_a_bucket_without_lock_says_so(self, place):
        BlobStore(place).put([BYTES])
        assert BlobStore(place).lock(DIGEST, LATER) is False

    def test_it_tells_until_when_any_version_is_kept(self, locked):
        store = BlobStore(locked)
        store.put([BYTES])
        assert locked.locked_until(DIGEST) is None
        store.lock(DIGEST, LATER)
        locked.client.put_object(**locked.named(DIGEST), Body=BYTES)
        assert locked.locked_until(DIGEST) == store.locked_until(DIGEST) == LATER

    def test_a_legal_hold_has_no_end(self, locked):
        BlobStore(locked).put([BYTES])
        locked.client.put_object_legal_hold(**locked.named(DIGEST), LegalHold={"Status": "ON"})
        assert locked.locked_until(DIGEST) == FOREVER
        locked.client.put_object_legal_hold(**locked.named(DIGEST), LegalHold={"Status": "OFF"})
        assert locked.locked_until(DIGEST) is None

    def test_what_is_nowhere_or_in_a_plain_bucket_is_not_kept(self, place, locked):
        assert locked.locked_until(DIGEST) is None
        BlobStore(place).put([BYTES])
        assert place.locked_until(DIGEST) is None
