"""Actions that wait for the head of an OPD, as tasks: to commit to, and overdue."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pranata.assessment.policies import lineage
from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.policies import Actor
from pranata.planning.models import Commitment
from pranata.planning.queries.actions import Book, book_of, current_action_plan
from pranata.planning.queries.commitments import Pledge, pledges_of


def commitment_tasks(actor: Actor, on: dt.date) -> list[Task]:
    """Return what waits for the head of an OPD. Two queries for everybody else."""
    posts = lineage(actor.position_id)
    headed = Commitment.objects.filter(position_id__in=posts, action_plan__ended_at__isnull=True)
    mine = set(headed.values_list("pk", flat=True))
    action_plan = current_action_plan(actor.instansi_id) if mine else None
    if action_plan is None:
        return []
    book = book_of(action_plan, on)
    asked = [one for one in pledges_of(book) if one.commitment.pk in mine and not one.holds]
    return [*(_to_commit(one) for one in asked), *_late(book, posts)]


def _to_commit(pledge: Pledge) -> Task:
    return Task(
        icon="signature",
        title=_("Nyatakan komitmen %(unit)s") % {"unit": pledge.commitment.unit.name},
        detail=ngettext("%(count)d aksi. %(standing)s.", "%(count)d aksi. %(standing)s.", len(pledge.lines))
        % {"count": len(pledge.lines), "standing": pledge.standing.label},
        url=reverse("planning:commitment", args=[pledge.commitment.pk]),
        action=_("Baca"),
    )


def _late(book: Book, posts: frozenset[int]) -> list[Task]:
    late = [line for line in book.late if line.action.position_id in posts]
    if not late:
        return []
    first = min(late, key=lambda line: line.action.ends_on)
    title = ngettext("Laporkan %(count)d aksi terlambat", "Laporkan %(count)d aksi terlambat", len(late))
    return [
        Task(
            icon="clock-exclamation",
            title=title % {"count": len(late)},
            detail=first.name,
            url=reverse("planning:action", args=[first.action.pk]),
            action=_("Buka"),
            when=_("sejak %(day)s") % {"day": date_written(first.action.due_on, short=True)},
        )
    ]
