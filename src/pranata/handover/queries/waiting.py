"""Handovers that wait for somebody: the facts; the desk writes the sentences."""

import datetime as dt
from dataclasses import dataclass

from pranata.foundation.tenancy import tenant_scope
from pranata.handover.models import Part, Signature
from pranata.handover.policies import Signer
from pranata.handover.queries.leaving import Parties, concerning, open_handovers
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import local_date, seats_of


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A handover that waits for somebody, and for which of its parts."""

    assignment: Assignment
    part: Part


def waiting_for(actor: Actor, *, now: dt.datetime) -> list[Waiting]:
    """Return what the actor is to sign now. Three queries."""
    signer = Signer.official(actor)
    found = concerning(actor.local_date(now), signer)
    signed = _signed([parties.assignment for parties in found])
    parts = ((p, _awaits(p, signer, signed.get(p.assignment.pk, set()))) for p in found)
    return [Waiting(assignment=p.assignment, part=part) for p, part in parts if part is not None]


def left_by(account_id: int, *, now: dt.datetime) -> list[Assignment]:
    """Return the positions an account's person has left and still hands over. Two queries an instansi."""
    found: list[Assignment] = []
    for person in seats_of(account_id):
        with tenant_scope(person.instansi_id, account_id=account_id):
            on = local_date(person, now)
            found += open_handovers(on).filter(person=person, ends_on__lte=on)
    return found


def _awaits(parties: Parties, signer: Signer, signed: set[str]) -> Part | None:
    if parties.is_leaver(signer):
        return Part.LEAVER if Part.LEAVER not in signed else None
    handover = getattr(parties.assignment, "handover", None)
    ready = Part.LEAVER in signed or (handover is not None and handover.waived_at is not None)
    if ready and Part.RECEIVER not in signed:
        return Part.RECEIVER if parties.is_receiver(signer) else None
    return Part.SUPERIOR if Part.RECEIVER in signed and parties.is_superior(signer) else None


def _signed(assignments: list[Assignment]) -> dict[int, set[str]]:
    """Return which parts are signed on the latest dossier of each."""
    found: dict[int, tuple[int, set[str]]] = {}
    rows = Signature.objects.filter(dossier__handover__assignment__in=assignments)
    for pk, dossier, part in rows.values_list("dossier__handover__assignment_id", "dossier_id", "part"):
        latest, parts = found.get(pk, (0, set()))
        if dossier > latest:
            latest, parts = dossier, set()
        found[pk] = (latest, parts | {part}) if dossier == latest else (latest, parts)
    return {pk: parts for pk, (_dossier, parts) in found.items()}
