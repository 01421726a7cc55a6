"""Taking in a file, whole, before anything is judged."""

import datetime as dt
import hashlib

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import PendingImport
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._importing import require_may_import
from pranata.organisation.policies import Actor
from pranata.organisation.queries.importing.columns import named_rows
from pranata.organisation.queries.importing.table import read_table


@transaction.atomic
def receive_import(
    *, kind: str, file_name: str, content: bytes, effective_on: dt.date, actor: Actor, now: dt.datetime
) -> PendingImport:
    """Keep a readable file so that its rows can be looked at; rows that are wrong do not keep it out.

    Raises NotPermitted or UnreadableFile.
    """
    require_may_import(actor, actor.instansi_id)
    named_rows(kind, read_table(file_name, content))
    pending = PendingImport.objects.create(
        instansi_id=actor.instansi_id,
        kind=kind,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        effective_on=effective_on,
        uploaded_at=now,
        uploaded_by_id=actor.assignment_id,
    )
    append_entry(
        act(
            events.FILE_RECEIVED,
            actor=actor,
            instansi_id=actor.instansi_id,
            now=now,
            about=(pending,),
            detail={"isi": kind, "berkas": pending.file_name, "mulai": written(effective_on)},
        )
    )
    return pending
