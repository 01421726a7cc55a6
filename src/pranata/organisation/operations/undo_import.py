"""Taking back everything a file did, as long as nothing has come to depend on it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import ImportState, PendingImport
from pranata.organisation.operations._act import act
from pranata.organisation.operations._importing import held, require_may_import
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.operations._write_plan import MODELS
from pranata.organisation.policies import Actor


class ChangedSince(RuleBroken):
    """Something the file brought in was changed, or is used by something else."""

    def __init__(self) -> None:
        super().__init__(
            _("Berkas ini tidak dapat diurungkan lagi."),
            why=_("Sebagian yang dibawanya sudah diubah atau dipakai oleh catatan lain sesudahnya."),
            remedy=_("Akhiri atau perbaiki satu per satu di halamannya masing-masing."),
        )


@transaction.atomic
def undo_import(*, pending: PendingImport, actor: Actor, now: dt.datetime) -> PendingImport:
    """Take back every row the file added and restore every row it changed, or refuse and leave all.

    The file itself and the entries in the ledger stay. Raises NotPermitted, NotWaiting, ChangedSince or
    LastAdministrator.
    """
    require_may_import(actor, pending.instansi_id)
    pending = held(pending, ImportState.APPLIED)
    with administrator_kept(pending.instansi_id, actor.local_date(now)), explained():
        _restore(pending.changes["changed"])
        _remove(pending.changes["created"])
    pending.state, pending.finished_at = ImportState.UNDONE, now
    pending.save(update_fields=["state", "finished_at"])
    append_entry(
        act(events.IMPORT_UNDONE, actor=actor, instansi_id=pending.instansi_id, now=now, about=(pending,))
    )
    return pending


def _restore(changed: list[dict[str, Any]]) -> None:
    for change in changed:
        still = MODELS[change["model"]].objects.filter(pk=change["id"], **change["after"])
        if still.update(**change["before"]) != 1:
            raise ChangedSince


def _remove(created: dict[str, list[int]]) -> None:
    for model in ("assignment", "person", "position", "unit"):
        # Children were written after their parents, so the latest goes first.
        for pk in reversed(created.get(model, [])):
            try:
                removed, _models = MODELS[model].objects.filter(pk=pk).delete()
            except ProtectedError as error:
                raise ChangedSince from error
            if removed != 1:
                raise ChangedSince
