"""The coaching of the demonstration: the province coaches two cities, the ministry a province and another."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from pranata.coaching.models import Coaching, StepKind
from pranata.coaching.operations.agree_follow_up import Agreed, agree_follow_up
from pranata.coaching.operations.begin_coaching import begin_coaching
from pranata.coaching.operations.move_follow_up import Step, move_follow_up
from pranata.coaching.operations.plan_visit import Plan, plan_visit, record_visit
from pranata.coaching.operations.write_note import write_private_note, write_shared_note
from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor

LAMPUNG, CITY, NEIGHBOUR = "provinsi-lampung", "kota-bandar-lampung", "kota-metro"
MINISTRY = "kementerian-pendayagunaan-aparatur-negara-dan-reformasi-birokrasi"
REGENCY = "kabupaten-pringsewu"
ZONE = ZoneInfo("Asia/Jakarta")
DAY = dt.timedelta(days=1)


def load(*, now: dt.datetime) -> None:
    """Begin both, unless there is one."""
    coach_body, city = Instansi.objects.get(slug=LAMPUNG), Instansi.objects.get(slug=CITY)
    with tenant_scope(coach_body.pk):
        if Coaching.objects.exists():
            return
        coach = acting_for(LAMPUNG, "pembina", now.date())
        coaching = _begin(
            city, "Menaikkan tata kelola dari tingkat 1, terutama peta rencana (contoh)", coach, now
        )
        _begin(Instansi.objects.get(slug=NEIGHBOUR), "Persiapan evaluasi berikutnya (contoh)", coach, now)
        reported = _visited(coaching, coach, now)
    with tenant_scope(city.pk):
        move_follow_up(
            coaching_id=coaching.pk,
            follow_up_id=reported,
            version=1,
            step=Step(
                kind=StepKind.REPORTED, text="Tim sudah ditetapkan dengan keputusan wali kota. (contoh)"
            ),
            actor=acting_for(CITY, "sekda", now.date()),
            now=now - DAY,
        )
    _from_the_ministry(now)


def _from_the_ministry(now: dt.datetime) -> None:
    """A province with a visit to come and a follow-up that waits for confirmation, and a regency."""
    province, today = Instansi.objects.get(slug=LAMPUNG), now.astimezone(ZONE).date()
    with tenant_scope(Instansi.objects.get(slug=MINISTRY).pk):
        coach = acting_for(MINISTRY, "pembina-nasional", now.date())
        coaching = _begin(province, "Mendampingi provinsi membina kabupaten dan kotanya (contoh)", coach, now)
        _begin(Instansi.objects.get(slug=REGENCY), "Menjaga kenaikan layanan publik (contoh)", coach, now)
        of: dict[str, Any] = {"coaching_id": coaching.pk, "actor": coach}
        plan_visit(
            **of,
            plan=Plan(
                on=today + 9 * DAY,
                starts_at=dt.time(10),
                ends_at=dt.time(12),
                agenda="Menyusun jadwal pembinaan kabupaten dan kota setahun. (contoh)",
                is_online=True,
            ),
            now=now - 3 * DAY,
        )
        item = agree_follow_up(
            **of,
            agreed=Agreed(
                what="Menetapkan pembina untuk tiap kabupaten dan kota (contoh)",
                owner="Dinas Komunikasi dan Informatika",
                due_on=today + 5 * DAY,
            ),
            now=now - 15 * DAY,
        )
        write_shared_note(
            **of, text="Kabupaten dengan indeks terendah didahulukan. (contoh)", now=now - 15 * DAY
        )
    with tenant_scope(province.pk):
        move_follow_up(
            coaching_id=coaching.pk,
            follow_up_id=item.pk,
            version=1,
            step=Step(kind=StepKind.REPORTED, text="Tiap kabupaten dan kota sudah punya pembina. (contoh)"),
            actor=acting_for(LAMPUNG, "kadis-kominfo", now.date()),
            now=now - DAY,
        )


def _begin(body: Instansi, scope: str, coach: Actor, now: dt.datetime) -> Coaching:
    today = now.astimezone(ZONE).date()
    return begin_coaching(
        instansi=body,
        scope=scope,
        starts_on=today - 60 * DAY,
        until=today + 180 * DAY,
        is_example=True,
        actor=coach,
        now=now - 60 * DAY,
    )


def _visited(coaching: Coaching, coach: Actor, now: dt.datetime) -> int:
    """A visit with its result, one to come, notes of both kinds, and follow-ups; return the one reported."""
    today, at = now.astimezone(ZONE).date(), now - 20 * DAY
    of: dict[str, Any] = {"coaching_id": coaching.pk, "actor": coach}
    held = plan_visit(
        **of,
        plan=Plan(
            on=today - 20 * DAY,
            starts_at=dt.time(9),
            ends_at=dt.time(11, 30),
            agenda="Membahas indikator 11 dan 12 bersama Bappeda dan Kominfo. (contoh)",
            place="Ruang rapat Dinas Kominfo Kota Bandar Lampung",
        ),
        now=now - 30 * DAY,
    )
    record_visit(
        **of,
        visit_id=held.pk,
        version=1,
        result="Bappeda memimpin peta rencana; arsitektur dimulai dari daftar layanan. (contoh)",
        now=at,
    )
    agreed = [
        ("Menetapkan tim penyusun peta rencana", "10", "Sekretariat Daerah", 10),
        ("Menyusun rancangan peraturan wali kota tentang peta rencana", "12", "Bappeda", 25),
        ("Melengkapi daftar layanan untuk arsitektur", "11", "Dinas Kominfo", -3),
    ]
    made = [
        agree_follow_up(
            **of,
            agreed=Agreed(
                what=f"{what} (contoh)", owner=owner, due_on=today + days * DAY,
                instrument="spbe-2020", indicator=number, visit_id=held.pk,
            ),
            now=at,
        )
        for what, number, owner, days in agreed
    ]  # fmt: skip
    write_shared_note(**of, text="Contoh peraturan kota lain ada di halaman perbandingan. (contoh)", now=at)
    write_private_note(**of, text="Bappeda perlu didampingi lebih dekat. (contoh)", now=at)
    plan_visit(
        **of,
        plan=Plan(
            on=today + 12 * DAY,
            starts_at=dt.time(13, 30),
            ends_at=dt.time(15),
            agenda="Memeriksa rancangan peta rencana. (contoh)",
            is_online=True,
        ),
        now=now - 2 * DAY,
    )
    return made[0].pk
