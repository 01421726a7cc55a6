"""Appraising a list: which documents go, and which are kept after all, with the ground for each."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import DisposalItem, DisposalProposal, ItemState, ProposalState, StepKind
from pranata.records.operations._act import act
from pranata.records.operations._disposal import (
    add_step,
    last_events,
    listed_refs,
    open_items,
    proposal_ref,
    require_others,
    said,
    taken,
)
from pranata.records.policies import APPRAISERS, require_may_read


class NotOnTheList(ProductError):
    """A verdict is about a document that is not on the list."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Putusan menyebut naskah yang tidak ada dalam usul ini."),
            remedy=_("Muat ulang halaman, lalu nilai lagi."),
        )


@transaction.atomic
def appraise_disposal(
    *,
    proposal: DisposalProposal,
    kept: Mapping[int, str],
    panel: str,
    note: str,
    actor: Actor,
    now: dt.datetime,
) -> DisposalProposal:
    """Say of each document whether it goes: `kept` maps the items that stay to the ground for it.

    `panel` names the members of the appraisal team. Raises NotPermitted (also where one document is closed
    to the actor), SamePerson, ProposalMovedOn, WordsMissing or NotOnTheList.
    """
    found = taken(proposal, *APPRAISERS, states=(ProposalState.PROPOSED,), actor=actor)
    require_others(found, StepKind.PROPOSE, actor=actor)
    members = said(panel, "panel")
    items = open_items(found)
    for item in items:
        document = item.document
        require_may_read(
            actor, instansi_id=document.instansi_id, unit_id=document.unit_id, security=document.security
        )
    grounds = _keep(items, kept)
    going = [item for item in items if item.pk not in kept]
    entry = append_entry(
        act(
            events.DISPOSAL_APPRAISED,
            actor=actor,
            now=now,
            prev=last_events(found),
            objects=(
                proposal_ref(found),
                *listed_refs(going, "disetujui_panitia"),
                *listed_refs((item for item in items if item.pk in kept), "disimpan"),
            ),
            detail={"panitia": members, "catatan": note.strip(), "disimpan": grounds},
        )
    )
    state = ProposalState.APPRAISED if going else ProposalState.DONE
    add_step(found, StepKind.APPRAISE, state=state, entry=entry, actor=actor, now=now, note=note.strip())
    return found


def _keep(items: list[DisposalItem], kept: Mapping[int, str]) -> dict[str, str]:
    by_pk = {item.pk: item for item in items}
    if set(kept) - set(by_pk):
        raise NotOnTheList
    grounds = {}
    for pk, ground in kept.items():
        item = by_pk[pk]
        item.state, item.verdict_note = ItemState.KEPT, said(ground, f"alasan-{pk}")
        item.save(update_fields=["state", "verdict_note"])
        grounds[str(item.document.public_id)] = item.verdict_note
    return grounds
