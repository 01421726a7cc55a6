"""What pages and saves cost when the whole country is assessed: 640 instansi × 47 × 3 stages × 3 evidence."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import at_once, scene
from bench.harness import Figure, cpu_ms, wall_s
from bench.pages import BODY, as_official
from pranata.assessment.models import Assessment
from pranata.assessment.operations.declare_interest import declare_interest
from pranata.assessment.operations.give_assessor_task import give_assessor_task
from pranata.assessment.operations.save_answer import KEPT, save_answer
from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of

FEW, MANY = 64, 640
QUERIES, PAGE_CPU, SAVE_CPU, REPORT = 20, 40, 10, 1
GROWTH = 1.5


def figures(home: Path) -> list[Figure]:
    """Measure with 64 instansi and with 640, then let 200 people save."""
    called = scene.bodies(MANY)
    with scene.administrator(home) as link:
        number = scene.call(link)
        scene.assess(link, number, called[:FEW])
        task = _task()
        small = _measured(task)
        scene.assess(link, number, called[FEW:])
        large = _measured(task)
        found = [*large, *_growth(small, large), _report()]
        return [*found, *at_once.figures(home, link, called[1:])]


def _measured(task: int) -> list[Figure]:
    assessor, official, draft = _as_assessor(), as_official(), _assessment().pk
    found = list[Figure]()
    for name, client, path in (
        ("indicator page, judged in three stages", official, f"/penilaian/{draft}/indikator/11/"),
        ("assessor screen", assessor, f"/penilaian/tugas/{task}/indikator/11/"),
        ("meeting board", official, f"/penilaian/{draft}/papan/"),
    ):
        found += _page(name, client, path)
    return [*found, _saving()]


def _page(name: str, client: Client, path: str) -> list[Figure]:
    get = _getter(client, path)
    get()
    with CaptureQueriesContext(connection) as queries:
        get()
    label = f"{name}, {MANY} instansi × 47 × 3 × 3"
    return [
        Figure(name=f"{label}: queries", value=len(queries), unit="queries", limit=QUERIES),
        Figure(name=label, value=cpu_ms(get), unit="ms CPU", limit=PAGE_CPU),
    ]


def _getter(client: Client, path: str) -> Callable[[], None]:
    def get() -> None:
        answer = client.get(path, REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200, (path, answer.status_code)

    return get


def _saving() -> Figure:
    """Save one level again and again while the assessment is open; all of it is taken back."""
    turn = count()
    with tenant_scope(Instansi.objects.get(slug=BODY).pk), transaction.atomic():
        assessment = _assessment()
        Assessment.objects.filter(pk=assessment.pk).update(state="draft", stage="self")
        actor = _coordinator()

        def save() -> None:
            answer = assessment.answers.get(indicator="2")
            save_answer(
                assessment=assessment,
                indicator="2",
                level=Decimal(3 + next(turn) % 2),
                reason="Diputuskan rapat.",
                note=KEPT,
                expected_version=answer.version,
                actor=actor,
                now=utc_now(),
            )

        spent = cpu_ms(save)
        transaction.set_rollback(True)
    return Figure(
        name=f"saving one level, {MANY} instansi × 47 × 3 × 3", value=spent, unit="ms CPU", limit=SAVE_CPU
    )


def _growth(small: list[Figure], large: list[Figure]) -> list[Figure]:
    return [
        Figure(
            name=f"{after.name.split(',')[0]}: growth from {FEW} to {MANY} instansi",
            value=after.value / before.value,
            unit="×",
            limit=GROWTH,
        )
        for before, after in zip(small, large, strict=True)
        if after.unit == "ms CPU"
    ]


def _report() -> Figure:
    get = _getter(as_official(), reverse("assessment:report_pdf", args=[_assessment().pk]))
    get()
    return Figure(
        name="report of the evaluation (LHE) as PDF",
        value=min(wall_s(get) for _ in range(3)),
        unit="s",
        limit=REPORT,
    )


def _assessment() -> Assessment:
    body = Instansi.objects.get(slug=BODY)
    with tenant_scope(body.pk):
        return Assessment.objects.get(instansi=body, year=scene.YEAR, instrument=scene.INSTRUMENT)


def _coordinator() -> Actor:
    holder = Assignment.objects.filter(position__grants__role="coordinator").select_related(
        "person", "position__unit", "instansi"
    )[0]
    return actor_of(holder, utc_now().date())


def _task() -> int:
    """Give the assessment to the ministry's first assessor, who declares that nothing stands against it."""
    now, assessment = utc_now(), _assessment()
    with tenant_scope(Instansi.objects.get(slug=scene.ORGANISER).pk):
        coordinator = _coordinator()
        assessor = acting_for(scene.ORGANISER, _code_of_assessor(), now.date())
        task = give_assessor_task(
            assessment=assessment,
            position_id=assessor.position_id,
            part="lead",
            actor=coordinator,
            now=now,
        )
        declare_interest(task_id=task.pk, has_conflict=False, statement="", actor=assessor, now=now)
    return task.pk


def _code_of_assessor() -> str:
    holder = Assignment.objects.filter(position__grants__role="external_assessor").order_by("pk")[0]
    return holder.position.code


def _as_assessor() -> Client:
    with tenant_scope(Instansi.objects.get(slug=scene.ORGANISER).pk):
        account = Account.objects.get(people__assignments__position__code=_code_of_assessor())
    client = Client()
    client.post(reverse("demo_enter", args=[account.pk]), REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1")
    return client
