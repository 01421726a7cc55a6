"""Taking in a file of budget lines, applying all of it, and taking all of it back."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.files.table import read_rows
from pranata.planning.models import BudgetFile, BudgetFileState, BudgetLine
from pranata.planning.operations._roadmap import AUTHORITY
from pranata.planning.policies_roadmap import require_may_write
from pranata.planning.queries.budget_diagnosis import HEADINGS, OPTIONAL, Judged, diagnose_budget


class BudgetFileNotSo(ProductError):
    """The file was applied or undone meanwhile."""

    status = 409

    def __init__(self, file: BudgetFile) -> None:
        super().__init__(
            _("Berkas ini sudah diproses: %(state)s.")
            % {"state": str(BudgetFileState(file.state).label).lower()},
            remedy=_("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


class BudgetNotApplicable(ProductError):
    """Rows are wrong, or nothing would change."""

    status = 422

    def __init__(self, wrong: int) -> None:
        super().__init__(
            _("%(wrong)d baris masih salah.") % {"wrong": wrong} if wrong else _("Tidak ada yang berubah."),
            why=_("Berkas diterapkan seluruhnya atau tidak sama sekali.") if wrong else "",
            remedy=_("Perbaiki berkasnya, lalu unggah lagi.")
            if wrong
            else _("Isi berkas sudah sama dengan yang tercatat."),
        )


class BudgetInUse(ProductError):
    """A line of the file was tied, checked or changed since."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Berkas ini tidak dapat diurungkan lagi."),
            why=_("Sebagian barisnya sudah dikaitkan, diperiksa, atau diubah berkas lain sesudahnya."),
            remedy=_("Unggah berkas perbaikan untuk mengubah jumlahnya."),
        )


@transaction.atomic
def receive_budget(
    *, file_name: str, content: bytes, actor: Actor, now: dt.datetime, is_example: bool = False
) -> BudgetFile:
    """Keep a readable file so that its rows can be looked at. Raises NotPermitted or PlanFileError."""
    require_may_write(actor, actor.instansi_id)
    read_rows(file_name, content, HEADINGS, OPTIONAL)
    file = BudgetFile.objects.create(
        instansi_id=actor.instansi_id,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        is_example=is_example,
        uploaded_at=now,
        uploaded_by_id=actor.assignment_id,
        **actor.name_and_post(),
    )
    _append(file, events.BUDGET_RECEIVED, actor, now, {"berkas": file.file_name, "sidik": file.sha256})
    return file


@transaction.atomic
def apply_budget(*, file: BudgetFile, actor: Actor, now: dt.datetime) -> BudgetFile:
    """Judge the file once more against what stands now, and write all of it.

    Raises NotPermitted, BudgetFileNotSo or BudgetNotApplicable; then nothing was written.
    """
    require_may_write(actor, file.instansi_id)
    # Of two files applied at once the second is judged against what the first wrote.
    Instansi.objects.select_for_update().get(pk=file.instansi_id)
    file = _held(file, BudgetFileState.WAITING)
    found = diagnose_budget(file, actor.local_date(now))
    if not found.is_applicable:
        raise BudgetNotApplicable(found.counts["wrong"])
    created = [_create(file, row) for row in found.rows if row.action == "added"]
    changed = [_change(row) for row in found.rows if row.action == "changed"]
    file.changes = {"created": created, "changed": changed}
    file.state, file.finished_at = BudgetFileState.APPLIED, now
    file.save(update_fields=["changes", "state", "finished_at"])
    detail: dict[str, Json] = {
        "berkas": file.file_name,
        "sidik": file.sha256,
        "ditambah": len(created),
        "diubah": len(changed),
        "jumlah": str(found.total),
    }
    _append(file, events.BUDGET_APPLIED, actor, now, detail)
    return file


@transaction.atomic
def undo_budget(*, file: BudgetFile, actor: Actor, now: dt.datetime) -> BudgetFile:
    """Take back every line the file added and restore every one it changed, or refuse and leave all.

    Raises NotPermitted, BudgetFileNotSo or BudgetInUse.
    """
    require_may_write(actor, file.instansi_id)
    Instansi.objects.select_for_update().get(pk=file.instansi_id)
    file = _held(file, BudgetFileState.APPLIED)
    for change in file.changes["changed"]:
        lines = BudgetLine.objects.filter(pk=change["id"], version=change["version"])
        if lines.update(**change["before"], version=change["version"] + 1) != 1:
            raise BudgetInUse
    made = BudgetLine.objects.filter(pk__in=file.changes["created"], version=1, checks__isnull=True)
    ours = [line.pk for line in made.select_for_update(of=("self",))]
    if len(ours) != len(file.changes["created"]):
        raise BudgetInUse
    BudgetLine.objects.filter(pk__in=ours).delete()
    file.state, file.finished_at = BudgetFileState.UNDONE, now
    file.save(update_fields=["state", "finished_at"])
    _append(file, events.BUDGET_UNDONE, actor, now, {"berkas": file.file_name, "sidik": file.sha256})
    return file


def _create(file: BudgetFile, row: Judged) -> int:
    return BudgetLine.objects.create(instansi_id=file.instansi_id, file=file, **row.values).pk


def _change(row: Judged) -> dict[str, Any]:
    line = row.line
    if line is None:
        raise ValueError(row.number)
    before = {name: getattr(line, name) for name in row.values}
    for name, value in row.values.items():
        setattr(line, name, value)
    line.version += 1
    line.save(update_fields=[*row.values, "version"])
    return {"id": line.pk, "version": line.version, "before": before}


def _held(file: BudgetFile, state: BudgetFileState) -> BudgetFile:
    found = BudgetFile.objects.select_for_update().get(pk=file.pk)
    if found.state != state:
        raise BudgetFileNotSo(found)
    return found


def _append(file: BudgetFile, action: ActionKind, actor: Actor, now: dt.datetime, detail: Json) -> None:
    append_entry(
        Act(
            action=action,
            tenant_id=file.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(ObjectRef(role="berkas", type="budget-file", id=str(file.pk), sha256=file.sha256),),
            detail=detail,
            authority=AUTHORITY,
        )
    )
