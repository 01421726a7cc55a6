"""An administrator begins a handover with the decree; it is kept, and the assignment ends."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tests.blobs import samples
from pranata.handover.models import Handover
from pranata.handover.operations.begin_handover import AlreadyBegun, begin_handover
from pranata.handover.tests.scenes import BEFORE, END
from pranata.organisation.models import Assignment
from pranata.organisation.tests.acts import recorded
from pranata.records.models import Document
from pranata.records.operations.add_decree import add_decree
from pranata.records.tests.scenes import archive_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path, settings):
    with archive_at(tmp_path, settings) as found:
        yield found


def assignment_of(actor):
    return Assignment.objects.select_related("position__unit", "person", "instansi").get(
        pk=actor.assignment_id
    )


def begun(archive, actor=None, **given):
    who = actor or archive.cast.olga
    fields = {
        "assignment": assignment_of(archive.cast.bob),
        "ends_on": END,
        "decree_number": "SK 9/2026",
        "upload": given.pop("upload", None) or archive.upload(actor=who, now=BEFORE),
        "now": BEFORE,
        **given,
    }
    return begin_handover(actor=who, **fields)


class TestBeginning:
    def test_the_decree_is_kept_and_the_assignment_ends(self, archive):
        found = begun(archive)
        assert recorded()[:3] == ["sertijab.mulai", "naskah.simpan", "penugasan.akhiri"]
        assert assignment_of(archive.cast.bob).ends_on == END
        kept = Document.objects.get()
        assert (kept.security, kept.number, kept.unit) == ("T", "SK 9/2026", archive.cast.dinkes)
        assert found.decree.document == kept

    def test_it_refuses_a_second_decree(self, archive):
        begun(archive)
        with pytest.raises(AlreadyBegun):
            begun(archive)

    def test_it_refuses_who_keeps_no_organisation(self, archive):
        for actor in (archive.cast.bob, archive.cast.alice):
            with pytest.raises(NotPermitted):
                begun(archive, actor)
        assert not Handover.objects.exists()

    def test_it_refuses_charlie_of_another_instansi(self, archive):
        with pytest.raises(NotPermitted):
            begun(archive, archive.cast.charlie, upload=archive.upload())

    def test_it_refuses_add_decree_to_a_contributor(self, archive):
        with pytest.raises(NotPermitted):
            add_decree(
                upload=archive.upload(),
                unit=archive.cast.dinkes,
                title="SK",
                number="1",
                actor=archive.cast.bob,
                now=BEFORE,
            )


class TestThePage:
    def send(self, client, archive, **given):
        sent = {"decree_number": "SK 9/2026", "ends_on": "2027-01-01", **given}
        sent["berkas"] = SimpleUploadedFile("sk.pdf", given.pop("content", samples.PDF))
        return client.post(reverse("handover:begin", args=[archive.cast.bob.assignment_id]), sent)

    def test_it_leads_to_the_handover(self, archive, client):
        client.force_login(archive.cast.olga_account)
        sent = self.send(client, archive)
        assert sent.headers["Location"] == reverse("handover:detail", args=[archive.cast.bob.assignment_id])
        assert "SK SK 9/2026 terlampir" in client.get(sent.headers["Location"]).content.decode()

    def test_a_bad_file_is_refused_in_words_and_nothing_ends(self, archive, client):
        client.force_login(archive.cast.olga_account)
        sent = self.send(client, archive, content=b"MZ\x90\x00 not a decree")
        assert sent.status_code in (409, 415, 422)
        assert assignment_of(archive.cast.bob).ends_on is None

    def test_without_a_file_the_form_says_so(self, archive, client):
        client.force_login(archive.cast.olga_account)
        page = reverse("handover:begin", args=[archive.cast.bob.assignment_id])
        assert client.post(page, {"decree_number": "1", "ends_on": "2027-01-01"}).status_code == 422

    def test_everybody_else_is_told_there_is_none(self, archive, client):
        for account in (archive.cast.bob_account, archive.cast.charlie_account):
            client.force_login(account)
            page = reverse("handover:begin", args=[archive.cast.bob.assignment_id])
            assert client.get(page).status_code == 404
