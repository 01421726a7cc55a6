"""What a page costs: queries and CPU time, with 640 and with 6,400 instansi-years."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.harness import Figure, cpu_ms
from pranata.assessment.models import Assessment, PublishedResult
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.insights.queries.ranking import ranking
from pranata.organisation.models import Instansi, Person

YEAR = 2024
QUERIES, CPU = 15, 40
BODY = "kota-bandar-lampung"


def figures() -> list[Figure]:
    """Measure the three pages of the issue at both sizes, and how far they grow between them.

    The small size is measured before and after the large one and its lesser figure taken: a machine that
    becomes slower meanwhile would otherwise look like a page that grows.
    """
    first = _at_size("640")
    with _ten_times_the_results():
        large = _at_size("6,400")
    small = [min(pair, key=lambda one: one.value) for pair in zip(first, _at_size("640"), strict=True)]
    return [*small, *large, *_growth(small, large)]


def _growth(small: list[Figure], large: list[Figure]) -> Iterator[Figure]:
    """Yield how far each page grows. The ranking reads all results of a year and has no such limit."""
    for before, after in zip(small, large, strict=True):
        if before.unit == "ms CPU":
            name = before.name.replace(", 640 instansi-years", "") + ": growth from 640 to 6,400"
            limit = 1.5 if "page" in name else None
            yield Figure(name=name, value=after.value / before.value, unit="×", limit=limit)


def _at_size(size: str) -> list[Figure]:
    found: list[Figure] = []
    visitor, official = Client(), as_official()
    for label, client, path in (
        ("results page", visitor, f"/hasil/?tahun={YEAR}"),
        ("instansi page", visitor, f"/instansi/{BODY}/?tahun=2023"),
        ("47-indicator page", official, f"/penilaian/{_assessment()}/"),
    ):
        found += _page(f"{label}, {size} instansi-years", client, path)
    found.append(
        Figure(
            name=f"national ranking from stored results, {size} instansi-years",
            value=cpu_ms(lambda: ranking(YEAR)),
            unit="ms CPU",
            limit=20,
        )
    )
    return found


def _page(name: str, client: Client, path: str) -> list[Figure]:
    def get() -> None:
        answer = client.get(path, REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200, (path, answer.status_code)

    get()
    with CaptureQueriesContext(connection) as queries:
        get()
    return [
        Figure(name=f"{name}: queries", value=len(queries), unit="queries", limit=QUERIES),
        Figure(name=name, value=cpu_ms(get), unit="ms CPU", limit=CPU),
    ]


def as_official() -> Client:
    """Return a browser signed in as the coordinator of the demonstration."""
    client = Client()
    answer = client.post(
        reverse("demo_enter", args=[_coordinator().pk]), REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1"
    )
    assert answer.status_code == 302, answer.status_code
    return client


def _coordinator() -> Account:
    body = Instansi.objects.get(slug=BODY)
    with tenant_scope(body.pk):
        person = Person.objects.filter(
            account__is_demonstration=True, assignments__position__grants__role="coordinator"
        ).first()
    assert person is not None
    assert person.account is not None
    return person.account


def _assessment() -> int:
    with tenant_scope(Instansi.objects.get(slug=BODY).pk):
        draft = Assessment.objects.filter(instrument="spbe-2020").order_by("-year").first()
    assert draft is not None
    return draft.pk


@contextmanager
def _ten_times_the_results() -> Iterator[None]:
    """Copy the results of one year into ten made-up years; taken back at the end."""
    with transaction.atomic():
        rows = list(PublishedResult.objects.filter(year=YEAR, origin="ministry_report"))
        for year in range(2001, 2011):
            for row in rows:
                row.pk, row.year = None, year
            PublishedResult.objects.bulk_create(rows)
        yield
        transaction.set_rollback(True)
