"""The pages of disposal: each role sees whose turn it is, takes its step, and is told why not."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pranata.foundation.tests.blobs import samples
from pranata.organisation.tests.cast import NOW
from pranata.records.models import DisposalProposal, ItemState
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.tests.retention_scenes import a_hold
from pranata.records.web import disposal_steps

LIST = "records:disposals"


def page(proposal, step=""):
    name = "records:disposal_step" if step else "records:disposal"
    return reverse(name, args=[proposal.public_id, *([step] if step else [])])


@pytest.fixture
def ratna(disposal, client_of):
    return client_of(disposal.archive.ratna_account)


@pytest.fixture
def sari(disposal, client_of):
    return client_of(disposal.sari_account)


@pytest.fixture
def indra(disposal, client_of):
    return client_of(disposal.indra_account)


@pytest.fixture
def alice(disposal, client_of):
    return client_of(disposal.archive.cast.alice_account)


def letter():
    return {
        "issuer": "Wali Kota",
        "number": "045/12/2026",
        "dated_on": "2026-03-01",
        "berkas": SimpleUploadedFile("surat.pdf", samples.PDF + b"\n%surat", "application/pdf"),
    }


class TestTheWholeWay:
    def test_from_the_proposal_to_the_destroyed_document(self, disposal, ratna, sari, indra, alice):
        version = disposal.version()
        choose = ratna.get(reverse("records:propose")).content.decode()
        assert version.document.title in choose
        sent = {"naskah": [str(version.document.public_id)], "note": "Jatuh tempo"}
        ratna.post(reverse("records:propose"), sent)
        proposal = DisposalProposal.objects.get()
        alice.post(page(proposal, "nilai"), {"panel": "Alice, Dana", "note": ""})
        sari.post(page(proposal, "setujui"), letter())
        ratna.post(page(proposal, "mulai"))
        answer = indra.post(page(proposal, "musnahkan"), follow=True)
        assert "Pemusnahan diperintahkan dan tercatat" in answer.content.decode()
        assert disposal.places_of(version) == []
        about = ratna.get(reverse("records:document", args=[version.document.public_id])).content.decode()
        assert "Naskah ini dimusnahkan" in about
        assert "Unduh</a>" not in about

    def test_the_bytes_are_given_to_nobody_also_where_another_document_has_them(self, disposal, ratna):
        going, staying = disposal.version(), disposal.version(title="Masih dipakai")
        disposal.destroyed(going.document)
        for name in ("download", "show"):
            gone = reverse(f"records:{name}", args=[going.document.public_id, 1])
            assert ratna.get(gone).status_code == 410
        kept = reverse("records:download", args=[staying.document.public_id, 1])
        answer = ratna.get(kept)
        answer.close()
        assert answer.status_code == 200

    def test_permanent_records_go_with_a_bundle_and_its_receipt(self, disposal, ratna, monkeypatch):
        keys = SimpleNamespace(text=b"quorum none\n")  # no log was signed in this test
        monkeypatch.setattr(disposal_steps, "site_policy", lambda: keys)
        version = disposal.version(classification="000.7")
        proposal = disposal.approved(version.document, path="serah")
        ratna.post(page(proposal, "serahkan"), {"receiver": "Dinas Kearsipan"})
        assert "Paket untuk lembaga penerima" in ratna.get(page(proposal)).content.decode()
        ratna.post(page(proposal, "terima"), letter())
        proposal.refresh_from_db()
        assert proposal.state == "done"


class TestWhoSeesAndMay:
    @pytest.mark.parametrize(("who", "status"), [("alice", 200), ("bob", 403), ("olga", 403)])
    def test_only_those_with_a_part_see_the_lists(self, disposal, client_of, who, status):
        reader = client_of(getattr(disposal.archive.cast, f"{who}_account"))
        assert reader.get(reverse(LIST)).status_code == status

    def test_another_instansi_has_no_such_proposal(self, disposal, client_of):
        proposal = disposal.proposed()
        charlie = client_of(disposal.archive.cast.charlie_account)
        assert charlie.get(page(proposal)).status_code == 404

    def test_who_took_a_step_is_not_offered_the_next(self, disposal, ratna, sari, indra):
        proposal = disposal.proposed()
        assert ratna.get(page(proposal, "nilai")).status_code == 403
        begun = disposal.approved(disposal.version(samples.PNG, "a.png").document)
        ratna.post(page(begun, "mulai"))
        assert ratna.get(page(begun, "musnahkan")).status_code == 403
        assert indra.get(page(begun, "musnahkan")).status_code == 200
        assert sari.get(page(begun, "nilai")).status_code == 403

    def test_a_step_that_is_none_does_not_exist(self, disposal, ratna):
        assert ratna.get(page(disposal.proposed(), "hapus")).status_code == 404

    def test_a_closed_document_has_no_title_for_who_may_not_read_it(self, disposal, indra):
        version = disposal.version(security="R", title="Rahasia pegawai")
        shown = indra.get(page(disposal.proposed(version.document))).content.decode()
        assert "Rahasia pegawai" not in shown
        assert "Naskah yang tertutup bagi Anda" in shown


class TestWhatIsSaid:
    def test_a_letter_that_is_missing_is_asked_for_and_what_was_typed_stays(self, disposal, sari):
        proposal = disposal.appraised()
        given = {name: value for name, value in letter().items() if name != "berkas"}
        answer = sari.post(page(proposal, "setujui"), given)
        assert answer.status_code == 422
        assert "Pilih tepat satu berkas" in answer.content.decode()
        assert "045/12/2026" in answer.content.decode()

    def test_a_kept_document_without_a_ground_is_told_beside_it(self, disposal, alice):
        proposal = disposal.proposed()
        (item,) = proposal.items.all()
        answer = alice.post(page(proposal, "nilai"), {"panel": "Alice", f"simpan-{item.pk}": "on"})
        assert answer.status_code == 422
        assert f"alasan-{item.pk}" in answer.content.decode()

    def test_nothing_ticked_is_told(self, disposal, ratna):
        disposal.version()
        answer = ratna.post(reverse("records:propose"), {"note": "Jatuh tempo"})
        assert (answer.status_code, "Belum ada naskah yang dipilih" in answer.content.decode()) == (422, True)

    def test_what_is_held_says_so_on_the_page(self, disposal, ratna):
        version = disposal.version()
        proposal = disposal.begun(version.document)
        a_hold(disposal.archive, document=version.document)
        order_destruction(proposal=proposal, actor=disposal.indra, now=NOW)
        assert disposal.item(version.document).state == ItemState.HELD
        assert "Ada penahanan yang berlaku" in ratna.get(page(proposal)).content.decode()

    def test_the_list_asks_no_more_when_it_is_longer(self, disposal, ratna, django_assert_max_num_queries):
        disposal.proposed()
        with django_assert_max_num_queries(60) as one:
            ratna.get(reverse(LIST))
        for sign in range(4):
            disposal.proposed(disposal.version(samples.PDF + bytes([sign]), f"{sign}.pdf").document)
        with django_assert_max_num_queries(len(one)):
            ratna.get(reverse(LIST))
