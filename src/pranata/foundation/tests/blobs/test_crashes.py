"""Full disks, read-only disks and writers killed at every step: nothing half is ever visible."""

import errno
import hashlib
import itertools
import os
import resource
import signal

import pytest

from pranata.foundation.blobs import BlobStore, PlaceRefused
from pranata.foundation.blobs.errors import PlaceFull, PlaceReadOnly
from pranata.foundation.blobs.folder import DRAFTS, FolderPlace

PIECE = b"s" * 100_000
BYTES = PIECE * 20
DIGEST = hashlib.sha256(BYTES).hexdigest()


def die_at(function: str, turn: int, when: str, store: BlobStore) -> int:
    """Put in a process of its own that kills itself around the n-th call of a function; return its status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    calls, real = itertools.count(1), getattr(os, function)

    def deadly(*given, **named):
        turned = next(calls) == turn
        if turned and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*given, **named)
        if turned:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(os, function, deadly)
    try:
        store.put([PIECE] * 20)
    finally:
        os._exit(0)


STEPS = [
    (function, turn, when)
    for function, turns in (
        ("mkdir", 4),
        ("write", 6),
        ("fchmod", 2),
        ("fsync", 6),
        ("rename", 2),
    )
    for turn in range(1, turns + 1)
    for when in ("before", "after")
]


@pytest.fixture
def store(tmp_path):
    return BlobStore(FolderPlace(tmp_path / "a"), FolderPlace(tmp_path / "b"))


def visible(place: FolderPlace):
    return list(place.digests())


def drafts(place: FolderPlace):
    folder = place.root / DRAFTS
    return list(folder.iterdir()) if folder.is_dir() else []


class TestAKilledWriter:
    @pytest.mark.parametrize(("function", "turn", "when"), STEPS)
    def test_nothing_half_is_visible_and_the_next_writer_cleans_up(self, store, function, turn, when):
        assert die_at(function, turn, when, store) == -signal.SIGKILL
        for place in (store.place, store.copy):
            for digest in visible(place):
                assert BlobStore(place).verify(digest).digest == DIGEST
        assert not visible(store.place) or visible(store.copy)
        assert store.put([BYTES]).digest == DIGEST
        assert drafts(store.place) == drafts(store.copy) == []
        assert visible(store.place) == visible(store.copy) == [DIGEST]


class TestAWriterThatLives:
    def test_its_draft_is_not_thrown_away_by_another(self, store):
        draft = store.place.draft()
        draft.write(BYTES)
        store.put([b"lain"])
        draft.commit(DIGEST)
        assert store.verify(DIGEST).size == len(BYTES)


class TestAFullDisk:
    def test_it_is_told_and_nothing_is_left(self, store):
        """The limit on the size of a file stands in for a full disk: the kernel refuses the same write."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
        try:
            with pytest.raises(PlaceFull):
                store.put([PIECE, PIECE])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, ignored)
        assert visible(store.place) == drafts(store.place) == drafts(store.copy) == []

    @pytest.mark.parametrize("function", ["write", "fsync", "rename", "fchmod"])
    @pytest.mark.parametrize(
        ("code", "refusal"),
        [(errno.ENOSPC, PlaceFull), (errno.EROFS, PlaceReadOnly), (errno.EIO, PlaceRefused)],
    )
    def test_a_refusal_at_any_step_leaves_nothing(self, store, monkeypatch, function, code, refusal):
        store.put([b"x"])

        def refused(*_given, **_named):
            raise OSError(code, os.strerror(code))

        with monkeypatch.context() as patch:
            patch.setattr(os, function, refused)
            with pytest.raises(refusal):
                store.put([BYTES])
        assert DIGEST not in visible(store.place)
        assert drafts(store.place) == drafts(store.copy) == []
        assert store.put([BYTES]).digest == DIGEST

    def test_a_full_second_place_accepts_nothing_in_the_first(self, store, monkeypatch):
        real = FolderPlace.draft

        def full(place):
            if place is store.copy:
                raise PlaceFull
            return real(place)

        monkeypatch.setattr(FolderPlace, "draft", full)
        with pytest.raises(PlaceFull):
            store.put([BYTES])
        assert not store.place.root.exists() or visible(store.place) == []


class TestAReadOnlyDisk:
    def test_it_is_told_in_words(self, tmp_path):
        """/proc takes no folders from anybody, root included, as a read-only disk does."""
        with pytest.raises(PlaceRefused) as refused:
            BlobStore(FolderPlace(tmp_path.__class__("/proc/pranata"))).put([BYTES])
        assert "penyimpanan" in str(refused.value)

    def test_a_short_write_is_finished(self, store, monkeypatch):
        real = os.write
        monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data)[:777]))
        assert store.put([PIECE]).size == len(PIECE)
        assert store.verify(hashlib.sha256(PIECE).hexdigest()).size == len(PIECE)
