"""Which assignments are being handed over, and who takes part in each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pranata.handover.models import StandsAs
from pranata.handover.policies import Signer, administers
from pranata.organisation.models import Assignment

LOOKING_BACK = dt.timedelta(days=90)
"""How long after its end an assignment that nobody began to hand over is still asked about."""


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Who takes part. `receiver` is None where an administrator receives, or where `awaited` begins later."""

    assignment: Assignment
    receiver: Assignment | None
    stands_as: StandsAs
    awaited: Assignment | None
    superior: Assignment | None

    def is_leaver(self, signer: Signer) -> bool:
        """Whether somebody is the one who leaves."""
        return signer.person_id == self.assignment.person_id

    def is_receiver(self, signer: Signer) -> bool:
        """Whether somebody receives: for the position that does, or keeping the organisation if none does."""
        if self.is_leaver(signer) or signer.actor is None:
            return False
        if self.receiver is not None:
            return signer.actor.assignment_id == self.receiver.pk
        return self.stands_as == StandsAs.ADMINISTRATOR and administers(signer.actor, self.assignment)

    def is_superior(self, signer: Signer) -> bool:
        """Whether somebody countersigns."""
        actor = signer.actor
        return actor is not None and self.superior is not None and actor.assignment_id == self.superior.pk

    def has_part(self, signer: Signer) -> bool:
        """Whether somebody may read the handover."""
        return (
            self.is_leaver(signer)
            or self.is_receiver(signer)
            or self.is_superior(signer)
            or administers(signer.actor, self.assignment)
        )


def leaving() -> QuerySet[Assignment]:
    """Return the assignments that have an end, with what a handover needs of them."""
    found = Assignment.objects.filter(ends_on__isnull=False)
    return found.select_related("position__unit", "position__superior", "person", "instansi", "handover")


def open_handovers(on: dt.date) -> QuerySet[Assignment]:
    """Return what is to be handed over: ending or ended lately, not completed, not simply carried on."""
    carried_on = Assignment.objects.filter(
        Q(position=OuterRef("position")) | Q(position__continues=OuterRef("position")),
        person=OuterRef("person"),
        starts_on=OuterRef("ends_on"),
    )
    late = Q(ends_on__gt=on - LOOKING_BACK) | Q(handover__isnull=False)
    return (
        leaving().filter(late, ~Exists(carried_on), handover__completed_at__isnull=True).order_by("ends_on")
    )


def parties_of(assignments: Iterable[Assignment], on: dt.date) -> list[Parties]:
    """Return who takes part in each handover on a day, in the same order. One query for all of them."""
    wanted = list(assignments)
    above = {a.position.superior_id for a in wanted if a.position.superior_id is not None}
    positions = {a.position_id for a in wanted} | above
    held = Assignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), position_id__in=positions)
    holders: dict[int | None, list[Assignment]] = defaultdict(list)
    for assignment in held.select_related("person", "position__unit").order_by("starts_on", "pk"):
        holders[assignment.position_id].append(assignment)
    return [_parties(a, holders[a.position_id], holders[a.position.superior_id], on) for a in wanted]


def _parties(leaves: Assignment, beside: list[Assignment], above: list[Assignment], on: dt.date) -> Parties:
    others = [a for a in beside if a.person_id != leaves.person_id and _outlasts(a, leaves)]
    now = _first([a for a in others if a.starts_on <= on])
    superior = _first([a for a in above if a.starts_on <= on and a.person_id != leaves.person_id])
    awaited = None if now else next(iter(others), None)
    if now is not None or awaited is not None:
        countersigns = superior if superior and (now is None or superior.person_id != now.person_id) else None
        return Parties(
            assignment=leaves,
            receiver=now,
            stands_as=StandsAs.SUCCESSOR,
            awaited=awaited,
            superior=countersigns,
        )
    stands_as = StandsAs.SUPERIOR if superior else StandsAs.ADMINISTRATOR
    return Parties(assignment=leaves, receiver=superior, stands_as=stands_as, awaited=None, superior=None)


def _outlasts(other: Assignment, leaves: Assignment) -> bool:
    return leaves.ends_on is None or other.ends_on is None or other.ends_on > leaves.ends_on


def _first(held: list[Assignment]) -> Assignment | None:
    return min(held, key=lambda a: (a.capacity != "definitif", a.pk), default=None)


def concerning(on: dt.date, signer: Signer) -> list[Parties]:
    """Return the open handovers somebody has a part in. Two queries."""
    return [parties for parties in parties_of(open_handovers(on), on) if parties.has_part(signer)]


def completed(signer: Signer) -> QuerySet[Assignment]:
    """Return the handovers somebody signed that are complete, the latest first."""
    done = leaving().filter(handover__completed_at__isnull=False)
    if signer.actor is None or not signer.actor.has_role("administrator"):
        done = done.filter(handover__dossiers__signatures__person_id=signer.person_id)
    return done.order_by(F("handover__completed_at").desc()).distinct()
