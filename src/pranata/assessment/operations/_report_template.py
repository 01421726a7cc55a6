"""Writing what happens to a template."""

import datetime as dt

from pranata.assessment.models import ReportTemplate
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor


def end(template: ReportTemplate, *, actor: Actor, now: dt.datetime) -> None:
    """Take a template out of use; it stays in the history."""
    template.ended_at = now
    template.ended_by_name = f"{actor.person_name}, {actor.position_title}"
    template.save(update_fields=["ended_at", "ended_by_name"])


def append(
    action: ActionKind, template: ReportTemplate, more: dict[str, Json], *, actor: Actor, now: dt.datetime
) -> None:
    """Append the entry of an act on a template."""
    named = ObjectRef(
        role="templat", type="report-template", id=str(template.pk), sha256=template.sha256, security="B"
    )
    append_entry(
        Act(
            action=action,
            tenant_id=template.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(named,),
            detail={"nama": template.name, "sidik": template.sha256, **more},
            authority=None,
        )
    )
