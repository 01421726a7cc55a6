"""The daily letter: what it says, to whom, once, and what happens when the mail server is away."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from pranata.foundation.clock import utc_now
from pranata.foundation.letters import message_id
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.ledger.tests.logs import Log
from pranata.organisation.models import Person
from pranata.receipts.models import DailyLetter
from pranata.receipts.operations.begin_daily_letters import begin_daily_letters
from pranata.receipts.operations.send_daily_letter import send_daily_letter
from pranata.receipts.queries.letters import due_people, until_of
from pranata.receipts.tasks import send_due_letters
from pranata.receipts.tests.scenes import make_scene

WIB = ZoneInfo("Asia/Jakarta")
DAY = dt.timedelta(days=1)
PAGES = "https://spbe.contoh.go.id"
# An entry is recorded at the time of the database, so the letter of today is sent tomorrow at seven.
TOMORROW = dt.datetime.combine(utc_now().astimezone(WIB).date() + dt.timedelta(days=1), dt.time(7), WIB)


def alice(scene) -> Person:
    return Person.objects.select_related("account", "instansi").get(pk=scene.cast.alice.person_id)


def send(scene, post, now=TOMORROW):
    person = alice(scene)
    begin_daily_letters(instansi=person.instansi, people=[person], now=now)
    return send_daily_letter(person=person, address=PAGES, post=post, now=now)


class TestTheLetter:
    def test_it_goes_once_a_day_and_not_about_an_empty_one(self, scene):
        posted: list[EmailMessage] = []
        assert send(scene, posted.append)
        assert not send(scene, posted.append)
        assert not send(scene, posted.append, TOMORROW + dt.timedelta(days=1))
        assert len(posted) == 1
        assert DailyLetter.objects.get().sent_at == TOMORROW

    def test_before_six_in_the_instansi_yesterday_is_not_over(self, scene):
        for zone, hour, day in (("Asia/Jakarta", 22, 1), ("Asia/Jakarta", 23, 2), ("Asia/Jayapura", 21, 2)):
            at = dt.datetime(2026, 3, 1, hour, tzinfo=dt.UTC)
            assert until_of(at, zone) == dt.datetime(2026, 3, day, tzinfo=ZoneInfo(zone))
        assert not send(scene, print, TOMORROW.replace(hour=5))

    def test_a_mail_server_that_is_away_leaves_everything_to_be_told(self, scene):
        def away(_message):
            raise ConnectionRefusedError

        with pytest.raises(ConnectionRefusedError):
            send(scene, away)
        posted: list[EmailMessage] = []
        later = TOMORROW + dt.timedelta(days=3)
        with tenant_scope(scene.cast.instansi.pk):
            assert send(scene, posted.append, later)
        assert "1 kali" in posted[0].body

    def test_one_that_goes_again_is_known_by_its_message_id(self, scene):
        posted: list[EmailMessage] = []

        def dies(message):
            posted.append(message)
            raise SystemError

        for now in (TOMORROW, TOMORROW + dt.timedelta(hours=2), TOMORROW + DAY):
            with pytest.raises(SystemError):
                send(scene, dies, now)
        first, again, longer = (letter.message()["Message-ID"] for letter in posted)
        assert first == again != message_id("receipts.day", scene.cast.bob.person_public_id)
        assert longer != first, "it tells more, and must not be taken for the first"
        assert str(scene.cast.alice.person_public_id) not in first

    def test_it_refuses_the_scope_of_another_instansi(self, scene):
        person = alice(scene)
        with tenant_scope(scene.cast.other_instansi.pk), pytest.raises(OutsideTenant):
            send_daily_letter(person=person, address=PAGES, post=print, now=TOMORROW)
        with tenant_scope(scene.cast.other_instansi.pk), pytest.raises(OutsideTenant):
            begin_daily_letters(instansi=person.instansi, people=[person], now=TOMORROW)

    def test_an_ended_account_and_a_demonstration_get_none(self, scene):
        account = scene.cast.alice_account
        everybody = {person.name for person in due_people(scene.cast.instansi, now=TOMORROW)}
        assert everybody == {"Alice", "Bob", "Dana", "Iwan", "Olga"}
        account.ended_at = TOMORROW
        account.save()
        scene.iwan_account.is_demonstration = True
        scene.iwan_account.save()
        left = {person.name for person in due_people(scene.cast.instansi, now=TOMORROW)}
        assert left == {"Bob", "Dana", "Olga"}


def test_two_workers_send_one_letter_each_of_whom_is_due_and_a_removed_entry_is_said(committed_db, tmp_path):
    scene = make_scene()
    log = Log(committed_db, tmp_path)
    log.drain()
    log.close()
    with administrator(committed_db) as attacker:
        attacker.execute("SET session_replication_role = replica")
        for table in ("queue", "entry"):
            attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
            attacker.execute(f"DELETE FROM ledger.{table}")
    posted: list[EmailMessage] = []
    start = Barrier(2)

    def work(_number):
        try:
            start.wait()
            return send_due_letters(address="", post=posted.append, now=TOMORROW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 2
    told = {message.to[0]: message.body for message in posted}
    assert set(told) == {"alice@contoh.test", "bob@contoh.test"}
    assert "PERHATIAN: 1 catatan tindakan Anda hilang" in told["alice@contoh.test"]
    assert "/meja/bukti/" not in told["alice@contoh.test"]
    assert "PERHATIAN" not in told["bob@contoh.test"]
    with tenant_scope(scene.cast.instansi.pk):
        assert DailyLetter.objects.count() == 5
