"""Signing a handover: the leaver first, then the receiver, then the superior."""

import datetime as dt
import json
import uuid
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.handover import events
from pranata.handover.drafts import locked
from pranata.handover.models import Dossier, Handover, Part, Signature, StandsAs
from pranata.handover.operations._act import act
from pranata.handover.policies import HandoverClosed, Signer
from pranata.handover.queries.dossier import CHECKPOINT, digest, fixed
from pranata.handover.queries.leaving import Parties
from pranata.handover.queries.reading import Reading, assignment_for, read_handover, stands_as_of
from pranata.ledger.canonical import canonical
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import Assignment


class DossierChanged(ProductError):
    """It is not what was read any more."""

    def __init__(self) -> None:
        super().__init__(
            _("Berkas serah terima berubah sejak Anda membacanya."),
            why=_("Yang ditandatangani harus sama persis dengan yang dibaca."),
            remedy=_("Halaman ini sudah menampilkan yang terbaru. Bacalah lagi, lalu tanda tangani."),
        )


class NotYourTurn(ProductError):
    """Somebody has to sign before, or nothing is left to be signed."""

    def __init__(self) -> None:
        super().__init__(
            _("Belum giliran Anda menandatangani, atau Anda sudah menandatanganinya."),
            why=_("Urutannya: pejabat lama, penerima, lalu atasan yang mengetahui."),
            remedy=_("Halaman serah terima menunjukkan siapa yang ditunggu."),
        )


@transaction.atomic
def sign_handover(*, assignment: Assignment, read: str, signer: Signer, now: dt.datetime) -> Handover:
    """Sign for the part that is the signer's next, if the dossier is still the one they read (`read`).

    The leaver's signature fixes a dossier; a later one of theirs fixes another, on which nobody else signed
    yet. The last signature completes the handover: `jabatan.serahterima` with the dossier's hash and the
    checkpoint. Raises HandoverClosed, NotYourTurn or DossierChanged.
    """
    handover = locked(assignment)
    parties = assignment_for(assignment.pk, signer, _today(assignment, signer, now))
    reading = read_handover(parties, signer, now=now)
    part = reading.next_part(signer)
    if part is None:
        raise NotYourTurn
    if reading.read != read:
        raise DossierChanged
    dossier = _fixed(handover, reading, part, now)
    handover.assignment = reading.assignment
    signature = _signed(handover, dossier, parties, part, signer, now)
    if part == Part.SUPERIOR or (part == Part.RECEIVER and parties.superior is None):
        _complete(handover, dossier, signature, signer, now)
    return handover


def _today(assignment: Assignment, signer: Signer, now: dt.datetime) -> dt.date:
    if signer.actor is not None:
        return signer.actor.local_date(now)
    if signer.person_id != assignment.person_id:
        raise HandoverClosed
    return now.astimezone(ZoneInfo(assignment.instansi.time_zone)).date()


def _fixed(handover: Handover, reading: Reading, part: Part, now: dt.datetime) -> Dossier:
    """Return the dossier that is signed: the one there is, or a new one with the checkpoint of now."""
    if reading.dossier is not None and (part != Part.LEAVER or not reading.changed):
        return reading.dossier
    content = fixed({k: v for k, v in reading.content.items() if k != CHECKPOINT})
    return Dossier.objects.create(
        instansi_id=handover.instansi_id,
        handover=handover,
        sha256=digest(content),
        content=canonical(content).decode(),
        fixed_at=now,
    )


def _signed(
    handover: Handover, dossier: Dossier, parties: Parties, part: Part, signer: Signer, now: dt.datetime
) -> Signature:
    stands_as = stands_as_of(parties, part)
    detail = {
        "orang": str(handover.assignment.person.public_id),
        "sebagai": str(part.value),
        "bertindak": str(stands_as.value),
        "jabatan": handover.assignment.position.title,
    }
    entry = append_entry(
        act(
            events.HANDOVER_SIGNED,
            handover=handover,
            evidence=signer.evidence,
            now=now,
            detail=detail,
            dossier=dossier,
        )
    )
    return _kept(dossier, part, stands_as, signer, now, entry.event_id)


def _kept(
    dossier: Dossier, part: Part, stands_as: StandsAs, signer: Signer, now: dt.datetime, event_id: uuid.UUID
) -> Signature:
    return Signature.objects.create(
        instansi_id=dossier.instansi_id,
        dossier=dossier,
        part=part,
        stands_as=stands_as,
        person_id=signer.person_id,
        person_name=signer.person_name,
        position_title=signer.title,
        capacity=signer.capacity,
        signed_at=now,
        event_id=event_id,
    )


def _complete(
    handover: Handover, dossier: Dossier, last: Signature, signer: Signer, now: dt.datetime
) -> None:
    handover.completed_at = now
    handover.save(update_fields=["completed_at"])
    by_part = {s.part: s for s in Signature.objects.filter(dossier=dossier).select_related("person")}
    receiver, superior = by_part[Part.RECEIVER], by_part.get(Part.SUPERIOR)
    content = json.loads(dossier.content)
    checkpoint = content[CHECKPOINT] or {}
    append_entry(
        act(
            events.POSITION_HANDED_OVER,
            handover=handover,
            evidence=signer.evidence,
            now=now,
            detail={
                "orang": content["pejabat"]["orang"],
                "penerima": str(receiver.person.public_id),
                "bertindak": receiver.stands_as,
                "atasan": str(superior.person.public_id) if superior else None,
                "ukuran": checkpoint.get("ukuran"),
                "akar": checkpoint.get("akar"),
                "tindakan": content["tindakan"]["jumlah"],
            },
            dossier=dossier,
            authority=handover.assignment.decree_number,
        )
    )
