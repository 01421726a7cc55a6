"""Pages speak Indonesian unless somebody chose English here."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def language_of(client: Client) -> str:
    return client.get("/healthz", HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9").headers["Content-Language"]


def test_an_english_browser_still_gets_indonesian():
    assert language_of(Client()) == "id"


def test_the_choice_made_in_the_footer_is_kept():
    client = Client()
    client.cookies["django_language"] = "en"
    assert language_of(client) == "en"


def test_a_language_we_do_not_have_falls_back():
    client = Client()
    client.cookies["django_language"] = "xx"
    assert language_of(client) == "id"
