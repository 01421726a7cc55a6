"""Schedules, triggers and holds for tests, as rows: operations have tests of their own."""

import datetime as dt
from typing import Any

from pranata.organisation.tests.cast import NOW
from pranata.records.models import (
    Certainty,
    Document,
    Fate,
    Hold,
    RetentionRule,
    RetentionSchedule,
    TriggerEvent,
)
from pranata.records.tests.scenes import Archive

NO_DIGEST = "0" * 64
RULES: tuple[tuple[str, int, int, Fate, str], ...] = (
    ("000.1", 1, 2, Fate.DESTROY, "tanggal-naskah"),
    ("000.7", 2, 3, Fate.PERMANENT, "akhir-tahun"),
    ("900", 2, 8, Fate.DESTROY, "berkas-ditutup"),
    ("900.1", 1, 4, Fate.REAPPRAISE, "pertanggungjawaban"),
)


def a_schedule(
    archive: Archive,
    *,
    rules: tuple[tuple[str, int, int, Fate, str], ...] = RULES,
    valid_from: dt.date = dt.date(2020, 1, 1),
    **given: Any,
) -> RetentionSchedule:
    """Return a schedule in force since 2020 that is law, unless said otherwise."""
    values = {"certainty": Certainty.OFFICIAL, "legal_basis": "Perwal contoh", **given}
    schedule = RetentionSchedule.objects.create(
        instansi=archive.cast.instansi,
        title="JRA contoh",
        valid_from=valid_from,
        sha256=NO_DIGEST,
        adopted_at=NOW,
        adopted_by_id=archive.ratna.assignment_id,
        person_name=archive.ratna.person_name,
        position_title=archive.ratna.position_title,
        **values,
    )
    for code, active, inactive, fate, trigger in rules:
        RetentionRule.objects.create(
            instansi=archive.cast.instansi,
            schedule=schedule,
            classification_code=code,
            series=f"Arsip {code}",
            active_years=active,
            inactive_years=inactive,
            fate=fate,
            trigger=trigger,
        )
    return schedule


def happened(
    archive: Archive, document: Document, kind: str, day: dt.date | None, now: dt.datetime = NOW
) -> TriggerEvent:
    """Return a recorded event; without a day it takes an earlier one back."""
    return TriggerEvent.objects.create(
        instansi=archive.cast.instansi,
        document=document,
        kind=kind,
        happened_on=day,
        recorded_at=now,
        recorded_by_id=archive.ratna.assignment_id,
        person_name=archive.ratna.person_name,
        position_title=archive.ratna.position_title,
    )


def a_hold(archive: Archive, **scope: Any) -> Hold:
    """Return a hold that the internal auditor placed."""
    dana = archive.cast.dana
    return Hold.objects.create(
        instansi=archive.cast.instansi,
        ground="pemeriksaan",
        reason="Sedang diperiksa",
        placed_at=NOW,
        placed_by_id=dana.assignment_id,
        placed_unit_id=dana.unit_id,
        placed_person_id=dana.person_id,
        position_title=dana.position_title,
        unit_name=dana.unit_name,
        **scope,
    )
