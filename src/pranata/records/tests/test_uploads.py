"""A large file over a bad line: cut, resumed, damaged, raced, abandoned; what arrives is what was sent."""

import base64
import datetime as dt
import hashlib
import os
import random
import signal
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from pranata.foundation.blobs import blobs_of
from pranata.foundation.blobs.kinds import KindRefused
from pranata.foundation.blobs.scanning import ScannerAway
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.organisation.tests.cast import NOW
from pranata.records import uploads
from pranata.records.models import Upload
from pranata.records.tests.scenes import archive_at
from pranata.records.uploads import pieces, receiving
from pranata.records.uploads.errors import FileEmpty, TooMuchWaits

LARGE = samples.PDF + os.urandom(300_000)
SIZE = len(LARGE)
LATER = NOW + dt.timedelta(days=4)


def checksum(piece: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode()


@pytest.fixture
def upload(archive):
    return uploads.begin(name="sk.pdf", length=len(LARGE), actor=archive.cast.bob, now=NOW)


class TestReceiving:
    def test_pieces_add_up_to_the_file(self, upload):
        for start in range(0, len(LARGE), 70_000):
            piece = LARGE[start : start + 70_000]
            upload = uploads.receive(upload, offset=start, piece=piece, checksum=checksum(piece))
        assert uploads.accept(upload).sha256 == hashlib.sha256(LARGE).hexdigest()
        assert not pieces.path_of(upload.public_id).exists()

    def test_a_piece_out_of_turn_is_refused_and_says_where_to_go_on(self, upload):
        uploads.receive(upload, offset=0, piece=LARGE[:10])
        for offset in (0, 9, 11):
            with pytest.raises(uploads.OffsetDiffers) as refused:
                uploads.receive(upload, offset=offset, piece=b"x")
            assert refused.value.offset == 10

    @pytest.mark.parametrize("said", [checksum(b"lain"), "sha256 !!", "md5 x", "sha256"])
    def test_nothing_of_a_damaged_piece_is_kept(self, upload, said):
        with pytest.raises(uploads.PieceDamaged):
            uploads.receive(upload, offset=0, piece=LARGE[:10], checksum=said)
        upload.refresh_from_db()
        assert upload.offset == 0

    def test_more_than_was_announced_is_refused(self, upload):
        with pytest.raises(uploads.UploadTooLarge):
            uploads.receive(upload, offset=0, piece=LARGE + b"x")

    def test_a_piece_has_a_limit(self, upload):
        with pytest.raises(uploads.PieceTooLarge):
            uploads.receive(upload, offset=0, piece=b"x" * (receiving.PIECE_LIMIT + 1))

    def test_what_a_crash_left_beyond_the_offset_does_not_count(self, upload, monkeypatch):
        """The piece was synced, the row was not: it is sent again and the file is still right."""
        with monkeypatch.context() as patch:
            patch.setattr(Upload, "save", lambda *_a, **_k: (_ for _ in ()).throw(SystemError))
            with pytest.raises(SystemError):
                uploads.receive(upload, offset=0, piece=LARGE[:5000] + b"sampah")
        upload.refresh_from_db()
        assert upload.offset == 0
        done = uploads.receive(upload, offset=0, piece=LARGE[:5000])
        done = uploads.receive(done, offset=5000, piece=LARGE[5000:])
        assert uploads.accept(done).sha256 == hashlib.sha256(LARGE).hexdigest()

    def test_two_requests_for_one_upload_do_not_mix(self, upload):
        with pieces.opened(upload.public_id), pytest.raises(uploads.UploadBusy):
            uploads.receive(upload, offset=0, piece=b"x")

    def test_two_uploads_of_the_same_file_are_both_accepted(self, archive):
        assert archive.upload().sha256 == archive.upload().sha256

    def test_names_lose_their_folders_and_what_nobody_sees(self, archive):
        begun = uploads.begin(
            name="C:\\Users\\x\\..\\SK\x00\n Wali.pdf", length=1, actor=archive.cast.bob, now=NOW
        )
        assert begun.name == "SK Wali.pdf"

    @pytest.mark.parametrize(("length", "refusal"), [(0, FileEmpty), (10**12, uploads.UploadTooLarge)])
    def test_an_impossible_length_is_refused_before_anything_is_sent(self, archive, length, refusal):
        with pytest.raises(refusal):
            uploads.begin(name="a.pdf", length=length, actor=archive.cast.bob, now=NOW)

    def test_what_waits_of_one_post_has_a_limit(self, archive, settings):
        bob = archive.cast.bob
        settings.UPLOAD_LIMIT = 100
        first, *_rest = [uploads.begin(name="a.pdf", length=99, actor=bob, now=NOW) for _ in range(10)]
        with pytest.raises(TooMuchWaits):
            uploads.begin(name="b.pdf", length=11, actor=bob, now=NOW)
        uploads.discard(first)
        assert uploads.begin(name="b.pdf", length=11, actor=bob, now=NOW).offset == 0
        assert uploads.begin(name="c.pdf", length=99, actor=bob, now=LATER).offset == 0

    def test_it_refuses_who_keeps_no_documents(self, archive):
        with pytest.raises(NotPermitted):
            uploads.begin(name="a.pdf", length=1, actor=archive.cast.dana, now=NOW)

    def test_an_administrator_sends_the_decree_of_a_handover(self, archive):
        assert uploads.begin(name="sk.pdf", length=1, actor=archive.cast.olga, now=NOW).offset == 0


class TestAccepting:
    def test_an_accepted_one_leaves_nothing_behind_whatever_is_sent_again(self, upload):
        whole = uploads.accept(uploads.receive(upload, offset=0, piece=LARGE))
        path = pieces.path_of(whole.public_id)
        path.write_bytes(LARGE)  # as a crash after the row was written leaves it
        assert uploads.accept(uploads.receive(whole, offset=len(LARGE), piece=b"")) == whole
        assert not path.exists()

    def test_not_before_all_has_come(self, upload):
        with pytest.raises(uploads.OffsetDiffers):
            uploads.accept(upload)

    def test_a_program_is_refused(self, archive):
        with pytest.raises(KindRefused):
            archive.upload(b"MZ\x90\x00", "setup.pdf")

    def test_without_the_configured_scanner_nothing_is_accepted(self, archive, settings):
        settings.CLAMAV = "tcp:127.0.0.1:1"
        with pytest.raises(ScannerAway):
            archive.upload()
        assert list(blobs_of(archive.cast.instansi.pk).digests()) == []


class TestAbandoned:
    def test_what_nobody_goes_on_with_ends_and_is_swept(self, upload):
        uploads.receive(upload, offset=0, piece=LARGE[:10])
        assert uploads.sweep(now=NOW) == 0
        assert uploads.sweep(now=LATER) == 1
        assert not pieces.path_of(upload.public_id).exists()

    def test_bytes_that_nobody_made_a_document_of_leave_the_store(self, archive):
        digest = archive.upload().sha256
        assert uploads.sweep(now=LATER) == 1
        assert blobs_of(archive.cast.instansi.pk).stat(digest) is None

    def test_bytes_that_a_document_has_stay(self, archive):
        version = archive.version()
        archive.upload()
        assert uploads.sweep(now=LATER) == 1
        assert blobs_of(archive.cast.instansi.pk).verify(version.sha256).size == version.size

    def test_bytes_that_another_upload_waits_with_stay(self, archive):
        archive.upload()
        other = archive.upload(now=LATER)
        assert uploads.sweep(now=LATER) == 1
        assert blobs_of(archive.cast.instansi.pk).stat(other.sha256) is not None

    def test_an_ended_upload_is_not_found(self, archive, upload):
        with pytest.raises(uploads.UploadMissing):
            uploads.find(upload.public_id, actor=archive.cast.bob, now=LATER)


class TestOverTheWire:
    """The protocol as a script speaks it."""

    @pytest.fixture
    def bob(self, archive, client):
        client.force_login(archive.cast.bob_account)
        return client

    def begin(self, client, length=SIZE, name="sk.pdf", **headers):
        encoded = base64.b64encode(name.encode()).decode()
        given = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(length),
            "Upload-Metadata": f"jenis YQ==,filename {encoded}",
        }
        return client.post(reverse("records:uploads"), headers=given | headers)

    def patch(self, client, address, offset, piece, **headers):
        given = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)} | headers
        kind = given.pop("Content-Type", "application/offset+octet-stream")
        return client.generic("PATCH", address, piece, content_type=kind, headers=given)

    def head(self, client, address):
        return client.head(address, headers={"Tus-Resumable": "1.0.0"})

    def test_a_file_cut_again_and_again_arrives_whole(self, bob, archive):
        address = self.begin(bob).headers["Location"]
        chance, offset = random.Random(7), 0  # noqa: S311 - no secret hangs on it
        while offset < len(LARGE):
            piece = LARGE[offset : offset + 40_000]
            # The line breaks in the middle of most pieces: only a part of the body comes.
            part = piece[: chance.randint(1, len(piece))] if chance.random() < 0.7 else piece
            answer = self.patch(bob, address, offset, part)
            assert answer.status_code == 204
            offset = int(self.head(bob, address).headers["Upload-Offset"])
        upload = Upload.objects.get()
        assert upload.sha256 == hashlib.sha256(LARGE).hexdigest()

    def test_a_repeated_piece_is_told_where_we_are(self, bob):
        address = self.begin(bob).headers["Location"]
        self.patch(bob, address, 0, LARGE[:10])
        again = self.patch(bob, address, 0, LARGE[:10])
        assert (again.status_code, again.headers["Upload-Offset"]) == (409, "10")

    def test_a_damaged_piece_is_460(self, bob):
        address = self.begin(bob).headers["Location"]
        answer = self.patch(bob, address, 0, LARGE[:10], **{"Upload-Checksum": checksum(b"lain")})
        assert answer.status_code == 460

    def test_a_refused_kind_is_told_in_words_and_thrown_away(self, bob):
        address = self.begin(bob, length=4, name="setup.exe").headers["Location"]
        answer = self.patch(bob, address, 0, b"MZ\x90\x00")
        assert answer.status_code == 415
        assert "setup.exe" in answer.json()["what"]
        assert self.head(bob, address).status_code == 404

    def test_what_is_offered_is_said(self, bob):
        said = bob.options(reverse("records:uploads")).headers
        assert (said["Tus-Version"], "checksum" in said["Tus-Extension"]) == ("1.0.0", True)

    def test_too_large_is_told_before_it_is_sent(self, bob):
        answer = self.begin(bob, length=501_000_000)
        assert answer.status_code == 413
        assert answer.json()["what"] == "501 MB, batasnya 500 MB."

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Tus-Resumable": "0.2.0"}, 412),
            ({"Upload-Length": "-1"}, 400),
            ({"Upload-Length": "9" * 16}, 400),
            ({"Upload-Length": "²"}, 400),
            ({"Upload-Metadata": "filename !!"}, 400),
            ({"Upload-Metadata": "filename /w=="}, 400),
        ],
    )
    def test_headers_made_by_hand_are_refused(self, bob, headers, status):
        assert self.begin(bob, **headers).status_code == status

    @pytest.mark.parametrize(
        ("headers", "status"),
        [({"Upload-Offset": "x"}, 400), ({"Content-Type": "text/plain"}, 400), ({"Tus-Resumable": ""}, 412)],
    )
    def test_pieces_made_by_hand_are_refused(self, bob, headers, status):
        address = self.begin(bob).headers["Location"]
        assert self.patch(bob, address, 0, b"x", **headers).status_code == status

    def test_it_can_be_thrown_away(self, bob):
        address = self.begin(bob).headers["Location"]
        assert bob.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
        assert self.head(bob, address).status_code == 404

    @pytest.mark.parametrize("who", ["alice", "charlie", "dana"])
    def test_an_upload_of_somebody_else_is_not_found(self, bob, archive, client_of, who):
        address = self.begin(bob).headers["Location"]
        stranger = client_of(getattr(archive.cast, f"{who}_account"))
        assert self.head(stranger, address).status_code == 404
        assert self.patch(stranger, address, 0, b"x").status_code == 404
        assert stranger.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 404

    def test_a_made_up_upload_is_not_found(self, bob):
        address = reverse("records:upload_piece", args=[uuid.uuid4()])
        assert self.head(bob, address).status_code == 404

    def test_nobody_uploads_without_a_token(self, archive, client_of):
        strict = client_of(archive.cast.bob_account, enforce_csrf_checks=True)
        assert self.begin(strict).status_code == 403


def test_a_killed_server_costs_one_piece_at_most(committed_db, tmp_path, settings):
    """A process that receives is killed around the sync; another one goes on where the row says."""
    with archive_at(tmp_path, settings) as archive:
        upload = uploads.begin(name="sk.pdf", length=len(LARGE), actor=archive.cast.bob, now=NOW)
        uploads.receive(upload, offset=0, piece=LARGE[:1000])
    connection.close()
    child = os.fork()
    if not child:
        try:
            os.fsync = lambda _fd: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
            with tenant_scope(archive.cast.instansi.pk):
                uploads.receive(upload, offset=1000, piece=LARGE[1000:9000])
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with tenant_scope(archive.cast.instansi.pk):
        found = uploads.find(upload.public_id, actor=archive.cast.bob, now=NOW)
        assert found.offset == 1000
        found = uploads.receive(found, offset=1000, piece=LARGE[1000:])
        assert uploads.accept(found).sha256 == hashlib.sha256(LARGE).hexdigest()
