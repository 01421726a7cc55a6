"""Saying what the examination of a dispute found."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.queries.disputes import ANSWERED
from pranata.ledger.queries.history import lines_of
from pranata.organisation.models import Person
from pranata.organisation.policies import Actor
from pranata.receipts import events
from pranata.receipts.models import Answer, Dispute, Outcome
from pranata.receipts.operations._act import act
from pranata.receipts.operations.dispute_entry import NothingSaid
from pranata.receipts.policies import require_may_answer


class AlreadyAnswered(ProductError):
    """Somebody answered it before."""

    def __init__(self) -> None:
        super().__init__(
            _("Sangkalan ini sudah dijawab."),
            why=_("Jawaban dicatat sekali dan tidak dapat diubah."),
            remedy=_("Muat ulang halaman untuk membacanya."),
        )


@transaction.atomic
def answer_dispute(
    *, dispute: Dispute, outcome: str, explanation: str, actor: Actor, now: dt.datetime
) -> Answer:
    """Answer a dispute. Neither the entry nor the dispute goes; whoever disputed gets a receipt.

    Raises NotPermitted (OwnMatter too), NothingSaid or AlreadyAnswered.
    """
    require_may_answer(actor, dispute)
    if outcome not in Outcome.values or not explanation.strip():
        raise NothingSaid("explanation" if outcome in Outcome.values else "outcome")
    # What serialises the disputes of a person serialises the answers to them.
    Person.objects.select_for_update().get(pk=dispute.person_id)
    if Answer.objects.filter(dispute=dispute).exists():
        raise AlreadyAnswered
    [entry] = lines_of([dispute.entry_id])
    said = append_entry(
        act(
            events.DISPUTE_ANSWERED,
            instansi_id=dispute.instansi_id,
            evidence=actor.evidence(),
            now=now,
            about=(ANSWERED, dispute.event_id),
            entry=entry.document,
            to=[(dispute.position_id, dispute.position_title)] if dispute.position_id else [],
            detail={"hasil": outcome, "penjelasan": explanation.strip()},
        )
    )
    return Answer.objects.create(
        instansi_id=dispute.instansi_id,
        dispute=dispute,
        event_id=said.event_id,
        outcome=outcome,
        person_id=actor.person_id,
        **actor.name_and_post(),
        made_at=now,
    )
