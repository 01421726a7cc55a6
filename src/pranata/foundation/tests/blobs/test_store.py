"""A store keeps bytes under their SHA-256, in two places, and notices when they change."""

import errno
import hashlib
import os
import threading

import pytest

from pranata.foundation.blobs import BlobDamaged, BlobMissing, BlobStore, BlobTooLarge, Health, PlaceRefused
from pranata.foundation.blobs.folder import FolderPlace
from pranata.foundation.blobs.places import UnknownPlace, blobs_of, place_at
from pranata.foundation.blobs.store import WORTH_A_THREAD

BYTES = b"Keputusan Wali Kota" * 1000
DIGEST = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def one(tmp_path):
    return BlobStore(FolderPlace(tmp_path / "a"))


@pytest.fixture
def two(tmp_path):
    return BlobStore(FolderPlace(tmp_path / "a"), FolderPlace(tmp_path / "b"))


def file_of(place: FolderPlace, digest: str = DIGEST):
    return place.root / digest[:2] / digest[2:4] / digest


def swap(place: FolderPlace, content: bytes = b"palsu"):
    path = file_of(place)
    path.unlink()
    path.write_bytes(content)


def files(place: FolderPlace):
    return sorted(p for p in place.root.rglob("*") if p.is_file())


class TestPutting:
    def test_chunks_of_every_size_are_hashed_in_their_order(self, two):
        sizes = (WORTH_A_THREAD, 1, WORTH_A_THREAD - 1, 3 * WORTH_A_THREAD, 0, 17, WORTH_A_THREAD)
        chunks = [bytes([number]) * size for number, size in enumerate(sizes)]
        whole = b"".join(chunks)
        blob = two.put(iter(chunks))
        assert (blob.digest, blob.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
        assert file_of(two.place, blob.digest).read_bytes() == whole
        assert file_of(two.copy, blob.digest).read_bytes() == whole

    def test_hashing_ends_with_a_reader_that_breaks(self, one):
        def chunks():
            yield b"x" * WORTH_A_THREAD
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            one.put(chunks())
        assert files(one.place) == []
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("hashing")]

    def test_it_names_the_bytes_by_their_hash(self, one):
        blob = one.put([BYTES[:7], BYTES[7:]])
        assert (blob.digest, blob.size) == (DIGEST, len(BYTES))
        assert file_of(one.place).read_bytes() == BYTES

    def test_the_file_is_read_only_and_no_draft_is_left(self, one):
        one.put([BYTES])
        assert file_of(one.place).stat().st_mode & 0o777 == 0o444
        assert files(one.place) == [file_of(one.place)]

    def test_the_same_bytes_twice_are_one_file(self, one):
        assert one.put([BYTES]) == one.put([BYTES])
        assert list(one.digests()) == [DIGEST]

    def test_nothing_is_stored_of_what_is_too_large(self, two):
        with pytest.raises(BlobTooLarge):
            two.put([BYTES, BYTES], limit=len(BYTES) + 1)
        assert files(two.place) == files(two.copy) == []

    def test_nothing_is_stored_when_the_source_breaks(self, two):
        def broken():
            yield BYTES
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            two.put(broken())
        assert files(two.place) == files(two.copy) == []

    def test_no_bytes_are_bytes_too(self, one):
        assert one.verify(one.put([]).digest).size == 0

    def test_two_writers_of_the_same_bytes_leave_one_whole_file(self, two):
        start = threading.Barrier(4)

        def write():
            start.wait()
            for _ in range(10):
                two.put([BYTES])

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert files(two.place) == [file_of(two.place)]
        assert two.verify(DIGEST).size == len(BYTES)

    def test_it_is_in_both_places_before_put_returns(self, two):
        two.put([BYTES])
        assert file_of(two.place).read_bytes() == file_of(two.copy).read_bytes() == BYTES

    def test_putting_good_bytes_again_replaces_bad_ones(self, two):
        two.put([BYTES])
        swap(two.copy)
        two.put([BYTES])
        assert file_of(two.copy).read_bytes() == BYTES


