import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind, SignInSession

pytestmark = pytest.mark.django_db

PASSWORD = "kunci-gudang-kayu-jati"
NIP = "198001012005011001"


@pytest.fixture
def alice() -> Account:
    return Account.objects.create_user(
        "alice@contoh.test", PASSWORD, employee_number=NIP, name="Alice Wijaya"
    )


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": login, "password": password, **extra})


class TestSignIn:
    @pytest.mark.parametrize(
        "typed",
        [
            "alice@contoh.test",
            " Alice@Contoh.test ",
            NIP,
            "19800101 200501 1 001",
            "19800101\u00a0200501\u00a01\u00a0001\n",
            "19800101.200501.1.001",
            "19800101-200501-1-001",
        ],
    )
    def test_it_lets_in_by_address_or_nip_however_it_is_pasted(self, client, alice, typed):
        answer = sign_in(client, typed)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/meja/"
        assert client.session["_auth_user_id"] == str(alice.pk)

    def test_it_keeps_what_was_typed_except_the_password(self, client, alice):
        page = sign_in(client, NIP, "salah-sekali").content.decode()
        assert f'value="{NIP}"' in page
        assert "salah-sekali" not in page

    def test_it_notes_who_came_in_and_on_what(self, client, alice):
        client.post(
            reverse("account_login"),
            {"login": NIP, "password": PASSWORD},
            headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36"},
        )
        session = SignInSession.objects.get(account=alice)
        assert session.device == "Chrome di Windows"
        assert "127.0.0.1" not in session.address_digest
        assert SecurityEvent.objects.get(account=alice).kind == SecurityEventKind.SIGNED_IN

    def test_it_gives_the_session_a_new_key(self, client, alice):
        client.get(reverse("account_reset_password"))
        session = client.session
        session["planted"] = "by an attacker"
        session.save()
        client.cookies["sessionid"] = planted = session.session_key
        sign_in(client, NIP)
        assert client.cookies["sessionid"].value != planted
        assert not Client(headers={"Cookie": f"sessionid={planted}"}).session.get("_auth_user_id")

    def test_it_marks_the_cookie(self, client, alice):
        cookie = sign_in(client, NIP).cookies["sessionid"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["expires"] == ""

    @pytest.mark.parametrize(
        "target",
        [
            "https://jahat.test/",
            "//jahat.test/",
            "///jahat.test/",
            "https:jahat.test",
            "javascript:alert(1)",
            "/\\jahat.test",
            "http://127.0.0.1:9/",
            "http://testserver@jahat.test/",
        ],
    )
    def test_it_goes_on_to_our_own_pages_only(self, client, alice, target):
        assert sign_in(client, NIP, next=target).headers["Location"] == "/meja/"

    def test_it_goes_on_to_where_one_wanted_to_go(self, client, alice):
        assert sign_in(client, NIP, next="/akun/sesi/").headers["Location"] == "/akun/sesi/"

    def test_it_needs_the_token_of_the_form(self, alice):
        strict = Client(enforce_csrf_checks=True)
        assert sign_in(strict, NIP).status_code == 403


class TestEndedAccount:
    def test_it_is_answered_like_a_wrong_password(self, client, alice):
        wrong = sign_in(client, NIP, "salah").content.decode()
        Account.objects.filter(pk=alice.pk).update(ended_at="2026-01-01T00:00Z")
        ended = sign_in(Client(), NIP).content.decode()
        assert "tidak cocok" in wrong
        assert "tidak cocok" in ended

    def test_its_sessions_are_nobodys_at_once(self, client, alice):
        sign_in(client, NIP)
        assert client.get(reverse("account_security")).status_code == 200
        Account.objects.filter(pk=alice.pk).update(ended_at="2026-01-01T00:00Z")
        assert client.get(reverse("account_security")).status_code == 302


class TestEnumeration:
    def test_it_answers_alike_for_a_wrong_password_and_a_name_nobody_has(self, client, alice):
        known = sign_in(client, "alice@contoh.test", "salah-sekali").content.decode()
        unknown = sign_in(Client(), "hantu@contoh.test", "salah-sekali").content.decode()
        strip = [known.replace("alice@", "X@"), unknown.replace("hantu@", "X@")]
        assert _without_tokens(strip[0]) == _without_tokens(strip[1])

    @pytest.mark.parametrize("typed", ["alice@contoh.test", NIP, "hantu@contoh.test", "199901012020011009"])
    def test_it_hashes_exactly_once_whoever_is_asked_for(self, client, alice, typed, monkeypatch):
        hashes = _count_hashes(monkeypatch)
        sign_in(client, typed, "salah-sekali")
        assert len(hashes) == 1

    def test_it_hashes_once_for_an_account_without_password_too(self, client, monkeypatch):
        Account.objects.create_user("baru@contoh.test", name="Baru")
        hashes = _count_hashes(monkeypatch)
        sign_in(client, "baru@contoh.test", "salah-sekali")
        assert len(hashes) == 1

    def test_nobody_signs_up(self, client):
        page = client.get(reverse("account_signup"))
        assert "undangan" in page.content.decode()
        assert client.post(reverse("account_signup"), {"email": "a@b.test"}).status_code == 405
        assert not EmailAddress.objects.exists()


def _without_tokens(page: str) -> str:
    lines = (line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line)
    return "\n".join(lines)


def _count_hashes(monkeypatch) -> list[str]:
    seen: list[str] = []
    real = MD5PasswordHasher.encode

    def counted(self, *args, **kwargs):
        seen.append(args[1])
        return str(real(self, *args, **kwargs))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return seen
