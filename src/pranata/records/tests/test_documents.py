"""Documents, their versions and what is said about them."""

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from pranata.foundation.blobs import BlobMissing, blobs_of
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.history import history_of
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW
from pranata.records.models import Document, Version
from pranata.records.operations import add_document as add_document_module
from pranata.records.operations._keep import CodeUnknown, UploadUnfinished
from pranata.records.operations._lock import DocumentChangedMeanwhile
from pranata.records.operations.add_document import Description, add_document
from pranata.records.operations.add_version import OriginUnknown, SameBytes, add_version
from pranata.records.operations.describe_document import NothingCorrected, describe_document
from pranata.records.tests.scenes import SK, archive_at
from pranata.records.uploads import UploadMissing, begin


class TestAddDocument:
    def test_it_keeps_the_bytes_in_both_places_and_names_them(self, archive):
        version = archive.version()
        assert (version.number, version.size, version.media) == (1, len(samples.PDF), "application/pdf")
        for place in ("blobs", "copy"):
            assert list((archive.home / place).rglob(version.sha256))
        assert version.document.unit == archive.cast.dinkes

    def test_its_entry_fixes_the_bytes_and_keeps_the_title_sealed(self, archive):
        version = archive.version()
        (line,) = history_of("document", str(version.document.public_id))
        assert line.action == "naskah.simpan"
        assert [o["sha256"] for o in line.document["objects"]] == [None, version.sha256]
        assert SK.title not in str(line.document)

    def test_it_leaves_nothing_behind_when_the_ledger_fails(self, archive, monkeypatch):
        def fail(act):
            raise RuntimeError

        upload = archive.upload()
        monkeypatch.setattr(add_document_module, "append_entry", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            add_document(
                upload=upload, unit=archive.cast.dinkes, description=SK, actor=archive.cast.bob, now=NOW
            )
        upload.refresh_from_db()
        assert (Document.objects.count(), upload.taken_at) == (0, None)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"kind": "x"}, "kind"),
            ({"security": "Z"}, "security"),
            ({"classification": "12a"}, "classification"),
        ],
    )
    def test_a_code_that_is_on_no_list_is_refused(self, archive, changed, field):
        with pytest.raises(CodeUnknown) as refused:
            archive.version(**changed)
        assert refused.value.field == field

    def test_an_upload_becomes_one_document_only(self, archive):
        upload = archive.upload()
        given = {"unit": archive.cast.dinkes, "description": SK, "actor": archive.cast.bob, "now": NOW}
        add_document(upload=upload, **given)
        with pytest.raises(UploadMissing):
            add_document(upload=upload, **given)

    def test_an_unfinished_upload_is_no_document(self, archive):
        bob = archive.cast.bob
        upload = begin(name="a.pdf", length=10, actor=bob, now=NOW)
        with pytest.raises(UploadUnfinished):
            add_document(upload=upload, unit=archive.cast.dinkes, description=SK, actor=bob, now=NOW)

    def test_bytes_that_vanished_since_are_no_document(self, archive):
        upload = archive.upload()
        blobs_of(archive.cast.instansi.pk).remove(upload.sha256)
        with pytest.raises(BlobMissing):
            add_document(
                upload=upload, unit=archive.cast.dinkes, description=SK, actor=archive.cast.bob, now=NOW
            )

    @pytest.mark.parametrize("who", ["dana", "olga", "charlie"])
    def test_it_refuses_who_keeps_no_documents(self, archive, who):
        upload = archive.upload()
        with pytest.raises(NotPermitted):
            add_document(
                upload=upload,
                unit=archive.cast.dinkes,
                description=SK,
                actor=getattr(archive.cast, who),
                now=NOW,
            )

    def test_it_refuses_bob_in_a_unit_he_does_not_reach(self, archive):
        with pytest.raises(NotPermitted):
            archive.version(unit=archive.cast.inspektorat)

    def test_it_refuses_an_upload_of_somebody_else(self, archive):
        upload = archive.upload(actor=archive.cast.alice)
        with pytest.raises(UploadMissing):
            add_document(
                upload=upload, unit=archive.cast.dinkes, description=SK, actor=archive.cast.bob, now=NOW
            )


