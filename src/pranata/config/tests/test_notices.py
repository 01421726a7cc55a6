"""The bell, the daily letter over a real mail server, and the calendar of a post."""

import datetime as dt
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse

from pranata.assessment.models import Stage
from pranata.assessment.tasks import daily_round
from pranata.assessment.tests.calls import DAY, make_call
from pranata.assessment.tests.scenes import give, make_draft
from pranata.config.serving import letters
from pranata.config.settings_accounts import mail_settings
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted
from pranata.foundation.exports.calendar_text import escaped, folded
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.organisation.models import Assignment, CalendarFeed, Notice, Person
from pranata.organisation.operations.choose_letter import choose_letter
from pranata.organisation.operations.make_calendar_feed import make_calendar_feed
from pranata.organisation.operations.read_notices import NoticeElsewhere, read_notices
from pranata.organisation.operations.revoke_calendar_feed import revoke_calendar_feed
from pranata.organisation.operations.send_digest import send_digest
from pranata.organisation.tests.cast import NOW, TODAY, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]
PAGES = "https://spbe.contoh.go.id"
MORNING = dt.datetime(2026, 3, 3, 0, 30, tzinfo=dt.UTC)  # half past seven in Jakarta


@pytest.fixture
def inbox(settings):
    """A real mail server on this machine; what reached it."""
    found = []

    class Inbox:
        async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
            letter = message_from_bytes(envelope.content, policy=policy.default)
            found.append((envelope.rcpt_tos[0], letter.get_content().replace("\r\n", "\n")))
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Controller(Inbox(), hostname="127.0.0.1", port=port)
    for name, value in mail_settings(f"smtp://127.0.0.1:{port}").items():
        setattr(settings, name, value)
    server.start()
    yield found
    server.stop()


@pytest.fixture
def scene():
    """Bob answers indicator 11 of Alice's draft, which ends in three days."""
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        give(draft, cast.bob, "11", by=cast.alice)
    make_call(cast, draft, dates={Stage.SELF: (NOW - 30 * DAY, MORNING + 3 * DAY)})
    return cast


def test_a_day_tells_of_the_deadline_once_by_bell_and_letter_and_not_to_who_wants_none(scene, inbox):
    with tenant_scope(scene.instansi.pk):
        choose_letter(wants=False, actor=scene.alice, now=NOW)
    for _again in range(2):
        daily_round(now=MORNING, address=PAGES, post=letters.post)
    ((to, body),) = inbox
    assert to == "bob@contoh.test"
    assert "- Jabatan Anda diberi indikator 11." in body
    assert "- Penilaian mandiri berakhir 6 Maret 2026 pukul 07.30." in body
    assert f"{PAGES}/meja/pemberitahuan/" in body
    with tenant_scope(scene.instansi.pk):
        assert Notice.objects.filter(position_id=scene.alice.position_id).count() == 1
    daily_round(now=MORNING + DAY, address=PAGES, post=letters.post)
    assert len(inbox) == 1
    daily_round(now=MORNING + 2 * DAY, address=PAGES, post=letters.post)
    assert len(inbox) == 2


def test_a_mail_server_that_is_away_leaves_the_letter_to_be_sent(scene, inbox):
    def away(_message):
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        daily_round(now=MORNING, address=PAGES, post=away)
    daily_round(now=MORNING, address=PAGES, post=letters.post)
    assert [to for to, _body in inbox] == ["alice@contoh.test", "bob@contoh.test"]


def test_the_bell_counts_and_a_notice_leads_where_it_says(scene, client):
    client.force_login(scene.bob_account)
    home = client.get(reverse("desk:home")).content.decode()
    assert '<span class="pr-badge s-warn num">1</span>' in home
    page = client.get(reverse("desk:notices")).content.decode()
    assert "1 pemberitahuan belum dibaca" in page
    with tenant_scope(scene.instansi.pk):
        row = Notice.objects.get(position_id=scene.bob.position_id)
    followed = client.post(reverse("desk:notices_read"), {"baca": row.pk})
    assert followed.url == row.link
    assert "Semua pemberitahuan sudah dibaca" in client.get(reverse("desk:notices")).content.decode()
    client.force_login(scene.dana_account)
    assert client.post(reverse("desk:notices_read"), {"baca": row.pk}).status_code == 404


def calendar(client, scene, secret):
    url = reverse("desk:calendar", args=[scene.instansi.pk, secret])
    return client.get(url).content.decode().replace("\r\n ", "")


def test_a_calendar_shows_the_deadlines_until_it_is_revoked_or_the_office_ends(scene, client, monkeypatch):
    with tenant_scope(scene.instansi.pk):
        secret = make_calendar_feed(actor=scene.alice, now=utc_now())
        assert secret not in str(CalendarFeed.objects.values().get())
    shown = calendar(client, scene, secret)
    assert "DTSTART:20260306T003000Z\r\n" in shown
    assert "SUMMARY:Penilaian mandiri berakhir\\, Evaluasi\r\n" in shown
    assert shown.count("BEGIN:VEVENT") == 1
    assert "BEGIN:VEVENT" not in calendar(client, scene, "tebakan")
    with tenant_scope(scene.instansi.pk):
        office = Assignment.objects.filter(pk=scene.alice.assignment_id)
        office.update(ends_on=utc_now().date() - DAY)
    assert "BEGIN:VEVENT" not in calendar(client, scene, secret)
    with tenant_scope(scene.instansi.pk):
        office.update(ends_on=None)
        assert revoke_calendar_feed(actor=scene.alice, now=utc_now()) == 1
        assert revoke_calendar_feed(actor=scene.alice, now=utc_now()) == 0
    assert "BEGIN:VEVENT" not in calendar(client, scene, secret)


def test_a_line_is_folded_at_75_octets_and_cut_inside_no_character():
    line = "SUMMARY:" + escaped("Tenggat; “ü” — 日本語, " * 20 + "baris\nkedua\\")
    pieces = list(folded(line))
    assert all(len(piece) <= 75 for piece in pieces)
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == line
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert "\\; " in line
    assert "\\nkedua\\\\" in line


def test_it_refuses_a_notice_of_others_an_account_of_nobody_and_the_scope_of_another(scene):
    nobody = type(scene.alice)(**{**vars(scene.alice), "account_id": 0})
    with tenant_scope(scene.instansi.pk):
        row = Notice.objects.get(position_id=scene.bob.position_id)
        person = Person.objects.select_related("account").get(pk=scene.bob.person_id)
        with pytest.raises(NoticeElsewhere):
            read_notices(actor=scene.dana, now=NOW, only=row.pk)
        for refused in (make_calendar_feed, revoke_calendar_feed):
            with pytest.raises(NotPermitted):
                refused(actor=nobody, now=NOW)
        with pytest.raises(NotPermitted):
            choose_letter(wants=True, actor=nobody, now=NOW)
    with tenant_scope(scene.other_instansi.pk), pytest.raises(OutsideTenant):
        send_digest(person=person, on=TODAY, address="", post=print, now=NOW)
