"""Exporting the proof of a document or an item of evidence: its acts and files, as one bundle."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.operations.export_bundle import export_bundle
from pranata.ledger.queries.detail import sealed_among
from pranata.ledger.queries.history import HistoryLine
from pranata.organisation.policies import Actor
from pranata.records.models import Document, Evidence, Version
from pranata.records.policies import OPEN, require_may_read
from pranata.records.queries.live import live_versions
from pranata.records.queries.proof import acts_of_document, acts_of_evidence, digests, documents_of

MOST_BYTES = 2_000_000_000


class ProofTooLarge(ProductError):
    """The files together are more than one download."""

    status = 413

    def __init__(self) -> None:
        super().__init__(
            _("Berkasnya bersama-sama lebih dari 2 GB, terlalu besar untuk satu paket."),
            remedy=_("Unduh bukti tiap naskah sendiri-sendiri."),
        )


@transaction.atomic
def export_document_proof(*, document: Document, policy: bytes, actor: Actor, now: dt.datetime) -> EntryRef:
    """Record the export of a document's own acts, with every version of it.

    Raises NotPermitted, TooManyActs or ProofTooLarge.
    """
    _require_may_read(document, actor)
    return _exported(acts_of_document(document), policy=policy, actor=actor, now=now)


@transaction.atomic
def export_evidence_proof(*, evidence: Evidence, policy: bytes, actor: Actor, now: dt.datetime) -> EntryRef:
    """Record the export of an item's acts and of those on its documents, with their versions.

    Raises NotPermitted (also where one document is closed to the actor), TooManyActs or ProofTooLarge.
    """
    require_may_read(actor, instansi_id=evidence.instansi_id, unit_id=evidence.unit_id, security=OPEN)
    for document in documents_of(evidence):
        _require_may_read(document, actor)
    return _exported(acts_of_evidence(evidence), policy=policy, actor=actor, now=now)


def _require_may_read(document: Document, actor: Actor) -> None:
    require_may_read(
        actor, instansi_id=document.instansi_id, unit_id=document.unit_id, security=document.security
    )


def _exported(lines: list[HistoryLine], *, policy: bytes, actor: Actor, now: dt.datetime) -> EntryRef:
    files = set(digests(lines))
    files = set(live_versions().filter(sha256__in=files).values_list("sha256", flat=True))
    total = Version.objects.filter(sha256__in=files).aggregate(total=Sum("size"))["total"]
    if (total or 0) > MOST_BYTES:
        raise ProofTooLarge
    return export_bundle(
        event_ids={line.event_id for line in lines},
        readable=files,
        opened=set(sealed_among([line.event_id for line in lines if _is_open(line)])),
        policy=policy,
        tenant_id=actor.instansi_id,
        actor=actor.evidence(),
        now=now,
    )


def _is_open(line: HistoryLine) -> bool:
    # That an act is disputed goes along; what was said in the dispute is for those who examine it.
    return bool(line.document["payload"]) and not line.is_about_dispute
