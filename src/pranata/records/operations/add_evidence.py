"""Putting versions of documents and links together as one item of evidence."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Evidence, EvidencePart, Version
from pranata.records.operations._act import act, evidence_ref, version_ref, written
from pranata.records.operations._lock import DocumentDestroyed
from pranata.records.policies import may_read, require_may_change

MOST_PARTS = 50


class EvidenceEmpty(ProductError):
    """An item without any document or link shows nothing."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Bukti ini belum berisi berkas atau tautan."), remedy=_("Pilih paling sedikit satu berkas.")
        )


class TooManyParts(ProductError):
    """More parts than anyone would look through."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Satu bukti paling banyak berisi %(limit)d berkas dan tautan.") % {"limit": MOST_PARTS},
            remedy=_("Bagilah menjadi beberapa bukti."),
        )


class EndsBeforeItBegins(ProductError):
    """The end is not after the beginning."""

    status = 422
    field = "expires_on"

    def __init__(self) -> None:
        super().__init__(_("Tanggal akhir berlaku harus sesudah tanggal mulainya."))


class PartUnknown(ProductError):
    """A part is of a document that does not exist for this actor."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Salah satu naskah tidak ditemukan."))


@dataclass(frozen=True, kw_only=True)
class Part:
    """A version with the pages that matter, or a link."""

    version: Version | None = None
    pages: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What an item of evidence says of itself. `expires_on` is the first day on which it holds no more."""

    title: str
    effective_on: dt.date
    expires_on: dt.date | None = None
    note: str = ""


@transaction.atomic
def add_evidence(
    *, unit: Unit, claim: Claim, parts: Sequence[Part], actor: Actor, now: dt.datetime
) -> Evidence:
    """Make an item of evidence for a unit.

    Raises NotPermitted, EvidenceEmpty, TooManyParts, EndsBeforeItBegins, PartUnknown or DocumentDestroyed.
    """
    require_may_change(actor, instansi_id=unit.instansi_id, unit_id=unit.pk)
    _require_sound(claim, parts, actor)
    evidence = Evidence.objects.create(
        instansi_id=unit.instansi_id,
        unit=unit,
        added_at=now,
        added_by_id=actor.assignment_id,
        **actor.name_and_post(),
        **vars(claim),
    )
    EvidencePart.objects.bulk_create(
        EvidencePart(instansi_id=unit.instansi_id, evidence=evidence, position=place, **vars(part))
        for place, part in enumerate(parts, 1)
    )
    _append(evidence, parts, actor=actor, now=now)
    return evidence


def _require_sound(claim: Claim, parts: Sequence[Part], actor: Actor) -> None:
    if not parts:
        raise EvidenceEmpty
    if len(parts) > MOST_PARTS:
        raise TooManyParts
    if claim.expires_on is not None and claim.expires_on <= claim.effective_on:
        raise EndsBeforeItBegins
    for part in parts:
        of = part.version.document if part.version else None
        if of is not None and not may_read(actor, unit_id=of.unit_id, security=of.security):
            raise PartUnknown
        if of is not None and of.destroyed_at is not None:
            raise DocumentDestroyed


def _append(evidence: Evidence, parts: Sequence[Part], *, actor: Actor, now: dt.datetime) -> None:
    append_entry(
        act(
            events.EVIDENCE_ADDED,
            actor=actor,
            now=now,
            objects=(evidence_ref(evidence), *(version_ref(p.version) for p in parts if p.version)),
            detail={
                "nama": evidence.title,
                "keterangan": evidence.note,
                "berlaku_mulai": written(evidence.effective_on),
                "berlaku_sampai": written(evidence.expires_on),
                "halaman": [p.pages for p in parts],
                "tautan": [p.link for p in parts if p.link],
            },
        )
    )
