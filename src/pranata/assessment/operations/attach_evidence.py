"""Showing items of evidence for a requirement. One item serves as many requirements as one likes."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.checklist import requirements
from pranata.assessment.models import Answer, Assessment, Finding, FindingEvidence
from pranata.assessment.operations._change import (
    assessment_ref,
    authority,
    lock_answer,
    require_answering,
    tidy,
)
from pranata.assessment.operations.judge_requirements import RequirementUnknown
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence
from pranata.records.queries.evidence import visible_evidence

PAGES_LENGTH = 120


class NoEvidenceChosen(ProductError):
    """Nothing was chosen, or all of it stands there already."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Belum ada bukti baru yang dipilih."),
            remedy=_("Pilih bukti dari daftar, atau unggah yang baru."),
        )


class EvidenceUnavailable(ProductError):
    """An item does not exist for this actor, or was withdrawn."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Salah satu bukti tidak ditemukan atau sudah ditarik."),
            why=_("Belum ada yang dipasang."),
            remedy=_("Muat ulang halaman, lalu pilih dari daftar yang baru."),
        )


class PagesTooLong(ProductError):
    """More was said of the pages than fits."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Halaman paling banyak %(limit)d huruf.") % {"limit": PAGES_LENGTH},
            remedy=_("Tulis seperti 3–5, 12; penjelasan lain ditulis pada penjelasan syarat."),
        )


@transaction.atomic
def attach_evidence(
    *,
    assessment: Assessment,
    indicator: str,
    requirement: str,
    items: Collection[uuid.UUID],
    actor: Actor,
    now: dt.datetime,
    pages: str = "",
) -> list[FindingEvidence]:
    """Show the items, by public id, for the requirement, and return the new rows.

    Raises NotPermitted, IndicatorUnknown, AssessmentNotOpen, StageOver, RequirementUnknown, PagesTooLong,
    EvidenceUnavailable or NoEvidenceChosen.
    """
    answer = lock_answer(assessment, indicator, actor)
    assessment = require_answering(assessment, now)
    if len(pages := tidy(pages)) > PAGES_LENGTH:
        raise PagesTooLong
    finding = finding_of(assessment, answer, requirement)
    present = set(finding.links.filter(unlinked_at__isnull=True).values_list("evidence_id", flat=True))
    chosen = [item for item in _available(items, actor) if item.pk not in present]
    if not chosen:
        raise NoEvidenceChosen
    rows = FindingEvidence.objects.bulk_create(
        FindingEvidence(
            instansi_id=answer.instansi_id,
            finding=finding,
            evidence=item,
            pages=pages,
            linked_at=now,
            linked_by_id=actor.assignment_id,
        )
        for item in chosen
    )
    _append(assessment, indicator, requirement, chosen, pages, actor=actor, now=now)
    return rows


def finding_of(assessment: Assessment, answer: Answer, requirement: str) -> Finding:
    """Return the row of a requirement, made without a verdict where there is none yet."""
    asked = {one.key: one.text for one in requirements(assessment.instrument, answer.indicator)}
    if requirement not in asked:
        raise RequirementUnknown(requirement)
    found, _is_new = Finding.objects.get_or_create(
        answer=answer,
        requirement=requirement,
        defaults={"instansi_id": answer.instansi_id, "asked": asked[requirement]},
    )
    return found


def _available(items: Collection[uuid.UUID], actor: Actor) -> list[Evidence]:
    visible = visible_evidence(actor).filter(public_id__in=items, withdrawn_at__isnull=True)
    found = list(visible.order_by("pk"))
    if len(found) != len(set(items)):
        raise EvidenceUnavailable
    return found


def _append(
    assessment: Assessment,
    indicator: str,
    requirement: str,
    items: Collection[Evidence],
    pages: str,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    shown = (ObjectRef(role="bukti", type="evidence", id=str(item.public_id)) for item in items)
    append_entry(
        Act(
            action=events.EVIDENCE_ATTACHED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), *shown),
            detail={"indikator": indicator, "syarat": requirement, "halaman": pages},
            authority=authority(assessment),
        )
    )
