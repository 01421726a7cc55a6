"""Showing items of the archive for an action."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from pranata.assessment.operations.attach_evidence import EvidenceUnavailable, NoEvidenceChosen
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import Action, ActionAct, ActionActKind, ActionEvidence
from pranata.planning.operations._action import act_row, append, locked_action
from pranata.planning.policies_actions import require_may_report
from pranata.records.models import Evidence
from pranata.records.queries.evidence import visible_evidence


@transaction.atomic
def show_action_evidence(
    *, action: Action, items: Collection[uuid.UUID], actor: Actor, now: dt.datetime
) -> list[ActionEvidence]:
    """Show the items, by public id, for an action, and return the new rows.

    Raises NotPermitted (ActionOfOthers), ActionPlanEnded, EvidenceUnavailable or NoEvidenceChosen.
    """
    require_may_report(actor, action)
    held = locked_action(action, None)
    found = list(
        visible_evidence(actor).filter(public_id__in=items, withdrawn_at__isnull=True).order_by("pk")
    )
    if len(found) != len(set(items)):
        raise EvidenceUnavailable
    present = set(held.evidence.values_list("evidence_id", flat=True))
    chosen = [item for item in found if item.pk not in present]
    if not chosen:
        raise NoEvidenceChosen
    rows = ActionEvidence.objects.bulk_create(
        ActionEvidence(
            instansi_id=held.instansi_id,
            action=held,
            evidence=item,
            linked_at=now,
            linked_by_id=actor.assignment_id,
        )
        for item in chosen
    )
    said = append(
        events.ACTION_EVIDENCE_SHOWN,
        held.action_plan,
        [held],
        actor=actor,
        now=now,
        detail={"nomor": held.action_plan.plan.number, "aksi": held.number},
        more=[evidence_ref(item) for item in chosen],
    )
    words = "; ".join(item.title for item in chosen)[:500]
    ActionAct.objects.bulk_create(
        [act_row(held, ActionActKind.SHOWN, said, actor=actor, now=now, words=words)]
    )
    return rows


def evidence_ref(item: Evidence) -> ObjectRef:
    """Name an item of evidence in an entry."""
    return ObjectRef(role="bukti", type="evidence", id=str(item.public_id))
