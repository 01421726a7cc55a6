"""Evidence that ends is on the desk of who keeps it, and of nobody else."""

import datetime as dt

import pytest
from django.urls import reverse

from pranata.desk.queries.archive import archive_tasks
from pranata.organisation.tests.cast import NOW
from pranata.records.operations.withdraw_evidence import withdraw_evidence
from pranata.records.tests.scenes import archive_at

TODAY = dt.date(2026, 3, 4)


@pytest.fixture
def archive(db, tmp_path, settings):
    with archive_at(tmp_path, settings) as found:
        yield found


def ending(archive, days: int, title: str = "Laporan uji"):
    return archive.evidence(
        title=title, effective_on=dt.date(2024, 1, 1), expires_on=TODAY + dt.timedelta(days=days)
    )


def titles(actor) -> list[str]:
    return [task.title for task in archive_tasks(actor, TODAY)]


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (-1, "Ganti 1 bukti yang tidak berlaku lagi"),
        (0, "Ganti 1 bukti yang tidak berlaku lagi"),
        (1, "Ganti 1 bukti yang berakhir dalam tujuh hari"),
        (7, "Ganti 1 bukti yang berakhir dalam tujuh hari"),
        (8, "Siapkan pengganti 1 bukti yang berakhir dalam tiga puluh hari"),
        (30, "Siapkan pengganti 1 bukti yang berakhir dalam tiga puluh hari"),
        (31, None),
    ],
)
def test_it_is_told_thirty_and_seven_days_before_and_when_it_has_ended(archive, days, title):
    ending(archive, days)
    assert titles(archive.cast.bob) == ([title] if title else [])


def test_one_item_leads_to_itself_and_several_to_their_list(archive):
    first = ending(archive, 5)
    (task,) = archive_tasks(archive.cast.bob, TODAY)
    assert task.url == reverse("records:evidence", args=[first.public_id])
    assert (task.detail, task.when) == ("Laporan uji", "9 Mar")
    ending(archive, 3)
    (task,) = archive_tasks(archive.cast.bob, TODAY)
    assert task.url.endswith("/arsip/bukti/?keadaan=segera&urut=sampai")


def test_what_was_withdrawn_asks_for_nothing(archive):
    item = ending(archive, 5)
    withdraw_evidence(evidence=item, reason="Diganti.", actor=archive.cast.bob, now=NOW)
    assert titles(archive.cast.bob) == []


def test_who_keeps_nothing_is_not_asked(archive, django_assert_num_queries):
    ending(archive, 5)
    with django_assert_num_queries(0):
        assert archive_tasks(archive.cast.dana, TODAY) == []
        assert archive_tasks(archive.cast.olga, TODAY) == []


def test_somebody_of_another_instansi_sees_none_of_it(archive):
    ending(archive, 5)
    assert titles(archive.cast.charlie) == []
