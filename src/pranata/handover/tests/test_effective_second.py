"""A leaver's right ends at the effective second: in every browser, and in a request that is under way."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from pranata.assessment.models import Answer
from pranata.assessment.tests.scenes import make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.tests.scenes import BEFORE, ENDS_AT, make_office
from pranata.ledger.models import Entry
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.web import middleware

pytestmark = pytest.mark.django_db


class Clock:
    """What time it is for the middleware, which tells the views when a request arrived."""

    def __init__(self, monkeypatch):
        self.at: dt.datetime = BEFORE
        monkeypatch.setattr(middleware, "utc_now", lambda: self.at)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def found():
    office = make_office()
    with tenant_scope(office.cast.instansi.pk):
        make_draft(office.cast.alice)
    return office


@pytest.fixture
def other_browser(found):
    """A second browser of Bob's, signed in long before and left open."""
    client = Client()
    client.force_login(found.cast.bob_account)
    return client


def saved(client, found):
    with tenant_scope(found.cast.instansi.pk):
        answer = Answer.objects.select_related("assessment").get(indicator="1")
    page = reverse("assessment:indicator", args=[answer.assessment_id, "1"])
    return client.post(page, {"tingkat": "3", "versi": answer.version, "bagian": "tingkat"})


def written():
    return Entry.objects.count()


class TestTheOpenSession:
    def test_one_second_before_it_still_acts(self, other_browser, clock):
        assert other_browser.get("/penilaian/").status_code == 200

    def test_at_the_second_every_official_page_is_closed(self, other_browser, clock):
        other_browser.get("/penilaian/")
        clock.at = ENDS_AT
        for page in ("/penilaian/", "/arsip/", "/kelola/", "/meja/serah-terima/"):
            assert other_browser.get(page).status_code == 403, page

    def test_at_the_second_the_desk_leads_to_ones_own_proof(self, other_browser, clock):
        clock.at = ENDS_AT
        for page in ("/meja/", "/meja/bukti/"):
            assert other_browser.get(page).headers["Location"] == reverse("handover:own_proof")
        assert other_browser.get(reverse("handover:own_proof")).status_code == 200

    def test_what_was_typed_into_a_page_opened_before_is_refused_after(self, other_browser, found, clock):
        clock.at = ENDS_AT
        assert saved(other_browser, found).status_code == 403
        with tenant_scope(found.cast.instansi.pk):
            assert not Answer.objects.filter(level__isnull=False).exists()

    def test_the_successor_begins_at_the_same_second(self, found, clock):
        sari = Client()
        sari.force_login(found.sari_account)
        assert sari.get("/penilaian/").status_code == 403
        clock.at = ENDS_AT
        assert sari.get("/penilaian/").status_code == 200


class TestARequestThatOutlastsTheOffice:
    @pytest.fixture
    def slow(self, clock, monkeypatch):
        """Let the clock pass the end while a request is under way, after its actor was found."""

        def slowly(*given):
            actor = actor_of(*given)
            clock.at = ENDS_AT
            return actor

        monkeypatch.setattr(middleware, "actor_of", slowly)
        # The act bears the instant its request arrived, before the end: the clock at the writing decides.
        return clock

    def test_it_records_nothing_and_changes_nothing(self, other_browser, found, slow):
        with tenant_scope(found.cast.instansi.pk):
            before = written()
        answer = saved(other_browser, found)
        assert answer.status_code == 403
        assert "Masa jabatan Anda berakhir" in answer.content.decode()
        with tenant_scope(found.cast.instansi.pk):
            assert written() == before
            assert not Answer.objects.filter(level__isnull=False).exists()

    def test_one_that_ends_in_time_is_recorded(self, other_browser, found, clock):
        assert saved(other_browser, found).status_code in (200, 302)
        with tenant_scope(found.cast.instansi.pk):
            assert Answer.objects.get(indicator="1").level == 3
