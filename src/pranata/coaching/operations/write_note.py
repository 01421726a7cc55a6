"""Writing a note: for one's own side as a coach, or for both."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.coaching import events, tellings
from pranata.coaching.models import PrivateNote, SharedNote
from pranata.coaching.operations._act import record, sealed, sides, signed, tell_other, words
from pranata.coaching.policies import side_of
from pranata.ledger.canonical import Json
from pranata.organisation.policies import Actor

NOTE_LENGTH = 4000


@transaction.atomic
def write_private_note(*, coaching_id: int, text: str, actor: Actor, now: dt.datetime) -> PrivateNote:
    """Write what the coaching side keeps for itself.

    Raises CoachingUnknown, OtherSideOnly or WordsMissing.
    """
    side = side_of(actor, coaching_id)
    side.require_coach()
    note = PrivateNote.objects.create(
        instansi_id=actor.instansi_id,
        coaching=side.coaching,
        text=words(text, NOTE_LENGTH, _("Catatan")),
        **signed(actor, now, by_coach=True),
    )
    detail: dict[str, Json] = {"untuk_bersama": False, "sidik_catatan": sealed(note.text)}
    record(events.NOTE_WRITTEN, side.coaching, detail, actor=actor, now=now)
    return note


@transaction.atomic
def write_shared_note(*, coaching_id: int, text: str, actor: Actor, now: dt.datetime) -> SharedNote:
    """Write a note both sides read, and tell the other one.

    Raises CoachingUnknown, OtherSideOnly, CoachingOver or WordsMissing.
    """
    side = side_of(actor, coaching_id)
    side.require_speaks()
    note = SharedNote.objects.create(
        **sides(side.coaching),
        text=words(text, NOTE_LENGTH, _("Catatan")),
        **signed(actor, now, by_coach=side.is_coach),
    )
    detail: dict[str, Json] = {"untuk_bersama": True, "sidik_catatan": sealed(note.text)}
    record(events.NOTE_WRITTEN, side.coaching, detail, actor=actor, now=now)
    tell_other(
        tellings.NOTED,
        side.coaching,
        by_coach=side.is_coach,
        key=str(note.pk),
        detail={"name": actor.instansi_name},
        now=now,
        path="#catatan",
    )
    return note
