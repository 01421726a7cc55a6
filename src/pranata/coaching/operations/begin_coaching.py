"""Beginning to coach an instansi, visible to it from that moment."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.coaching import events, tellings
from pranata.coaching.models import Coaching
from pranata.coaching.operations._act import record, signed, tell_other, words
from pranata.coaching.policies import coachable_by, require_may_coach
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor

SCOPE_LENGTH = 300


class NotYoursToCoach(ProductError):
    """The instansi lies outside what the actor's own may coach."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Instansi ini tidak dibina oleh instansi Anda."),
            why=_("Provinsi membina kabupaten dan kota di wilayahnya, instansi pusat membina semua."),
        )


class AlreadyCoached(ProductError):
    """The actor's instansi coaches it already."""

    def __init__(self) -> None:
        super().__init__(
            _("Instansi Anda sudah membina instansi ini."), remedy=_("Buka pembinaan yang berjalan.")
        )


class PeriodOutOfOrder(ProductError):
    """It would end before it begins."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Akhir pembinaan mendahului mulainya."), remedy=_("Periksa kedua tanggalnya."))


@transaction.atomic
def begin_coaching(
    *,
    instansi: Instansi,
    scope: str,
    starts_on: dt.date,
    until: dt.date | None = None,
    is_example: bool = False,
    actor: Actor,
    now: dt.datetime,
) -> Coaching:
    """Begin a coaching with its scope and period, and tell the instansi.

    Raises NotPermitted, NotYoursToCoach, WordsMissing, PeriodOutOfOrder or AlreadyCoached.
    """
    require_may_coach(actor)
    own = Instansi.objects.get(pk=actor.instansi_id)
    if not coachable_by(own).filter(pk=instansi.pk).exists():
        raise NotYoursToCoach
    if until is not None and until < starts_on:
        raise PeriodOutOfOrder
    text = words(scope, SCOPE_LENGTH, _("Lingkup pembinaan"))
    coaching, is_new = Coaching.objects.get_or_create(
        instansi=instansi,
        organiser=own,
        ended_at=None,
        defaults={
            "scope": text,
            "starts_on": starts_on,
            "until": until,
            "is_example": is_example,
            **signed(actor, now, by_coach=True),
        },
    )
    if not is_new:
        raise AlreadyCoached
    detail: dict[str, Json] = {
        "instansi": instansi.slug,
        "lingkup": text,
        "mulai": starts_on.isoformat(),
        "sampai": until.isoformat() if until else None,
    }
    record(events.COACHING_BEGUN, coaching, detail, actor=actor, now=now)
    told = {"name": own.name, "scope": text}
    tell_other(tellings.BEGUN, coaching, by_coach=True, key=str(coaching.pk), detail=told, now=now)
    return coaching
