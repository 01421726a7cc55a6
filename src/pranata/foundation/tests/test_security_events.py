import pytest
from django.db import ProgrammingError, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from pranata.foundation.accounts.events import record_event
from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind
from pranata.foundation.tests.accounts_kit import NOW, make_alice, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> SecurityEvent:
    return record_event(make_alice(), SecurityEventKind.SIGNED_IN, now=NOW)


def change(row: Model) -> None:
    SecurityEvent.objects.filter(pk=row.pk).update(kind=SecurityEventKind.SIGNED_OUT)


def remove(row: Model) -> None:
    SecurityEvent.objects.filter(pk=row.pk).delete()


class TestHistory:
    @pytest.mark.parametrize("attack", [change, remove])
    def test_it_only_grows_whatever_the_application_tries(self, event, attack):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            attack(event)
        assert SecurityEvent.objects.get(pk=event.pk).kind == SecurityEventKind.SIGNED_IN

    def test_it_shows_only_ones_own(self, event):
        Account.objects.create_user("bob@contoh.test", "kunci-gudang-kayu-jati", name="Bob")
        record_event(event.account, SecurityEventKind.FACTOR_ADDED, now=NOW, detail="Passkey: Milik Alice")
        bob = Client()
        sign_in(bob, "bob@contoh.test")
        assert "Milik Alice" not in bob.get(reverse("account_activity")).content.decode()

    def test_its_page_costs_the_same_however_long_it_is(self, event, django_assert_max_num_queries):
        client = Client()
        sign_in(client)
        for _line in range(60):
            record_event(event.account, SecurityEventKind.SIGNED_IN, now=NOW)
        with django_assert_max_num_queries(8):
            page = client.get(reverse("account_activity"))
        assert "Berikutnya" in page.content.decode()
