"""What saving one level costs, with its change, its ledger entry and its lock, and how much is the entry."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from unittest import mock

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.harness import Figure, cpu_ms, wall_s
from bench.pages import BODY
from pranata.assessment.models import Assessment
from pranata.assessment.operations import save_answer as operation
from pranata.assessment.operations.save_answer import KEPT, save_answer
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.queries.actor import actor_of

TURNS = 300


def figures() -> list[Figure]:
    """Save one level again and again in the demonstration's draft."""
    with tenant_scope(Instansi.objects.get(slug=BODY).pk):
        save = _saving()
        with transaction.atomic():
            figures = _cost(save)
            transaction.set_rollback(True)
        return [*figures, _with_entry_to_without(save)]


def _saving() -> Callable[[], None]:
    draft = Assessment.objects.filter(state="draft", instrument="spbe-2020").get()
    holder = Assignment.objects.filter(position__grants__role="coordinator").select_related(
        "person", "position__unit", "instansi"
    )[0]
    actor = actor_of(holder, utc_now().date())
    turn = count()

    def save() -> None:
        answer = draft.answers.get(indicator="2")
        level = 1 + (int(answer.level or 0) + next(turn)) % 5
        if level == answer.level:
            level = level % 5 + 1
        save_answer(
            assessment=draft,
            indicator="2",
            level=Decimal(level),
            note=KEPT,
            expected_version=answer.version,
            actor=actor,
            now=utc_now(),
        )

    return save


def _cost(save: Callable[[], None]) -> list[Figure]:
    cpu = cpu_ms(save)
    with CaptureQueriesContext(connection) as queries:
        save()
    return [
        Figure(name="saving one level", value=cpu, unit="ms CPU", limit=10),
        Figure(name="saving one level: queries", value=len(queries), unit="queries"),
    ]


def _with_entry_to_without(save: Callable[[], None]) -> Figure:
    """Commit the act with its entry and without one, in turns, so that the machine's mood falls on both.

    Both run to the end of the commit, with the sync of the disk. Without an entry nothing is sealed either.
    """
    bare, kept = list[float](), list[float]()
    for _ in range(TURNS):
        kept.append(wall_s(save))
        with _no_entries():
            bare.append(wall_s(save))
    return Figure(
        name="commit of an act (saving one level) with its entry, to one without",
        value=statistics.median(kept) / statistics.median(bare),
        unit="×",
        limit=1.5,
    )


@contextmanager
def _no_entries() -> Iterator[None]:
    with mock.patch.object(operation, "append_entry", new=_nothing):
        yield


def _nothing(_act: Act) -> None:
    """Stand where an entry would be appended; a `Mock` would cost time that the entry does not."""
