"""A handover as its page shows it."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from pranata.handover.models import Dossier, Handover, Part, Signature, StandsAs
from pranata.handover.policies import HandoverClosed, Signer
from pranata.handover.queries.dossier import changed_since, compose, digest
from pranata.handover.queries.leaving import Parties, leaving, parties_of
from pranata.organisation.models import Assignment
from pranata.organisation.queries.actor import ends_at


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What somebody reads: the dossier as it would be signed by them next, and where the signing stands.

    `read` is the hash a signature must name. `changed` are the parts that differ from what was signed.
    """

    assignment: Assignment
    handover: Handover | None
    parties: Parties
    content: dict[str, Any]
    read: str
    dossier: Dossier | None
    signatures: dict[str, Signature]
    changed: list[str]
    ended: bool

    @property
    def complete(self) -> bool:
        """Whether everybody has signed."""
        return self.handover is not None and self.handover.completed_at is not None

    @property
    def waived(self) -> bool:
        """Whether the leaver's signature is done without."""
        return self.handover is not None and self.handover.waived_at is not None

    def next_part(self, signer: Signer) -> Part | None:
        """Return for what somebody may sign now."""
        if self.complete:
            return None
        received = Part.RECEIVER in self.signatures
        if self.parties.is_leaver(signer):
            return None if received or (Part.LEAVER in self.signatures and not self.changed) else Part.LEAVER
        if not received:
            ready = Part.LEAVER in self.signatures or self.waived
            return Part.RECEIVER if ready and self.parties.is_receiver(signer) else None
        return Part.SUPERIOR if self.parties.is_superior(signer) else None


def assignment_for(pk: int, signer: Signer, on: dt.date) -> Parties:
    """Return a handover somebody has a part in. Two queries. Raises HandoverClosed."""
    found = leaving().filter(pk=pk).first()
    if found is None:
        raise HandoverClosed
    [parties] = parties_of([found], on)
    if not parties.has_part(signer) and not _signed(found, signer):
        raise HandoverClosed
    return parties


def _signed(assignment: Assignment, signer: Signer) -> bool:
    """Whether somebody signed what is complete: it stays theirs to read."""
    return Signature.objects.filter(
        dossier__handover__assignment=assignment, person_id=signer.person_id
    ).exists()


def current_dossier(handover: Handover) -> Dossier | None:
    """Return the dossier that was fixed last, with its signatures. Two queries."""
    return handover.dossiers.prefetch_related("signatures").order_by("-pk").first()


def read_handover(parties: Parties, signer: Signer, *, now: dt.datetime) -> Reading:
    """Return what somebody reads of a handover.

    The leaver, until the receiver has signed, reads it as it is now; everybody else what the leaver signed,
    and where nobody did yet, as it is now.
    """
    assignment = parties.assignment
    handover = Handover.objects.select_related("decree__document").filter(assignment=assignment).first()
    dossier = current_dossier(handover) if handover else None
    signatures = {s.part: s for s in dossier.signatures.all()} if dossier else {}
    return _reading(parties, signer, handover, dossier, signatures, now)


def _reading(
    parties: Parties,
    signer: Signer,
    handover: Handover | None,
    dossier: Dossier | None,
    signatures: dict[str, Signature],
    now: dt.datetime,
) -> Reading:
    assignment = parties.assignment
    signed: dict[str, Any] = json.loads(dossier.content) if dossier else {}
    live = signed if Part.RECEIVER in signatures else _now(assignment, handover, now)
    changed = changed_since(signed, live) if signed else []
    shown = signed if signed and not (parties.is_leaver(signer) and changed) else live
    end = ends_at(assignment)
    return Reading(
        assignment=assignment,
        handover=handover,
        parties=parties,
        content=shown,
        read=digest(shown),
        dossier=dossier,
        signatures=signatures,
        changed=changed,
        ended=end is not None and end <= now,
    )


def _now(assignment: Assignment, handover: Handover | None, now: dt.datetime) -> dict[str, Any]:
    note, decree = (handover.note, handover.decree) if handover else ("", None)
    return compose(assignment, note=note, decree=decree, now=now)


def stands_as_of(parties: Parties, part: Part) -> StandsAs:
    """Return as what somebody signs."""
    if part == Part.LEAVER:
        return StandsAs.LEAVER
    return StandsAs.SUPERIOR if part == Part.SUPERIOR else parties.stands_as
