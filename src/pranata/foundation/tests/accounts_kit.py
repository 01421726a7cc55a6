"""What the account tests share: one account, and the ways it signs in."""

import datetime as dt
import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from pranata.foundation.models import Account

PASSWORD = "kunci-gudang-kayu-jati"
NIP = "198001012005011001"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)


def make_alice() -> Account:
    return Account.objects.create_user(
        "alice@contoh.test", PASSWORD, employee_number=NIP, name="Alice Wijaya"
    )


def sign_in(client: Client, login: str = NIP, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": login, "password": password, **extra})


def confirm(client: Client, password: str = PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def mailed_link() -> str:
    """Return the path of the one link in the latest letter."""
    found = re.search(r"http://testserver(/akun/\S+)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def add_authenticator(account: Account) -> Authenticator:
    authenticator: Authenticator = TOTP.activate(account, SECRET).instance
    return authenticator


def code_now(offset: int = 0) -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + offset)))
