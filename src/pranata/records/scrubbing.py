"""Re-hashing every file in turn, each at least once in thirty days, and healing one place from the other."""

import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from pranata.foundation.blobs import Health, blobs_of
from pranata.records.models import BlobCheck, CheckResult
from pranata.records.operations.record_checks import record_checks
from pranata.records.queries.live import live_versions
from pranata.records.uploads.receiving import lock_digest

INTERVAL = dt.timedelta(days=30)
AGAIN = dt.timedelta(days=1)
BATCH = 50
RESULTS = {
    Health.WHOLE: CheckResult.WHOLE,
    Health.HEALED: CheckResult.HEALED,
    Health.LOST: CheckResult.LOST,
}


def due(instansi_id: int, *, now: dt.datetime, limit: int = BATCH) -> list[str]:
    """Return digests that nobody looked at for thirty days; those that were lost, for a day."""
    of_this = BlobCheck.objects.filter(instansi_id=OuterRef("instansi_id"), sha256=OuterRef("sha256"))
    fresh = of_this.filter(
        Q(checked_at__gt=now - INTERVAL) & ~Q(result=CheckResult.LOST) | Q(checked_at__gt=now - AGAIN)
    )
    versions = live_versions().filter(~Exists(fresh), instansi_id=instansi_id)
    return list(versions.order_by("sha256").values_list("sha256", flat=True).distinct()[:limit])


def scrub(
    instansi_id: int, *, now: dt.datetime, report: Callable[[int], object] = lambda _count: None
) -> Counter[str]:
    """Check everything that is due in the open scope and return how many there are of each result.

    Each batch is recorded before the next begins, so that it may be stopped and goes on where it was.
    Raises PlaceRefused when a place cannot be read or healed: what was not looked at stays due.
    """
    counts: Counter[str] = Counter()
    while digests := due(instansi_id, now=now):
        checked = {digest: _checked(instansi_id, digest) for digest in digests}
        found = {digest: result for digest, result in checked.items() if result is not None}
        if found:
            counts += record_checks(instansi_id=instansi_id, found=found, now=now)
        report(counts.total())
    return counts


@transaction.atomic
def _checked(instansi_id: int, digest: str) -> CheckResult | None:
    """Check the bytes unless they were lawfully destroyed meanwhile: those are no damage, and not healed.

    Whoever destroys takes the same lock, so that no copy is written back between one place and the other.
    """
    lock_digest(digest)
    if not live_versions().filter(sha256=digest).exists():
        return None
    return RESULTS[blobs_of(instansi_id).scrub(digest)]
