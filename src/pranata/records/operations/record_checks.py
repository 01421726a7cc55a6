"""Recording what re-hashing stored bytes found: one entry a batch, with every damaged file named."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.records import events
from pranata.records.models import BlobCheck, CheckResult

SYSTEM: dict[str, Json] = {"system": "pemeriksaan berkas"}


class NothingChecked(ProductError):
    """A batch without files leaves nothing to record."""

    def __init__(self) -> None:
        super().__init__(_("Tidak ada berkas yang diperiksa, jadi tidak ada yang dicatat."))


@transaction.atomic
def record_checks(*, instansi_id: int, found: Mapping[str, CheckResult], now: dt.datetime) -> Counter[str]:
    """Record the results of a batch by digest and return how many there are of each. The system's own act.

    Raises NothingChecked, or OutsideTenant unless the instansi's scope is open.
    """
    if not found:
        raise NothingChecked
    faults = {digest: result for digest, result in found.items() if result != CheckResult.WHOLE}
    counts = Counter(result.value for result in found.values())
    append_entry(
        Act(
            action=events.BYTES_CHECKED,
            tenant_id=instansi_id,
            actor=SYSTEM,
            occurred_at=now,
            objects=tuple(
                ObjectRef(role=f"berkas.{result}", type="blob", id=digest, sha256=digest)
                for digest, result in sorted(faults.items())
            ),
            result={"diperiksa": len(found), **{f"hasil_{name}": n for name, n in sorted(counts.items())}},
        )
    )
    for digest, result in sorted(found.items()):
        fault = {} if result == CheckResult.WHOLE else {"fault_at": now}
        BlobCheck.objects.update_or_create(
            instansi_id=instansi_id, sha256=digest, defaults={"result": result, "checked_at": now, **fault}
        )
    return counts
