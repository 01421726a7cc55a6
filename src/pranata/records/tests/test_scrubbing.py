"""Every file is re-hashed in turn; damage is recorded, healed where it can be, and told to the archivist."""

import datetime as dt

import pytest
from django.urls import reverse

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.ledger.queries.history import history_of, tenant_history
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW
from pranata.records.models import BlobCheck, CheckResult
from pranata.records.operations.record_checks import NothingChecked, record_checks
from pranata.records.scrubbing import INTERVAL, due, scrub

PAGE = "records:integrity"


def damage(archive, version, *places):
    for place in places:
        for path in (archive.home / place).rglob(version.sha256):
            path.unlink()
            path.write_bytes(b"palsu")


@pytest.fixture
def run(archive):
    def scrubbed(now=NOW):
        return scrub(archive.cast.instansi.pk, now=now)

    return scrubbed


class TestScrubbing:
    def test_what_is_whole_is_recorded_as_one_act(self, archive, run):
        archive.version()
        archive.version(samples.PNG, "a.png")
        assert run() == {"whole": 2}
        (line,) = [found for found in tenant_history() if found.action == "berkas.periksa"]
        assert line.document["result"] == {"diperiksa": 2, "hasil_whole": 2}

    def test_it_is_due_again_after_thirty_days(self, archive, run):
        archive.version()
        run()
        assert run(NOW + INTERVAL - dt.timedelta(seconds=1)) == {}
        assert run(NOW + INTERVAL) == {"whole": 1}

    def test_the_same_bytes_of_two_documents_are_read_once(self, archive, run):
        archive.version()
        archive.version()
        assert run() == {"whole": 1}

    def test_damage_in_one_place_is_healed_and_its_entry_names_the_file(self, archive, run):
        version = archive.version()
        damage(archive, version, "blobs")
        assert run() == {"healed": 1}
        assert next((archive.home / "blobs").rglob(version.sha256)).read_bytes() == samples.PDF
        (line,) = history_of("blob", version.sha256)
        assert line.document["objects"][0]["role"] == "berkas.healed"

    def test_damage_in_both_is_lost_until_the_same_file_comes_again(self, archive, run):
        version = archive.version()
        damage(archive, version, "blobs", "copy")
        assert run() == {"lost": 1}
        archive.upload()
        assert run(NOW + dt.timedelta(days=1)) == {"whole": 1}
        check = BlobCheck.objects.get()
        assert (check.result, check.fault_at) == (CheckResult.WHOLE, NOW)

    def test_it_goes_on_where_it_was_stopped(self, archive, run, monkeypatch):
        for sign in range(3):
            archive.version(samples.PDF + bytes([sign]))
        digests = due(archive.cast.instansi.pk, now=NOW)
        record_checks(instansi_id=archive.cast.instansi.pk, found={digests[0]: CheckResult.WHOLE}, now=NOW)
        assert run() == {"whole": 2}


class TestRecording:
    def test_nothing_is_not_recorded(self, archive):
        with pytest.raises(NothingChecked):
            record_checks(instansi_id=archive.cast.instansi.pk, found={}, now=NOW)
        assert recorded() == []

    def test_it_refuses_to_record_outside_the_open_scope(self, archive):
        with tenant_scope(archive.cast.other_instansi.pk), pytest.raises(OutsideTenant):
            record_checks(instansi_id=archive.cast.instansi.pk, found={"a" * 64: CheckResult.LOST}, now=NOW)


class TestWhatTheArchivistIsTold:
    def test_lost_files_stand_on_the_first_page_and_on_their_own(self, archive, run, client_of):
        version = archive.version()
        damage(archive, version, "blobs", "copy")
        run()
        ratna = client_of(archive.ratna_account)
        assert "1 berkas rusak di semua tempat" in ratna.get(reverse("records:documents")).content.decode()
        page = ratna.get(reverse(PAGE)).content.decode()
        assert version.document.title in page
        assert "Tidak ada salinan yang utuh lagi" in page

    def test_when_all_is_well_it_says_so(self, archive, run, client_of):
        archive.version()
        ratna = client_of(archive.ratna_account)
        assert "0 dari 1 berkas sudah diperiksa" in ratna.get(reverse(PAGE)).content.decode()
        run()
        assert "1 berkas utuh" in ratna.get(reverse(PAGE)).content.decode()

    @pytest.mark.parametrize(("who", "status"), [("alice", 200), ("bob", 403), ("olga", 403)])
    def test_only_who_answers_for_the_archive_sees_it(self, archive, client_of, who, status):
        reader = client_of(getattr(archive.cast, f"{who}_account"))
        assert reader.get(reverse(PAGE)).status_code == status
