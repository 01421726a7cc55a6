"""How the stored bytes stand: when they were looked at, and what was found damaged."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from pranata.organisation.policies import Actor
from pranata.records.models import BlobCheck, CheckResult, Version
from pranata.records.policies import readable
from pranata.records.queries.live import live_versions


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A damaged file with a document it belongs to."""

    version: Version
    check: BlobCheck


@dataclass(frozen=True, kw_only=True)
class Integrity:
    """The state of all stored bytes of the open scope."""

    files: int
    checked: int
    lost: int
    healed: int
    oldest: dt.datetime | None
    latest: dt.datetime | None
    faults: list[Fault]


def lost_count() -> int:
    """Return how many files are damaged in every place."""
    return BlobCheck.objects.filter(result=CheckResult.LOST).count()


def integrity(actor: Actor, *, limit: int = 100) -> Integrity:
    """Return how the bytes stand, with the damaged files the actor may see, latest first. Four queries."""
    totals = BlobCheck.objects.aggregate(
        checked=Count("pk"),
        lost=Count("pk", filter=Q(result=CheckResult.LOST)),
        healed=Count("pk", filter=Q(fault_at__isnull=False) & ~Q(result=CheckResult.LOST)),
        oldest=Min("checked_at"),
        latest=Max("checked_at"),
    )
    files = live_versions().values("sha256").distinct().count()
    return Integrity(files=files, faults=_faults(actor, limit), **totals)


def _faults(actor: Actor, limit: int) -> list[Fault]:
    checks = {
        c.sha256: c for c in BlobCheck.objects.filter(fault_at__isnull=False).order_by("-fault_at")[:limit]
    }
    versions = Version.objects.filter(readable(actor, "document__"), sha256__in=checks)
    found = [Fault(version=v, check=checks[v.sha256]) for v in versions.select_related("document")]
    return sorted(found, key=lambda f: (f.check.result != CheckResult.LOST, str(f.check.fault_at)))
