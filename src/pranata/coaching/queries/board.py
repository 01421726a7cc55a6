"""The board of a coach: every instansi of its area, how its index moved, and what is open with it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q

from pranata.assessment.models import ParticipationProgress, PublishedResult, ResultOrigin
from pranata.coaching.models import (
    OPEN,
    Coaching,
    FollowUp,
    FollowUpState,
    FollowUpStep,
    PrivateNote,
    SharedNote,
    Visit,
    VisitState,
)
from pranata.coaching.policies import coachable_by
from pranata.organisation.models import Instansi


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a coach sees of an instansi: its latest reported index, and how far it filled the coach's call."""

    body: Instansi
    year: int | None
    index: Decimal | None
    before: Decimal | None
    answered: int | None
    total: int | None

    @property
    def change(self) -> Decimal | None:
        """By how much the index moved since the report before; None where either is missing."""
        return None if self.index is None or self.before is None else self.index - self.before


@dataclass(frozen=True, kw_only=True)
class BoardRow(Standing):
    """An instansi with what is open with it. `coaching` None: not begun."""

    coaching: Coaching | None
    open: int
    overdue: int
    reported: int
    contact: dt.date | None


def standing_of(coaching: Coaching) -> Standing:
    """Return what its coach sees of one instansi. Two queries."""
    body = coaching.instansi
    results, progress = _results([body.pk]), _progress(coaching.organiser, [body.pk])
    return Standing(**_stands(body, results.get(body.pk, []), progress.get(body.pk)))


def board_rows(coach: Instansi, on: dt.date) -> list[BoardRow]:
    """Return a row for each instansi the coach may coach. Nine queries, however many there are."""
    bodies = list(coachable_by(coach).order_by("name"))
    running = {
        row.instansi_id: row for row in Coaching.objects.filter(organiser=coach, ended_at__isnull=True)
    }
    counts, contacts = _counts(coach, on), _contacts(coach)
    ids = [body.pk for body in bodies]
    results, progress = _results(ids), _progress(coach, ids)
    return [
        _row(body, running.get(body.pk), counts, contacts, results.get(body.pk, []), progress.get(body.pk))
        for body in bodies
    ]


def _row(
    body: Instansi,
    coaching: Coaching | None,
    counts: dict[int, tuple[int, int, int]],
    contacts: dict[int, dt.date],
    results: list[tuple[int, Decimal]],
    progress: tuple[int, int] | None,
) -> BoardRow:
    pk = coaching.pk if coaching else 0
    found = counts.get(pk, (0, 0, 0))
    return BoardRow(
        **_stands(body, results, progress),
        coaching=coaching,
        open=found[0],
        overdue=found[1],
        reported=found[2],
        contact=contacts.get(pk),
    )


def _stands(
    body: Instansi, results: list[tuple[int, Decimal]], progress: tuple[int, int] | None
) -> dict[str, Any]:
    latest = results[0] if results else (None, None)
    return {
        "body": body,
        "year": latest[0],
        "index": latest[1],
        "before": results[1][1] if len(results) > 1 else None,
        "answered": progress[0] if progress else None,
        "total": progress[1] if progress else None,
    }


def _results(ids: list[int]) -> dict[int, list[tuple[int, Decimal]]]:
    """The reported indexes of each body, latest first; what cannot be right is left out. One query."""
    found: dict[int, list[tuple[int, Decimal]]] = {}
    rows = PublishedResult.objects.filter(
        instansi_id__in=ids, origin=ResultOrigin.MINISTRY_REPORT, is_suspect=False
    ).order_by("-year")
    for pk, year, index in rows.values_list("instansi_id", "year", "index"):
        found.setdefault(pk, []).append((year, index))
    return found


def _counts(coach: Instansi, on: dt.date) -> dict[int, tuple[int, int, int]]:
    """Open, overdue and reported follow-ups of each coaching. One query."""
    rows = (
        FollowUp.objects.filter(organiser=coach, state__in=OPEN)
        .values("coaching_id")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(state=FollowUpState.AGREED, due_on__lt=on)),
            reported=Count("pk", filter=Q(state=FollowUpState.REPORTED)),
        )
    )
    return {row["coaching_id"]: (row["open"], row["overdue"], row["reported"]) for row in rows}


def _contacts(coach: Instansi) -> dict[int, dt.date]:
    """The last day something passed between both sides: a note, a step, a visit held. Four queries."""
    zone = ZoneInfo(coach.time_zone)
    found: dict[int, dt.date] = {}
    made = [
        SharedNote.objects.filter(organiser=coach).values_list("coaching_id"),
        PrivateNote.objects.filter(instansi=coach).values_list("coaching_id"),
        FollowUpStep.objects.filter(organiser=coach).values_list("follow_up__coaching_id"),
    ]
    for rows in made:
        for pk, at in rows.annotate(last=Max("made_at")):
            found[pk] = max(found.get(pk, dt.date.min), at.astimezone(zone).date())
    held = Visit.objects.filter(organiser=coach, state=VisitState.HELD).values_list("coaching_id")
    for pk, on in held.annotate(last=Max("on")):
        found[pk] = max(found.get(pk, dt.date.min), on)
    return found


def _progress(coach: Instansi, ids: list[int]) -> dict[int, tuple[int, int]]:
    """How much of a running call each participant filled: counts, as an organiser sees. One query."""
    rows = ParticipationProgress.objects.filter(
        organiser=coach,
        instansi_id__in=ids,
        participation__left_at__isnull=True,
        participation__campaign__state="open",
    ).order_by("participation__campaign__year")
    return {
        pk: (answered, total) for pk, answered, total in rows.values_list("instansi_id", "answered", "total")
    }
