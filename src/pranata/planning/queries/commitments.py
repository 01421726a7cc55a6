"""What each head of an OPD commits to, who has signed, and whether the signature still holds."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import Text
from pranata.ledger.canonical import canonical
from pranata.organisation.models import Assignment, Position
from pranata.organisation.queries.tree import on_day
from pranata.planning.models import Action, Commitment, CommitmentSignature, DateProposal, ProposalState
from pranata.planning.queries.actions import Book, Line, holding


class Signed(Enum):
    """How a commitment stands."""

    NOT_YET = "belum"
    RENEW = "pejabat"
    CHANGED = "berubah"
    HOLDS = "berlaku"

    @property
    def label(self) -> Text:
        """What it is called on a page."""
        return LABELS[self]


LABELS = {
    Signed.NOT_YET: _("Belum ditandatangani"),
    Signed.RENEW: _("Perlu dibarui: pejabat berganti"),
    Signed.CHANGED: _("Perlu dibarui: aksi berubah"),
    Signed.HOLDS: _("Berlaku"),
}


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """One OPD: its actions, what is to be signed as bytes, and what was signed last."""

    commitment: Commitment
    lines: tuple[Line, ...]
    content: dict[str, Any]
    last: CommitmentSignature | None
    holders: tuple[Assignment, ...]
    proposals: tuple[DateProposal, ...]

    @cached_property
    def text(self) -> str:
        """What is to be signed, as canonical JSON."""
        return canonical(self.content).decode()

    @cached_property
    def read(self) -> str:
        """The digest of what is to be signed: whoever signs says what they read."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def standing(self) -> Signed:
        """How it stands: whoever signed must hold the post still, and the actions be as they were read."""
        if self.last is None:
            return Signed.NOT_YET
        if self.last.made_by_id not in {one.pk for one in self.holders}:
            return Signed.RENEW
        return Signed.HOLDS if self.last.sha256 == self.read else Signed.CHANGED

    @property
    def holds(self) -> bool:
        """Whether the head stands by the actions as they are."""
        return self.standing is Signed.HOLDS

    @property
    def holder(self) -> str:
        """Who holds the post today; empty where nobody does."""
        found = holding(self.commitment.position)
        return found.person.name if found else ""

    @property
    def gain(self) -> Fraction:
        """The share of the index that these actions bring."""
        return sum((line.gain for line in self.lines), Fraction(0))

    @property
    def cost(self) -> int:
        """What these actions cost."""
        return sum(line.action.cost for line in self.lines)

    @property
    def last_due_on(self) -> dt.date:
        """The due date of the last of them."""
        return max(line.action.due_on for line in self.lines)


def pledges_of(book: Book) -> list[Pledge]:
    """Return the commitments of the OPD that have actions, by name. Four queries."""
    held = Assignment.objects.filter(on_day(book.on)).select_related("person")
    posts = Position.objects.prefetch_related(Prefetch("assignments", held, to_attr="holders"))
    signed = CommitmentSignature.objects.order_by("-made_at", "-pk")
    rows = (
        Commitment.objects.filter(action_plan=book.action_plan)
        .select_related("unit")
        .prefetch_related(Prefetch("position", posts), Prefetch("signatures", signed))
        .order_by("unit__name")
    )
    asked = DateProposal.objects.filter(action__action_plan=book.action_plan, state=ProposalState.OPEN)
    proposals = list(asked.select_related("action"))
    found = [_pledge(row, book, proposals) for row in rows]
    return [one for one in found if one.lines]


def pledge_of(book: Book, commitment_id: int) -> Pledge | None:
    """Return one of them; None for an OPD that has no action any more."""
    return next((one for one in pledges_of(book) if one.commitment.pk == commitment_id), None)


def commitment_for(action: Action) -> Commitment | None:
    """Return the commitment of the OPD an action belongs to. One query."""
    if action.unit_id is None:
        return None
    rows = Commitment.objects.filter(instansi_id=action.instansi_id, unit_id=action.unit_id)
    return rows.filter(action_plan_id=action.action_plan_id).first()


def _pledge(row: Commitment, book: Book, proposals: Iterable[DateProposal]) -> Pledge:
    lines = tuple(line for line in book.lines if line.action.unit_id == row.unit_id)
    own = {line.action.pk for line in lines}
    signed = row.signatures.all()
    return Pledge(
        commitment=row,
        lines=lines,
        content=_content(row, book, lines),
        last=next(iter(signed), None),
        holders=tuple(getattr(row.position, "holders", ())),
        proposals=tuple(one for one in proposals if one.action_id in own),
    )


def _content(row: Commitment, book: Book, lines: Sequence[Line]) -> dict[str, Any]:
    """Return what is signed. Progress is no part of it: working does not undo what was said."""
    plan = book.action_plan.plan
    gain = sum((line.gain for line in lines), Fraction(0))
    return {
        "rencana": plan.number,
        "instrumen": plan.instrument,
        "perangkat_daerah": row.unit.name,
        "jabatan": row.position.title if row.position else "",
        "target": None if book.target is None else str(book.target),
        "tambahan_indeks": str(gain),
        "aksi": [
            {
                "nomor": line.action.number,
                "indikator": line.action.indicator,
                "ke_tingkat": line.action.to_level,
                "mulai": line.action.starts_on.isoformat(),
                "tenggat": line.action.due_on.isoformat(),
                "keluaran": line.action.output,
            }
            for line in lines
        ],
    }
