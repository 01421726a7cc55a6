"""A disputed act on a document: history and bundle say so, and the words of the dispute stay closed."""

from typing import Any

from django.urls import reverse

from pranata.ledger.models import Entry
from pranata.ledger.queries.detail import open_detail
from pranata.organisation.tests.cast import NOW
from pranata.receipts.operations.dispute_entry import dispute_entry
from pranata.receipts.policies import Claimant
from pranata.records.operations.export_proof import export_document_proof
from pranata.records.queries.proof import acts_of_document
from pranata.records.tests.conftest import archive, client_of

__all__ = ["archive", "client_of"]
WORDS = "Berkas itu bukan saya yang mengunggah."


def commit_of(event_id) -> str:
    return str(Entry.objects.get(event_id=event_id).document["payload"]["commit"])


def test_the_page_marks_the_act_and_the_bundle_takes_the_dispute_along_unopened(archive, client_of):
    document, bob = archive.version().document, archive.cast.bob
    [added] = acts_of_document(document)
    made = dispute_entry(
        event_id=added.event_id,
        ground="bukan_saya",
        statement=WORDS,
        claimant=Claimant.official(bob),
        now=NOW,
    )
    page = client_of(archive.cast.bob_account).get(reverse("records:document", args=[document.public_id]))
    shown = page.content.decode()
    assert shown.count("Disangkal") == 1
    assert "menyangkal catatan yang menyebut namanya" in shown
    assert WORDS not in shown
    ref = export_document_proof(document=document, policy=b"", actor=bob, now=NOW)
    listed: Any = open_detail(ref.event_id)
    assert {str(made.event_id), str(added.event_id)} <= set(listed["entries"])
    assert commit_of(added.event_id) in listed["opened"]
    assert commit_of(made.event_id) in listed["withheld"] or commit_of(made.event_id) not in listed["opened"]
