"""Disputes: one's own, and those that wait for an answer."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pranata.ledger.canonical import Json
from pranata.ledger.queries.detail import DetailErased, open_detail
from pranata.ledger.queries.history import HistoryLine, lines_of
from pranata.organisation.policies import Actor
from pranata.receipts.models import Answer, Dispute
from pranata.receipts.policies import may_answer, may_judge

PROMPT = dt.timedelta(days=7)
"""A dispute that comes later is taken too, and says how late it came."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A dispute as those read it who may: the entry, the words, the answer."""

    dispute: Dispute
    entry: HistoryLine
    words: str
    answer: Answer | None
    answer_words: str
    to_answer: bool

    @property
    def days(self) -> int:
        """How many whole days after the entry the dispute was made."""
        return (self.dispute.made_at - self.dispute.entry_recorded_at).days

    @property
    def is_late(self) -> bool:
        """Whether more than seven days passed."""
        return self.dispute.made_at - self.dispute.entry_recorded_at > PROMPT


def visible_disputes(actor: Actor) -> QuerySet[Dispute]:
    """Return the disputes the actor reads: all for who answers, else those made by the person. A query."""
    found = Dispute.objects.filter(instansi_id=actor.instansi_id).select_related("answer")
    if not may_answer(actor):
        found = found.filter(person_id=actor.person_id)
    return found.order_by("-made_at", "-pk")


def waiting_disputes(actor: Actor) -> QuerySet[Dispute]:
    """Return what waits for the actor's answer, the oldest first; nothing for who answers none."""
    if not may_answer(actor):
        return Dispute.objects.none()
    own = Q(person_id=actor.person_id) | Q(entry_person=str(actor.person_public_id))
    found = Dispute.objects.filter(instansi_id=actor.instansi_id, answer__isnull=True)
    return found.exclude(own).order_by("made_at", "pk")


def disputes_of_entry(entry_id: uuid.UUID) -> list[Dispute]:
    """Return the disputes of one entry in the open scope, oldest first. One query."""
    return list(Dispute.objects.filter(entry_id=entry_id).select_related("answer").order_by("made_at"))


def reading_of(dispute: Dispute, actor: Actor) -> Reading:
    """Return a dispute with its words. Six queries. The caller has judged whether the actor may read it."""
    answer = getattr(dispute, "answer", None)
    [entry] = lines_of([dispute.entry_id])
    return Reading(
        dispute=dispute,
        entry=entry,
        words=_said(dispute.event_id, "keterangan"),
        answer=answer,
        answer_words=_said(answer.event_id, "penjelasan") if answer else "",
        to_answer=answer is None and may_answer(actor) and may_judge(actor, dispute),
    )


def _said(event_id: uuid.UUID, key: str) -> str:
    """Return what an entry says under a key of its sealed detail; empty where its key was destroyed."""
    try:
        detail: Json = open_detail(event_id)
    except DetailErased:
        return ""
    return str(detail[key]) if isinstance(detail, dict) else ""
