"""Applying a waiting file: everything in it, or nothing."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import ImportState, PendingImport
from pranata.organisation.operations._act import act
from pranata.organisation.operations._importing import held, require_may_import
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.operations._write_plan import write_plan
from pranata.organisation.policies import Actor
from pranata.organisation.queries.importing.diagnose import diagnose


class NothingApplicable(RuleBroken):
    """Rows are wrong, or nothing would change."""

    def __init__(self, wrong: int) -> None:
        super().__init__(
            _("%(wrong)d baris masih salah.") % {"wrong": wrong} if wrong else _("Tidak ada yang berubah."),
            why=_("Berkas diterapkan seluruhnya atau tidak sama sekali.") if wrong else "",
            remedy=_("Perbaiki berkasnya, lalu unggah lagi.")
            if wrong
            else _("Isi berkas sudah sama dengan yang tercatat."),
        )


@transaction.atomic
def apply_import(*, pending: PendingImport, actor: Actor, now: dt.datetime) -> PendingImport:
    """Judge the file once more against what holds now, then write all of it; remembers how to undo.

    Raises NotPermitted, NotWaiting, NothingApplicable, UnreadableFile, SelfAssignment, LastAdministrator, or
    a RuleBroken of the database; then nothing was written.
    """
    require_may_import(actor, pending.instansi_id)
    pending = held(pending, ImportState.WAITING)
    plan = diagnose(pending)
    if not plan.applicable:
        raise NothingApplicable(plan.counts["wrong"])
    with administrator_kept(pending.instansi_id, actor.local_date(now)), explained():
        pending.changes = write_plan(plan, actor)
    pending.state, pending.finished_at = ImportState.APPLIED, now
    pending.save(update_fields=["changes", "state", "finished_at"])
    append_entry(
        act(
            events.IMPORT_APPLIED,
            actor=actor,
            instansi_id=pending.instansi_id,
            now=now,
            about=(pending,),
            detail={"ditambah": plan.counts["added"], "diubah": plan.counts["changed"]},
        )
    )
    return pending
