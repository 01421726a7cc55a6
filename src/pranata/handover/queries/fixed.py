"""Which dossiers of handovers are not those that were signed."""

import hashlib
from collections.abc import Iterator

from pranata.handover import events
from pranata.handover.models import Dossier
from pranata.ledger.queries.acts_on import acts_on


def altered_dossiers() -> Iterator[str]:
    """Yield the handovers of the open scope whose dossier is not what its signatures fixed, or gone."""
    signed = {
        (public_id, thing["sha256"])
        for public_id, lines in acts_on("handover-dossier").items()
        for line in lines
        if line.action == events.HANDOVER_SIGNED.code
        for thing in line.document["objects"]
        if thing["type"] == "handover-dossier"
    }
    kept = {
        (str(row.handover.public_id), row.sha256): hashlib.sha256(row.content.encode()).hexdigest()
        == row.sha256
        for row in Dossier.objects.select_related("handover").prefetch_related("signatures")
        if row.signatures.all()
    }
    for key in sorted(signed | set(kept)):
        if key not in signed or not kept.get(key, False):
            yield key[0]
