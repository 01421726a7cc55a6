"""Letters leave by the mail server of the settings; where the pages are; a mail server that is away."""

import datetime as dt
import socket
from dataclasses import replace
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller

from pranata.config.serving import letters
from pranata.config.settings_accounts import mail_settings
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import tenant_scope
from pranata.receipts.operations.begin_daily_letters import begin_daily_letters
from pranata.receipts.operations.send_daily_letter import send_daily_letter
from pranata.receipts.queries.letters import due_people
from pranata.receipts.tests.scenes import make_scene, record

PAGES = "https://spbe.contoh.go.id"


class Inbox:
    """A mail server's memory."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def inbox(settings):
    """A real mail server on this machine, which the product's own settings lead to."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    found = Inbox()
    server = Controller(found, hostname="127.0.0.1", port=port)
    for name, value in mail_settings(f"smtp://127.0.0.1:{port}").items():
        setattr(settings, name, value)
    server.start()
    yield found
    server.stop()


@pytest.mark.django_db
def test_a_letter_reaches_the_mailbox_with_what_was_done_and_nothing_sealed(inbox):
    scene, zone = make_scene(), ZoneInfo("Asia/Jakarta")
    tomorrow = dt.datetime.combine(utc_now().astimezone(zone).date() + dt.timedelta(days=1), dt.time(7), zone)
    with tenant_scope(scene.cast.instansi.pk):
        for _n in range(2):
            record(scene.cast.alice)
        record(scene.cast.bob, to=scene.cast.alice)
        [person] = [one for one in due_people(scene.cast.instansi, now=tomorrow) if one.name == "Alice"]
        begin_daily_letters(instansi=person.instansi, people=[person], now=tomorrow)
        assert send_daily_letter(person=person, address=PAGES, post=letters.post, now=tomorrow)
    ((to, letter),) = inbox.letters
    assert to == ["alice@contoh.test"]
    body = letter.get_content().replace("\r\n", "\n")
    assert "mengakhiri unit: 3 kali, pertama" in body
    assert "Yang sampai kepada jabatan Anda:\n- mengakhiri unit: 1 kali" in body
    assert f"{PAGES}/meja/bukti/" in body
    assert "Tindakan atas nama Anda" in letter["Subject"]
    assert "peran_berakhir" not in body


def test_the_address_of_the_pages_is_the_first_name_others_reach():
    env = replace(Environment.of_process({}), https=True)
    assert letters.pages(env) == ""
    named = replace(env, allowed_hosts=["localhost", ".contoh.go.id", "spbe.contoh.go.id", "b.go.id"])
    assert letters.pages(named) == "https://spbe.contoh.go.id"


@pytest.mark.django_db
def test_a_step_outlives_a_mail_server_that_is_away(monkeypatch, caplog):
    def away(**_given):
        raise ConnectionRefusedError

    monkeypatch.setattr(letters, "send_due_letters", away)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    assert letters.step("") is None
    assert "Daily letters wait: ConnectionRefusedError" in caplog.text
