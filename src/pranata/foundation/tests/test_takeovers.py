"""What somebody who knew a password, or asked for a change, tries after its owner has set a new one."""

import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from pranata.foundation.accounts.identifiers import account_of
from pranata.foundation.accounts.ownership import renew_account
from pranata.foundation.models import Account
from pranata.foundation.tests.accounts_kit import (
    NIP,
    NOW,
    PASSWORD,
    add_authenticator,
    code_now,
    confirm,
    mailed_link,
    make_alice,
    sign_in,
)
from pranata.foundation.web.accounts.adapter import AccountAdapter, PasswordChangedMeanwhile

NEW = "meja-kayu-jati-lama"
THEIRS = "penyerang@lain.test"
TYPED = {"password1": NEW, "password2": NEW}


@pytest.fixture
def alice(db) -> Account:
    return make_alice()


def ask_for_another_address(client: Client) -> str:
    """Ask, signed in, for mail to go elsewhere; return the path that would confirm it."""
    sign_in(client)
    confirm(client)
    client.post(reverse("account_email"), {"email": THEIRS, "action_add": ""})
    letter = next(m for m in mail.outbox if m.to == [THEIRS])
    found = re.search(r"http://testserver(/akun/\S+)", str(letter.body))
    assert found
    return found.group(1)


def reset_by_mail(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": NIP})
    form = client.get(mailed_link(), follow=True).redirect_chain[-1][0]
    client.post(form, TYPED)


class TestAnAddressAskedForBefore:
    def test_it_is_confirmed_by_its_letter(self, client, alice):
        Client().post(ask_for_another_address(client))
        assert Account.objects.get(pk=alice.pk).email == THEIRS

    @pytest.mark.parametrize("how", ["mailed", "renewed", "changed"])
    def test_it_cannot_be_confirmed_once_the_owner_set_a_password(self, client, alice, how):
        path = ask_for_another_address(client)
        if how == "mailed":
            reset_by_mail(Client())
        elif how == "renewed":
            renew_account(alice, NEW, now=NOW)
        else:
            change = reverse("account_change_password")
            client.post(change, {"oldpassword": PASSWORD, **TYPED})
        Client().post(path)
        after = Account.objects.get(pk=alice.pk)
        assert after.check_password(NEW)
        assert after.email == "alice@contoh.test"
        assert not EmailAddress.objects.filter(email=THEIRS).exists()

    def test_a_confirmation_under_way_does_not_bring_the_former_password_back(self, client, alice):
        ask_for_another_address(client)
        asked = EmailAddress.objects.select_related("user").get(email=THEIRS)
        renew_account(alice, NEW, now=NOW)
        request = RequestFactory().post("/")
        assert not AccountAdapter(request).confirm_email(request, asked)
        assert Account.objects.get(pk=alice.pk).check_password(NEW)


class TestAPasswordUnderWay:
    def test_it_does_not_overwrite_the_one_the_owner_set_meanwhile(self, alice):
        stale = Account.objects.get(pk=alice.pk)
        renew_account(alice, NEW, now=NOW)
        with pytest.raises(PasswordChangedMeanwhile):
            AccountAdapter(RequestFactory().post("/")).set_password(stale, "milik-penyerang-2026")
        after = Account.objects.get(pk=alice.pk)
        assert after.check_password(NEW)
        assert after.address_is_proved

    def test_of_two_at_once_one_is_refused(self, committed_db):
        alice, outcomes, barrier = make_alice(), [], threading.Barrier(2)

        def set_to(password: str) -> None:
            mine = Account.objects.get(pk=alice.pk)
            barrier.wait(10)
            try:
                AccountAdapter(RequestFactory().post("/")).set_password(mine, password)
                outcomes.append("set")
            except PasswordChangedMeanwhile:
                outcomes.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=set_to, args=(word,)) for word in (NEW, NEW + "-b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(outcomes) == ["refused", "set"]


class TestASignInUnderWay:
    def test_it_begins_again_when_the_password_changed_before_the_code(self, client, alice):
        add_authenticator(alice)
        assert "faktor" in sign_in(client).headers["Location"] or client.session
        reset_by_mail(Client())
        client.post(reverse("mfa_authenticate"), {"code": code_now()})
        assert "_auth_user_id" not in client.session

    def test_it_ends_as_ever_when_nothing_changed(self, client, alice):
        add_authenticator(alice)
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code_now()})
        assert "_auth_user_id" in client.session


class TestAnAddressThatLooksAlike:
    @pytest.mark.parametrize("typed", ["rini@gmaıl.test", "rıni@gmail.test", "rini@gmaiſ.test"])
    def test_it_does_not_find_the_other_account(self, db, typed):
        theirs = Account.objects.create_user(typed, PASSWORD)
        assert account_of("rini@gmail.test") is None
        mine = Account.objects.create_user("rini@gmail.test", PASSWORD)
        assert account_of("Rini@Gmail.test") == mine
        assert account_of(typed) == theirs

    def test_capitals_still_do(self, alice):
        assert account_of("ALICE@Contoh.Test") == alice
