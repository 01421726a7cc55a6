"""Approving a list, with the letter that says so kept in the archive."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import DisposalProposal, ProposalState, StepKind, Upload, Version
from pranata.records.operations._act import act, version_ref
from pranata.records.operations._disposal import (
    add_step,
    last_events,
    listed_refs,
    open_items,
    proposal_ref,
    require_others,
    said,
    taken,
)
from pranata.records.operations.add_document import Description, keep_document
from pranata.records.policies import APPROVERS


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter that came with a step: from whom, its number and its day."""

    issuer: str
    number: str
    dated_on: dt.date


@transaction.atomic
def approve_disposal(
    *, proposal: DisposalProposal, upload: Upload, letter: Letter, actor: Actor, now: dt.datetime
) -> DisposalProposal:
    """Approve what the appraisal left on the list, on the strength of an uploaded letter.

    Raises NotPermitted, SamePerson, ProposalMovedOn, WordsMissing, UploadMissing or UploadUnfinished.
    """
    found = taken(proposal, *APPROVERS, states=(ProposalState.APPRAISED,), actor=actor)
    require_others(found, StepKind.PROPOSE, StepKind.APPRAISE, actor=actor)
    version = keep_letter(upload, letter, title=f"Persetujuan usul {found.number}", actor=actor, now=now)
    entry = append_entry(
        act(
            events.DISPOSAL_APPROVED,
            actor=actor,
            now=now,
            prev=last_events(found),
            objects=(
                proposal_ref(found),
                version_ref(version),
                *listed_refs(open_items(found), "disetujui"),
            ),
            detail={
                "pemberi": letter.issuer.strip(),
                "nomor": letter.number.strip(),
                "tanggal": letter.dated_on.isoformat(),
            },
        )
    )
    add_step(
        found,
        StepKind.APPROVE,
        state=ProposalState.APPROVED,
        entry=entry,
        actor=actor,
        now=now,
        note=f"{letter.issuer.strip()}, {letter.number.strip()}",
        document=version.document,
    )
    return found


def keep_letter(upload: Upload, letter: Letter, *, title: str, actor: Actor, now: dt.datetime) -> Version:
    """Keep the letter as a document of the actor's own unit and return its version."""
    issuer, number = said(letter.issuer, "issuer"), said(letter.number, "number")
    return keep_document(
        upload=upload,
        unit=Unit.objects.get(pk=actor.unit_id),
        description=Description(
            title=f"{title} ({issuer})"[:300],
            kind="surat",
            security="B",
            number=number[:120],
            dated_on=letter.dated_on,
        ),
        actor=actor,
        now=now,
    )
