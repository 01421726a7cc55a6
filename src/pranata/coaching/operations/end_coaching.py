"""Ending a coaching: from then on it is closed to the coach, and the instansi keeps reading it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.coaching import events, tellings
from pranata.coaching.models import Coaching
from pranata.coaching.operations._act import record, tell_other, words
from pranata.coaching.policies import side_of
from pranata.ledger.canonical import Json
from pranata.organisation.policies import Actor

REASON_LENGTH = 1000


@transaction.atomic
def end_coaching(*, coaching_id: int, reason: str, actor: Actor, now: dt.datetime) -> Coaching:
    """End a coaching with a reason. Raises CoachingUnknown, OtherSideOnly, CoachingOver or WordsMissing."""
    side = side_of(actor, coaching_id, lock=True)
    side.require_coach()
    coaching = side.coaching
    coaching.ended_at, coaching.ended_reason = now, words(reason, REASON_LENGTH, _("Alasan"))
    coaching.save(update_fields=["ended_at", "ended_reason"])
    detail: dict[str, Json] = {"instansi": coaching.instansi.slug, "alasan": coaching.ended_reason}
    record(events.COACHING_ENDED, coaching, detail, actor=actor, now=now)
    told = {"name": coaching.organiser.name, "reason": coaching.ended_reason}
    tell_other(tellings.ENDED, coaching, by_coach=True, key=str(coaching.pk), detail=told, now=now)
    return coaching
