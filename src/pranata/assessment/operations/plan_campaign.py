"""Planning a call: instrument, year, stages with dates, and who is called. Nobody is called yet."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import ORDER, Campaign, CampaignStage, Participation, Stage
from pranata.assessment.operations._campaign import campaign_ref
from pranata.assessment.operations.create_assessment import usable_instrument
from pranata.assessment.policies import callable_by, require_may_call
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor

Dates = Mapping[Stage, tuple[dt.datetime, dt.datetime]]
NAME_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a call is to be. `dates` are half-open; a stage without dates is left out."""

    name: str
    instrument: str
    year: int
    exercise: str
    dates: Dates
    called: Collection[int]
    is_example: bool = False


class DatesNotInOrder(ProductError):
    """A stage ends before it begins, or begins before the one before it."""

    status = 422

    def __init__(self, stage: Stage) -> None:
        super().__init__(
            _("Tanggal tahap %(stage)s tidak berurutan.") % {"stage": stage.label},
            why=_("Tiap tahap berakhir sesudah dimulai dan dimulai tidak lebih awal dari tahap sebelumnya."),
            remedy=_("Perbaiki tanggalnya, lalu periksa lagi."),
        )


class NobodyCalled(ProductError):
    """The call names no instansi, or no first stage."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Panggilan ini belum lengkap."),
            why=_("Perlu paling sedikit satu instansi dan tanggal penilaian mandiri."),
            remedy=_("Pilih instansinya dan isi tanggalnya."),
        )


class NotYoursToCall(ProductError):
    """Some of the instansi are outside what the organiser may call."""

    status = 422

    def __init__(self, count: int) -> None:
        super().__init__(
            _("%(count)d instansi berada di luar wilayah panggilan Anda.") % {"count": count},
            why=_("Provinsi memanggil kabupaten/kota di wilayahnya; instansi lain hanya dirinya sendiri."),
            remedy=_("Hapus instansi itu dari daftar."),
        )


class CampaignExists(ProductError):
    """There is a call of that name for this instrument and year."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Panggilan bernama “%(name)s” untuk tahun dan instrumen ini sudah ada.") % {"name": name[:80]},
            remedy=_("Beri nama lain, atau buka panggilan itu."),
        )


@transaction.atomic
def plan_campaign(*, plan: Plan, actor: Actor, now: dt.datetime) -> Campaign:
    """Write the call with its stages and everybody it will call. Seven statements, however many are called.

    Raises NotPermitted, InstrumentUnknown, YearOutsideInstrument, DatesNotInOrder, NobodyCalled,
    NotYoursToCall or CampaignExists.
    """
    require_may_call(actor, actor.instansi_id)
    law = usable_instrument(plan.instrument, plan.year)
    require_in_order(plan.dates)
    called = _called(plan, actor)
    campaign, is_new = Campaign.objects.get_or_create(
        instansi_id=actor.instansi_id,
        year=plan.year,
        instrument=law.id,
        name=plan.name.strip()[:NAME_LENGTH],
        defaults={
            "instrument_digest": law.digest,
            "exercise": plan.exercise,
            "is_example": plan.is_example,
            "created_at": now,
            "created_by_id": actor.assignment_id,
        },
    )
    if not is_new:
        raise CampaignExists(plan.name)
    _write(campaign, plan.dates, called, now)
    _append(campaign, plan.dates, called, actor=actor, now=now)
    return campaign


def require_in_order(dates: Dates) -> None:
    """Raise DatesNotInOrder or NobodyCalled unless the stages follow one another from the first."""
    if Stage.SELF not in dates:
        raise NobodyCalled
    before: dt.datetime | None = None
    for stage in ORDER:
        if stage not in dates:
            continue
        opens, closes = dates[stage]
        if closes <= opens or (before is not None and opens < before):
            raise DatesNotInOrder(stage)
        before = opens


def _called(plan: Plan, actor: Actor) -> list[Instansi]:
    wanted = set(plan.called)
    if not wanted or not plan.name.strip():
        raise NobodyCalled
    organiser = Instansi.objects.get(pk=actor.instansi_id)
    found = list(callable_by(organiser).filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise NotYoursToCall(len(wanted) - len(found))
    return found


def _write(campaign: Campaign, dates: Dates, called: list[Instansi], now: dt.datetime) -> None:
    CampaignStage.objects.bulk_create(
        CampaignStage(
            instansi_id=campaign.instansi_id,
            campaign=campaign,
            stage=stage,
            opens_at=dates[stage][0],
            closes_at=dates[stage][1],
        )
        for stage in ORDER
        if stage in dates
    )
    Participation.objects.bulk_create(
        Participation(instansi=body, organiser_id=campaign.instansi_id, campaign=campaign, called_at=now)
        for body in called
    )


def _append(
    campaign: Campaign, dates: Dates, called: list[Instansi], *, actor: Actor, now: dt.datetime
) -> None:
    named = "\n".join(sorted(body.slug for body in called))
    append_entry(
        Act(
            action=events.CAMPAIGN_PLANNED,
            tenant_id=campaign.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(campaign_ref(campaign),),
            detail={
                "nama": campaign.name,
                "tahun": campaign.year,
                "instrumen": campaign.instrument,
                "jenis": campaign.exercise,
                "tahap": {
                    str(stage): "/".join(end.isoformat() for end in ends) for stage, ends in dates.items()
                },
                "dipanggil": len(called),
                "sidik": hashlib.sha256(named.encode()).hexdigest(),
            },
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
