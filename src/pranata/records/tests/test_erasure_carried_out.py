"""A granted erasure leads to the proposal that destroys, and back; and the term the instansi sets itself."""

import datetime as dt

import pytest
from django.urls import reverse

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.history import tenant_history
from pranata.organisation.tests.cast import NOW
from pranata.records.models import ErasureTerm
from pranata.records.operations._disposal import WordsMissing
from pranata.records.operations.set_erasure_term import TermOutOfRange, set_erasure_term
from pranata.records.operations.withdraw_proposal import withdraw_proposal
from pranata.records.queries.erasure import current_term
from pranata.records.tests.test_erasure import GRANTED, ask, decide


@pytest.fixture
def granted(disposal):
    """A document whose erasure was granted, and the request."""
    document = disposal.version().document
    request = ask(disposal.archive, document)
    decide(disposal.archive, request, GRANTED)
    return document, request


def page_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


class TestTheTwoPages:
    def test_each_names_the_other_from_the_proposal_to_the_destruction(self, disposal, granted, client_of):
        document, request = granted
        ratna = client_of(disposal.archive.ratna_account)
        before = page_of(ratna, "records:erasure", request.public_id)
        assert "Belum diusulkan musnah" in before
        way = f"{reverse('records:propose')}?jalur=musnah&naskah={document.public_id}"
        assert way.replace("&", "&amp;") in before
        assert f'value="{document.public_id}" checked' in ratna.get(way).content.decode()
        proposal = disposal.proposed(document)
        assert "usul penyusutan 1" in page_of(ratna, "records:erasure", request.public_id)
        address = reverse("records:erasure", args=[request.public_id])
        indra, sari = client_of(disposal.indra_account), client_of(disposal.sari_account)
        assert address in page_of(indra, "records:disposal", proposal.public_id)
        for_sari = page_of(sari, "records:disposal", proposal.public_id)
        assert "Permintaan hapus, dikabulkan" in for_sari
        assert address not in for_sari
        assert "Budi Pemohon" not in for_sari

    def test_the_entry_of_the_proposal_is_about_the_request_too(self, disposal, granted):
        document, request = granted
        disposal.proposed(document, disposal.version(name="lain.pdf").document)
        said = Entry.objects.get(event_id=tenant_history(limit=1)[0].event_id).document
        named = [thing["id"] for thing in said["objects"] if thing["type"] == "erasurerequest"]
        assert named == [str(request.public_id)]

    def test_a_withdrawn_proposal_carries_out_nothing(self, disposal, granted, client_of):
        document, request = granted
        proposal = disposal.proposed(document)
        withdraw_proposal(proposal=proposal, reason="Keliru", actor=disposal.ratna, now=NOW)
        ratna = client_of(disposal.archive.ratna_account)
        assert "Belum diusulkan musnah" in page_of(ratna, "records:erasure", request.public_id)


class TestTheTerm:
    def test_it_is_shown_as_the_choice_of_the_instansi_and_what_is_past_it_is_said(self, archive, client_of):
        request = ask(archive)
        ratna = client_of(archive.ratna_account)
        assert "belum menetapkan tenggatnya" in page_of(ratna, "records:erasures")
        given = {"days": "3", "basis": "SOP 7/2026"}
        assert ratna.post(reverse("records:erasure_term"), given).status_code == 302
        assert set(open_detail(tenant_history(limit=1)[0].event_id)) == {"hari", "dasar"}  # type: ignore[arg-type]
        shown = page_of(ratna, "records:erasures")
        assert "ketetapan instansi sendiri, bukan ketentuan undang-undang: SOP 7/2026" in shown
        assert "sudah lewat" in shown
        assert "3 hari, ketetapan instansi sendiri" in page_of(ratna, "records:erasure", request.public_id)

    def test_the_latest_counts_and_the_former_stays(self, archive):
        for days in (14, 7):
            set_erasure_term(days=days, basis="SOP", actor=archive.ratna, now=NOW)
        term, request = current_term(), ask(archive)
        assert term is not None
        assert term.due_on(request) == request.received_on + dt.timedelta(days=7)
        assert ErasureTerm.objects.count() == 2

    def test_it_refuses_other_roles_another_instansi_and_no_days_or_no_basis(self, archive):
        for actor in (archive.cast.alice, archive.cast.olga, archive.cast.charlie):
            with pytest.raises(NotPermitted):
                set_erasure_term(days=7, basis="SOP", actor=actor, now=NOW)
        for days in (0, 366, -1):
            with pytest.raises(TermOutOfRange):
                set_erasure_term(days=days, basis="SOP", actor=archive.ratna, now=NOW)
        with pytest.raises(WordsMissing):
            set_erasure_term(days=7, basis=" ", actor=archive.ratna, now=NOW)
        with tenant_scope(archive.cast.other_instansi.pk):
            assert current_term() is None
        assert not ErasureTerm.objects.exists()