class TestAddVersion:
    def add(self, archive, document, content=samples.PDF + b"%2", **given):
        values = {"expected_revision": document.revision, "actor": archive.cast.bob, "now": NOW} | given
        upload = archive.upload(content, actor=values["actor"])
        return add_version(document=document, upload=upload, **values)

    def test_it_adds_the_next_number_and_both_stay(self, archive):
        first = archive.version()
        second = self.add(archive, first.document, note="Salah ketik pada lampiran")
        assert [v.number for v in first.document.versions.order_by("number")] == [1, 2]
        assert second.derived_from is None
        assert recorded()[0] == "naskah.versi"

    def test_a_derivative_names_its_origin(self, archive):
        first = archive.version()
        copy = self.add(archive, first.document, derived_from=first, derivation="PDF/A")
        assert copy.derived_from == first

    @pytest.mark.parametrize("derivation", ["", "PDF/A"])
    def test_a_derivative_without_origin_or_manner_is_refused(self, archive, derivation):
        first = archive.version()
        origin = None if derivation else first
        with pytest.raises(OriginUnknown):
            self.add(archive, first.document, derived_from=origin, derivation=derivation)

    def test_an_origin_of_another_document_is_refused(self, archive):
        first, other = archive.version(), archive.version(samples.PDF + b"%9")
        with pytest.raises(OriginUnknown):
            self.add(archive, first.document, derived_from=other, derivation="PDF/A")

    def test_the_same_bytes_again_are_refused(self, archive):
        first = archive.version()
        with pytest.raises(SameBytes):
            self.add(archive, first.document, content=samples.PDF)

    def test_the_second_of_two_people_is_told(self, archive):
        document = archive.document()
        seen = document.revision
        self.add(archive, document, actor=archive.cast.alice)
        with pytest.raises(DocumentChangedMeanwhile):
            self.add(archive, document, samples.PDF + b"%3", expected_revision=seen)

    @pytest.mark.parametrize("who", ["dana", "olga", "charlie"])
    def test_it_refuses_who_keeps_no_documents(self, archive, who):
        document, upload = archive.document(), archive.upload(samples.PDF + b"%2")
        with pytest.raises(NotPermitted):
            add_version(
                document=document,
                upload=upload,
                expected_revision=1,
                actor=getattr(archive.cast, who),
                now=NOW,
            )


class TestDescribeDocument:
    def describe(self, archive, document, **given):
        values = {"expected_revision": document.revision, "actor": archive.cast.bob, "now": NOW} | given
        described = Description(**{**vars(SK), "number": "188.45/112/2024", "dated_on": dt.date(2024, 8, 9)})
        return describe_document(document=document, description=described, **values)

    def test_it_corrects_and_counts(self, archive):
        found = self.describe(archive, archive.document())
        assert (found.number, found.revision) == ("188.45/112/2024", 2)
        assert recorded()[0] == "naskah.ralat"

    def test_nothing_new_is_refused(self, archive):
        document = self.describe(archive, archive.document())
        with pytest.raises(NothingCorrected):
            self.describe(archive, document)

    def test_the_second_of_two_people_is_told(self, archive):
        document = archive.document()
        self.describe(archive, document, actor=archive.ratna)
        with pytest.raises(DocumentChangedMeanwhile):
            self.describe(archive, document)

    def test_it_refuses_dana_who_only_reads(self, archive):
        with pytest.raises(NotPermitted):
            self.describe(archive, archive.document(), actor=archive.cast.dana)


class TestWhatTheDatabaseHolds:
    def test_another_instansi_sees_nothing(self, archive):
        archive.evidence()
        with tenant_scope(archive.cast.other_instansi.pk):
            assert (Document.objects.count(), Version.objects.count()) == (0, 0)

    @pytest.mark.parametrize(
        "statement", ["UPDATE records_version SET size = 1", "DELETE FROM records_version"]
    )
    def test_the_application_cannot_alter_a_version(self, archive, statement):
        archive.version()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_of_two_versions_at_once_one_is_kept(committed_db, tmp_path, settings):
    """Both saw revision 1. Whoever locks second sees revision 2 and is told."""
    with archive_at(tmp_path, settings) as archive:
        document = archive.document()
        uploads = [archive.upload(samples.PDF + sign) for sign in (b"%a", b"%b")]
    outcomes, start = [], threading.Barrier(2)

    def add(upload):
        try:
            with tenant_scope(archive.cast.instansi.pk):
                start.wait(10)
                add_version(
                    document=document, upload=upload, expected_revision=1, actor=archive.cast.bob, now=NOW
                )
            outcomes.append("kept")
        except DocumentChangedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(upload,)) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["kept", "told"]
