"""One coaching as either side reads it, in the scope of its own instansi."""

import datetime as dt
from dataclasses import dataclass

from pranata.coaching.models import (
    OPEN,
    Coaching,
    FollowUp,
    FollowUpState,
    FollowUpStep,
    PrivateNote,
    SharedNote,
    Visit,
)
from pranata.coaching.policies import Side

NOTES = 30


@dataclass(frozen=True, kw_only=True)
class FollowUpRow:
    """A follow-up and how it stands against its due day."""

    item: FollowUp
    is_overdue: bool
    days: int


@dataclass(frozen=True, kw_only=True)
class CoachingPage:
    """Everything the page of a coaching shows. `private` is empty for the coached side."""

    side: Side
    open: list[FollowUpRow]
    done: list[FollowUpRow]
    visits: list[Visit]
    shared: list[SharedNote]
    private: list[PrivateNote]

    @property
    def overdue(self) -> int:
        """How many open ones are past their day."""
        return sum(row.is_overdue for row in self.open)


def coaching_page(side: Side, on: dt.date) -> CoachingPage:
    """Read a coaching. Four queries, three for the coached side."""
    rows = [
        row_of(item, on) for item in FollowUp.objects.filter(coaching=side.coaching).order_by("due_on", "pk")
    ]
    private = PrivateNote.objects.filter(coaching=side.coaching).order_by("-made_at")
    return CoachingPage(
        side=side,
        open=[row for row in rows if row.item.state in OPEN],
        done=[row for row in rows if row.item.state not in OPEN],
        visits=list(
            Visit.objects.filter(coaching=side.coaching).select_related("instansi").order_by("-on", "-pk")
        ),
        shared=list(SharedNote.objects.filter(coaching=side.coaching).order_by("-made_at")[:NOTES]),
        private=list(private[:NOTES]) if side.is_coach else [],
    )


def row_of(item: FollowUp, on: dt.date) -> FollowUpRow:
    """Hold a follow-up against a day; one that was reported waits for the coach and is not late."""
    is_late = item.state == FollowUpState.AGREED and item.due_on < on
    return FollowUpRow(item=item, is_overdue=is_late, days=(item.due_on - on).days)


def steps_of(item: FollowUp) -> list[FollowUpStep]:
    """Return every step of a follow-up, oldest first. One query."""
    return list(FollowUpStep.objects.filter(follow_up=item).order_by("made_at", "pk"))


def coached_by(instansi_id: int) -> list[Coaching]:
    """Return who coaches or coached an instansi, running ones first. One query, in its scope."""
    rows = Coaching.objects.filter(instansi_id=instansi_id).select_related("organiser")
    return sorted(rows, key=lambda row: (row.ended_at is not None, -row.pk))
