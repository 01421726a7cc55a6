"""Writing down what both sides agreed: what, who, until when."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.regulations import UnknownInstrument
from pranata.coaching import events, tellings
from pranata.coaching.models import FollowUp, FollowUpStep, StepKind, Visit
from pranata.coaching.operations._act import record, sides, signed, tell_other, words
from pranata.coaching.policies import CoachingUnknown, side_of
from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import date_written
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.policies import Actor

WHAT_LENGTH, OWNER_LENGTH = 500, 200


class DueInThePast(ProductError):
    """A follow-up cannot be agreed for a day that is over."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Tenggatnya sudah lewat."), remedy=_("Pilih hari ini atau sesudahnya."))


class IndicatorNotThere(ProductError):
    """The instrument has no such indicator."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Indikator itu tidak ada dalam instrumennya."), remedy=_("Pilih dari daftar."))


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed."""

    what: str
    owner: str
    due_on: dt.date
    instrument: str = ""
    indicator: str = ""
    visit_id: int | None = None


@transaction.atomic
def agree_follow_up(*, coaching_id: int, agreed: Agreed, actor: Actor, now: dt.datetime) -> FollowUp:
    """Write down a follow-up and tell the instansi.

    Raises CoachingUnknown, OtherSideOnly, CoachingOver, WordsMissing, DueInThePast or IndicatorNotThere.
    """
    side = side_of(actor, coaching_id)
    side.require_coach()
    if agreed.due_on < actor.local_date(now):
        raise DueInThePast
    _require_indicator(agreed)
    found = FollowUp.objects.create(
        **sides(side.coaching),
        visit=_visit(side.coaching.pk, agreed.visit_id),
        what=words(agreed.what, WHAT_LENGTH, _("Yang dilakukan")),
        instrument=agreed.instrument if agreed.indicator else "",
        indicator=agreed.indicator,
        owner=words(agreed.owner, OWNER_LENGTH, _("Penanggung jawab")),
        due_on=agreed.due_on,
        **signed(actor, now, by_coach=True),
    )
    FollowUpStep.objects.create(
        instansi_id=found.instansi_id,
        organiser_id=found.organiser_id,
        follow_up=found,
        kind=StepKind.AGREED,
        due_on=found.due_on,
        **signed(actor, now, by_coach=True),
    )
    detail: dict[str, Json] = {
        "apa": found.what,
        "indikator": found.indicator,
        "penanggung_jawab": found.owner,
        "tenggat": found.due_on.isoformat(),
    }
    about = ObjectRef(role="tindak_lanjut", type="coaching-follow-up", id=str(found.pk))
    record(events.FOLLOW_UP_AGREED, side.coaching, detail, actor=actor, now=now, about=about)
    told = {"day": date_written(found.due_on), "what": found.what[:160]}
    path = f"tindak-lanjut/{found.pk}/"
    tell_other(
        tellings.AGREED, side.coaching, by_coach=True, key=str(found.pk), detail=told, now=now, path=path
    )
    return found


def _require_indicator(agreed: Agreed) -> None:
    if not agreed.indicator:
        return
    try:
        known = {item.number for item in regulations.load(agreed.instrument).instrument.indicators}
    except UnknownInstrument as error:
        raise IndicatorNotThere from error
    if agreed.indicator not in known:
        raise IndicatorNotThere


def _visit(coaching_id: int, visit_id: int | None) -> Visit | None:
    if visit_id is None:
        return None
    found = Visit.objects.filter(pk=visit_id, coaching_id=coaching_id).first()
    if found is None:
        raise CoachingUnknown
    return found
