"""Putting findings back as they were before they were taken over from last year, with their evidence."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Answer, Finding, FindingChange, FindingEvidence
from pranata.assessment.operations._findings import Said, write_findings
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.organisation.policies import Actor


class FindingsChangedSince(ProductError):
    """Some requirements were judged again since; putting them back would overwrite that."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(
            _("Syarat %(keys)s sudah dijawab lagi sesudahnya.") % {"keys": ", ".join(keys)},
            why=_("Mengurungkannya akan menimpa jawaban yang lebih baru. Belum ada yang diurungkan."),
            remedy=_("Ubah jawaban syaratnya satu per satu."),
        )


def take_back_findings(
    answer: Answer, batch: uuid.UUID, *, actor: Actor, now: dt.datetime
) -> dict[str, Json]:
    """Put back what one act took over into a locked answer, and return the verdicts after, by requirement.

    Raises FindingsChangedSince; then nothing was put back.
    """
    rows = {row.finding.requirement: row for row in _taken(answer, batch)}
    newer = sorted(key for key, row in rows.items() if row.finding.version != row.version)
    if newer:
        raise FindingsChangedSince(newer)
    FindingEvidence.objects.filter(finding__answer=answer, batch=batch, unlinked_at__isnull=True).update(
        unlinked_at=now, unlinked_by_id=actor.assignment_id
    )
    written = write_findings(_before(rows), actor=actor, now=now)
    return {row.finding.requirement: row.verdict for row in written}


def _taken(answer: Answer, batch: uuid.UUID) -> list[FindingChange]:
    rows = FindingChange.objects.filter(finding__answer=answer, batch=batch)
    return list(rows.select_related("finding").order_by("pk"))


def _before(rows: dict[str, FindingChange]) -> list[tuple[Finding, Said]]:
    """Return what each said before: the change before it, nothing where there was none."""
    of_these = FindingChange.objects.filter(finding__in=[row.finding_id for row in rows.values()])
    earlier = {(row.finding_id, row.version): row for row in of_these}
    found = []
    for row in rows.values():
        was = earlier.get((row.finding_id, row.version - 1))
        said = (
            Said(was.verdict, was.explanation, was.cause, was.asked) if was else Said("", "", "", row.asked)
        )
        found.append((row.finding, said))
    return found
