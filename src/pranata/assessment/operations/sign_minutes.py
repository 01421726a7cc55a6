"""Signing the minutes of a closed stage: the lead assessor first, then the coordinator."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, Minutes, MinutesPart, MinutesSignature, StageResult
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.policies_judging import Held
from pranata.assessment.policies_result import may_sign
from pranata.assessment.queries.minutes import MinutesPage, minutes_page, standing_result
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.canonical import canonical
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor


class StageNotClosed(ProductError):
    """Nothing of this stage was frozen, so there is nothing to sign."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Tahap ini belum ditutup."), why=_("Berita acara dibuat dari nilai yang sudah dibekukan.")
        )


class MinutesChanged(ProductError):
    """They are not what was read any more: the stage was closed anew."""

    def __init__(self) -> None:
        super().__init__(
            _("Berita acara berubah sejak Anda membacanya."),
            why=_("Yang ditandatangani harus sama persis dengan yang dibaca."),
            remedy=_("Halaman ini sudah menampilkan yang terbaru. Bacalah lagi, lalu tanda tangani."),
        )


class NotTheirTurn(NotPermitted):
    """Somebody else signs now, or nobody any more, or the same person signed already."""

    def __init__(self) -> None:
        super().__init__(
            _("Belum giliran Anda menandatangani, atau jabatan Anda tidak menandatangani berita acara ini."),
            why=_("Urutannya: ketua tim asesor, lalu koordinator SPBE; dua orang yang berbeda."),
        )


@transaction.atomic
def sign_minutes(
    *,
    assessment: Assessment,
    stage: str,
    body: str,
    read: str,
    actor: Actor,
    now: dt.datetime,
    by: Held | None = None,
) -> MinutesPage:
    """Sign for the part that is next, if the minutes are still what was read (`read`).

    The first signature fixes them. `body` is the name of the assessed instansi, `by` the task of an assessor.
    Raises StageNotClosed, NotTheirTurn or MinutesChanged.
    """
    with tenant_scope(assessment.instansi_id):
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        result = standing_result(locked, stage)
        if result is None:
            raise StageNotClosed
        page = minutes_page(locked, result, body)
        part = page.next_part
        if part is None or not may_sign(actor, locked, stage, part, by) or _has_signed(page, actor):
            raise NotTheirTurn
        if page.read != read:
            raise MinutesChanged
        minutes = page.minutes or _fixed(result, page, now)
        _sign(locked, minutes, part, page, actor=actor, now=now)
        return minutes_page(locked, result, body)


def _has_signed(page: MinutesPage, actor: Actor) -> bool:
    return any(given.person == actor.person_public_id for given in page.signatures.values())


def _fixed(result: StageResult, page: MinutesPage, now: dt.datetime) -> Minutes:
    return Minutes.objects.create(
        instansi_id=result.instansi_id,
        result=result,
        content=canonical(page.content).decode(),
        sha256=page.read,
        fixed_at=now,
    )


def minutes_ref(minutes: Minutes) -> ObjectRef:
    """Name minutes in an entry: whoever holds the file may ask whether the log knows it."""
    return ObjectRef(
        role="berita_acara",
        type="minutes",
        id=str(minutes.pk),
        sha256=minutes.sha256,
        size=len(minutes.content.encode()),
        media="application/json",
        security="B",
    )


def _sign(
    assessment: Assessment,
    minutes: Minutes,
    part: MinutesPart,
    page: MinutesPage,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    entry = append_entry(
        Act(
            action=events.MINUTES_SIGNED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), minutes_ref(minutes)),
            detail={
                "tahap": page.stage.value,
                "sebagai": part.value,
                "indeks": page.content["indeks_eksak"],
                "sidik": minutes.sha256,
            },
            authority=authority(assessment),
        )
    )
    MinutesSignature.objects.create(
        instansi_id=assessment.instansi_id,
        minutes=minutes,
        part=part,
        person=actor.person_public_id,
        **actor.as_what(),
        signed_at=now,
        event_id=entry.event_id,
    )