class TestReading:
    def test_it_gives_the_bytes_back(self, one):
        one.put([BYTES])
        with one.open(DIGEST) as file:
            assert file.read() == BYTES
        assert one.stat(DIGEST).size == len(BYTES)

    def test_what_is_not_there_is_said_to_be_missing(self, one):
        assert one.stat(DIGEST) is None
        with pytest.raises(BlobMissing):
            one.open(DIGEST)
        with pytest.raises(BlobMissing):
            one.verify(DIGEST)

    def test_the_copy_serves_while_the_place_has_lost_the_file(self, two):
        two.put([BYTES])
        file_of(two.place).unlink()
        with two.open(DIGEST) as file:
            assert file.read() == BYTES

    @pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63, "g" * 64])
    def test_a_name_that_is_no_digest_leads_nowhere(self, one, name):
        one.put([BYTES])
        with pytest.raises(BlobMissing):
            one.open(name)

    def test_a_symbolic_link_is_not_followed(self, one, tmp_path):
        one.put([BYTES])
        secret = tmp_path / "rahasia"
        secret.write_bytes(BYTES)
        file_of(one.place).unlink()
        file_of(one.place).symlink_to(secret)
        for act in (one.open, one.stat, one.verify):
            with pytest.raises(BlobDamaged):
                act(DIGEST)

    def test_a_folder_that_became_a_link_is_refused_for_writing_too(self, one, tmp_path):
        elsewhere = tmp_path / "lain"
        elsewhere.mkdir()
        one.put([b"x"])
        (one.place.root / DIGEST[:2]).symlink_to(elsewhere)
        with pytest.raises(BlobDamaged):
            one.put([BYTES])
        assert list(elsewhere.iterdir()) == []

    def test_a_folder_in_place_of_a_file_is_no_file(self, one):
        file_of(one.place).mkdir(parents=True)
        with pytest.raises(BlobDamaged):
            one.open(DIGEST)


class TestCheckingAndHealing:
    @pytest.mark.parametrize("content", [b"palsu", BYTES[:-1], BYTES + b"x", b""])
    def test_swapped_bytes_are_found(self, one, content):
        one.put([BYTES])
        swap(one.place, content)
        with pytest.raises(BlobDamaged):
            one.verify(DIGEST)
        assert one.scrub(DIGEST) is Health.LOST

    @pytest.mark.parametrize("ill", ["place", "copy"])
    def test_the_good_place_heals_the_other(self, two, ill):
        two.put([BYTES])
        swap(getattr(two, ill))
        assert two.scrub(DIGEST) is Health.HEALED
        assert file_of(two.place).read_bytes() == file_of(two.copy).read_bytes() == BYTES
        assert two.scrub(DIGEST) is Health.WHOLE

    def test_a_missing_file_is_healed_like_a_damaged_one(self, two):
        two.put([BYTES])
        file_of(two.place).unlink()
        assert two.scrub(DIGEST) is Health.HEALED

    @pytest.mark.parametrize("ill", ["place", "copy"])
    def test_a_sector_that_cannot_be_read_is_healed_like_damage(self, two, ill, monkeypatch):
        two.put([BYTES])
        bad = file_of(getattr(two, ill)).stat().st_ino

        def read(file):
            if os.fstat(file.fileno()).st_ino == bad:
                raise OSError(errno.EIO, "Input/output error")
            return iter(lambda: file.read(1 << 20), b"")

        monkeypatch.setattr("pranata.foundation.blobs.store.chunks_of", read)
        assert two.scrub(DIGEST) is Health.HEALED
        assert file_of(getattr(two, ill)).read_bytes() == BYTES
        bad = file_of(two.place).stat().st_ino
        with pytest.raises(BlobDamaged):
            two.verify(DIGEST)

    def test_a_place_that_does_not_answer_is_no_damage(self, two, monkeypatch):
        two.put([BYTES])

        def read(_file):
            raise OSError(errno.ESTALE, "Stale file handle")

        monkeypatch.setattr("pranata.foundation.blobs.store.chunks_of", read)
        with pytest.raises(PlaceRefused):
            two.scrub(DIGEST)
        assert file_of(two.place).exists()

    def test_bytes_bad_in_both_are_lost_and_left_for_a_person_to_look_at(self, two):
        two.put([BYTES])
        swap(two.place)
        swap(two.copy)
        assert two.scrub(DIGEST) is Health.LOST
        assert file_of(two.place).read_bytes() == b"palsu"


class TestRemoving:
    def test_the_bytes_are_gone_from_both_places(self, two):
        two.put([BYTES])
        two.remove(DIGEST)
        assert files(two.place) == files(two.copy) == []

    def test_what_is_not_there_may_be_removed(self, two):
        two.put([b"x"])
        two.remove(DIGEST)

    def test_a_folder_knows_no_lock(self, one):
        assert one.lock(one.put([BYTES]).digest, None) is False


class TestTheAddressOfAPlace:
    def test_each_tenant_has_a_store_of_its_own(self, settings, tmp_path):
        settings.BLOB_URL, settings.BLOB_COPY_URL = str(tmp_path / "x"), f"file://{tmp_path}/y"
        first, second = blobs_of(1), blobs_of(2)
        first.put([BYTES])
        assert second.stat(DIGEST) is None
        assert (tmp_path / "y/1" / DIGEST[:2]).is_dir()

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(UnknownPlace):
            place_at("ftp://host/x", "1")
