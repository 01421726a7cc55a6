"""Planning a visit, recording what it gave, cancelling it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.coaching import events, tellings
from pranata.coaching.models import Visit, VisitState
from pranata.coaching.operations._act import (
    ChangedMeanwhile,
    record,
    sealed,
    sides,
    signed,
    tell_other,
    tidy,
    words,
)
from pranata.coaching.policies import CoachingUnknown, Side, side_of
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.notices import NoticeKind
from pranata.organisation.policies import Actor

AGENDA_LENGTH, RESULT_LENGTH, PLACE_LENGTH = 2000, 4000, 300


class VisitOver(ProductError):
    """The visit was held or cancelled already."""

    def __init__(self, state: VisitState) -> None:
        super().__init__(
            _("Kunjungan ini sudah %(state)s.") % {"state": str(state.label).lower()},
            remedy=_("Rencanakan kunjungan baru bila perlu."),
        )


class NotHeldYet(ProductError):
    """A visit of a later day has no result."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Tanggal kunjungan ini belum tiba."),
            remedy=_("Catat hasilnya pada hari kunjungan atau sesudahnya."),
        )


class EndsBeforeItStarts(ProductError):
    """A visit ends after it starts, on the same day."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Pukul selesainya tidak sesudah pukul mulai."), remedy=_("Periksa kedua waktunya.")
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When, where and what for; the times are those of the coached instansi."""

    on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    agenda: str
    place: str = ""
    is_online: bool = False


@transaction.atomic
def plan_visit(*, coaching_id: int, plan: Plan, actor: Actor, now: dt.datetime) -> Visit:
    """Plan a visit and tell the instansi.

    Raises CoachingUnknown, OtherSideOnly, CoachingOver, EndsBeforeItStarts or WordsMissing.
    """
    side = side_of(actor, coaching_id)
    side.require_coach()
    if plan.ends_at <= plan.starts_at:
        raise EndsBeforeItStarts
    agenda = words(plan.agenda, AGENDA_LENGTH, _("Acara kunjungan"))
    visit = Visit.objects.create(
        **sides(side.coaching),
        on=plan.on,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        is_online=plan.is_online,
        place=tidy(plan.place, PLACE_LENGTH),
        agenda=agenda,
        **signed(actor, now, by_coach=True),
    )
    detail: dict[str, Json] = {
        "tanggal": plan.on.isoformat(),
        "mulai": f"{plan.starts_at:%H:%M}",
        "selesai": f"{plan.ends_at:%H:%M}",
        "daring": plan.is_online,
        "sidik_acara": sealed(agenda),
    }
    record(events.VISIT_PLANNED, side.coaching, detail, actor=actor, now=now, about=_ref(visit))
    _tell(tellings.VISIT, side, visit, now, agenda=agenda[:160])
    return visit


@transaction.atomic
def record_visit(
    *, coaching_id: int, visit_id: int, version: int, result: str, actor: Actor, now: dt.datetime
) -> Visit:
    """Record what a visit gave; recorded again, the text is replaced and the entries keep both.

    Raises CoachingUnknown, OtherSideOnly, CoachingOver, ChangedMeanwhile, VisitOver, NotHeldYet or
    WordsMissing.
    """
    side, visit = _locked(coaching_id, visit_id, version, actor)
    if visit.state == VisitState.CANCELLED:
        raise VisitOver(VisitState.CANCELLED)
    if visit.on > actor.local_date(now):
        raise NotHeldYet
    visit.result, visit.state = words(result, RESULT_LENGTH, _("Hasil kunjungan")), VisitState.HELD
    _keep(visit)
    detail: dict[str, Json] = {
        "versi": visit.version,
        "tanggal": visit.on.isoformat(),
        "sidik_hasil": sealed(visit.result),
    }
    record(events.VISIT_RECORDED, side.coaching, detail, actor=actor, now=now, about=_ref(visit))
    _tell(tellings.VISIT_HELD, side, visit, now)
    return visit


@transaction.atomic
def cancel_visit(
    *, coaching_id: int, visit_id: int, version: int, reason: str, actor: Actor, now: dt.datetime
) -> Visit:
    """Cancel a planned visit with a reason, and tell the instansi.

    Raises CoachingUnknown, OtherSideOnly, CoachingOver, ChangedMeanwhile, VisitOver or WordsMissing.
    """
    side, visit = _locked(coaching_id, visit_id, version, actor)
    if visit.state != VisitState.PLANNED:
        raise VisitOver(VisitState(visit.state))
    visit.result, visit.state = words(reason, RESULT_LENGTH, _("Alasan")), VisitState.CANCELLED
    _keep(visit)
    detail: dict[str, Json] = {"versi": visit.version, "alasan": visit.result}
    record(events.VISIT_CANCELLED, side.coaching, detail, actor=actor, now=now, about=_ref(visit))
    _tell(tellings.VISIT_OFF, side, visit, now, reason=visit.result[:160])
    return visit


def _locked(coaching_id: int, visit_id: int, version: int, actor: Actor) -> tuple[Side, Visit]:
    side = side_of(actor, coaching_id)
    side.require_coach()
    visit = Visit.objects.select_for_update().filter(pk=visit_id, coaching=side.coaching).first()
    if visit is None:
        raise CoachingUnknown
    if visit.version != version:
        raise ChangedMeanwhile
    return side, visit


def _keep(visit: Visit) -> None:
    visit.version += 1
    visit.save(update_fields=["result", "state", "version"])


def _ref(visit: Visit) -> ObjectRef:
    return ObjectRef(role="kunjungan", type="coaching-visit", id=str(visit.pk))


def _tell(kind: NoticeKind, side: Side, visit: Visit, now: dt.datetime, **more: str) -> None:
    told = {"name": side.coaching.organiser.name, "day": visit.when, **more}
    key = f"{visit.pk}:{visit.version}"
    tell_other(kind, side.coaching, by_coach=True, key=key, detail=told, now=now, path="#kunjungan")
