"""What filling in Excel costs: one whole instansi down, up, judged, shown and applied."""

import io
import time
from typing import NamedTuple

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from bench.harness import Figure
from bench.pages import BODY
from pranata.assessment import exports
from pranata.assessment.levels_file.filled import read_filled
from pranata.assessment.models import Assessment
from pranata.assessment.operations.apply_filled import apply_filled
from pranata.assessment.operations.receive_filled import receive_filled
from pranata.assessment.queries.filled_book import filled_book
from pranata.assessment.queries.filled_plan import plan_filled
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of

LIMIT = 2


def figures() -> list[Figure]:
    """Take the workbook of all 47 indicators, answer every requirement in it, and bring it back."""
    body = Instansi.objects.get(slug=BODY)
    with tenant_scope(body.pk), transaction.atomic():
        draft = Assessment.objects.get(state="draft", instrument="spbe-2020")
        holder = Assignment.objects.filter(position__grants__role="coordinator").select_related(
            "person", "position__unit", "instansi"
        )[0]
        actor = actor_of(holder, utc_now().date())
        trips = [_round_trip(draft, actor) for _ in range(4)]
        transaction.set_rollback(True)
    return [
        Figure(
            name="XLSX round trip of one instansi", value=min(t.clock for t in trips), unit="s", limit=LIMIT
        ),
        Figure(name="XLSX round trip: CPU", value=min(t.cpu for t in trips), unit="s CPU"),
        Figure(name="XLSX round trip: rows applied", value=trips[-1].rows, unit="rows"),
        Figure(name="XLSX round trip: queries", value=trips[-1].queries, unit="queries"),
    ]


class Trip(NamedTuple):
    """What one trip took, on the clock and of this process; filling in between is not counted."""

    clock: float
    cpu: float
    queries: int
    rows: int


def _round_trip(draft: Assessment, actor: Actor) -> Trip:
    with CaptureQueriesContext(connection) as queries:
        clock, cpu = time.perf_counter(), time.process_time()
        content = exports.filled_xlsx(filled_book(draft, None, actor, utc_now()))
        clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
        content = _filled(content)
        clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
        file = receive_filled(
            assessment=draft, file_name="isian.xlsx", content=content, actor=actor, now=utc_now()
        )
        seen = plan_filled(draft, read_filled(file.file_name, content), actor).seen
        done = apply_filled(file=file, taken=(), seen=seen, actor=actor, now=utc_now())
        return Trip(time.perf_counter() - clock, time.process_time() - cpu, len(queries), done.changed)


def _filled(content: bytes) -> bytes:
    """Answer everything: a note to each indicator, a verdict and a paragraph to each requirement."""
    book = load_workbook(io.BytesIO(content))
    mark = utc_now().isoformat()
    for row in book["Tingkat"].iter_rows(min_row=3):
        row[5].value = f"Diisi {mark}. " + "Sudah ditetapkan dan dijalankan. " * 8
    for row in book["Syarat"].iter_rows(min_row=3):
        row[5].value = "Terpenuhi"
        row[6].value = None
        row[7].value = f"Diisi {mark}. " + "Lihat laporan tahunan. " * 8
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
