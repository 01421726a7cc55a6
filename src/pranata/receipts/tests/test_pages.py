"""The pages of an entry and of disputes, by who opens them."""

import pytest
from django.test import Client

from pranata.receipts.models import Answer, Dispute
from pranata.receipts.tests.scenes import FOUND, STATEMENT, record

pytestmark = pytest.mark.django_db


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def test_alice_disputes_and_the_auditor_answers(scene):
    alice, iwan = signed_in(scene.cast.alice_account), signed_in(scene.iwan_account)
    page = f"/meja/bukti/catatan/{scene.entry}/"
    assert "Sangkal" in alice.get(page).content.decode()
    refused = alice.post(f"{page}sangkal/", {"ground": "bukan_saya", "statement": ""})
    assert refused.status_code == 422
    answer = alice.post(f"{page}sangkal/", {"ground": "bukan_saya", "statement": STATEMENT})
    dispute = Dispute.objects.get()
    assert answer["Location"] == f"/meja/sangkalan/{dispute.pk}/"
    assert "Ganti kata sandi" in alice.get(answer["Location"]).content.decode()
    again = alice.post(f"{page}sangkal/", {"ground": "bukan_saya", "statement": STATEMENT})
    assert "sudah Anda sangkal" in again.content.decode()
    assert STATEMENT in iwan.get(f"/meja/sangkalan/{dispute.pk}/jawab/").content.decode()
    given = {"outcome": "dibenarkan", "explanation": FOUND}
    assert iwan.post(f"/meja/sangkalan/{dispute.pk}/jawab/", given).status_code == 302
    assert FOUND in alice.get(f"/meja/sangkalan/{dispute.pk}/").content.decode()
    assert "Sangkalan dibenarkan" in alice.get(page).content.decode()
    assert Answer.objects.count() == 1


def test_others_see_neither_the_entry_nor_the_dispute(scene):
    dispute = scene.dispute()
    for account in (scene.cast.dana_account, scene.cast.charlie_account):
        client = signed_in(account)
        assert client.get(f"/meja/bukti/catatan/{scene.entry}/").status_code == 404
        assert client.get(f"/meja/sangkalan/{dispute.pk}/").status_code == 404
        assert client.get(f"/meja/sangkalan/{dispute.pk}/jawab/").status_code == 404
        assert "Alice" not in client.get("/meja/sangkalan/").content.decode()


def test_the_receiver_sees_that_it_is_disputed_but_not_what_was_said(scene):
    scene.dispute()
    page = signed_in(scene.cast.bob_account).get(f"/meja/bukti/catatan/{scene.entry}/").content.decode()
    assert "disangkal orang lain" in page
    assert STATEMENT not in page


def test_who_has_left_opens_and_disputes_an_entry_of_their_own(scene):
    scene.cast.alice_account.people.get().assignments.update(ends_on="2026-03-01")
    client = signed_in(scene.cast.alice_account)
    page = f"/meja/bukti/catatan/{scene.entry}/"
    assert client.get(page).status_code == 200
    answer = client.post(f"{page}sangkal/", {"ground": "bukan_saya", "statement": STATEMENT})
    assert answer["Location"] == page
    assert "Menunggu jawaban" in client.get(page).content.decode()


def test_the_list_and_its_queries_do_not_grow(scene, django_assert_max_num_queries):
    for _n in range(3):
        scene.dispute(event_id=record(scene.cast.alice))
    client = signed_in(scene.iwan_account)
    client.get("/meja/sangkalan/")
    with django_assert_max_num_queries(15):
        page = client.get("/meja/sangkalan/?keadaan=menunggu").content.decode()
    assert "3 sangkalan menunggu jawaban Anda" in page
    desk = client.get("/meja/").content.decode()
    assert "Jawab 3 sangkalan catatan" in desk
