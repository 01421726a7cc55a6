"""What answering costs: the page of an indicator, the lists around it, saving one requirement."""

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.harness import Figure, cpu_ms
from bench.pages import BODY, as_official
from pranata.assessment.models import Assessment, Finding
from pranata.assessment.operations.judge_requirements import Judged, judge_requirements
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.queries.actor import actor_of

QUERIES, PAGE_CPU, SAVE_CPU = 20, 40, 10
PAGES = (
    ("indicator page with its checklist", "indikator/11/"),
    ("list of an OPD", "perangkat-daerah/"),
    ("division of indicators", "pembagian/"),
)


def figures() -> list[Figure]:
    """Measure the pages as the coordinator, then save one requirement again and again; that is taken back."""
    body = Instansi.objects.get(slug=BODY)
    with tenant_scope(body.pk):
        draft = Assessment.objects.get(state="draft", instrument="spbe-2020")
    found: list[Figure] = []
    client = as_official()
    for name, path in PAGES:
        found += _page(name, client, f"/penilaian/{draft.pk}/{path}")
    with tenant_scope(body.pk), transaction.atomic():
        found += _saving(draft)
        transaction.set_rollback(True)
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
        Figure(name=name, value=cpu_ms(get), unit="ms CPU", limit=PAGE_CPU),
    ]


def _saving(draft: Assessment) -> list[Figure]:
    holder = Assignment.objects.filter(position__grants__role="coordinator").select_related(
        "person", "position__unit", "instansi"
    )[0]
    actor = actor_of(holder, utc_now().date())

    def save() -> None:
        row = Finding.objects.get(answer__assessment=draft, answer__indicator="11", requirement="3.2")
        verdict = "met" if row.verdict == "not_met" else "not_met"
        one = Judged(requirement="3.2", version=row.version, verdict=verdict)
        judge_requirements(assessment=draft, indicator="11", judged=[one], actor=actor, now=utc_now())

    cpu = cpu_ms(save)
    with CaptureQueriesContext(connection) as queries:
        save()
    return [
        Figure(name="saving one requirement, its level following", value=cpu, unit="ms CPU", limit=SAVE_CPU),
        Figure(name="saving one requirement: queries", value=len(queries), unit="queries"),
    ]
