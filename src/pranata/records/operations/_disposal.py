"""What the steps of a disposal share: taking the proposal, who may not take two, and the step's row."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.ledger.operations.append_entry import EntryRef, ObjectRef
from pranata.organisation.policies import Actor, require_role
from pranata.records.models import (
    DisposalItem,
    DisposalProposal,
    DisposalStep,
    Document,
    ItemState,
    ProposalState,
    StepKind,
)
from pranata.records.models.disposal import LISTED
from pranata.records.operations._retention import lock_retention
from pranata.records.queries.disposal_way import is_of

UNSETTLED = (ItemState.HELD, ItemState.OPEN)


class ProposalMovedOn(ProductError):
    """The proposal is not where this step may be taken, or is no longer."""

    def __init__(self, state: str) -> None:
        super().__init__(
            _("Usul ini sekarang: %(state)s.") % {"state": ProposalState(state).label.lower()},
            why=_("Langkah yang Anda pilih tidak dapat dilakukan pada keadaan itu."),
            remedy=_("Muat ulang halaman untuk melihat keadaannya."),
        )


class SamePerson(NotPermitted):
    """Somebody who took an earlier step may not take this one."""

    def __init__(self) -> None:
        super().__init__(
            _("Langkah ini harus dilakukan orang lain."),
            why=_("Anda sudah mengambil langkah sebelumnya; seorang diri tidak boleh memutuskan penyusutan."),
            remedy=_("Mintalah pejabat lain yang berwenang melanjutkannya."),
        )


class WordsMissing(ProductError):
    """A step that must say something says nothing. `field` names what is missing."""

    status = 422

    def __init__(self, field: str) -> None:
        super().__init__(_("Bagian ini belum diisi."), remedy=_("Isilah, lalu kirim sekali lagi."))
        self.field = field


def taken(proposal: DisposalProposal, *roles: str, states: Collection[str], actor: Actor) -> DisposalProposal:
    """Lock the instansi's retention and the proposal until the transaction ends, and return it.

    The retention lock comes first: a hold takes it too, so that a hold is either seen by what follows or
    comes after it. The role must reach every unit whose documents are listed. Raises NotPermitted or
    ProposalMovedOn.
    """
    require_role(actor, *roles, instansi_id=proposal.instansi_id)
    lock_retention(proposal.instansi_id)
    found = DisposalProposal.objects.select_for_update().get(pk=proposal.pk)
    for unit_id in found.items.values_list("document__unit_id", flat=True).distinct():
        require_role(actor, *roles, instansi_id=found.instansi_id, unit_id=unit_id)
    if found.state not in states:
        raise ProposalMovedOn(found.state)
    return found


def require_others(proposal: DisposalProposal, *kinds: str, actor: Actor) -> None:
    """Raise SamePerson if the actor, under any post, took one of these steps."""
    steps = proposal.steps.filter(kind__in=kinds).select_related("by")
    if any(is_of(step, actor) for step in steps):
        raise SamePerson


def said(text: str, field: str) -> str:
    """Return a text without the space around it. Raises WordsMissing where nothing is left."""
    if not text.strip():
        raise WordsMissing(field)
    return text.strip()


def add_step(
    proposal: DisposalProposal,
    kind: StepKind,
    *,
    state: str,
    entry: EntryRef,
    actor: Actor,
    now: dt.datetime,
    note: str = "",
    document: Document | None = None,
) -> DisposalStep:
    """Write the step's row and move the proposal on."""
    proposal.state, proposal.changed_at = state, now
    proposal.save(update_fields=["state", "changed_at"])
    return DisposalStep.objects.create(
        instansi_id=proposal.instansi_id,
        proposal=proposal,
        kind=kind,
        at=now,
        event_id=entry.event_id,
        by_id=actor.assignment_id,
        account_id_then=actor.account_id,
        **actor.name_and_post(),
        unit_name=actor.unit_name,
        note=note[:1000],
        document=document,
    )


def last_events(proposal: DisposalProposal) -> list[uuid.UUID]:
    """Return the entry of the latest step: what the next one rests on."""
    latest = proposal.steps.order_by("-at", "-pk").values_list("event_id", flat=True)
    return list(latest[:1])


def proposal_ref(proposal: DisposalProposal) -> ObjectRef:
    """Name a proposal."""
    return ObjectRef(role="usul", type="disposal", id=str(proposal.public_id))


def listed_refs(items: Iterable[DisposalItem], role: str) -> list[ObjectRef]:
    """Name the documents of items, without their bytes: a list of hundreds must fit one entry.

    The role is never `naskah`: these acts are about the list, and their detail may speak of other documents.
    """
    return [
        ObjectRef(
            role=role,
            type="document",
            id=str(item.document.public_id),
            security=item.document.security,
        )
        for item in items
    ]


def settle(proposal: DisposalProposal, now: dt.datetime) -> None:
    """Say how far the proposal is once its items have moved: done, ready for two anew, or on its way."""
    states = set(proposal.items.values_list("state", flat=True))
    if states & {ItemState.LOCKED, ItemState.ERASING}:
        state = ProposalState.ORDERED
    elif ItemState.HANDED in states:
        state = ProposalState.HANDED_OVER
    elif states & set(UNSETTLED):
        state = ProposalState.APPROVED
    else:
        state = ProposalState.DONE
    DisposalProposal.objects.filter(pk=proposal.pk).update(state=state, changed_at=now)
    proposal.state = state


def open_items(proposal: DisposalProposal) -> list[DisposalItem]:
    """Return the items that are still to be decided or carried out, in the order of the list."""
    return list(proposal.items.filter(state__in=LISTED).select_related("document").order_by("pk"))
