"""Adopting a schedule: from its first day the documents of the instansi are kept by its rules."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import (
    Certainty,
    RetentionRule,
    RetentionSchedule,
    ScheduleFile,
    ScheduleFileState,
)
from pranata.records.operations._act import act, written
from pranata.records.operations._retention import file_ref, lock_retention, schedule_ref
from pranata.records.operations._schedule_file import waiting_file
from pranata.records.policies import require_keeps_all
from pranata.records.queries.fixed import rules_digest
from pranata.records.queries.schedule_files import SchedulePlan, diagnose


class RowsWrong(ProductError):
    """Rows of the file are wrong."""

    status = 422

    def __init__(self, wrong: int) -> None:
        super().__init__(
            _("%(wrong)d baris masih salah.") % {"wrong": wrong},
            why=_("Jadwal ditetapkan seluruhnya atau tidak sama sekali."),
            remedy=_("Perbaiki berkasnya, lalu unggah lagi."),
        )


class ExampleIsNoLaw(ProductError):
    """Rows of the shipped example were to be adopted as law."""

    def __init__(self) -> None:
        super().__init__(
            _("Berkas ini memuat baris contoh, jadi tidak dapat ditetapkan sebagai peraturan."),
            why=_("Masa simpan di contoh itu karangan; memusnahkan arsip menurutnya melanggar hukum."),
            remedy=_("Unggah jadwal instansi Anda sendiri, atau pilih “Belum pasti” untuk mencoba."),
        )


class DayTaken(ProductError):
    """Another schedule begins on the same day."""

    def __init__(self, other: RetentionSchedule) -> None:
        super().__init__(
            _("Jadwal lain, %(title)s, mulai berlaku pada hari yang sama.") % {"title": other.title},
            remedy=_("Tarik jadwal itu dahulu bila keliru, atau pakai tanggal lain."),
        )


@transaction.atomic
def adopt_schedule(*, file: ScheduleFile, actor: Actor, now: dt.datetime) -> RetentionSchedule:
    """Judge the file once more, then write the schedule with all of its rules; nothing of it changes after.

    Raises NotPermitted, FileDecided, RowsWrong, ExampleIsNoLaw, DayTaken or UnreadableFile.
    """
    require_keeps_all(actor, instansi_id=file.instansi_id)
    lock_retention(actor.instansi_id)
    found = waiting_file(file)
    plan = diagnose(found)
    _require_adoptable(found, plan)
    schedule = _schedule(found, actor, now)
    rules = RetentionRule.objects.bulk_create(
        RetentionRule(instansi_id=found.instansi_id, schedule=schedule, **row.new) for row in plan.rows
    )
    found.state, found.finished_at, found.schedule = ScheduleFileState.ADOPTED, now, schedule
    found.save(update_fields=["state", "finished_at", "schedule"])
    _append(found, schedule, rules, actor=actor, now=now)
    return schedule


def _require_adoptable(file: ScheduleFile, plan: SchedulePlan) -> None:
    if not plan.applicable:
        raise RowsWrong(plan.counts["wrong"])
    if plan.is_example and file.certainty == Certainty.OFFICIAL:
        raise ExampleIsNoLaw
    same_day = RetentionSchedule.objects.filter(
        instansi_id=file.instansi_id, valid_from=file.valid_from, withdrawn_at__isnull=True
    )
    for other in same_day:
        raise DayTaken(other)


def _schedule(file: ScheduleFile, actor: Actor, now: dt.datetime) -> RetentionSchedule:
    names = ("title", "legal_basis", "certainty", "valid_from", "sha256")
    return RetentionSchedule.objects.create(
        instansi_id=file.instansi_id,
        adopted_at=now,
        adopted_by_id=actor.assignment_id,
        **actor.name_and_post(),
        **{name: getattr(file, name) for name in names},
    )


def _append(
    file: ScheduleFile,
    schedule: RetentionSchedule,
    rules: list[RetentionRule],
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    append_entry(
        act(
            events.SCHEDULE_ADOPTED,
            actor=actor,
            now=now,
            objects=(schedule_ref(schedule), file_ref(file)),
            detail={
                "nama": schedule.title,
                "dasar_hukum": schedule.legal_basis,
                "mulai": written(schedule.valid_from),
                "kepastian": schedule.certainty,
                "jumlah_aturan": len(rules),
                "sidik_aturan": rules_digest(rules),
            },
            authority=schedule.legal_basis,
        )
    )
