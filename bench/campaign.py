"""What a call costs: opening it for 640 instansi, and the pages its organiser and the weekly meeting read."""

import datetime as dt
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.harness import Figure, cpu_ms
from bench.pages import BODY, as_official
from pranata.assessment.models import Assessment, Stage
from pranata.assessment.operations.open_campaign import open_campaign
from pranata.assessment.operations.plan_campaign import Plan, plan_campaign
from pranata.assessment.tasks import tend_campaigns
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.queries.actor import actor_of

CALLED, OPENING, QUERIES, PAGE_CPU = 640, 20, 20, 40
ORGANISER = "kementerian-pendayagunaan-aparatur-negara-dan-reformasi-birokrasi"


def figures() -> list[Figure]:
    """Open a call for 640 instansi, then read the board of one of them."""
    return [*_opening(), *_board()]


def _opening() -> list[Figure]:
    now, organiser = utc_now(), Instansi.objects.get(slug=ORGANISER)
    bodies = Instansi.objects.filter(superseded_by__isnull=True)
    called = list(bodies.order_by("pk").values_list("pk", flat=True)[:CALLED])
    with tenant_scope(organiser.pk):
        holder = Assignment.objects.filter(position__grants__role="coordinator").select_related(
            "person", "position__unit", "instansi"
        )[0]
        actor = actor_of(holder, now.date())
        plan = Plan(
            name="Ukuran",
            instrument="spbe-2020",
            year=2021,
            exercise="Evaluasi",
            dates={Stage.SELF: (now, now + dt.timedelta(days=30))},
            called=called,
        )
        open_campaign(campaign=plan_campaign(plan=plan, actor=actor, now=now), actor=actor, now=now)
    begun = time.perf_counter()
    reached = tend_campaigns(now=now)
    took = time.perf_counter() - begun
    assert reached >= len(called), (reached, len(called))
    return [Figure(name=f"open a call for {len(called)} instansi", value=took, unit="s", limit=OPENING)]


def _board() -> list[Figure]:
    body, client = Instansi.objects.get(slug=BODY), as_official()
    with tenant_scope(body.pk):
        draft = Assessment.objects.get(state="draft", instrument="spbe-2020", year=2025)
    path = f"/penilaian/{draft.pk}/papan/"

    def get() -> None:
        answer = client.get(path, REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200, (path, answer.status_code)

    get()
    with CaptureQueriesContext(connection) as queries:
        get()
    return [
        Figure(
            name="board of the weekly meeting: queries", value=len(queries), unit="queries", limit=QUERIES
        ),
        Figure(name="meeting board", value=cpu_ms(get), unit="ms CPU", limit=PAGE_CPU),
    ]
