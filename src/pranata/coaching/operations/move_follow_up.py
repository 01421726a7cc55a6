"""Every step of a follow-up after it was agreed, by the side whose step it is."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.coaching import events, tellings
from pranata.coaching.models import OPEN, FollowUp, FollowUpState, FollowUpStep, StepKind
from pranata.coaching.operations._act import (
    ChangedMeanwhile,
    WordsMissing,
    record,
    sealed,
    signed,
    tell_other,
    tidy,
)
from pranata.coaching.policies import CoachingUnknown, OtherSideOnly, Side, holds, side_of
from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import date_written
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.models import Position
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor

TEXT_LENGTH = 2000
COACH_STEPS = (StepKind.CONFIRMED, StepKind.RETURNED, StepKind.PUT_OFF, StepKind.DROPPED)
NEEDS_WORDS = (StepKind.ANSWERED, StepKind.REPORTED, StepKind.RETURNED, StepKind.PUT_OFF, StepKind.DROPPED)
BECOMES: Mapping[StepKind, FollowUpState] = {
    StepKind.REPORTED: FollowUpState.REPORTED,
    StepKind.CONFIRMED: FollowUpState.CONFIRMED,
    StepKind.RETURNED: FollowUpState.AGREED,
    StepKind.DROPPED: FollowUpState.DROPPED,
}


class StepNotNow(ProductError):
    """The follow-up does not stand where this step begins."""

    def __init__(self, state: FollowUpState) -> None:
        super().__init__(
            _("Langkah ini tidak berlaku: tindak lanjut sudah %(state)s.")
            % {"state": str(state.label).lower()},
            remedy=_("Muat ulang halaman ini untuk melihat keadaannya sekarang."),
        )


class DueMissing(ProductError):
    """Putting off needs the new day, later than today."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Tenggat baru belum diisi atau sudah lewat."), remedy=_("Pilih hari yang akan datang.")
        )


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is to be done to a follow-up: the kind, the words, and what the kind needs."""

    kind: StepKind
    text: str = ""
    due_on: dt.date | None = None
    position_id: int | None = None


@transaction.atomic
def move_follow_up(
    *, coaching_id: int, follow_up_id: int, version: int, step: Step, actor: Actor, now: dt.datetime
) -> FollowUp:
    """Take one step, from the version its page showed, and tell the other side.

    Raises CoachingUnknown, CoachingOver, ChangedMeanwhile, OtherSideOnly, StepNotNow, WordsMissing or
    DueMissing.
    """
    side = side_of(actor, coaching_id)
    side.require_running()
    found = FollowUp.objects.select_for_update().filter(pk=follow_up_id, coaching=side.coaching).first()
    if found is None:
        raise CoachingUnknown
    _require_side(side, found, step.kind, actor)
    if found.version != version:
        raise ChangedMeanwhile
    _require_state(found, step.kind)
    text = tidy(step.text, TEXT_LENGTH)
    if step.kind in NEEDS_WORDS and not text:
        raise WordsMissing(_("Uraian"))
    position = _apply(found, step, actor, now)
    found.version += 1
    found.state = BECOMES.get(step.kind, FollowUpState(found.state))
    found.save(update_fields=["version", "state", "due_on", "position", "position_words"])
    _write(found, step.kind, text or (position.title if position else ""), side, actor, now)
    _record(found, step.kind, text, side, actor, now)
    _tell(found, step.kind, text, side, actor, now)
    return found


def _require_side(side: Side, found: FollowUp, kind: StepKind, actor: Actor) -> None:
    """The coach confirms, returns, puts off and drops; the instansi reports and gives it to a post."""
    is_of_coach = kind in COACH_STEPS
    if kind is StepKind.AGREED or (kind is not StepKind.ANSWERED and is_of_coach is not side.is_coach):
        raise OtherSideOnly
    if side.speaks or (kind in (StepKind.ANSWERED, StepKind.REPORTED) and holds(actor, found)):
        return
    raise OtherSideOnly


def _require_state(found: FollowUp, kind: StepKind) -> None:
    allowed = {
        StepKind.CONFIRMED: (FollowUpState.REPORTED,),
        StepKind.RETURNED: (FollowUpState.REPORTED,),
        StepKind.REPORTED: (FollowUpState.AGREED,),
    }.get(kind, OPEN)
    if found.state not in allowed:
        raise StepNotNow(FollowUpState(found.state))


def _apply(found: FollowUp, step: Step, actor: Actor, now: dt.datetime) -> Position | None:
    """Set the new due day or post, where the step has one."""
    if step.kind is StepKind.PUT_OFF:
        if step.due_on is None or step.due_on < actor.local_date(now):
            raise DueMissing
        found.due_on = step.due_on
    if step.kind is not StepKind.GIVEN:
        return None
    position = Position.objects.filter(pk=step.position_id or 0, instansi_id=actor.instansi_id).first()
    if position is None:
        raise WordsMissing(_("Jabatan"))
    found.position, found.position_words = position, position.title[:200]
    return position


def _write(found: FollowUp, kind: StepKind, text: str, side: Side, actor: Actor, now: dt.datetime) -> None:
    FollowUpStep.objects.create(
        instansi_id=found.instansi_id,
        organiser_id=found.organiser_id,
        follow_up=found,
        kind=kind,
        text=text,
        due_on=found.due_on if kind is StepKind.PUT_OFF else None,
        **signed(actor, now, by_coach=side.is_coach),
    )


def _record(found: FollowUp, kind: StepKind, text: str, side: Side, actor: Actor, now: dt.datetime) -> None:
    detail: dict[str, Json] = {
        "langkah": kind.value,
        "versi": found.version,
        "keadaan": str(found.state),
        "tenggat": found.due_on.isoformat(),
        "jabatan": found.position_words,
        "sidik_uraian": sealed(text),
    }
    about = ObjectRef(role="tindak_lanjut", type="coaching-follow-up", id=str(found.pk))
    record(events.FOLLOW_UP_MOVED, side.coaching, detail, actor=actor, now=now, about=about)


def _tell(found: FollowUp, kind: StepKind, text: str, side: Side, actor: Actor, now: dt.datetime) -> None:
    key, path = f"{found.pk}:{found.version}", f"tindak-lanjut/{found.pk}/"
    if kind is StepKind.GIVEN:
        notify(
            tellings.GIVEN,
            instansi_id=actor.instansi_id,
            positions=[found.position_id] if found.position_id else [],
            key=key,
            detail={"day": date_written(found.due_on), "what": found.what[:160]},
            link=f"/pembinaan/{found.coaching_id}/{path}",
            now=now,
        )
        return
    told = {"name": actor.instansi_name, "step": str(kind.label).lower(), "what": (text or found.what)[:160]}
    tell_other(
        tellings.MOVED, side.coaching, by_coach=side.is_coach, key=key, detail=told, now=now, path=path
    )
