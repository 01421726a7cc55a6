import pytest
from django.core import mail
from django.test import Client, RequestFactory

from pranata.foundation.accounts.invitations import (
    AccountExists,
    AlreadyEnded,
    create_invited_account,
    end_account,
)
from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind
from pranata.foundation.tests.accounts_kit import NIP, NOW, mailed_link, make_alice, sign_in
from pranata.foundation.web.accounts.invitations import send_invitation

pytestmark = pytest.mark.django_db

NEW = "meja-kayu-jati-lama"


def invite(email: str = "Bob@Contoh.test", number: str | None = "19900101 201501 1 002") -> Account:
    return create_invited_account(email=email, name="Bob Santosa", employee_number=number, now=NOW)


class TestInvitation:
    def test_it_leads_to_a_password_and_in(self, client):
        send_invitation(RequestFactory().get("/"), invite(), inviter="Kepala Bagian Organisasi")
        assert mail.outbox[0].to == ["bob@contoh.test"]
        assert "Kepala Bagian Organisasi mengundang Anda" in str(mail.outbox[0].body)
        form = client.get(mailed_link(), follow=True).redirect_chain[-1][0]
        client.post(form, {"password1": NEW, "password2": NEW})
        assert sign_in(client, "199001012015011002", NEW).status_code == 302

    def test_it_lets_nobody_in_before(self):
        invite()
        for password in ("", "!", "None", NEW):
            client = Client()
            sign_in(client, "bob@contoh.test", password)
            assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize(
        ("email", "number"), [("ALICE@contoh.test", None), ("lain@contoh.test", "19800101 200501 1 001")]
    )
    def test_it_refuses_an_address_or_nip_that_has_an_account(self, email, number):
        alice = make_alice()
        with pytest.raises(AccountExists) as refused:
            invite(email, number)
        assert refused.value.account == alice
        assert Account.objects.count() == 1


class TestEnding:
    def test_it_ends_the_account_and_every_session_at_once(self, client):
        alice = make_alice()
        sign_in(client, NIP)
        end_account(account=alice, now=NOW)
        assert client.get("/akun/keamanan/").status_code == 302
        assert "_auth_user_id" not in client.session
        assert not sign_in(Client(), NIP).has_header("Location")
        assert SecurityEvent.objects.filter(kind=SecurityEventKind.ENDED).count() == 1

    def test_it_refuses_one_that_has_ended(self):
        alice = make_alice()
        end_account(account=alice, now=NOW)
        with pytest.raises(AlreadyEnded):
            end_account(account=alice, now=NOW)
