"""What saving one level costs, with its change, its ledger entry and its lock."""

from decimal import Decimal

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.harness import Figure, cpu_ms
from bench.pages import BODY
from pranata.assessment.models import Assessment
from pranata.assessment.operations.save_answer import KEPT, save_answer
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.queries.actor import actor_of


def figures() -> list[Figure]:
    """Save one level again and again in the demonstration's draft; taken back at the end."""
    body = Instansi.objects.get(slug=BODY)
    with tenant_scope(body.pk), transaction.atomic():
        figures = _measure()
        transaction.set_rollback(True)
    return figures


def _measure() -> list[Figure]:
    draft = Assessment.objects.filter(state="draft", instrument="spbe-2020").get()
    holder = Assignment.objects.filter(position__grants__role="coordinator").select_related(
        "person", "position__unit", "instansi"
    )[0]
    actor = actor_of(holder, utc_now().date())
    turn = iter(range(10**6))

    def save() -> None:
        answer = draft.answers.get(indicator="11")
        level = 1 + (int(answer.level or 0) + next(turn)) % 5
        if level == answer.level:
            level = level % 5 + 1
        save_answer(
            assessment=draft,
            indicator="11",
            level=Decimal(level),
            note=KEPT,
            expected_version=answer.version,
            actor=actor,
            now=utc_now(),
        )

    cpu = cpu_ms(save)
    with CaptureQueriesContext(connection) as queries:
        save()
    return [
        Figure(name="saving one level", value=cpu, unit="ms CPU", limit=10),
        Figure(name="saving one level: queries", value=len(queries), unit="queries"),
    ]
