"""Taking in a file with a retention schedule, whole, before anything is judged."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Certainty, ScheduleFile
from pranata.records.operations._act import act, written
from pranata.records.operations._retention import file_ref
from pranata.records.policies import require_keeps_all
from pranata.records.queries.schedule_files import require_readable


class BasisMissing(ProductError):
    """A schedule that is law names the regulation."""

    status = 422
    field = "legal_basis"

    def __init__(self) -> None:
        super().__init__(
            _("Jadwal yang sudah ditetapkan harus menyebut peraturannya."),
            why=_("Pemusnahan hanya sah bila jadwalnya ditetapkan dengan peraturan."),
            remedy=_("Isi nomor peraturannya, atau pilih “Belum pasti”."),
        )


@dataclass(frozen=True, kw_only=True)
class ScheduleTitle:
    """What is said about a schedule: its name, its legal basis, from when, and whether it is law."""

    title: str
    valid_from: dt.date
    certainty: str = Certainty.UNCERTAIN
    legal_basis: str = ""


@transaction.atomic
def receive_schedule(
    *, said: ScheduleTitle, file_name: str, content: bytes, actor: Actor, now: dt.datetime
) -> ScheduleFile:
    """Keep a readable file so that its rows can be looked at; rows that are wrong do not keep it out.

    Raises NotPermitted, BasisMissing or UnreadableFile.
    """
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    if said.certainty == Certainty.OFFICIAL and not said.legal_basis.strip():
        raise BasisMissing
    require_readable(file_name, content)
    file = ScheduleFile.objects.create(
        instansi_id=actor.instansi_id,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        uploaded_by_id=actor.assignment_id,
        person_name=actor.person_name,
        **vars(said),
    )
    append_entry(
        act(
            events.SCHEDULE_RECEIVED,
            actor=actor,
            now=now,
            objects=(file_ref(file),),
            detail={
                "nama": file.title,
                "berkas": file.file_name,
                "mulai": written(file.valid_from),
                "kepastian": file.certainty,
            },
        )
    )
    return file
